"""Text as people type it: bounded, with plain line breaks, without signs that nobody sees (``people/words.py``).

It is cleaned when it is written, by the form, which says in words what is wrong, and by the content model, whoever
fills it. It is not when it is read: what was sealed was clean by the rule of its day, and a rule that learns a new
sign must not take a family's words from it. Pages show every text in an element of its own with ``dir="auto"``, out of
which no sign reaches.
"""

from typing import Annotated

from pydantic import AfterValidator, StringConstraints, ValidationInfo

from keukentafel.people.words import hides_something

KEPT = "kept"
"""The context in which content is validated that was sealed before."""


def cleaned(text: str) -> str:
    """The text with plain line breaks. Raises ``ValueError`` for signs that nobody sees."""
    if hides_something(text):
        raise ValueError("hidden characters")
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def visible(text: str, info: ValidationInfo) -> str:
    """For content models: cleaned when it is written, as it is when it is read."""
    return text if info.context == KEPT else cleaned(text)


Line = Annotated[str, StringConstraints(max_length=200), AfterValidator(visible)]
"""One line, at most 200 characters."""
Words = Annotated[str, StringConstraints(max_length=2_000), AfterValidator(visible)]
"""A few sentences, at most 2,000 characters."""
Story = Annotated[str, StringConstraints(min_length=1, max_length=20_000), AfterValidator(visible)]
"""A longer text, at most 20,000 characters."""
