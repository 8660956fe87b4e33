"""The circles of conversations between chosen people: find or make one, come in, leave, take somebody out."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db import connection

from keukentafel import vault
from keukentafel.access import OpenCircle, SeatInSight, Visit
from keukentafel.access.cards import CircleName, bound_circle
from keukentafel.access.rows import fetch
from keukentafel.dossiers.models import new_id
from keukentafel.dossiers.rights import must
from keukentafel.dossiers.sharing import listed

TALK = "SELECT access_talk(%s::uuid[], %s, %s, %s)"
PUT_IN = """
INSERT INTO circle_seat (circle_id, seat_id, dossier_id, since) VALUES (%s, %s, %s, %s)
    ON CONFLICT (circle_id, seat_id)
    DO UPDATE SET since = excluded.since, until = NULL WHERE circle_seat.until IS NOT NULL
"""
TAKE_OUT = "UPDATE circle_seat SET until = %s WHERE circle_id = %s AND seat_id = %s AND until IS NULL"
LONGEST_NAME = 60


def to_choose(visit: Visit) -> list[SeatInSight]:
    """With whom the visitor may begin one: who sits at the table with an account. Empty for whoever may not."""
    if visit.table is None or not visit.table.writes:
        return []
    sitting = visit.sitting(visit.table.id)
    return [seat for seat in sitting if seat.has_account and seat.id not in visit.my_seats]


def between(visit: Visit, seats: Iterable[UUID]) -> UUID:
    """The circle of the visitor with exactly these seats, found again or made. Raises ``Refused``."""
    must(visit.table is not None and visit.looking_as is None)
    chosen = {*seats, visit.table.seat}  # type: ignore[union-attr]  # asked above
    fresh = new_id()
    ring = vault.current().lend(visit.dossier, shared=[fresh], personal=())
    sealed = ring.seal(fresh, bound_circle(visit.dossier, fresh), CircleName(name=_name(visit, chosen)).block())
    circle: UUID | None = fetch(TALK, [sorted(chosen), fresh, sealed, visit.now])[0][0]
    must(circle is not None)
    if circle == fresh:
        visit.note("circle_add", fresh, fresh)
    return circle  # type: ignore[return-value]  # asked above


def sits(visit: Visit, circle: UUID) -> bool:
    """Whether the visitor sits in it; who does not reads along, as an owner."""
    return any(circle in visit.seats[seat].circles for seat in visit.my_seats if seat in visit.seats)


def reads_along(visit: Visit, circle: OpenCircle) -> list[SeatInSight]:
    """Who sees what is said there without having been asked in: the other owners."""
    return [seat for seat in visit.sitting(circle.id) if circle.id not in seat.circles and seat.has_account]


def come_in(visit: Visit, circle: OpenCircle, seats: Iterable[UUID]) -> None:
    """Give seats of the table a place in it; a holder does, for themselves or others. Twice is as once."""
    must(circle.talk and circle.holder and circle.writes and visit.table is not None)
    at_table = {seat.id for seat in visit.sitting(visit.table.id)}  # type: ignore[union-attr]  # asked above
    for seat in sorted(seats):
        must(seat in at_table)
        if _do(PUT_IN, circle.id, seat, visit.dossier, visit.now):
            visit.note("circle_fill", circle.id, seat)


def go_out(visit: Visit, circle: OpenCircle, seat: UUID) -> None:
    """Take a seat out, as a holder; or leave. What was said stays."""
    must(circle.talk and circle.writes and (circle.holder or seat in visit.my_seats))
    must(_do(TAKE_OUT, visit.now, circle.id, seat) == 1)
    visit.note("circle_leave" if seat in visit.my_seats else "circle_take_out", circle.id, seat)


def _name(visit: Visit, seats: Iterable[UUID]) -> str:
    names = [visit.seats[seat].card.name.split()[0] for seat in sorted(seats) if seat in visit.seats]
    name = listed(names)
    return name if len(name) <= LONGEST_NAME else name[: LONGEST_NAME - 1] + "…"


def _do(sql: str, *values: Any) -> int:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return int(cursor.rowcount)
