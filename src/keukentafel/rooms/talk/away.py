"""Whom one writes to who does not read it now, and who stands in; and whom to call when it can't wait."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from keukentafel.access import SeatInSight, Visit
from keukentafel.dossiers import sharing
from keukentafel.dossiers.opened import Opened
from keukentafel.dossiers.reach import reachable
from keukentafel.dossiers.sharing import Face


@dataclass(frozen=True, slots=True)
class Away:
    """Somebody who talks here and is not at work now. ``instead``: those of their team who talk here and are at work.

    ``stand_in``: in words, with a number if there is one.
    """

    face: Face
    why: str
    hours: str
    instead: str
    stand_in: str
    phone: str


def told(visit: Visit, circle: UUID, teams: Sequence[Opened[Any]]) -> list[Away]:
    """Who of those that talk in a circle is away or out of hours; ``teams``: inboxes that are shared here."""
    sitting = [seat for seat in visit.sitting(circle) if seat.has_account and seat.id not in visit.my_seats]
    why = {seat.id: reachable(seat.card.reach, visit.now) for seat in sitting if seat.role == "professional"}
    found = []
    for seat in sitting:
        if seat.id not in why or not why[seat.id].away:
            continue
        mates = teams_of(teams, seat.id)
        there = [one.card.name for one in sitting if one.id in mates and one.id in why and not why[one.id].away]
        reach, now = seat.card.reach, why[seat.id]
        found.append(
            Away(sharing.face(seat), now.away, now.hours, sharing.listed(there), reach.stand_in, reach.stand_in_phone)
        )
    return found


def teams_of(teams: Sequence[Opened[Any]], seat: UUID) -> set[UUID]:
    """With whom a seat shares its inbox."""
    return {mate for team in teams if team.author == seat for mate in team.content.seats}


def coordinator(visit: Visit) -> SeatInSight | None:
    """Who keeps the overview and can be called."""
    found = (seat for seat in visit.seats.values() if seat.coordinator and seat.present and seat.card.phone)
    return next((seat for seat in found if seat.id not in visit.my_seats), None)
