"""Whom one writes to who does not read it now, and who stands in; and whom to call when it can't wait."""

from dataclasses import dataclass
from uuid import UUID

from keukentafel.access import SeatInSight, Visit
from keukentafel.dossiers import sharing
from keukentafel.dossiers.reach import reachable
from keukentafel.dossiers.sharing import Face


@dataclass(frozen=True, slots=True)
class Away:
    """Somebody who talks here and is not at work now. ``stand_in``: in words, with a number if there is one."""

    face: Face
    why: str
    hours: str
    stand_in: str
    phone: str


def told(visit: Visit, circle: UUID) -> list[Away]:
    """Who of those that talk in a circle is away or out of hours."""
    found = []
    for seat in visit.sitting(circle):
        if seat.role != "professional" or seat.id in visit.my_seats or not seat.has_account:
            continue
        now = reachable(seat.card.reach, visit.now)
        if now.away:
            reach = seat.card.reach
            found.append(Away(sharing.face(seat), now.away, now.hours, reach.stand_in, reach.stand_in_phone))
    return found


def coordinator(visit: Visit) -> SeatInSight | None:
    """Who keeps the overview and can be called."""
    found = (seat for seat in visit.seats.values() if seat.coordinator and seat.present and seat.card.phone)
    return next((seat for seat in found if seat.id not in visit.my_seats), None)
