"""What waits to be ended here: the dossier, or the seat of another owner. What those see of it who have a say."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.urls import NoReverseMatch, reverse

from keukentafel.access import Refused, SeatInSight, Visit

MAY_HAVE_OWNED = ("parent", "youth")
WAITING = """
SELECT id, seat_id, asked_by_id, asked, due, agreed FROM access_waits_for_me() ORDER BY asked, id
"""
ASKED = "SELECT access_who_is_asked()"


@dataclass(frozen=True, slots=True)
class Waiting:
    """``seat``: whose seat it is about; None for the whole dossier. ``agreed``: the others who said yes."""

    id: UUID
    seat: SeatInSight | None
    asked_by: SeatInSight
    asked: datetime
    due: datetime
    agreed: tuple[SeatInSight, ...]
    mine: bool
    """The visitor asked it, and may take it back."""
    answered: bool
    """The visitor agreed already."""


def waiting(visit: Visit) -> list[Waiting]:
    """What waits for the visitor's answer, oldest first: an owner's, or one's who was that until lately (14 days)."""
    if visit.looking_as or visit.seat.role not in MAY_HAVE_OWNED:
        return []
    with connection.cursor() as cursor:
        cursor.execute(WAITING)
        return [_waiting(visit, row) for row in cursor.fetchall()]


def one_waiting(visit: Visit, ending: UUID) -> Waiting:
    """One of them. Raises ``Refused``."""
    found = next((one for one in waiting(visit) if one.id == ending), None)
    if found is None:
        raise Refused
    return found


def about(visit: Visit, seat: UUID | None) -> Waiting | None:
    """What waits about this seat, or (None) about the whole dossier."""
    return next((one for one in waiting(visit) if (one.seat.id if one.seat else None) == seat), None)


def other_owners(visit: Visit) -> list[SeatInSight]:
    """Whoever else has to agree, or may stop it: the other owners, and who was one until less than 14 days ago."""
    with connection.cursor() as cursor:
        cursor.execute(ASKED)
        asked = {row[0] for row in cursor.fetchall()} - visit.my_seats
    return [seat for seat in visit.seats.values() if seat.id in asked]


def take_along_href(visit: Visit) -> str:
    """Where the dossier can be taken along, before it goes; empty in a house that does not offer it."""
    try:
        return reverse("exchange:take_along", args=[visit.dossier])
    except NoReverseMatch:
        return ""


def _waiting(visit: Visit, row: Any) -> Waiting:
    agreed = tuple(visit.seats[seat] for said in json.loads(row[5]) if (seat := UUID(said)) in visit.seats)
    return Waiting(
        id=row[0],
        seat=visit.seats[row[1]] if row[1] else None,
        asked_by=visit.seats[row[2]],
        asked=row[3],
        due=row[4],
        agreed=agreed,
        mine=row[2] in visit.my_seats,
        answered=any(seat.id in visit.my_seats for seat in agreed),
    )
