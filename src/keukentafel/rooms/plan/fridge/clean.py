"""Makes a family's text safe to set: printable characters only, a known direction, no word wider than the paper.

The words themselves stay as they are. Typst never sees them as markup: they travel as JSON.
"""

import json
import re
import unicodedata
from functools import cache
from itertools import chain

from keukentafel.rooms.plan.fridge.drawings import FONTS

# What a font can't draw is shown as an empty box and told to the caller; a PDF/UA with a missing glyph is refused.
MISSING = "\u25fb"
# Marks that turn the reading direction of what follows, also of what somebody else wrote.
_TURNERS = re.compile("[\u202a-\u202e\u2066-\u2069\u061c\u200e\u200f]")
_LONG = re.compile(r"[^\s\u200b]{22}(?=[^\s\u200b]{4})")
_INVISIBLE = {"\u200b", "\u200c", "\u200d", "\u00ad", "\ufe0f"}
# Control signs, format signs, halves of signs and code points that are no sign: nothing to see, so nothing is lost.
_SILENT = {"Cc", "Cf", "Cs", "Cn"}


def clean(text: str, missing: set[str] | None = None) -> str:
    """One line of printable text; characters without a glyph are added to `missing`."""
    flat = " ".join(unicodedata.normalize("NFC", _TURNERS.sub("", text)).split())
    kept = "".join(sign for sign in flat if sign in _INVISIBLE or unicodedata.category(sign) not in _SILENT)
    lost = {sign for sign in kept if not _printable(sign)}
    if missing is not None:
        missing |= lost
    return _LONG.sub(lambda part: part.group() + "\u200b", "".join(MISSING if sign in lost else sign for sign in kept))


def is_rtl(text: str) -> bool:
    """True when the first letter that has a direction is written from right to left."""
    for sign in text:
        direction = unicodedata.bidirectional(sign)
        if direction in ("R", "AL", "L"):
            return direction != "L"
    return False


def _printable(sign: str) -> bool:
    # Private signs mean something else in every font; PDF/A refuses them.
    return sign in _INVISIBLE or (ord(sign) in _covered() and unicodedata.category(sign) != "Co")


@cache
def _covered() -> frozenset[int]:
    ranges = json.loads((FONTS / "coverage.json").read_text())["ranges"]
    return frozenset(chain.from_iterable(range(first, last + 1) for first, last in ranges))
