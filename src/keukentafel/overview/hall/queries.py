"""What asks for attention at each of my tables: one statement, however many tables."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.utils import timezone

from keukentafel.access import Hall, HallTable
from keukentafel.overview.today.queries import SINCE, open_states, told_kinds
from keukentafel.rooms.plan.kinds import OUTCOME

COUNTED = 9
"""More new things than this are told as "more than 9": counting on would cost without helping."""
SOON = timedelta(days=7)
ATTENTION = f"""
WITH open AS (SELECT * FROM unnest(%s::uuid[], %s::uuid[], %s::uuid[]) AS o(dossier_id, seat_id, circle_id)),
     since AS (SELECT p.seat_id, {SINCE} AS at FROM presence p WHERE p.seat_id = ANY(%s::uuid[])),
     unseen AS MATERIALIZED (SELECT o.dossier_id, o.circle_id, coalesce(s.at, '-infinity') AS after
                               FROM open o LEFT JOIN since s ON s.seat_id = o.seat_id),
     new AS (
  SELECT o.dossier_id, count(*) AS things FROM unseen o
   CROSS JOIN LATERAL (
     SELECT FROM item i
      WHERE i.dossier_id = o.dossier_id AND i.circle_id = o.circle_id AND i.changed > o.after
        AND i.changed_by_id <> ALL(%s::uuid[]) AND i.kind = ANY(%s::text[])
      ORDER BY i.changed DESC, i.id DESC LIMIT %s) i
   GROUP BY o.dossier_id),
     mine AS (
  SELECT dossier_id, count(*) FILTER (WHERE due < %s AND NOT EXISTS (
           SELECT FROM item o WHERE o.parent_id = item.id AND o.kind = %s
              AND (o.happened AT TIME ZONE %s)::date >= item.due)) AS late,
         count(*) FILTER (WHERE due BETWEEN %s AND %s) AS soon
    FROM item WHERE assignee_id = ANY(%s::uuid[]) AND circle_id = ANY(%s::uuid[]) AND state = ANY(%s::text[])
   GROUP BY dossier_id)
SELECT dossier_id, coalesce(things, 0), coalesce(late, 0), coalesce(soon, 0)
  FROM new FULL JOIN mine USING (dossier_id)
"""
"""What is still open although its day was answered, comes back: that day presses nobody any more.

``unseen`` is worked out first: row-level security lets no ``coalesce`` into a range of the index.
"""


@dataclass(frozen=True, slots=True)
class AtTable:
    """One of my tables with what asks for attention there. ``new``: at most ``COUNTED`` + 1."""

    table: HallTable
    new: int
    late: int
    soon: int

    @property
    def calm(self) -> bool:
        """Whether nothing asks for attention."""
        return not (self.new or self.late or self.soon or self.table.frozen)


def attention(hall: Hall) -> list[AtTable]:
    """My tables; those with something late first, then with something new, then by title."""
    found = {row[0]: row[1:] for row in _rows(hall)}
    tables = [_at(table, *found.get(table.dossier, (0, 0, 0))) for table in hall.tables]
    return sorted(tables, key=lambda at: (-at.late, -at.soon, -at.new, at.table.title.casefold()))


def _at(table: HallTable, new: int, late: int, soon: int) -> AtTable:
    return AtTable(table, min(new, COUNTED + 1), late, soon)


def _rows(hall: Hall) -> Iterator[tuple[UUID, int, int, int]]:
    circles = [(table.dossier, table.seat, circle) for table in hall.tables for circle in table.circles]
    dossiers, seats, open_now = (list(column) for column in zip(*circles, strict=True)) if circles else ([], [], [])
    mine = list(hall.my_seats)
    today = timezone.localdate(hall.now)
    values = [dossiers, seats, open_now, hall.now, seats, mine, told_kinds(), COUNTED + 1]
    values += [
        today,
        OUTCOME.name,
        timezone.get_current_timezone_name(),
        today,
        today + SOON,
        mine,
        open_now,
        open_states(),
    ]
    hall.cursor.execute(ATTENTION, values)
    rows: list[tuple[UUID, int, int, int]] = hall.cursor.fetchall()
    return iter(rows)
