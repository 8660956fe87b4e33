"""Enter a dossier. The only path to content: pages, jobs, exports and the command line all come through here."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import DatabaseError, connection, transaction
from django.utils import timezone
from uuid_utils.compat import uuid7

from keukentafel import vault
from keukentafel.access import log
from keukentafel.access.ages import day_of, reached
from keukentafel.access.cards import CircleName, Cover, bound_circle, bound_cover, bound_line
from keukentafel.access.endings import carry_out
from keukentafel.access.rows import fetch
from keukentafel.access.seats import seats_in_sight
from keukentafel.access.visit import Alarm, OpenCircle, SeatInSight, Visit
from keukentafel.accesslog.actions import AS, Action
from keukentafel.accesslog.chain import Head, Line
from keukentafel.vault import Ring

ENTER = "SELECT * FROM access_enter(%s, %s, %s)"
CLOSE = "SELECT * FROM access_close(%s, %s, %s, %s, %s, %s, %s)"
REFUSE = """SELECT access_refuse(%s, %s, %s, %s, %s)
  FROM (SELECT set_config('kt.person', %s, true) OFFSET 0) AS standing"""
BY_RIGHT = "SELECT set_config('kt.by_right', 'yes', true)"
IS_OPEN = "SELECT access_still_here(%s, %s, NULL)"
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
    by_right: bool = False,
) -> Iterator[Visit]:
    """Open a transaction and yield a ``Visit``; write the access log before it commits.

    ``place`` names the page or job for the log; ``eyes`` is another seat to look through (owners only);
    ``subject`` is the thing that was asked for, to be named if it is refused; ``by_right`` leaves out what is open by
    emergency access alone.
    Raises ``Refused`` when no circle is open, and logs that; a ``Refused`` from inside undoes what was
    written and is logged as well.
    """
    at = now or timezone.now()
    try:
        try:
            with _inside(person, dossier, eyes, place, at, by_right=by_right) as visit:
                yield visit
                _close(visit)
        except DatabaseError:
            if not _was_destroyed(person, dossier):
                raise
            raise Refused from None  # by somebody else, while this was written
    except Refused:
        with transaction.atomic():
            fetch(REFUSE, [uuid7(), dossier, place, subject, at, str(person)])
            log.link_waiting()
        raise


@contextmanager
def _inside(*who: Any, by_right: bool) -> Iterator[Visit]:
    """The transaction of a visit. What is due here is done first (``endings``), outside of it."""
    try:
        with transaction.atomic(durable=True):
            yield _open(*who, by_right=by_right)
    except _Due:
        carry_out(who[0], who[1])
        with transaction.atomic(durable=True):
            yield _open(*who, by_right=by_right)


class _Due(Exception):
    """The waiting time of something here is over."""


def _was_destroyed(person: UUID, dossier: UUID) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(IS_OPEN, [person, dossier])
        return not cursor.fetchone()[0]


def _open(person: UUID, dossier: UUID, eyes: UUID | None, place: str, at: datetime, *, by_right: bool) -> Visit:
    if by_right:
        fetch(BY_RIGHT, [])
    rows = _enter(person, dossier, eyes)
    if rows[0][18]:
        raise _Due
    ring = _ring(dossier, rows)
    seats = seats_in_sight(dossier, ring)
    if birthdays := [(s, band) for s in seats.values() if (band := reached(s, day_of(at)))]:
        for seat, band in birthdays:
            fetch(BIRTHDAY, [seat.id, band, uuid7(), at])
        rows = _enter(person, dossier, eyes)
        ring = _ring(dossier, rows)
        seats = seats_in_sight(dossier, ring)
    visit = _visit(person, dossier, eyes, place, at, rows, ring, seats)
    visit.notebook.doors_wrote = bool(birthdays)
    return visit


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
        heads={row[1]: Head(row[11], row[12]) for row in rows},
        alarm=Alarm(*first[13:18]) if first[13] else None,
    )


def _circles(dossier: UUID, rows: list[Any], ring: Ring) -> dict[UUID, OpenCircle]:
    """Who has two seats in one circle is in it with the first: the holder's, if one is."""
    circles: dict[UUID, OpenCircle] = {}
    for row in rows:
        circles.setdefault(row[1], _circle(dossier, row, ring))
    return circles


def _circle(dossier: UUID, row: Any, ring: Ring) -> OpenCircle:
    name = CircleName.model_validate_json(ring.open(row[1], bound_circle(dossier, row[1]), row[7])).name
    return OpenCircle(
        id=row[1], kind=row[2], name=name, seat=row[0], holder=row[3], writes=row[6], emergency=row[10], consent=row[19]
    )


def _close(visit: Visit) -> None:
    book = visit.notebook
    here = visit.table.id if visit.table else next(iter(visit.circles))
    # in the order of the circles: that of a set would change with a circle that the reader of the log may not know of
    read: list[tuple[UUID, Action]] = [(circle, "read") for circle in visit.circles if circle in book.read]
    read = read or [(here, "read")] * (not book.lines and not book.nobody)
    lines = [_line(visit, circle, action, None) for circle, action in read]
    lines += [_line(visit, line.circle, line.action, line.subject) for line in book.lines]
    shown = [{"item_id": str(s.item), "seat_id": str(s.seat), "circle_id": str(s.circle)} for s in book.shown]
    mine = None if visit.looking_as or book.left or book.nobody else visit.seat.id
    rest = [json.dumps(shown), json.dumps(_news(visit)), mine, visit.dossier, visit.now]
    log.write(lines, visit.heads, CLOSE, rest)
    if book.doors_wrote:
        log.link_waiting()


def _news(visit: Visit) -> list[dict[str, str]]:
    """For the streams, as short as can be: dossier, circle, room, item, and what it hangs under."""
    return [
        {"d": str(visit.dossier), "c": str(one.circle), "r": one.room, "i": str(one.item)}
        | ({"p": str(one.under)} if one.under else {})
        for one in visit.notebook.news
    ]


def _line(visit: Visit, circle: UUID | None, action: Action, subject: UUID | None) -> Line:
    known = visit.circles.get(circle) if circle else None
    line = uuid7()
    return Line(
        id=line,
        at=visit.now,
        dossier=visit.dossier,
        circle=circle,
        person=visit.person,
        seat=known.seat if known else visit.seat.id,
        eyes=visit.looking_as,
        action=AS[action] if visit.looking_as else action,
        place=visit.place,
        subject=subject,
        program=log.program(),
        consent=known.consent if known and not visit.looking_as else None,
        emergency=known is not None and known.emergency,
        responsible=_on_behalf(visit, line),
    )


def _on_behalf(visit: Visit, line: UUID) -> bytes | None:
    """The organisation of a professional, as their card has it now: later it may be another one."""
    organisation = visit.seat.card.organisation
    if visit.seat.role != "professional" or visit.looking_as or not organisation:
        return None
    return visit.ring.seal(visit.dossier, bound_line(line), organisation.encode())
