"""What holds for a plan, in plain Python: what is late, what is still worth showing, where it is going."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Literal

Urgency = Literal["none", "later", "soon", "today", "late"]
SOON = timedelta(days=3)
STAYS_IN_SIGHT = timedelta(days=30)
MANY_GOALS = 8
STEPS_WHEN_MANY = 2


def urgency(state: str, due: date | None, today: date) -> Urgency:
    """How near the day of an agreement is. What is no longer open, or has no day, presses nobody."""
    if due is None or state != "open":
        return "none"
    if due < today:
        return "late"
    if due == today:
        return "today"
    return "soon" if due - today <= SOON else "later"


def goes(scores: Sequence[int]) -> Literal["", "up", "down", "same"]:
    """Where the last two scores point, oldest first; empty when there are fewer than two."""
    if len(scores) < 2:
        return ""
    before, now = scores[-2:]
    return "up" if now > before else "down" if now < before else "same"


def steps_shown(goals: int) -> int | None:
    """How many open steps each goal shows: all (None), or a few when there are many goals."""
    return STEPS_WHEN_MANY if goals > MANY_GOALS else None


def state_after(outcome: str, *, again: bool) -> str:
    """The state of an agreement after an outcome. What comes back stays open when it was kept or not."""
    return "open" if again or outcome == "changed" else outcome


def day_to_come(due: date | None, *, again: bool, answered: date | None) -> date | None:
    """The day that still counts: of what comes back, a day that was answered presses nobody any more."""
    return None if due and again and answered and answered >= due else due


def day_gone_by(due: date | None, written: date) -> bool:
    """Whether the day lay in the past when it was written down: allowed, but asked about."""
    return due is not None and due < written
