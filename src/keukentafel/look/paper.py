"""The look of a page that somebody takes along: it opens without us, from a folder, and prints."""

import hashlib
from base64 import b64encode
from functools import cache
from pathlib import Path

STYLE = Path(__file__).parent / "paper.css"


@cache
def style() -> str:
    """The style sheet, which stands in every page: so a page can be printed or sent on alone."""
    return STYLE.read_text()


@cache
def policy() -> str:
    """What a page may load: its own style, and pictures that lie beside it."""
    hashed = b64encode(hashlib.sha256(style().encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{hashed}'; img-src 'self' file:; base-uri 'none'; form-action 'none'"
