"""Which day of an agreement still counts, and whether it is late: one answer for the plan, the first page, the hall."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils import timezone

from keukentafel.dossiers.opened import Opened
from keukentafel.rooms.plan import rules
from keukentafel.rooms.plan.kinds import Outcome

LATEST_OUTCOMES = 3
"""As many as are read to find the last time that it was said how it went."""


def last_answer(outcomes: Iterable[Opened[Outcome]]) -> Opened[Outcome] | None:
    """The latest time that somebody said how it went. To agree something else says nothing of that."""
    told = [one for one in outcomes if one.content.outcome != "changed"]
    return max(told, key=lambda one: (one.happened, one.id), default=None)


def day_that_counts(item: Opened[Any], outcomes: Iterable[Opened[Outcome]]) -> date | None:
    """The day by which it is promised, unless it comes back and was answered since."""
    last = last_answer(outcomes)
    answered = timezone.localdate(last.happened) if last else None
    return rules.day_to_come(item.due, again=getattr(item.content, "again", False), answered=answered)


def late(day: date | None, today: date) -> bool:
    """Whether a day that counts has gone by, for something that is still open."""
    return rules.urgency("open", day, today) == "late"
