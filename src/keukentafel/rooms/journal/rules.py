"""Rules of the journal in plain Python."""

from collections.abc import Sequence, Set
from typing import Literal, TypeVar
from uuid import UUID

T = TypeVar("T")
SHOWN_COMMENTS = 3
Hindrance = Literal["", "others", "strangers"]


def folded(comments: Sequence[T]) -> tuple[Sequence[T], Sequence[T]]:
    """The comments that are folded away, and the last ones that are shown; both oldest first."""
    cut = max(len(comments) - SHOWN_COMMENTS, 0)
    return comments[:cut], comments[cut:]


def hindrance(*, writers: Set[UUID], mine: Set[UUID], known: Set[UUID], holder: bool, personal: bool) -> Hindrance:
    """Why an entry can't go to another circle.

    ``writers``: everybody of whom words would go along; ``mine``: the mover's seats; ``known``: seats that those of
    the other circle may know of; ``holder``: of the circle where it lies; ``personal``: whether it would go into one.

    *others*: words of somebody else only a holder can take along, and nobody into a personal circle.
    *strangers*: somebody would be seen who is only a guest where the entry lies now.
    """
    if writers - mine and (personal or not holder):
        return "others"
    return "strangers" if writers - known else ""


def audience(before: Set[UUID], after: Set[UUID]) -> tuple[Set[UUID], Set[UUID]]:
    """Who will newly see what moves, and who no longer."""
    return after - before, before - after
