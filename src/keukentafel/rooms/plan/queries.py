"""Read the plan. The first page is one statement, whatever is on it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone

from keukentafel.access import Visit
from keukentafel.access.rows import fetch
from keukentafel.dossiers import reading
from keukentafel.dossiers.opened import COLUMNS, Opened, open_row
from keukentafel.rooms.plan import rules
from keukentafel.rooms.plan.days import LATEST_OUTCOMES
from keukentafel.rooms.plan.kinds import (
    AGREEMENT,
    GOAL,
    OUTCOME,
    PLAN,
    REVIEW,
    STANDING,
    STEP,
    Agreement,
    Goal,
    Outcome,
    Review,
    Standing,
    Step,
)

I_COLUMNS = ", ".join(f"i.{column}" for column in COLUMNS.split(", "))
LATEST_STANDINGS, MOST = 12, 400
ON_THE_PLAN = f"""
WITH top AS MATERIALIZED (
  SELECT i.* FROM unnest(%s::uuid[]) AS c(circle_id)
   CROSS JOIN (VALUES (%s, {MOST}), (%s, {MOST}), (%s, 1)) AS k(kind, most) CROSS JOIN LATERAL (
    SELECT {COLUMNS} FROM item
     WHERE dossier_id = %s AND circle_id = c.circle_id AND kind = k.kind
       AND (kind <> %s OR state = 'open' OR (state <> 'ended' AND changed > %s))
     ORDER BY happened DESC, id DESC LIMIT k.most) i)
SELECT {COLUMNS} FROM top
UNION ALL
SELECT i.id, i.circle_id, i.parent_id, i.kind, i.author_id, i.assignee_id, i.state, i.happened, NULL, i.version,
       NULL, NULL, NULL, i.sealed
  FROM top t
  JOIN (VALUES (%s, %s, 100), (%s, %s, {LATEST_STANDINGS}), (%s, %s, {LATEST_OUTCOMES})) AS w(over, kind, most)
    ON w.over = t.kind AND t.state = 'open' CROSS JOIN LATERAL (
  SELECT {COLUMNS} FROM item WHERE parent_id = t.id AND kind = w.kind ORDER BY happened DESC, id DESC LIMIT w.most) i
"""  # noqa: S608  # put together from constants
"""The tops of each open circle by index; then, under what is open, its steps and the latest standings and outcomes.

Of those the first page shows no due day, nor when and by whom they were changed: to read a hundred times costs
milliseconds.
"""
NAMES = f"SELECT {COLUMNS} FROM item WHERE dossier_id = %s AND id = ANY(%s)"  # noqa: S608  # constants
HISTORY = f"""
WITH plan AS MATERIALIZED (
  SELECT i.* FROM unnest(%s::uuid[]) AS c(circle_id) CROSS JOIN LATERAL (
    SELECT {COLUMNS} FROM item WHERE dossier_id = %s AND circle_id = c.circle_id AND kind = ANY(%s)) i),
moments AS (
  SELECT {COLUMNS} FROM plan
  UNION ALL
  SELECT v.item_id, v.circle_id, p.parent_id, p.kind, p.author_id, v.assignee_id, v.state, v.happened, v.due, v.version,
         p.created, v.changed, v.changed_by_id, v.sealed
    FROM plan p JOIN item_version v ON v.item_id = p.id WHERE p.version > 1),
