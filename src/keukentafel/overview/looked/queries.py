"""Read the access log. Row-level security decides which lines are there to be read."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils import timezone

from keukentafel.access import Visit
from keukentafel.access.cards import bound_line
from keukentafel.accesslog.actions import actions_of
from keukentafel.dossiers.reading import Mark
from keukentafel.overview.looked.rules import Line, Yes

PAGE = 100
COLUMNS = (
    "id, at, action, place, circle_id, seat_id, person_id, eyes_id, subject_id, program, consent_id, emergency, "
    "responsible, seq, hash"
)
LOG = f"""
WITH lines AS (
  SELECT * FROM (
    SELECT e.* FROM (SELECT unnest(%s::uuid[]) UNION ALL SELECT id FROM gone_circle WHERE dossier_id = %s)
      AS open(circle_id) CROSS JOIN LATERAL (
      SELECT {COLUMNS} FROM access_event
       WHERE dossier_id = %s AND circle_id = open.circle_id {{only}} ORDER BY at DESC, id DESC LIMIT %s) e
    UNION ALL
    (SELECT {COLUMNS} FROM access_event
      WHERE dossier_id = %s AND circle_id IS NULL {{only}} ORDER BY at DESC, id DESC LIMIT %s)) every
  ORDER BY at DESC, id DESC LIMIT %s)
SELECT l.*, i.kind, who.id, c.given_by_id, c.given FROM lines l
  LEFT JOIN item i ON i.id = l.subject_id
  LEFT JOIN consent c ON c.id = l.consent_id
  LEFT JOIN LATERAL (SELECT s.id FROM seat s JOIN circle_seat cs ON cs.seat_id = s.id
                      WHERE s.dossier_id = %s AND s.person_id = l.person_id
                      ORDER BY cs.circle_id = l.circle_id DESC, s.since DESC LIMIT 1) who ON true
 ORDER BY l.at DESC, l.id DESC
"""
"""One statement: the newest lines of each circle, open or removed, and of the dossier as a whole, by index."""


@dataclass(frozen=True, slots=True)
class Log:
    """A page of the log, newest first. ``older``: where the next one starts."""

    lines: Sequence[Line]
    older: Mark | None


@dataclass(frozen=True, slots=True)
class Asked:
    """Which lines are asked for: of one seat's person, of one sort, on or after a day, on or before a day."""

    seat: UUID | None = None
    sort: str = ""
    since: date | None = None
    until: date | None = None

    def narrowed(self, before: Mark | None) -> tuple[str, list[Any]]:
        """The conditions, as SQL with its values."""
        parts: list[tuple[str, list[Any]]] = []
        if self.seat:
            of_seat = "(person_id = (SELECT s.person_id FROM seat s WHERE s.id = %s) OR seat_id = %s)"
            parts.append((of_seat, [self.seat, self.seat]))
        if self.sort:
            parts.append(("action = ANY(%s)", [actions_of(self.sort)]))
        if self.since:
            parts.append(("at >= %s", [_midnight(self.since)]))
        if self.until:
            parts.append(("at < %s", [_midnight(self.until + timedelta(days=1))]))
        if before:
            parts.append(("(at, id) < (%s::timestamptz, %s::uuid)", [before.at, before.id]))
        return "".join(f" AND {sql}" for sql, _ in parts), [value for _, values in parts for value in values]


def log(visit: Visit, asked: Asked | None = None, *, before: Mark | None = None, page: int = PAGE) -> Log:
    """The newest lines that the visitor may read, of those asked for, below ``before``."""
    only, narrowed = (asked or Asked()).narrowed(before)
    part = [visit.dossier, *narrowed, page + 1]
    with connection.cursor() as cursor:
        cursor.execute(
            LOG.format(only=only), [list(visit.circles), visit.dossier, *part, *part, page + 1, visit.dossier]
        )
        rows = cursor.fetchall()
    lines = [_line(visit, row) for row in rows[:page]]
    return Log(lines, Mark(lines[-1].at, lines[-1].id) if len(rows) > page else None)


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))


def _line(visit: Visit, row: Any) -> Line:
    line, at, action, place, circle, seat, _person, eyes, subject, *more = row
    program, consent, emergency, responsible, seq, hash_, kind, actor, given_by, given = more
    return Line(
        id=line,
        at=at,
        day=timezone.localdate(at),
        action=action,
        place=place,
        circle=circle,
        who=actor if eyes or seat is None else seat,
        whom=eyes or (subject if subject in visit.seats else None),
        what=kind,
        subject=subject,
        program=program,
        consent=consent and Yes(consent, given_by, given),
        emergency=emergency,
        organisation=_opened(visit, line, responsible),
        seq=seq,
        hash=bytes(hash_),
    )


def _opened(visit: Visit, line: UUID, block: Any) -> str:
    return visit.ring.open(visit.dossier, bound_line(line), bytes(block)).decode() if block else ""
