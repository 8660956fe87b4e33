"""What one can still do at a table that one has left.

Ask, without words, so that nobody is written to who does not want to be. And say no to destroying it, for 14 days, when
one was in charge.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from keukentafel import events, vault
from keukentafel.access import on_the_threshold
from keukentafel.dossiers.models import new_id
from keukentafel.dossiers.opened import bound
from keukentafel.rooms.requests.kinds import Request, of_sort
from keukentafel.rooms.requests.rules import answer_by
from keukentafel.rooms.table.events import EndingAnswered

WAITS = "SELECT due FROM access_left_ending(%s)"
OBJECT = "SELECT * FROM access_left_object(%s)"
SORTS = ("access", "correct", "object", "erase")
SEAT = "SELECT dossier_id, circle_id, again FROM access_ended_seat(%s)"
ASK = "SELECT access_ask_after(%s, %s, %s, %s, %s, %s, %s)"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a request would lie; ``again``: whether one may be made now."""

    dossier: UUID
    circle: UUID
    again: bool


def place(person: UUID, seat: UUID) -> Place | None:
    """Where a request from a seat that has ended would lie; None when it is not theirs, or never was at the table."""
    with on_the_threshold(person) as cursor:
        cursor.execute(SEAT, [seat])
        row = cursor.fetchone()
    return Place(*row) if row else None


def waits(person: UUID, seat: UUID) -> datetime | None:
    """When the dossier will be destroyed, if somebody who was in charge until lately may still say no to it."""
    with on_the_threshold(person) as cursor:
        cursor.execute(WAITS, [seat])
        row = cursor.fetchone()
    return row[0] if row else None


def say_no(person: UUID, seat: UUID) -> bool:
    """Stop it; the owners are told. False when nothing waits, or it is not theirs to stop."""
    with on_the_threshold(person) as cursor:
        cursor.execute(OBJECT, [seat])
        row = cursor.fetchone()
        if row:
            events.announce(EndingAnswered(row[1], row[0], tuple(row[2])))
    return row is not None


def ask(person: UUID, seat: UUID, sort: str) -> bool:
    """Put the request through the door; False when it is not to be."""
    now, item, kind = timezone.now(), new_id(), of_sort(sort)
    with on_the_threshold(person) as cursor:
        cursor.execute(SEAT, [seat])
        row = cursor.fetchone()
        if row is None or not row[2]:
            return False
        where = Place(*row)
        ring = vault.current().lend(where.dossier, shared=[where.circle], personal=[])
        sealed = ring.seal(where.circle, bound(where.dossier, item, kind.name, 1), kind.pack(Request()))
        due = answer_by(timezone.localdate(now))
        cursor.execute(ASK, [seat, item, kind.name, due, sealed, new_id(), now])
        return bool(cursor.fetchone()[0])
