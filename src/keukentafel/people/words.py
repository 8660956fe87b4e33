"""What people type about themselves."""

import unicodedata

JOINERS = "\u200c\u200d"
"""Persian and Indic names and some emoji need these; they hide nothing."""


def hides_something(text: str) -> bool:
    """Whether the text holds characters that nobody sees (control, direction overrides, lone surrogates)."""
    return any(unicodedata.category(mark) in {"Cc", "Cf", "Cs"} and mark not in JOINERS for mark in text)
