"""Seats: a family member without an account, the card, the coordinator, leaving, ending, freezing."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection

from keukentafel import events
from keukentafel.access import SeatInSight, Visit
from keukentafel.access.cards import SeatCard, bound_seat
from keukentafel.dossiers.rights import must
from keukentafel.dossiers.seating import lay_place
from keukentafel.rooms.table import births, rules
from keukentafel.rooms.table.events import SatDown, SeatEnded, TableFrozen

END = "SELECT access_end_seat(%s, %s)"
COORDINATE = "SELECT access_coordinate(%s)"
BORN = "SELECT access_correct_birth(%s, %s::smallint, %s, %s)"
CARD = "UPDATE seat SET sealed = %s WHERE id = %s"
FREEZE = "UPDATE dossier SET frozen_at = %s WHERE id = %s"


def add_family(visit: Visit, role: str, card: SeatCard, *, once: UUID | None = None) -> UUID:
    """Seat a family member without an account: youth (a child, with a birth date) or relative. Owners only."""
    seat = lay_place(visit, card, role, once=once)
    events.announce(SatDown(visit.dossier, seat))
    return seat


def edit_card(visit: Visit, seat: SeatInSight, **changes: str) -> None:
    """Change what is written on a card. The birth date moves rights: see ``correct_birth``."""
    must(rules.may_edit(visit, seat) and "birth_date" not in changes)
    card = SeatCard.model_validate(seat.card.model_dump() | changes)
    with connection.cursor() as cursor:
        cursor.execute(CARD, [_sealed(visit, seat.id, card), seat.id])
        must(cursor.rowcount == 1)
    visit.note("card", _where(visit, seat), seat.id)


def correct_birth(visit: Visit, seat: SeatInSight, born: date, **changes: str) -> None:
    """Correct when a youth was born, with other changes of the card; what they may decide follows at once."""
    must(seat.role == "youth" and rules.may_edit(visit, seat) and not births.hindrance(visit, seat, born))
    card = SeatCard.model_validate(seat.card.model_dump() | changes | {"birth_date": born})
    band = births.band(visit, seat, born)
    moved = seat.age_band if band is None else band
    must(_ask(BORN, seat.id, moved, births.sooner(seat, born), _sealed(visit, seat.id, card)))
    visit.note("birth_date" if band is None else "birth_date_rights", _where(visit, seat), seat.id)


def end(visit: Visit, seat: SeatInSight) -> None:
    """End the seat of somebody who is no owner; they lose sight at once."""
    must(rules.may_end(visit, seat) and _ask(END, seat.id, visit.now))
    visit.note("seat_end", _table(visit), seat.id)
    events.announce(SeatEnded(visit.dossier, seat.id))


def leave(visit: Visit) -> None:
    """Leave with every seat that one has here. The last owner can't."""
    must(rules.writes(visit))
    for seat in sorted(visit.my_seats):
        must(_ask(END, seat, visit.now))
        events.announce(SeatEnded(visit.dossier, seat))
    visit.note("leave", here(visit), visit.seat.id)
    visit.leave()


def coordinate(visit: Visit, seat: SeatInSight) -> None:
    """Choose who keeps the overview. Owners only."""
    must(visit.owner and rules.at_table(visit, seat) and _ask(COORDINATE, seat.id))
    visit.note("coordinator", _table(visit), seat.id)


def freeze(visit: Visit, *, frozen: bool) -> None:
    """Freeze (everyone outside the family loses sight at once) or thaw. Owners only; twice is once."""
    must(visit.owner)
    if (visit.frozen_at is not None) == frozen:
        return
    with connection.cursor() as cursor:
        cursor.execute(FREEZE, [visit.now if frozen else None, visit.dossier])
        must(cursor.rowcount == 1)
    visit.note("freeze" if frozen else "thaw", _table(visit))
    events.announce(TableFrozen(visit.dossier, frozen))


def here(visit: Visit) -> UUID:
    """The circle to which a line in the log belongs: the table, or the personal circle of a guest."""
    return visit.table.id if visit.table else next(iter(visit.circles))


def _where(visit: Visit, seat: SeatInSight) -> UUID:
    """Where those may read of a seat who see it: at the table, or in the personal circle in which it is a guest."""
    circles = [visit.table.id] if visit.table and visit.table.id in seat.circles else sorted(seat.circles)
    return circles[0] if circles else here(visit)


def _table(visit: Visit) -> UUID:
    must(visit.table is not None)
    return here(visit)


def _sealed(visit: Visit, seat: UUID, card: SeatCard) -> bytes:
    return visit.ring.seal(visit.dossier, bound_seat(visit.dossier, seat), card.block())


def _ask(sql: str, *values: Any) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        row = cursor.fetchone()
    return bool(row and row[0])
