"""What the first page of a dossier tells, in one statement: since when, what is new, what is mine, what comes."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils import timezone

from keukentafel.access import Visit
from keukentafel.access.rows import fetch
from keukentafel.dossiers.kinds import all_kinds
from keukentafel.dossiers.opened import COLUMNS, Opened, open_row
from keukentafel.rooms.calendar import queries as calendar
from keukentafel.rooms.plan.days import LATEST_OUTCOMES, day_that_counts
from keukentafel.rooms.plan.kinds import OUTCOME, Outcome
from keukentafel.rooms.talk.kinds import MESSAGE

NEWEST = 8
MOST, MOST_DATES, SOME_DATES = 12, 5, 30
AHEAD = timedelta(days=14)
SINCE = "CASE WHEN p.last_at < %s::timestamptz - interval '30 minutes' THEN p.last_at ELSE p.before_at END"
"""When my visit before this one was; pages less than half an hour apart are one visit (as ``access_close`` counts)."""
TODAY = f"""
WITH here AS (SELECT {SINCE} AS since FROM (SELECT 1) AS always LEFT JOIN presence p ON p.seat_id = %s),
new_after AS (SELECT coalesce(since, '-infinity') AS at FROM here),
mine AS MATERIALIZED (
  SELECT {COLUMNS} FROM item
   WHERE circle_id = ANY(%s::uuid[]) AND assignee_id = ANY(%s::uuid[]) AND state = ANY(%s::text[])
   ORDER BY due NULLS LAST, created LIMIT %s),
coming AS MATERIALIZED (
  SELECT {COLUMNS} FROM item
   WHERE circle_id = ANY(%s::uuid[]) AND due BETWEEN %s AND %s AND state = ANY(%s::text[])
     AND (assignee_id IS NULL OR assignee_id <> ALL(%s::uuid[]))
   ORDER BY due, created LIMIT %s)
SELECT 'since', here.since, i.* FROM here LEFT JOIN (SELECT {COLUMNS} FROM item WHERE false) i ON true
UNION ALL
(SELECT 'new', NULL, i.* FROM unnest(%s::uuid[]) AS open(circle_id) CROSS JOIN LATERAL (
   SELECT {COLUMNS} FROM item
    WHERE dossier_id = %s AND circle_id = open.circle_id AND changed > (SELECT at FROM new_after)
      AND changed_by_id <> ALL(%s::uuid[]) AND kind = ANY(%s::text[])
    ORDER BY changed DESC, id DESC LIMIT %s) i
  ORDER BY i.changed DESC, i.id DESC LIMIT %s)
UNION ALL
(SELECT 'new', NULL, i.* FROM unnest(%s::uuid[]) AS open(circle_id) CROSS JOIN LATERAL (
   SELECT {COLUMNS} FROM item WHERE dossier_id = %s AND circle_id = open.circle_id AND kind = '{MESSAGE.name}'
    ORDER BY happened DESC, id DESC LIMIT 1) i
  WHERE i.author_id <> ALL(%s::uuid[])
    AND NOT EXISTS (SELECT FROM item_seen s WHERE s.item_id = i.id AND s.seat_id = ANY(%s::uuid[]))
  ORDER BY i.happened DESC, i.id DESC LIMIT %s)
UNION ALL
SELECT 'mine', NULL, mine.* FROM mine
UNION ALL
SELECT 'coming', NULL, coming.* FROM coming
UNION ALL
SELECT 'outcome', NULL, o.* FROM (SELECT * FROM mine UNION ALL SELECT * FROM coming) AS i CROSS JOIN LATERAL (
  SELECT {COLUMNS} FROM item WHERE parent_id = i.id AND kind = %s ORDER BY happened DESC, id DESC
   LIMIT {LATEST_OUTCOMES}) o
UNION ALL
SELECT 'date', NULL, d.* FROM ({calendar.DATES}) AS d
UNION ALL
SELECT CASE WHEN w.seat_id IS NULL THEN 'destroy' ELSE 'end' END, w.due, i.*
  FROM access_waits_for_me() w LEFT JOIN (SELECT {COLUMNS} FROM item WHERE false) i ON true
"""
"""Whose promises, what comes, and of both how it went, the latest times; and what somebody asked to end here.

Of a conversation the newest message of each circle is told, while it is unread: all of them would hide the rest.