told AS (SELECT *, lag(state) OVER (PARTITION BY id ORDER BY version) AS before FROM moments)
SELECT {COLUMNS}, before FROM told {{below}} ORDER BY changed DESC, id DESC, version DESC LIMIT %s
"""  # noqa: S608  # put together from constants
"""Every version of all that is in the plan, as moments, newest first; ``before``: the state it had until then."""


@dataclass(slots=True)
class AgreementInSight:
    """An agreement with its latest outcomes, newest first; ``hangs``: all that hangs under it, where that was read."""

    item: Opened[Agreement]
    outcomes: list[Opened[Outcome]] = field(default_factory=list)
    hangs: list[Opened[Any]] = field(default_factory=list)


@dataclass(slots=True)
class GoalInSight:
    """A goal with what hangs under it: steps and agreements oldest first, the latest standings oldest first.

    ``hangs``: all of that and its files, where it was read.
    """

    item: Opened[Goal]
    steps: list[Opened[Step]] = field(default_factory=list)
    standings: list[Opened[Standing]] = field(default_factory=list)
    agreements: list[AgreementInSight] = field(default_factory=list)
    hangs: list[Opened[Any]] = field(default_factory=list)


@dataclass(slots=True)
class PlanInSight:
    """The plan as this visitor sees it, each list oldest first (``reached``: newest first)."""

    goals: list[GoalInSight] = field(default_factory=list)
    loose: list[AgreementInSight] = field(default_factory=list)
    reached: list[Opened[Goal]] = field(default_factory=list)
    set_aside: list[Opened[Goal]] = field(default_factory=list)
    review: Opened[Review] | None = None

    @property
    def empty(self) -> bool:
        """Whether nothing was put in the plan yet."""
        return not (self.goals or self.loose or self.reached or self.set_aside or self.review)


@dataclass(frozen=True, slots=True)
class Moment:
    """One line of the history: an item as it was written at ``item.changed``; ``before``: its state until then."""

    item: Opened[Any]
    before: str | None
    top: Opened[Any] | None


def plan(visit: Visit) -> PlanInSight:
    """The plan for its first page: open goals with all under them, loose agreements, the last review. One statement."""
    since = visit.now - rules.STAYS_IN_SIGHT
    tops = [GOAL.name, AGREEMENT.name, REVIEW.name]
    unders = [GOAL.name, STEP.name, GOAL.name, STANDING.name, AGREEMENT.name, OUTCOME.name]
    rows = fetch(ON_THE_PLAN, [list(visit.circles), *tops, visit.dossier, AGREEMENT.name, since, *unders])
    rows.sort(key=lambda row: (row[7], row[0]))
    visit.has_read({row[1] for row in rows})
    return _arranged(visit, rows)


def _arranged(visit: Visit, rows: Sequence[Any]) -> PlanInSight:
    seen = PlanInSight()
    goals: dict[UUID, GoalInSight] = {}
    agreements: dict[UUID, AgreementInSight] = {}
    rest = [row for row in rows if not _take_goal(visit, row, seen, goals)]
    for row in rest:
        if row[3] == AGREEMENT.name and (row[2] is None or row[2] in goals):
            agreements[row[0]] = made = AgreementInSight(open_row(visit, row))
            (goals[row[2]].agreements if row[2] else seen.loose).append(made)
    for row in rest:
        _take_under(visit, row, goals, agreements)
    reviews = [row for row in rest if row[3] == REVIEW.name]
    seen.review = open_row(visit, reviews[-1]) if reviews else None
    seen.reached.reverse()
    return seen


def _take_goal(visit: Visit, row: Any, seen: PlanInSight, goals: dict[UUID, GoalInSight]) -> bool:
    if row[3] != GOAL.name:
        return False
    item = open_row(visit, row)
    if item.state == "open":
        goals[item.id] = sight = GoalInSight(item)
        seen.goals.append(sight)
    else:
        (seen.reached if item.state == "reached" else seen.set_aside).append(item)
    return True


def _take_under(
    visit: Visit, row: Any, goals: dict[UUID, GoalInSight], agreements: dict[UUID, AgreementInSight]
) -> None:
    if row[3] == STEP.name:
        goals[row[2]].steps.append(open_row(visit, row))
    elif row[3] == STANDING.name:
        goals[row[2]].standings.append(open_row(visit, row))
    elif row[3] == OUTCOME.name:
        agreements[row[2]].outcomes.insert(0, open_row(visit, row))


def goal(visit: Visit, item: UUID) -> GoalInSight:
    """One goal with all that hangs under it, its agreements whatever their state. Raises ``Refused``."""
    seen = GoalInSight(reading.one(visit, item, GOAL.name))
    seen.hangs = under = reading.under(visit, [item]).get(item, [])
    seen.steps = [one for one in under if one.kind == STEP.name]
    seen.standings = [one for one in under if one.kind == STANDING.name]
    agreed = [one for one in under if one.kind == AGREEMENT.name]
    hanging = reading.under(visit, [one.id for one in agreed]) if agreed else {}
    seen.agreements = [_with_outcomes(one, hanging.get(one.id, [])) for one in agreed]
    return seen


def agreement(visit: Visit, item: UUID) -> AgreementInSight:
    """One agreement with all its outcomes. Raises ``Refused``."""
    made = reading.one(visit, item, AGREEMENT.name)
    return _with_outcomes(made, reading.under(visit, [item]).get(item, []))


def _with_outcomes(made: Opened[Agreement], hangs: list[Opened[Any]]) -> AgreementInSight:
    return AgreementInSight(made, [one for one in hangs if one.kind == OUTCOME.name][::-1], hangs)


def names(visit: Visit, items: Iterable[UUID]) -> dict[UUID, Opened[Any]]:
    """These items, opened, those that are in sight."""
    wanted = list(set(items))
    return {row[0]: open_row(visit, row) for row in fetch(NAMES, [visit.dossier, wanted])} if wanted else {}


def reviews(visit: Visit) -> list[Opened[Review]]:
    """Every time that was looked back, newest first."""
    return reading.of_kinds(visit, REVIEW.name)


def history(visit: Visit, *, before: datetime | None = None, limit: int = 60) -> tuple[list[Moment], datetime | None]:
    """All that happened in the plan, newest first, and where the older part begins (None: this is the end)."""
    values: list[Any] = [list(visit.circles), visit.dossier, [kind.name for kind in PLAN]]
    values += [before] if before else []
    rows = fetch(HISTORY.format(below="WHERE changed < %s" if before else ""), [*values, limit + 1])
    shown = _whole_moments(rows, limit)
    visit.has_read({row[1] for row in shown})
    items = [(open_row(visit, row), row[14]) for row in shown]
    tops = names(visit, (item.parent for item, _ in items if item.parent))
    moments = [Moment(item, was, tops.get(item.parent) if item.parent else None) for item, was in items]
    return moments, shown[-1][11] if len(rows) > len(shown) else None


def _whole_moments(rows: list[Any], limit: int) -> list[Any]:
    """Cut where the time differs, so that nothing written at one moment falls between two pages."""
    if len(rows) <= limit:
        return rows
    last = rows[limit][11]
    kept = [row for row in rows[:limit] if row[11] != last]
    return kept or rows[:limit]


def today() -> Any:
    """The day it is at the table."""
    return timezone.localdate()
