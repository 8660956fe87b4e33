"""Text as people type it: bounded, with line breaks, without characters that hide or reverse other text."""

import re
from typing import Annotated

from pydantic import AfterValidator, StringConstraints

HIDDEN = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2060\u2066-\u2069\ud800-\udfff\ufeff\ufff9-\ufffb]"
)
"""Control characters, halves of characters, invisible spaces, and overrides of direction (Unicode TR36, "bidirectional
text spoofing")."""


def has_hidden(text: str) -> bool:
    """Whether the text holds characters that a reader can't see and that change how it reads."""
    return HIDDEN.search(text) is not None


def visible(text: str) -> str:
    """The text with plain line breaks. Raises ``ValueError`` for hidden characters."""
    if has_hidden(text):
        raise ValueError("hidden characters")
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


Line = Annotated[str, StringConstraints(max_length=200), AfterValidator(visible)]
"""One line, at most 200 characters."""
Words = Annotated[str, StringConstraints(max_length=2_000), AfterValidator(visible)]
"""A few sentences, at most 2,000 characters."""
Story = Annotated[str, StringConstraints(min_length=1, max_length=20_000), AfterValidator(visible)]
"""A longer text, at most 20,000 characters."""
