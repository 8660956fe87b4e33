"""What stands written of authority, of consent and of emergency access. Row-level security decides who reads it."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection
from pydantic import Field

from keukentafel.access import Refused, SeatInSight, Visit
from keukentafel.access.cards import Sealed
from keukentafel.dossiers.circle_names import circle_name
from keukentafel.rooms.family import rules

AUTHORITY = """
SELECT child_id, parent_id, source, recorded_by_id, recorded, ended, contested_by_id, contested, sealed, contest
  FROM authority WHERE dossier_id = %s ORDER BY recorded, parent_id
"""
ABOUT = "SELECT circle_id, seat_id FROM circle_about WHERE dossier_id = %s ORDER BY at, seat_id"
CONSENTS = """
SELECT id, about_id, given_by_id, circle_id, subject_id, for_band, yes, given, ended FROM consent
 WHERE dossier_id = %s AND purpose = 'professional' ORDER BY given, id
"""
EMERGENCY = """
SELECT on_by_id, since, wait_hours, open_hours,
       array(SELECT seat_id FROM emergency_seat WHERE dossier_id = e.dossier_id ORDER BY seat_id),
       array(SELECT circle_id FROM emergency_circle WHERE dossier_id = e.dossier_id ORDER BY circle_id)
  FROM emergency e WHERE dossier_id = %s
"""
CALLS = """
SELECT id, seat_id, asked, may_open, closes, opened, vetoed, vetoed_by_id, ended, sealed FROM emergency_call
 WHERE dossier_id = %s ORDER BY asked DESC, id DESC LIMIT 20
"""


class Source(Sealed):
    """Since when somebody has authority, and where that can be looked up."""

    since: date | None = None
    where: str = Field(default="", max_length=500)


@dataclass(frozen=True, slots=True)
class Standing:
    """What is written of one parent's authority over one child. ``stands``: now; else it ended or lapsed."""

    child: SeatInSight
    parent: SeatInSight
    source: str
    recorded_by: UUID
    recorded: datetime
    ended: datetime | None
    contested_by: UUID | None
    contested: datetime | None
    details: Source
    contest: str

    @property
    def stands(self) -> bool:
        """Not ended, over a child under 18, by somebody who sits here."""
        return self.ended is None and self.child.age_band < 18 and self.child.present and self.parent.present


@dataclass(frozen=True, slots=True)
class Said:
    """A yes or no to a professional in a circle that is about somebody."""

    id: UUID
    about: UUID
    by: UUID
    circle: UUID
    professional: UUID
    band: int
    yes: bool
    given: datetime
    ended: datetime | None


@dataclass(frozen=True, slots=True)
class Turned:
    """Emergency access as it is turned on."""

    by: UUID
    since: datetime
    wait: int
    open: int
    seats: tuple[UUID, ...]
    circles: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class Called:
    """A call for emergency access."""

    id: UUID
    seat: UUID
    asked: datetime
    may_open: datetime
    closes: datetime
    opened: datetime | None
    vetoed: datetime | None
    vetoed_by: UUID | None
    ended: datetime | None
    why: str

    def state(self, now: datetime) -> str:
        """asked, ready, open, vetoed, back (given back), over."""
        if self.vetoed or self.ended:
            return "vetoed" if self.vetoed else "back"
        if self.closes <= now:
            return "over"
        if self.opened:
            return "open"
        return "ready" if self.may_open <= now else "asked"


def family_circle(visit: Visit) -> UUID:
    """The circle in whose name words of this room are sealed. Raises ``Refused`` outside of the family."""
    found = next((one.id for one in visit.circles.values() if one.kind == "family" and not one.emergency), None)
    if found is None or not visit.seat.family_side:
        raise Refused
    return found


def authority(visit: Visit) -> list[Standing]:
    """All that is written of authority, now and before, of whom the visitor sees."""
    circle = family_circle(visit)
    rows = (row for row in _rows(AUTHORITY, visit) if row[0] in visit.seats and row[1] in visit.seats)
    return [_standing(visit, circle, row) for row in rows]


def _standing(visit: Visit, circle: UUID, row: Any) -> Standing:
    place = bound_authority(visit.dossier, row[0], row[1])
    details = Source.model_validate_json(visit.ring.open(circle, place, row[8])) if row[8] else Source()
    contest = visit.ring.open(circle, b"contest" + place, row[9]).decode() if row[9] else ""
    return Standing(*(visit.seats[row[0]], visit.seats[row[1]], *row[2:8], details, contest))


def bound_authority(dossier: UUID, child: UUID, parent: UUID) -> bytes:
    """What words about authority are bound to."""
    return b"authority" + dossier.bytes + child.bytes + parent.bytes


def abouts(visit: Visit) -> dict[UUID, list[UUID]]:
    """For each named circle that is about somebody: whom."""
    found: dict[UUID, list[UUID]] = {}
    for circle, seat in _rows(ABOUT, visit):
        found.setdefault(circle, []).append(seat)
    return found


def consents(visit: Visit) -> list[Said]:
    """What was said, as far as the visitor may read it."""
    return [Said(*row) for row in _rows(CONSENTS, visit)]


def emergency(visit: Visit) -> Turned | None:
    """Emergency access, if it is on."""
    rows = _rows(EMERGENCY, visit)
    return Turned(*(*rows[0][:4], tuple(rows[0][4]), tuple(rows[0][5]))) if rows else None


def calls(visit: Visit) -> list[Called]:
    """The latest calls for it, newest first."""
    if visit.table is None:
        return []
    return [Called(*(*row[:9], _why(visit, visit.table.id, row))) for row in _rows(CALLS, visit)]


def _why(visit: Visit, circle: UUID, row: Any) -> str:
    return visit.ring.open(circle, bound_call(visit.dossier, row[0]), row[9]).decode()


def bound_call(dossier: UUID, call: UUID) -> bytes:
    """What the reason of a call is bound to."""
    return b"emergency" + dossier.bytes + call.bytes


def name_of_circle(visit: Visit, circle: UUID) -> str:
    """Its name, if it is open to the visitor."""
    return circle_name(visit.circles[circle]) if circle in visit.circles else ""


def waiting(visit: Visit, said: list[Said], about: dict[UUID, list[UUID]]) -> list[Said]:
    """Words of others that wait for the visitor's own: about them, in a circle that is, and they did not answer yet."""
    me = visit.seat
    if visit.looking_as or not rules.decides_for_themself(me):
        return []
    answered = {(one.circle, one.professional) for one in said if one.by == me.id and one.ended is None}
    asked: dict[tuple[UUID, UUID], Said] = {}
    for one in said:
        key = (one.circle, one.professional)
        open_ = one.about == me.id and one.by != me.id and one.yes and one.ended is None and key not in answered
        if open_ and me.id in about.get(one.circle, ()) and one.professional in visit.seats:
            asked.setdefault(key, one)
    return list(asked.values())


def _rows(sql: str, visit: Visit) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql, [visit.dossier])
        return list(cursor.fetchall())
