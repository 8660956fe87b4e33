"""The rooms of a dossier: each declares its door once, and every page's navigation has it."""

from dataclasses import dataclass

from django.utils.functional import Promise

from keukentafel.access import Visit
from keukentafel.look.addresses import address


@dataclass(frozen=True, slots=True)
class Room:
    """``label``: lazily translated; ``entry``: the name of the address behind its door; ``order``: place in line.

    ``in_line``: whether its door stands in the navigation; one comes to the others from the pages to which they belong.
    """

    key: str
    label: str | Promise
    icon: str
    entry: str
    order: int
    family_only: bool = False
    in_line: bool = True


_rooms: dict[str, Room] = {}


def register(room: Room) -> None:
    """Add a room (each does so when the site starts)."""
    _rooms[room.key] = room


def navigation(visit: Visit, current: str) -> list[dict[str, object]]:
    """The doors for this visitor, as ``look/base.html`` draws them."""
    return [
        {
            "key": room.key,
            "label": room.label,
            "icon": room.icon,
            "href": address(room.entry, visit.dossier),
            "current": room.key == current,
        }
        for room in in_order()
        if room.in_line and (visit.seat.family_side or not room.family_only)
    ]


def entry(visit: Visit, key: str) -> str:
    """The address behind a room's door. Raises ``KeyError`` when there is no such room."""
    return address(_rooms[key].entry, visit.dossier)


def room_named(key: str) -> Room | None:
    """The room of that key, if there is one."""
    return _rooms.get(key)


def in_order() -> list[Room]:
    """All rooms, as they stand in line."""
    return sorted(_rooms.values(), key=lambda room: room.order)
