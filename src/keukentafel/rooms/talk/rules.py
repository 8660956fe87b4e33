"""Rules of conversations in plain Python: runs of messages, days, who saw what."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import TypeVar
from uuid import UUID

T = TypeVar("T")
TOGETHER = timedelta(minutes=5)
"""Messages of one person within this time stand as one run: the name is said once."""


def days(moments: Sequence[datetime], local: Callable[[datetime], date]) -> list[date | None]:
    """For each moment the day, where another day begins; else none."""
    found = [local(one) for one in moments]
    return [day if at == 0 or day != found[at - 1] else None for at, day in enumerate(found)]


def goes_on(before: tuple[UUID, datetime] | None, now: tuple[UUID, datetime]) -> bool:
    """Whether somebody just goes on talking: the same person, soon after."""
    return before is not None and before[0] == now[0] and now[1] - before[1] <= TOGETHER


def saw_last(
    shown: Iterable[UUID], seen_by: Mapping[UUID, Collection[UUID]], who: Collection[UUID]
) -> dict[UUID, UUID]:
    """For each of these seats the last of the messages (oldest first) that they had before their eyes."""
    found: dict[UUID, UUID] = {}
    for message in shown:
        found |= {seat: message for seat in seen_by.get(message, ()) if seat in who}
    return found
