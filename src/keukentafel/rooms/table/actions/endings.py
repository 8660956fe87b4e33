"""End what several own. The database decides who may and when (``access/sql/ending.sql``); its clock counts."""

from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from keukentafel import events
from keukentafel.access import SeatInSight, Visit
from keukentafel.access.endings import carry_out
from keukentafel.dossiers.models import new_id
from keukentafel.dossiers.rights import must
from keukentafel.rooms.table import rules
from keukentafel.rooms.table.endings import Waiting, other_owners
from keukentafel.rooms.table.events import EndingAnswered, EndingAsked

ASK = "SELECT access_ask_ending(%s, %s)"
ANSWER = "SELECT access_answer_ending(%s, %s)"
PEOPLE = "SELECT person_id FROM seat WHERE id = ANY(%s) AND person_id IS NOT NULL ORDER BY person_id"


def ask(visit: Visit, seat: SeatInSight | None = None) -> bool:
    """Ask to destroy the dossier, or to end the seat of another owner; whether it is done at once.

    It is when nobody else owns the dossier: right after this visit, in a transaction of its own.
    """
    must(visit.owner and visit.table is not None and (seat is None or rules.needs_both(visit, seat)))
    ending, others = new_id(), other_owners(visit)
    due: datetime | None = _one(ASK, [ending, seat.id if seat else None])
    must(due is not None)
    visit.note("ending_ask", visit.table.id if visit.table else None, seat.id if seat else None)
    if not others:
        visit.leave()
        transaction.on_commit(partial(carry_out, visit.person, visit.dossier), robust=True)
    elif due is not None:
        events.announce(EndingAsked(visit.dossier, ending, due, _people(others)))
    return not others


def agree(visit: Visit, waiting: Waiting) -> bool:
    """Say yes; whether that was the last yes, and it is done at once."""
    said = _one(ANSWER, [waiting.id, True])
    must(said in ("waiting", "due"))
    _noted(visit, "ending_agree", waiting)
    if said == "due":
        visit.leave()
        transaction.on_commit(partial(carry_out, visit.person, visit.dossier), robust=True)
    return bool(said == "due")


def stop(visit: Visit, waiting: Waiting) -> None:
    """Say no, or take one's own question back. Nothing is ended."""
    said = _one(ANSWER, [waiting.id, False])
    must(said in ("objected", "taken_back"))
    if said == "objected":
        _noted(visit, "ending_object", waiting)
    else:
        _noted(visit, "ending_back", waiting)
    events.announce(EndingAnswered(visit.dossier, waiting.id, _people(other_owners(visit))))


def _noted(visit: Visit, action: Any, waiting: Waiting) -> None:
    visit.note(action, visit.table.id if visit.table else None, waiting.seat.id if waiting.seat else None)


def _people(seats: list[SeatInSight]) -> tuple[UUID, ...]:
    with connection.cursor() as cursor:
        cursor.execute(PEOPLE, [[seat.id for seat in seats]])
        return tuple(row[0] for row in cursor.fetchall())


def _one(sql: str, values: list[Any]) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        row = cursor.fetchone()
    return row[0] if row else None
