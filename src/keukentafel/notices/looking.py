"""Whether there is something to tell somebody: they come in by the doorway themselves, and nothing is opened.

Who lost sight is told nothing, also of what was queued before; neither is who saw it meanwhile. It is no visit of
theirs: nothing counts as looked at or seen, and what is open by emergency access alone is left out.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone

from keukentafel.access import Refused, Visit, enter
from keukentafel.access.notices import sits_by_right
from keukentafel.access.rows import fetch
from keukentafel.dossiers.kinds import all_kinds, kind_named
from keukentafel.dossiers.opened import COLUMNS, open_row
from keukentafel.notices.models import Waiting
from keukentafel.notices.rules import sorts_of
from keukentafel.rooms.plan.days import LATEST_OUTCOMES, day_that_counts
from keukentafel.rooms.plan.kinds import AGREEMENT, OUTCOME

PLACE = "notice"
MOST = 40
"""Of a circle: that there is something takes one; which sorts it is of, a few."""
UNSEEN = """
WITH looked AS (SELECT greatest(%s::timestamptz, max(p.last_at)) AS at
                  FROM presence p WHERE p.seat_id = ANY(%s::uuid[])),
     new AS MATERIALIZED (
  SELECT i.* FROM unnest(%s::uuid[]) AS open(circle_id) CROSS JOIN LATERAL (
    SELECT id, kind, assignee_id, parent_id, changed FROM item
     WHERE dossier_id = %s AND circle_id = open.circle_id AND changed > (SELECT at FROM looked)
       AND changed_by_id <> ALL(%s::uuid[]) AND kind = ANY(%s::text[])
     ORDER BY changed DESC LIMIT %s) i)
SELECT n.id, n.kind, coalesce(n.assignee_id = ANY(%s::uuid[]), false), coalesce(p.author_id = ANY(%s::uuid[]), false)
  FROM new n LEFT JOIN item p ON p.id = n.parent_id
 WHERE NOT EXISTS (SELECT FROM item_seen s WHERE s.item_id = n.id AND s.seat_id = ANY(%s::uuid[]) AND s.at >= n.changed)
 ORDER BY n.changed DESC
"""

REMINDED = f"""
SELECT {COLUMNS} FROM item WHERE id = %s AND dossier_id = %s AND circle_id = ANY(%s::uuid[])
UNION ALL
(SELECT {COLUMNS} FROM item WHERE parent_id = %s AND kind = %s ORDER BY happened DESC, id DESC LIMIT {LATEST_OUTCOMES})
"""


@dataclass(frozen=True, slots=True)
class Something:
    """There is something at a table. ``sorts``: of all of it; ``item``: the one thing that it is, if it is one."""

    dossier: UUID
    sorts: frozenset[str]
    item: UUID | None


def look(row: Waiting) -> Something | None:
    """What there is to tell of a row, now; None when there is nothing, or nobody who may hear of it."""
    person = row.person_id
    if not sits_by_right(person, row.dossier_id):
        return None
    try:
        with enter(person, row.dossier_id, place=PLACE, by_right=True) as visit:
            visit.for_nobody()
            return _found(visit, row)
    except Refused:  # the seat ended between the two
        return None


def _found(visit: Visit, row: Waiting) -> Something | None:
    found = [(one[0], sorts_of(one[1], mine_to_do=one[2], answers_me=one[3])) for one in unseen(visit, row.since)]
    found += [(item, sorts) for item in map(UUID, row.reminders) if (sorts := _still_comes(visit, item))]
    if not found:
        return None
    sorts = frozenset[str]().union(*(sorts for _, sorts in found))
    return Something(visit.dossier, sorts, found[0][0] if len({item for item, _ in found}) == 1 else None)


def unseen(visit: Visit, since: datetime) -> list[tuple[Any, ...]]:
    """What others wrote since, in sight and not seen: (item, kind, whether it is mine to do, whether it answers me)."""
    mine, circles = list(visit.my_seats), list(visit.circles)
    told = [kind.name for kind in all_kinds() if kind.told]
    return fetch(UNSEEN, [since, mine, circles, visit.dossier, mine, told, MOST, mine, mine, mine])


def _still_comes(visit: Visit, item: UUID) -> frozenset[str] | None:
    """Whether what somebody is reminded of still counts: it may have been done, given away or moved meanwhile."""
    rows = fetch(REMINDED, [item, visit.dossier, list(visit.circles), item, OUTCOME.name])
    found = next((row for row in rows if row[0] == item), None)
    if found is None:
        return None
    mine = found[5] in visit.my_seats
    if found[6] != kind_named(found[3]).states[0]:
        return None
    if found[3] != AGREEMENT.name:
        return sorts_of(found[3], mine_to_do=mine, answers_me=False)
    if not (mine or visit.seat.coordinator) or not _near(visit, rows):
        return None
    return sorts_of(found[3], mine_to_do=mine, answers_me=False)


def _near(visit: Visit, rows: list[Any]) -> bool:
    """As the plan counts it: one that comes back may have been answered since."""
    agreement, *outcomes = sorted((open_row(visit, row) for row in rows), key=lambda one: one.kind != AGREEMENT.name)
    day: date | None = day_that_counts(agreement, outcomes)
    return day is not None and day - timezone.localdate(visit.now) <= timedelta(days=1)
