"""What waits at all my tables: where and since when, never what. One statement, whatever was written."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.functional import Promise

from keukentafel.access import Hall, HallTable, Visit
from keukentafel.access.rows import fetch
from keukentafel.dossiers.opened import COLUMNS, open_row
from keukentafel.dossiers.rooms import Room, room_named
from keukentafel.overview.today.queries import SINCE, told_kinds
from keukentafel.overview.today.telling import address

COUNTED = 9
ITEM = f"SELECT {COLUMNS} FROM item WHERE id = %s AND dossier_id = %s"
WAITS = f"""
WITH open AS (SELECT * FROM unnest(%s::uuid[], %s::uuid[], %s::uuid[]) AS o(dossier_id, seat_id, circle_id)),
     since AS (SELECT p.seat_id, {SINCE} AS at FROM presence p WHERE p.seat_id = ANY(%s::uuid[])),
     unseen AS MATERIALIZED (SELECT o.dossier_id, o.circle_id, coalesce(s.at, '-infinity') AS after
                               FROM open o LEFT JOIN since s ON s.seat_id = o.seat_id)
SELECT u.dossier_id, split_part(i.kind, '.', 1), max(i.changed), count(*)
  FROM unseen u CROSS JOIN LATERAL (
    SELECT id, kind, changed FROM item
     WHERE dossier_id = u.dossier_id AND circle_id = u.circle_id AND changed > u.after
       AND changed_by_id <> ALL(%s::uuid[]) AND kind = ANY(%s::text[])
     ORDER BY changed DESC, id DESC LIMIT 50) i
 WHERE NOT EXISTS (SELECT FROM item_seen s WHERE s.item_id = i.id AND s.seat_id = ANY(%s::uuid[]) AND s.at >= i.changed)
 GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2
"""


@dataclass(frozen=True, slots=True)
class Waits:
    """Something new in one room of one table. ``many``: at most ``COUNTED`` + 1."""

    table: HallTable
    room: str | Promise
    icon: str
    href: str
    when: datetime
    many: int


def waits(hall: Hall) -> list[Waits]:
    """The newest first."""
    circles = [(table.dossier, table.seat, circle) for table in hall.tables for circle in table.circles]
    if not circles:
        return []
    dossiers, seats, open_now = (list(column) for column in zip(*circles, strict=True))
    mine = list(hall.my_seats)
    hall.cursor.execute(WAITS, [dossiers, seats, open_now, hall.now, seats, mine, told_kinds(), mine])
    tables = {table.dossier: table for table in hall.tables}
    return [_one(tables[row[0]], room_named(row[1]), row) for row in hall.cursor.fetchall()]


def _one(table: HallTable, room: Room | None, row: Any) -> Waits:
    entry = room.entry if room else "overview:today"
    href = reverse(entry, args=[table.dossier])
    label, icon = (room.label, room.icon) if room else ("", "comment")
    return Waits(table, label, icon, href, row[2], min(row[3], COUNTED + 1))


def page_of(visit: Visit, item: UUID | None) -> str:
    """The address of the page of a thing in sight, else of the first page of the table."""
    rows = fetch(ITEM, [item, visit.dossier]) if item else []
    return address(visit, open_row(visit, rows[0])) if rows else reverse("overview:today", args=[visit.dossier])
