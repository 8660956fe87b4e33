"""Enter a dossier. The only path to content: pages, jobs, exports and the command line all come through here."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone
from uuid_utils.compat import uuid7

from keukentafel import vault
from keukentafel.access.ages import reached
from keukentafel.access.cards import CircleName, Cover, bound_circle, bound_cover
from keukentafel.access.rows import fetch
from keukentafel.access.seats import seats_in_sight
from keukentafel.access.visit import OpenCircle, SeatInSight, Visit
from keukentafel.accesslog.actions import AS, Action
from keukentafel.vault import Ring

ENTER = "SELECT * FROM access_enter(%s, %s, %s)"
CLOSE = "SELECT access_close(%s, %s, %s, %s, %s)"
REFUSE = "SELECT access_refuse(%s, %s, %s, %s, %s, %s)"
BIRTHDAY = "SELECT access_birthday(%s, %s::smallint, %s, %s)"


class Refused(Exception):
    """Not in sight: the same whether it is hidden or never was."""


@contextmanager
def enter(
    person: UUID,
    dossier: UUID,
    *,
    place: str,
    eyes: UUID | None = None,
    now: datetime | None = None,
    subject: UUID | None = None,
) -> Iterator[Visit]:
    """Open a transaction and yield a ``Visit``; write the access log before it commits.

    ``place`` names the page or job for the log; ``eyes`` is another seat to look through (owners only);
    ``subject`` is the thing that was asked for, to be named if it is refused.
    Raises ``Refused`` when no circle is open, and logs that; a ``Refused`` from inside undoes what was
    written and is logged as well.
    """
    at = now or timezone.now()
    try:
        with transaction.atomic(durable=True):
            visit = _open(person, dossier, eyes, place, at)
            yield visit
            _close(visit)
    except Refused:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(REFUSE, [uuid7(), person, dossier, place, subject, at])
        raise


def _open(person: UUID, dossier: UUID, eyes: UUID | None, place: str, at: datetime) -> Visit:
    rows = _enter(person, dossier, eyes)
    ring = _ring(dossier, rows)
    seats = seats_in_sight(dossier, ring)
    if birthdays := [(s, band) for s in seats.values() if (band := reached(s, at.date()))]:
        for seat, band in birthdays:
            fetch(BIRTHDAY, [seat.id, band, uuid7(), at])
        rows = _enter(person, dossier, eyes)
        ring = _ring(dossier, rows)
        seats = seats_in_sight(dossier, ring)
    return _visit(person, dossier, eyes, place, at, rows, ring, seats)


def _enter(person: UUID, dossier: UUID, eyes: UUID | None) -> list[Any]:
    rows = fetch(ENTER, [person, dossier, eyes])
    if not rows:
        raise Refused
    return rows


def _ring(dossier: UUID, rows: list[Any]) -> Ring:
    return vault.current().lend(
        dossier,
        shared=[row[1] for row in rows if row[2] != "personal"],
        personal=[row[1] for row in rows if row[2] == "personal"],
    )


def _visit(
    person: UUID,
    dossier: UUID,
    eyes: UUID | None,
    place: str,
    at: datetime,
    rows: list[Any],
    ring: Ring,
    seats: dict[UUID, SeatInSight],
) -> Visit:
    first = rows[0]
    return Visit(
        dossier=dossier,
        cover=Cover.model_validate_json(ring.open(dossier, bound_cover(dossier), first[8])),
        person=person,
        seat=seats[first[0]],
        my_seats=frozenset(row[0] for row in rows),
        circles=_circles(dossier, rows, ring),
        seats=seats,
        frozen_at=first[9],
        may_hold=any(row[5] for row in rows),
        looking_as=eyes,
        now=at,
        place=place,
        ring=ring,
    )


def _circles(dossier: UUID, rows: list[Any], ring: Ring) -> dict[UUID, OpenCircle]:
    """Who has two seats in one circle is in it with the first: the holder's, if one is."""
    circles: dict[UUID, OpenCircle] = {}
    for row in rows:
        circles.setdefault(row[1], _circle(dossier, row, ring))
    return circles


def _circle(dossier: UUID, row: Any, ring: Ring) -> OpenCircle:
    name = CircleName.model_validate_json(ring.open(row[1], bound_circle(dossier, row[1]), row[7])).name
    return OpenCircle(id=row[1], kind=row[2], name=name, seat=row[0], holder=row[3], writes=row[6])


def _close(visit: Visit) -> None:
    book = visit.notebook
    here = visit.table.id if visit.table else next(iter(visit.circles))
    # in the order of the circles: that of a set would change with a circle that the reader of the log may not know of
    read: list[tuple[UUID, Action]] = [(circle, "read") for circle in visit.circles if circle in book.read]
    read = read or [(here, "read")] * (not book.lines)
    lines = [_line(visit, circle, action, None) for circle, action in read]
    lines += [_line(visit, line.circle, line.action, line.subject) for line in book.lines]
    shown = [{"item_id": str(s.item), "seat_id": str(s.seat), "circle_id": str(s.circle)} for s in book.shown]
    mine = None if visit.looking_as or book.left else visit.seat.id
    with connection.cursor() as cursor:
        cursor.execute(CLOSE, [visit.dossier, json.dumps(lines), json.dumps(shown), mine, visit.now])


def _line(visit: Visit, circle: UUID | None, action: Action, subject: UUID | None) -> dict[str, str | None]:
    known = visit.circles.get(circle) if circle else None
    seat = known.seat if known else visit.seat.id
    return {
        "id": str(uuid7()),
        "circle_id": str(circle) if circle else None,
        "seat_id": str(seat),
        "action": AS[action] if visit.looking_as else action,
        "place": visit.place,
        "subject_id": str(subject) if subject else None,
    }
