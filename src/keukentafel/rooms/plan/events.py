"""What the plan announces: ids only."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class PlanEvent:
    """Something happened to ``item`` in ``circle``; ``seat`` did it."""

    dossier: UUID
    circle: UUID
    item: UUID
    seat: UUID


class GoalAdded(PlanEvent):
    """The family wants something new."""


class GoalChanged(PlanEvent):
    """Its words or its picture changed."""


class GoalMoved(PlanEvent):
    """It was reached, set aside or taken up again."""


class StepAdded(PlanEvent):
    """A small step was added to a goal."""


class StepTicked(PlanEvent):
    """A step was done, or was not done after all."""


class StandingGiven(PlanEvent):
    """Somebody said how a goal stands."""


class AgreementMade(PlanEvent):
    """Somebody will do something."""


class AgreementChanged(PlanEvent):
    """Something else was agreed."""


class AgreementAnswered(PlanEvent):
    """It was kept, or not."""


class AgreementEnded(PlanEvent):
    """It no longer holds, or holds again."""


class LookedBack(PlanEvent):
    """There was a review."""


class WordsChanged(PlanEvent):
    """A step, a standing, an outcome or a review was rewritten."""


class Relocated(PlanEvent):
    """It went to another circle."""


class Deleted(PlanEvent):
    """It is gone for good."""
