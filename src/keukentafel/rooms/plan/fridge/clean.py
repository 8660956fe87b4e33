"""Makes a family's text safe to set: printable characters only, a known direction, no word wider than the paper.

The words themselves stay as they are. Typst never sees them as markup: they travel as JSON."""

import json
import re
import unicodedata
from functools import cache
from itertools import chain

from keukentafel.rooms.plan.fridge.drawings import FONTS

# What a font can't draw is shown as an empty box and told to the caller; a PDF/UA with a missing glyph is refused.
MISSING = "\u25a1"
# Marks that turn the reading direction of what follows, also of what somebody else wrote.
_TURNERS = re.compile("[\u202a-\u202e\u2066-\u2069\u061c\u200e\u200f]")
_LONG = re.compile(r"[^\s\u200b]{22}(?=[^\s\u200b]{4})")
_INVISIBLE = {"\u200b", "\u200c", "\u200d", "\u00ad", "\ufe0f", "\n"}


def clean(text: str, missing: set[str] | None = None) -> str:
    """One line of printable text; characters without a glyph are added to `missing`."""
    flat = " ".join(unicodedata.normalize("NFC", _TURNERS.sub("", text)).split())
    known = _covered()
    lost = {sign for sign in flat if ord(sign) not in known and sign not in _INVISIBLE}
    if missing is not None:
        missing |= {sign for sign in lost if unicodedata.category(sign) not in ("Cc", "Cf", "Cs", "Co", "Cn")}
    seen = "".join(_shown(sign) if sign in lost else sign for sign in flat)
    return _LONG.sub(lambda part: part.group() + "\u200b", seen)


def is_rtl(text: str) -> bool:
    """True when the first letter that has a direction is written from right to left."""
    for sign in text:
        direction = unicodedata.bidirectional(sign)
        if direction in ("R", "AL", "L"):
            return direction != "L"
    return False


def _shown(sign: str) -> str:
    return "" if unicodedata.category(sign) in ("Cc", "Cf", "Cs", "Mn") else MISSING


@cache
def _covered() -> frozenset[int]:
    ranges = json.loads((FONTS / "coverage.json").read_text())["ranges"]
    return frozenset(chain.from_iterable(range(first, last + 1) for first, last in ranges))
