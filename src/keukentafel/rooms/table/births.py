"""Birth dates that were written down wrongly: who may correct them, and what stands in the way.

They move rights, so nobody gives themselves rights sooner, and nobody takes them from another
(``docs/decisions/0007``). The database guards the same (``access/sql/seating.sql``).
"""

from datetime import date
from typing import Literal

from keukentafel.access import SeatInSight, Visit
from keukentafel.access.ages import band_on, day_of
from keukentafel.rooms.table import rules

Hindrance = Literal["", "sooner", "later", "last", "circle"]


def band(visit: Visit, seat: SeatInSight, born: date) -> int | None:
    """The band that the seat would have, if that is another one."""
    reached = band_on(born, day_of(visit.now))
    return None if reached == seat.age_band else reached


def sooner(seat: SeatInSight, born: date) -> bool:
    """Whether rights would come sooner than by the date that stands there."""
    return seat.card.birth_date is None or born < seat.card.birth_date


def widens(visit: Visit, seat: SeatInSight, born: date) -> bool:
    """Whether somebody who can sign in would decide more at once."""
    becomes = band(visit, seat, born)
    return seat.has_account and becomes is not None and becomes > seat.age_band


def hindrance(visit: Visit, seat: SeatInSight, born: date) -> Hindrance:
    """Why the visitor, who may change the card, can't correct the date so; empty when they can.

    *sooner*: rights would come sooner, and that is for an owner to say; *later*: somebody else's rights would come
    later or go; *last*: nobody would own the dossier; *circle*: one has a circle of one's own, from 12 on.
    """
    if not seat.has_account:
        return "" if visit.owner else "sooner"
    if sooner(seat, born):
        return "" if visit.owner else "sooner"
    if seat.id not in visit.my_seats:
        return "later"
    becomes = band(visit, seat, born)
    if becomes is not None and becomes < 16 and rules.last_owner(visit, visit.seats.values()):
        return "last"
    return "circle" if becomes == 0 and _holds(visit, seat) else ""


def _holds(visit: Visit, seat: SeatInSight) -> bool:
    return any(one.personal and one.holder and one.seat == seat.id for one in visit.circles.values())
