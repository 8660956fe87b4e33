"""What people type: signs that nobody sees, in names, texts and everything else. The one definition of the house."""

import unicodedata

BREAKS = "\t\n\r"
NEEDED = "\u00ad\u061c\u200c\u200d\u200e\u200f\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u08e2"
"""Soft hyphens, joiners (Persian and Indic words and some emoji need them), marks for the direction of what stands
beside them, and Arabic signs that are seen: they hide nothing and turn nothing round."""
FILLERS = "\u115f\u1160\u17b4\u17b5\u3164\uffa0"
"""Letters without any ink."""
UNSEEN = frozenset({"Cc", "Cf", "Cs"})
"""Control characters, invisible signs and overrides of direction (Unicode TR36), halves of signs."""


def hides_something(text: str) -> bool:
    """Whether the text holds signs that a reader can't see and that change how it reads, or how it compares."""
    if text.isascii() and text.isprintable():
        return False
    return any(_hides(sign) for sign in text)


def shows_something(text: str) -> bool:
    """Whether anything of it is to be seen."""
    return any(unicodedata.category(sign)[0] in "LNPS" and sign not in FILLERS for sign in text)


def _hides(sign: str) -> bool:
    if sign in FILLERS:
        return True
    return unicodedata.category(sign) in UNSEEN and sign not in NEEDED and sign not in BREAKS
