"""What starts when, for whoever has to remind people of it: a room says it of its own items, by a visit."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from keukentafel.access import Visit


@dataclass(frozen=True, slots=True)
class Start:
    """One time that something starts. Of what repeats there are several with the same item."""

    item: UUID
    at: datetime


Says = Callable[[Visit, datetime, datetime], Iterable[Start]]
"""What starts from one moment until just before another, in the visitor's sight and for them."""
_rooms: dict[str, Says] = {}


def register(kind: str, says: Says) -> None:
    """Say of items of this kind when they start (its room does so when the site begins)."""
    _rooms[kind] = says


def kinds() -> list[str]:
    """The kinds that start at a moment."""
    return sorted(_rooms)


def starting(visit: Visit, after: datetime, before: datetime) -> list[Start]:
    """All that starts then, the first first."""
    found = [one for says in _rooms.values() for one in says(visit, after, before)]
    return sorted(found, key=lambda one: (one.at, one.item))
