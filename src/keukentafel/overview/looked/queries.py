"""Read the access log. Row-level security decides which lines are there to be read."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils import timezone

from keukentafel.access import Visit
from keukentafel.overview.looked.rules import Line

PAGE = 100
COLUMNS = "id, at, action, place, circle_id, seat_id, person_id, eyes_id, subject_id"
BELOW = "AND (at, id) < (%s::timestamptz, %s::uuid)"
OF_SEAT = "AND (person_id = (SELECT s.person_id FROM seat s WHERE s.id = %s) OR seat_id = %s)"
LOG = f"""
WITH lines AS (
  SELECT * FROM (
    SELECT e.* FROM (SELECT unnest(%s::uuid[]) UNION ALL SELECT id FROM gone_circle WHERE dossier_id = %s)
      AS open(circle_id) CROSS JOIN LATERAL (
      SELECT {COLUMNS} FROM access_event
       WHERE dossier_id = %s AND circle_id = open.circle_id {{only}} {{below}} ORDER BY at DESC, id DESC LIMIT %s) e
    UNION ALL
    (SELECT {COLUMNS} FROM access_event
      WHERE dossier_id = %s AND circle_id IS NULL {{only}} {{below}} ORDER BY at DESC, id DESC LIMIT %s)) every
  ORDER BY at DESC, id DESC LIMIT %s)
SELECT l.*, i.kind, who.id FROM lines l
  LEFT JOIN item i ON i.id = l.subject_id
  LEFT JOIN LATERAL (SELECT s.id FROM seat s JOIN circle_seat cs ON cs.seat_id = s.id
                      WHERE s.dossier_id = %s AND s.person_id = l.person_id
                      ORDER BY cs.circle_id = l.circle_id DESC, s.since DESC LIMIT 1) who ON true
 ORDER BY l.at DESC, l.id DESC
"""
"""One statement: the newest lines of each circle, open or removed, and of the dossier as a whole, by index."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Where a page of the log ended."""

    at: datetime
    line: UUID

    def __str__(self) -> str:
        return f"{self.at.isoformat()}_{self.line.hex}"

    @classmethod
    def parse(cls, text: str) -> "Mark":
        """Read what ``str`` wrote. Raises ``ValueError``."""
        at, _, line = text.rpartition("_")
        return cls(datetime.fromisoformat(at), UUID(line))


@dataclass(frozen=True, slots=True)
class Log:
    """A page of the log, newest first. ``older``: where the next one starts."""

    lines: Sequence[Line]
    older: Mark | None


def log(visit: Visit, *, seat: UUID | None = None, before: Mark | None = None) -> Log:
    """The newest lines that the visitor may read, of one person if asked, below ``before``."""
    sql = LOG.format(only=OF_SEAT if seat else "", below=BELOW if before else "")
    narrowed: list[Any] = [seat, seat] if seat else []
    narrowed += [before.at, before.line] if before else []
    part = [visit.dossier, *narrowed, PAGE + 1]
    with connection.cursor() as cursor:
        cursor.execute(sql, [list(visit.circles), visit.dossier, *part, *part, PAGE + 1, visit.dossier])
        rows = cursor.fetchall()
    lines = [_line(visit, row) for row in rows[:PAGE]]
    return Log(lines, Mark(lines[-1].at, lines[-1].id) if len(rows) > PAGE else None)


def _line(visit: Visit, row: Any) -> Line:
    line, at, action, place, circle, seat, _person, eyes, subject, kind, actor = row
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
    )
