"""Rules of the journal in plain Python."""

from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")
SHOWN_COMMENTS = 3


def folded(comments: Sequence[T]) -> tuple[Sequence[T], Sequence[T]]:
    """The comments that are folded away, and the last ones that are shown; both oldest first."""
    cut = max(len(comments) - SHOWN_COMMENTS, 0)
    return comments[:cut], comments[cut:]
