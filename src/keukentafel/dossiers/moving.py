"""Move an item to another circle: it, its history and what hangs under it are sealed anew for the new circle."""

from collections.abc import Set
from typing import Any, Literal
from uuid import UUID

from django.db import connection

from keukentafel.access import Visit
from keukentafel.access.visit import OpenCircle, SeatInSight
from keukentafel.dossiers import blobs, rights
from keukentafel.dossiers.opened import Opened, bound

Hindrance = Literal["", "others", "strangers"]
WHOLE = """
WITH RECURSIVE whole AS (
  SELECT id, kind, version, sealed, author_id, changed_by_id FROM item WHERE id = %s
  UNION ALL
  SELECT i.id, i.kind, i.version, i.sealed, i.author_id, i.changed_by_id FROM item i JOIN whole w ON i.parent_id = w.id)
SELECT id, kind, version, sealed, true, author_id, changed_by_id FROM whole
UNION ALL
SELECT v.item_id, w.kind, v.version, v.sealed, false, w.author_id, v.changed_by_id
  FROM item_version v JOIN whole w ON w.id = v.item_id
"""
MOVE_ITEM = "UPDATE item SET circle_id = %s, sealed = %s WHERE id = %s AND version = %s"
MOVE_VERSION = "UPDATE item_version SET circle_id = %s, sealed = %s WHERE item_id = %s AND version = %s"
MOVE_SEEN = "UPDATE item_seen SET circle_id = %s WHERE item_id = ANY(%s)"


def seers(visit: Visit, circle: UUID) -> list[SeatInSight]:
    """Who sees what lies in a circle, now: a child without an account sits there, and sees nothing yet."""
    return [seat for seat in visit.sitting(circle) if seat.has_account]


def will_newly_see(visit: Visit, item: Opened[Any], circle: UUID) -> list[SeatInSight]:
    """Who will see the item in that circle and does not now."""
    return _beyond(visit, circle, item.circle)


def will_no_longer_see(visit: Visit, item: Opened[Any], circle: UUID) -> list[SeatInSight]:
    """Who sees the item now and will not in that circle."""
    return _beyond(visit, item.circle, circle)


def targets(visit: Visit, item: Opened[Any]) -> dict[UUID, Hindrance]:
    """The circles to which the visitor might move it, and what stands in the way; empty when they may not at all."""
    circles = [circle for circle in visit.circles if rights.may_move(visit, item, circle)]
    if not circles:
        return {}
    writers = _writers(_whole(item.id))
    return {circle: _hindrance(visit, item, visit.circles[circle], writers) for circle in circles}


def moving_on(visit: Visit, item: Opened[Any]) -> Literal["", "may", "others", "strangers"]:
    """Whether the visitor may bring it to some other circle; else what stands in the way everywhere, or nothing."""
    found = targets(visit, item).values()
    if "" in found:
        return "may"
    return next(iter(found), "")


def hindrance(*, writers: Set[UUID], mine: Set[UUID], known: Set[UUID], holder: bool, personal: bool) -> Hindrance:
    """Why an item can't go to another circle.

    ``writers``: everybody of whom words would go along; ``mine``: the mover's seats; ``known``: seats that those of
    the other circle may know of; ``holder``: of the circle where it lies; ``personal``: whether it would go into one.

    *others*: words of somebody else only a holder can take along, and nobody into a personal circle.
    *strangers*: somebody would be seen who is only a guest where the item lies now.
    """
    if writers - mine and (personal or not holder):
        return "others"
    return "strangers" if writers - known else ""


def move(visit: Visit, item: Opened[Any], circle: UUID) -> None:
    """Move it, with all under it. Raises ``Refused``, also when there is a hindrance."""
    rights.must(rights.may_move(visit, item, circle))
    parts = _whole(item.id)
    rights.must(not _hindrance(visit, item, visit.circles[circle], _writers(parts)))
    with connection.cursor() as cursor:
        for part, kind, version, block, now, *_ in sorted(parts, key=lambda part: part[4]):
            place = bound(visit.dossier, part, kind, version)
            content = visit.ring.open(item.circle, place, block)
            sealed = visit.ring.seal(circle, place, content)
            cursor.execute(MOVE_ITEM if now else MOVE_VERSION, [circle, sealed, part, version])
            rights.must(cursor.rowcount == 1)
        cursor.execute(MOVE_SEEN, [circle, list({part[0] for part in parts})])
    blobs.move(visit, {part[0] for part in parts}, circle)
    _note(visit, item, circle)


def _beyond(visit: Visit, circle: UUID, other: UUID) -> list[SeatInSight]:
    """Who sees what lies in one circle, and not what lies in the other."""
    there = {seat.id for seat in seers(visit, other)}
    return [seat for seat in seers(visit, circle) if seat.id not in there]


def _whole(item: UUID) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(WHOLE, [item])
        return list(cursor.fetchall())


def _writers(parts: list[Any]) -> set[UUID]:
    """Everybody of whom words are in it, in what hangs under it, and in how both were before."""
    return {seat for part in parts for seat in part[5:7]}


def _hindrance(visit: Visit, item: Opened[Any], target: OpenCircle, writers: set[UUID]) -> Hindrance:
    here = visit.circles[item.circle]
    known = _known(visit, here, target, writers)
    return hindrance(writers=writers, mine=visit.my_seats, known=known, holder=here.holder, personal=target.personal)


def _known(visit: Visit, here: OpenCircle, target: OpenCircle, writers: set[UUID]) -> set[UUID]:
    """Who may be seen there. Everybody outside a personal circle sits at the table, or once did."""
    if not here.personal:
        return writers
    there = target.id if target.personal or visit.table is None else visit.table.id
    return {seat.id for seat in visit.seats.values() if there in seat.circles}


def _note(visit: Visit, item: Opened[Any], circle: UUID) -> None:
    """For the others, what goes into a personal circle is gone and what comes out of one is new.

    "Moved" would tell them that there is such a circle.
    """
    out, into = visit.circles[item.circle].personal, visit.circles[circle].personal
    visit.note("delete" if into and not out else "move_out", item.circle, item.id)
    visit.note("add" if out and not into else "move_in", circle, item.id)
    for either in (item.circle, circle):
        visit.tell(either, item.kind, item.id, item.parent)
