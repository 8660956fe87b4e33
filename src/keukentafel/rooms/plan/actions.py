"""Write in the plan. Each action announces one event, inside the visit's transaction."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from keukentafel import events as house
from keukentafel.access import Visit
from keukentafel.dossiers import items, moving, rights
from keukentafel.dossiers.opened import Opened
from keukentafel.rooms.plan import events, rules
from keukentafel.rooms.plan.kinds import (
    AGREEMENT,
    GOAL,
    OUTCOME,
    REVIEW,
    STANDING,
    STEP,
    Agreement,
    Goal,
    HowItWent,
    Outcome,
    Review,
    Standing,
    Step,
)


def add_goal(visit: Visit, content: Goal, *, circle: UUID, once: UUID | None = None) -> Opened[Goal]:
    """Put a goal in the plan."""
    return _told(visit, events.GoalAdded, items.add_sent(visit, GOAL, content, circle=circle, once=once))


def change_goal(visit: Visit, goal: Opened[Goal], content: Goal, *, version: int) -> Opened[Goal]:
    """Rewrite a goal. Raises ``items.Conflict``."""
    return _told(visit, events.GoalChanged, items.change(visit, goal, content, version=version))


def move_goal(visit: Visit, goal: Opened[Goal], state: str) -> Opened[Goal]:
    """Reached, set aside, or open again."""
    return _told(visit, events.GoalMoved, items.step(visit, goal, state))


def add_step(
    visit: Visit, goal: Opened[Goal], content: Step, *, assignee: UUID | None = None, once: UUID | None = None
) -> Opened[Step]:
    """Add a small step under a goal."""
    made = items.add_sent(visit, STEP, content, circle=goal.circle, parent=goal, assignee=assignee, once=once)
    return _told(visit, events.StepAdded, made)


def tick(visit: Visit, step: Opened[Step], *, done: bool) -> Opened[Step]:
    """A step is done, or not after all."""
    return _told(visit, events.StepTicked, items.step(visit, step, "done" if done else "open"))


def give_standing(visit: Visit, goal: Opened[Goal], content: Standing, *, once: UUID | None = None) -> Opened[Standing]:
    """Say how a goal stands."""
    made = items.add_sent(visit, STANDING, content, circle=goal.circle, parent=goal, once=once)
    return _told(visit, events.StandingGiven, made)


def agree(
    visit: Visit,
    content: Agreement,
    *,
    circle: UUID,
    goal: Opened[Goal] | None = None,
    assignee: UUID | None = None,
    due: date | None = None,
    once: UUID | None = None,
) -> Opened[Agreement]:
    """Make an agreement, under a goal or alone."""
    made = items.add_sent(visit, AGREEMENT, content, circle=circle, parent=goal, assignee=assignee, due=due, once=once)
    return _told(visit, events.AgreementMade, made)


def agree_anew(
    visit: Visit,
    agreement: Opened[Agreement],
    content: Agreement,
    *,
    assignee: UUID | None,
    due: date | None,
    version: int,
    why: str | None = None,
) -> Opened[Agreement]:
    """Change an agreement; with ``why`` (may be empty) it counts as agreed anew, without as a mistake mended.

    Raises ``items.Conflict``.
    """
    rights.must(assignee is None or assignee == agreement.assignee or _sits(visit, agreement.circle, assignee))
    changed = items.change(visit, agreement, content, version=version, assignee=assignee, due=due)
    if why is not None:
        said = Outcome(outcome="changed", note=why)
        items.add(visit, OUTCOME, said, circle=agreement.circle, parent=changed)
    return _told(visit, events.AgreementChanged, changed)


def answer(
    visit: Visit,
    agreement: Opened[Agreement],
    outcome: HowItWent,
    *,
    note: str = "",
    once: UUID | None = None,
) -> Opened[Outcome]:
    """Say that an agreement was kept or not. What comes back stays open, so that it can be answered again."""
    after = rules.state_after(outcome, again=agreement.content.again)
    rights.must(may_answer(visit, agreement))
    content = Outcome(outcome=outcome, note=note)
    made = items.add_sent(visit, OUTCOME, content, circle=agreement.circle, parent=agreement, once=once)
    items.step(visit, agreement, after)
    return _told(visit, events.AgreementAnswered, made)


def may_answer(visit: Visit, agreement: Opened[Agreement]) -> bool:
    """Whether the visitor may say how it went: who promised it, who wrote it down, and the holders."""
    return agreement.state != "ended" and bool(rights.roles(visit, agreement) & AGREEMENT.movers)


def end(visit: Visit, agreement: Opened[Agreement], *, over: bool) -> Opened[Agreement]:
    """It no longer holds, or it holds again."""
    return _told(visit, events.AgreementEnded, items.step(visit, agreement, "ended" if over else "open"))


def look_back(visit: Visit, content: Review, *, circle: UUID, on: datetime, once: UUID | None = None) -> Opened[Review]:
    """Keep what was said when looking back together."""
    made = items.add_sent(visit, REVIEW, content, circle=circle, happened=on, once=once)
    return _told(visit, events.LookedBack, made)


def rewrite(visit: Visit, item: Opened[Any], content: Any, *, version: int, **more: Any) -> Opened[Any]:
    """Change a step, a standing, an outcome or a review. Raises ``items.Conflict``."""
    return _told(visit, events.WordsChanged, items.change(visit, item, content, version=version, **more))


def relocate(visit: Visit, item: Opened[Any], circle: UUID) -> None:
    """Bring it to another circle, with all under it."""
    moving.move(visit, item, circle)
    house.announce(events.Relocated(visit.dossier, circle, item.id, visit.seat.id))


def delete(visit: Visit, item: Opened[Any]) -> None:
    """Delete it for good, with all under it."""
    items.delete(visit, item)
    _told(visit, events.Deleted, item)


def _told(visit: Visit, event: type[events.PlanEvent], item: Opened[Any]) -> Opened[Any]:
    house.announce(event(visit.dossier, item.circle, item.id, visit.circles[item.circle].seat))
    return item


def _sits(visit: Visit, circle: UUID, seat: UUID) -> bool:
    return seat in {one.id for one in visit.sitting(circle)}
