"""When a request is to be answered, and by whom. No Django here."""

from calendar import monthrange
from collections.abc import Iterable
from datetime import date
from typing import Final
from uuid import UUID

from keukentafel.access import Visit

SORTS: Final = ("correct", "restrict", "object", "erase", "access")
"""What one can ask, as the addresses name it; ``requests.<sort>`` is its kind."""
ANSWERS: Final = ("done", "partly", "declined")
DECEMBER = 12


def answer_by(asked: date) -> date:
    """A month later (article 12): the same day of the next month, or its last day."""
    year, month = (asked.year + 1, 1) if asked.month == DECEMBER else (asked.year, asked.month + 1)
    return date(year, month, min(asked.day, monthrange(year, month)[1]))


def may_answer(visit: Visit, author: UUID, circle: UUID) -> bool:
    """Whoever holds the circle answers; nobody answers themselves."""
    here = visit.circles[circle]
    return here.holder and here.writes and author not in visit.my_seats


def can_be_answered(visit: Visit, circle: UUID) -> bool:
    """Whether somebody else holds the circle, who can answer."""
    here = visit.circles[circle]
    others = [seat for seat in visit.sitting(circle) if seat.id not in visit.my_seats and seat.has_account]
    return bool(others) and (not here.holder if here.personal else any(seat.owner for seat in others))


def quietest_first(visit: Visit, circles: Iterable[UUID]) -> list[UUID]:
    """The circle of the family before that of the whole table: not more people need to read along than must."""
    return sorted(circles, key=lambda circle: visit.circles[circle].kind != "family")
