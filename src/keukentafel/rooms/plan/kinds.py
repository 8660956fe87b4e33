"""What the plan is made of. One family has one plan: nothing here is ever copied for somebody.

Who may do what (``domain.md``, "Doing"): whoever sits in the circle adds; the writer and the holders change and
delete; a step or an agreement is also moved on by whom it was given to.
"""

from typing import Annotated, Literal
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from pydantic import AfterValidator, Field, StringConstraints

from keukentafel.dossiers.kinds import Content, Kind
from keukentafel.dossiers.words import Words, visible

Picture = Literal[
    "home", "water", "money", "school", "work", "health", "sleep", "food",
    "together", "talk", "sport", "baby", "calm", "language", "neighbours", "star",
]  # fmt: skip
Title = Annotated[str, StringConstraints(min_length=1, max_length=120), AfterValidator(visible)]
Short = Annotated[str, StringConstraints(max_length=120), AfterValidator(visible)]
Sentence = Annotated[str, StringConstraints(min_length=1, max_length=500), AfterValidator(visible)]
HowItWent = Literal["kept", "not_kept", "changed"]
MINE = frozenset({"author", "holder"})
MINE_OR_GIVEN = MINE | {"assignee"}


class Goal(Content):
    """What the family wants, in its own words. ``whose``: the seat it is about, or nobody's in particular."""

    title: Title
    why: Words = ""
    picture: Picture = "star"
    whose: UUID | None = None


class Step(Content):
    """One small step towards a goal; whoever it was given to is its assignee."""

    text: Annotated[str, StringConstraints(min_length=1, max_length=200), AfterValidator(visible)]


class Standing(Content):
    """How a goal stands in somebody's eyes, from 1 (storm) to 5 (sun)."""

    score: Annotated[int, Field(ge=1, le=5)]
    note: Annotated[str, StringConstraints(max_length=500), AfterValidator(visible)] = ""


class Agreement(Content):
    """Who does what. The assignee is a seat; ``who_text`` names somebody who has none. The day is the item's ``due``.

    ``formal``: laid down with an ``organisation``; ``place``: where or when, in words; ``again``: it comes back, so
    that keeping it once does not finish it.
    """

    what: Sentence
    who_text: Short = ""
    formal: bool = False
    organisation: Short = ""
    place: Annotated[str, StringConstraints(max_length=200), AfterValidator(visible)] = ""
    again: bool = False


class Outcome(Content):
    """How an agreement went; ``changed`` goes with a change of it, whose earlier text stays readable."""

    outcome: HowItWent
    note: Annotated[str, StringConstraints(max_length=500), AfterValidator(visible)] = ""


class Review(Content):
    """Looking back together; ``there``: the seats that were present, ``also_there``: others, in words."""

    went_well: Words = ""
    hard: Words = ""
    next: Words = ""
    there: Annotated[tuple[UUID, ...], Field(max_length=40)] = ()
    also_there: Annotated[str, StringConstraints(max_length=200), AfterValidator(visible)] = ""


GOAL = Kind(
    name="plan.goal",
    label=_("Goal"),
    content=Goal,
    states=("open", "reached", "set_aside"),
    steps={
        "open": frozenset({"reached", "set_aside"}),
        "reached": frozenset({"open"}),
        "set_aside": frozenset({"open", "reached"}),
    },
    movers=MINE,
    icon="plan",
    page="plan:goal",
    fhir="Goal",
    fridge=True,
)
STEP = Kind(
    name="plan.step",
    label=_("Small step"),
    content=Step,
    under=frozenset({GOAL.name}),
    states=("open", "done"),
    steps={"open": frozenset({"done"}), "done": frozenset({"open"})},
    movers=MINE_OR_GIVEN,
    icon="steps",
    fhir="Task",
    fridge=True,
)
STANDING = Kind(
    name="plan.standing",
    label=_("How it stands"),
    content=Standing,
    under=frozenset({GOAL.name}),
    icon="history",
    fhir="Observation",
    fridge=True,
    tells=lambda content: content.note,
)
AGREEMENT = Kind(
    name="plan.agreement",
    label=_("Agreement"),
    content=Agreement,
    under=frozenset({"", GOAL.name}),
    states=("open", "kept", "not_kept", "ended"),
    steps={
        "open": frozenset({"kept", "not_kept", "ended"}),
        "kept": frozenset({"open", "not_kept", "ended"}),
        "not_kept": frozenset({"open", "kept", "ended"}),
        "ended": frozenset({"open"}),
    },
    movers=MINE_OR_GIVEN,
    icon="check",
    page="plan:agreement",
    fhir="Task",
    ical="VTODO",
    fridge=True,
)
OUTCOME = Kind(
    name="plan.outcome",
    label=_("How it went"),
    content=Outcome,
    under=frozenset({AGREEMENT.name}),
    icon="done",
    fhir="Task",
    tells=lambda content: content.note,
)
REVIEW = Kind(
    name="plan.review",
    label=_("Looking back"),
    content=Review,
    icon="look-back",
    page="plan:review",
    fhir="Encounter",
    tells=lambda content: content.went_well or content.next or content.hard,
)
PLAN = (GOAL, STEP, STANDING, AGREEMENT, OUTCOME, REVIEW)