``new_after`` stands apart because row-level security lets no ``coalesce`` into a range of the index: whoever had
nothing new would read the whole history of their circles to find that out. ``mine`` and ``coming`` ask by seat and
circle alone: told the dossier as well, the planner reads all of a large one and sifts.
"""


@dataclass(frozen=True, slots=True)
class Today:
    """``since``: my visit before this one, None at the first. ``more``: more is new than is listed.

    ``mine``, ``coming``: in the order of the day that still counts; ``outcomes``: how those went, the latest times.
    """

    since: datetime | None
    new: Sequence[Opened[Any]]
    more: bool
    mine: Sequence[Opened[Any]]
    coming: Sequence[Opened[Any]]
    outcomes: Mapping[UUID, Sequence[Opened[Outcome]]]
    dates: Sequence[calendar.Date] = ()
    """The next appointments, by the clock of the reader."""
    endings: Sequence[tuple[str, datetime]] = ()
    """What waits for the visitor's yes or no: whether it would ``destroy`` the dossier or ``end`` a seat, and when."""

    def day_of(self, item: Opened[Any]) -> date | None:
        """The day that still counts, as the plan counts it."""
        return day_that_counts(item, self.outcomes.get(item.id, ()))


def today(visit: Visit, zone: ZoneInfo) -> Today:
    """One statement, as many rows at 100,000 items as at 10. ``zone``: by whose clock appointments are told."""
    rows = fetch(TODAY, _values(visit))
    new, mine, coming = (list(_part(visit, rows, part)) for part in ("new", "mine", "coming"))
    new.sort(key=lambda item: (item.changed, item.id), reverse=True)
    # All that are open: to see that nothing is new there is a look too. Only those with something in them would tell,
    # by what is missing, how much else was listed, and that one was here unseen meanwhile.
    visit.has_read(visit.circles)
    since = next((row[1] for row in rows if row[0] == "since"), None)
    outcomes, endings = by_parent(_part(visit, rows, "outcome")), _endings(visit, rows)
    dates = _dates(visit, rows, zone)
    found = Today(since, new[:NEWEST], len(new) > NEWEST, mine, coming, outcomes, dates, endings)
    mine.sort(key=lambda item: found.day_of(item) or date.max)
    return replace(found, coming=[item for item in coming if found.day_of(item)])


def _dates(visit: Visit, rows: list[Any], zone: ZoneInfo) -> list[calendar.Date]:
    """What is not over yet, the next few."""
    start = visit.now.astimezone(zone).date()
    found = calendar.open_dates(visit, [row[2:] for row in rows if row[0] == "date"], start, start + AHEAD, zone)
    return [one for one in found if one.at.ends > visit.now or one.at.whole][:MOST_DATES]


def _endings(visit: Visit, rows: list[Any]) -> list[tuple[str, datetime]]:
    """Nothing while looking through other eyes: the answer is asked of the visitor alone."""
    return [] if visit.looking_as else [(row[0], row[1]) for row in rows if row[0] in ("destroy", "end")]


def by_parent(items: Iterable[Opened[Any]]) -> dict[UUID, list[Opened[Any]]]:
    """What hangs under something, by that."""
    found: dict[UUID, list[Opened[Any]]] = {}
    for item in items:
        found.setdefault(item.parent, []).append(item)  # type: ignore[arg-type]  # asked for by their parent
    return found


def open_states() -> list[str]:
    """The states in which something waits to be done: the first of every kind that has steps."""
    return sorted({kind.states[0] for kind in all_kinds() if kind.steps})


def told_kinds() -> list[str]:
    """The kinds that "what is new" tells of."""
    return [kind.name for kind in all_kinds() if kind.told]


def _values(visit: Visit) -> list[Any]:
    circles, mine, start = list(visit.circles), list(visit.my_seats), _day(visit)
    here = [visit.now, visit.seat.id]
    told = [kind for kind in told_kinds() if kind != MESSAGE.name]
    new = [circles, visit.dossier, mine, told, NEWEST + 1, NEWEST + 1]
    new += [circles, visit.dossier, mine, mine, NEWEST + 1]
    own = [circles, mine, open_states(), MOST]
    coming = [circles, start, start + AHEAD, open_states(), mine, MOST]
    dates = calendar.window(circles, visit.dossier, start, start + AHEAD, SOME_DATES)
    return [*here, *own, *coming, *new, OUTCOME.name, *dates]


def _day(visit: Visit) -> date:
    return timezone.localdate(visit.now)


def _part(visit: Visit, rows: list[Any], part: str) -> Iterator[Opened[Any]]:
    return (open_row(visit, row[2:]) for row in rows if row[0] == part)
