"""What asks for attention at each of my tables: one statement, however many tables."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from keukentafel.access import Hall, HallTable
from keukentafel.dossiers.opened import COLUMNS, open_row
from keukentafel.overview.today.queries import SINCE, by_parent, open_states, told_kinds
from keukentafel.rooms.plan.days import LATEST_OUTCOMES, day_that_counts, late
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
     mine AS MATERIALIZED (
  SELECT dossier_id, {COLUMNS} FROM item
   WHERE assignee_id = ANY(%s::uuid[]) AND circle_id = ANY(%s::uuid[]) AND state = ANY(%s::text[]) AND due <= %s)
SELECT 'new', things, new.dossier_id, i.* FROM new LEFT JOIN (SELECT {COLUMNS} FROM item WHERE false) i ON true
UNION ALL
SELECT 'mine', NULL, mine.* FROM mine
UNION ALL
SELECT 'outcome', NULL, mine.dossier_id, o.* FROM mine CROSS JOIN LATERAL (
  SELECT {COLUMNS} FROM item WHERE parent_id = mine.id AND kind = %s ORDER BY happened DESC, id DESC
   LIMIT {LATEST_OUTCOMES}) o
"""
"""How many new things; what I promised for a day that was or is near, and how that went the latest times: whether it is
late, the plan's own rule says (``rooms/plan/days.py``), and that reads what was written.

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
    rows = _rows(hall)
    today = timezone.localdate(hall.now)
    tables = [_at(table, [row for row in rows if row[2] == table.dossier], today) for table in hall.tables]
    return sorted(tables, key=lambda at: (-at.late, -at.soon, -at.new, at.table.title.casefold()))


def _at(table: HallTable, rows: list[Any], today: date) -> AtTable:
    new = next((row[1] for row in rows if row[0] == "new"), 0)
    outcomes = by_parent(open_row(table, row[3:]) for row in rows if row[0] == "outcome")
    mine = [open_row(table, row[3:]) for row in rows if row[0] == "mine"]
    days = [day for item in mine if (day := day_that_counts(item, outcomes.get(item.id, ())))]
    too_late = sum(late(day, today) for day in days)
    return AtTable(table, min(new, COUNTED + 1), too_late, len(days) - too_late)


def _rows(hall: Hall) -> list[Any]:
    circles = [(table.dossier, table.seat, circle) for table in hall.tables for circle in table.circles]
    dossiers, seats, open_now = (list(column) for column in zip(*circles, strict=True)) if circles else ([], [], [])
    mine = list(hall.my_seats)
    values: list[Any] = [dossiers, seats, open_now, hall.now, seats, mine, told_kinds(), COUNTED + 1]
    values += [mine, open_now, open_states(), timezone.localdate(hall.now) + SOON, OUTCOME.name]
    hall.cursor.execute(ATTENTION, values)
    rows: list[Any] = hall.cursor.fetchall()
    return rows
