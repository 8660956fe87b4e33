"""Who decides what for whom (``docs/decisions/0015``, ``0016``). No Django here; ``access/sql`` guards the same."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from keukentafel.access import SeatInSight, Visit
from keukentafel.access.ages import next_band

AHEAD = (30, 7)
"""How many days ahead everybody concerned is told of a birthday that moves rights: twice."""
TEXT_VERSION = 1
"""Of the sentence that one agrees to: another sentence is another yes."""
WAITS = (4, 24, 48, 72, 168)
OPENS = (24, 72, 168)
"""Hours: how long one waits before an emergency opens, and how long it stays open. The first fits are 24 and 72."""
MOST_NAMED = 5
Word = Literal["own", "parent"]


@dataclass(frozen=True, slots=True)
class Coming:
    """A birthday that moves rights, within 30 days. ``left``: days until then; ``mine``: of the visitor."""

    seat: SeatInSight
    band: int
    day: date
    left: int
    mine: bool

    @property
    def notice(self) -> int:
        """Which of the two notices is due: 30 or 7 days ahead."""
        return min(days for days in AHEAD if self.left <= days)


def coming(visit: Visit, today: date) -> list[Coming]:
    """Birthdays that move rights of whom the visitor sees, in the coming 30 days; for the family alone."""
    if not visit.seat.family_side:
        return []
    found = (_coming(visit, seat, today) for seat in visit.seats.values() if seat.role == "youth" and seat.present)
    return sorted((one for one in found if one), key=lambda one: (one.day, one.seat.since, one.seat.id))


def _coming(visit: Visit, seat: SeatInSight, today: date) -> Coming | None:
    following = next_band(seat.card.birth_date, today) if seat.card.birth_date else None
    if following is None or (left := (following[1] - today).days) > max(AHEAD):
        return None
    return Coming(seat, following[0], following[1], left, seat.id in visit.my_seats)


def concerned(visit: Visit) -> list[SeatInSight]:
    """Who is told: the family's side of the table, as far as they have an account."""
    return [seat for seat in visit.seats.values() if seat.family_side and seat.present and seat.has_account]


def words_needed(role: str, band: int, *, from_12: str = "both") -> frozenset[Word]:
    """Whose yes it takes: under 12 a parent's, to 15 both (or one's own alone, as was told), then one's own."""
    if role != "youth" or band >= 16:
        return frozenset({"own"})
    if band == 12:
        return frozenset({"own"}) if from_12 == "own" else frozenset({"own", "parent"})
    return frozenset({"parent"})


def decides_for_themself(seat: SeatInSight) -> bool:
    """From 12 on one is asked oneself."""
    return seat.role != "youth" or seat.age_band >= 12


def parents(seats: Iterable[SeatInSight]) -> list[SeatInSight]:
    """Parents who sit here."""
    return [seat for seat in seats if seat.role == "parent" and seat.present]


def may_contest(visit: Visit, child: SeatInSight, parent: SeatInSight) -> bool:
    """Another parent, or the child from 12 on."""
    me = visit.seat
    by_child = me.id == child.id and me.age_band >= 12
    return visit.looking_as is None and me.id != parent.id and (me.role == "parent" or by_child)


def may_veto(visit: Visit) -> bool:
    """Whoever is in charge, and the young from 12 on."""
    me = visit.seat
    return visit.looking_as is None and (visit.owner or (me.role == "youth" and me.age_band >= 12))


def of_age(visit: Visit) -> bool:
    """A young adult on their own seat: they are offered a table of their own."""
    return visit.looking_as is None and visit.seat.role == "youth" and visit.seat.age_band >= 18
