"""Move an item to another circle: it, its history and what hangs under it are sealed anew for the new circle."""

from typing import Any
from uuid import UUID

from django.db import connection

from keukentafel.access import Visit
from keukentafel.access.visit import SeatInSight
from keukentafel.dossiers import rights
from keukentafel.dossiers.opened import Opened, bound

WHOLE = """
WITH RECURSIVE whole AS (
  SELECT id, kind, version, sealed, circle_id FROM item WHERE id = %s
  UNION ALL SELECT i.id, i.kind, i.version, i.sealed, i.circle_id FROM item i JOIN whole w ON i.parent_id = w.id)
SELECT id, kind, version, sealed, true FROM whole
UNION ALL SELECT v.item_id, w.kind, v.version, v.sealed, false FROM item_version v JOIN whole w ON w.id = v.item_id
"""
MOVE_ITEM = "UPDATE item SET circle_id = %s, sealed = %s WHERE id = %s AND version = %s"
MOVE_VERSION = "UPDATE item_version SET circle_id = %s, sealed = %s WHERE item_id = %s AND version = %s"
MOVE_SEEN = "UPDATE item_seen SET circle_id = %s WHERE item_id = ANY(%s)"


def will_newly_see(visit: Visit, item: Opened[Any], circle: UUID) -> list[SeatInSight]:
    """Who will see the item in that circle and does not now."""
    before = {seat.id for seat in visit.sitting(item.circle)}
    return [seat for seat in visit.sitting(circle) if seat.id not in before]


def move(visit: Visit, item: Opened[Any], circle: UUID) -> None:
    """Move it, with all under it. Raises ``Refused``."""
    rights.must(rights.may_move(visit, item, circle))
    with connection.cursor() as cursor:
        cursor.execute(WHOLE, [item.id])
        parts = cursor.fetchall()
        for part, kind, version, block, now in sorted(parts, key=lambda part: part[4]):
            place = bound(visit.dossier, part, kind, version)
            content = visit.ring.open(item.circle, place, block)
            sealed = visit.ring.seal(circle, place, content)
            cursor.execute(MOVE_ITEM if now else MOVE_VERSION, [circle, sealed, part, version])
            rights.must(cursor.rowcount == 1)
        cursor.execute(MOVE_SEEN, [circle, list({part[0] for part in parts})])
    _note(visit, item, circle)


def _note(visit: Visit, item: Opened[Any], circle: UUID) -> None:
    """For the others, what goes into a personal circle is gone and what comes out of one is new.

    "Moved" would tell them that there is such a circle.
    """
    out, into = visit.circles[item.circle].personal, visit.circles[circle].personal
    visit.note("delete" if into and not out else "move_out", item.circle, item.id)
    visit.note("add" if out and not into else "move_in", circle, item.id)
