"""A fixed cast around one plan, and quick ways to put something in it."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.test import Client
from django.utils import timezone

from keukentafel.dossiers import reading
from keukentafel.dossiers.models import new_id
from keukentafel.rooms.plan import actions
from keukentafel.rooms.plan.kinds import Agreement, Goal, Review, Standing, Step
from tests.support.family import Family, person
from tests.support.house import House

BORN_14_YEARS_AGO = date(timezone.localdate().year - 14, 1, 1)


@dataclass
class Planned:
    """What lies in a plan: one goal with a step, a standing, an agreement and its outcome; and a review."""

    goal: UUID
    step: UUID
    standing: UUID
    agreement: UUID
    outcome: UUID
    review: UUID


def cast(house: House) -> Family:
    """Ann is an owner; Opa a relative; Bo (in School) and Cor professionals; Tess, 14, has a personal circle with Eva.

    Weg's seat has ended. Vreemd never had one.
    """
    family = Family(house)
    family.seat("Opa", "relative")
    family.seat("Bo", "professional", phone="06 1234 5678", call_for="school")
    family.seat("Cor", "professional")
    family.seat("Weg", "professional")
    family.seat("Tess", "youth", born=BORN_14_YEARS_AGO)
    family.circle("School", "Bo", "Tess")
    family.personal("Van mij", "Tess")
    family.guest("Eva", "Van mij", phone="06 8765 4321")
    family.people["Vreemd"] = person("Vreemd")
    family.end("Weg")
    return family


def planned(family: Family, by: str, circle: str, word: str = "water") -> Planned:
    """Put one of each in a circle. ``word`` is in every text, so that a leak can be found."""
    with family.visit(by) as visit:
        goal = actions.add_goal(visit, Goal(title=f"Doel {word}", why=f"Omdat {word}"), circle=family.circles[circle])
        step = actions.add_step(visit, goal, Step(text=f"Stap {word}"))
        standing = actions.give_standing(visit, goal, Standing(score=4, note=f"Stand {word}"))
        agreement = actions.agree(visit, Agreement(what=f"Afspraak {word}"), circle=goal.circle, goal=goal)
        outcome = actions.answer(visit, agreement, "kept", note=f"Uitkomst {word}")
        review = actions.look_back(visit, Review(went_well=f"Terugblik {word}"), circle=goal.circle, on=visit.now)
        return Planned(goal.id, step.id, standing.id, agreement.id, outcome.id, review.id)


def fill(family: Family, by: str, *, goals: int, each: int) -> None:
    """Put so many goals in the plan, each with steps, standings and so many agreements."""
    with family.visit(by) as visit:
        for number in range(goals):
            goal = actions.add_goal(visit, Goal(title=f"Doel {number}", picture="water"), circle=family.table)
            for text in ("eerst", "dan", "klaar"):
                actions.add_step(visit, goal, Step(text=f"{text} {number}"))
            for score in (1, 2, 4):
                actions.give_standing(visit, goal, Standing(score=score))
            for again in range(each):
                words = Agreement(what=f"Afspraak {number} {again}", again=True)
                made = actions.agree(visit, words, circle=family.table, goal=goal, due=visit.now.date())
                actions.answer(visit, made, "kept")


def anonymous() -> Client:
    """A browser in which nobody has signed in."""
    return Client()


def item(family: Family, by: str, wanted: UUID) -> Any:
    """An item as somebody has it before them."""
    with family.visit(by) as visit:
        return reading.one(visit, wanted)


def never() -> UUID:
    """An id that never was."""
    return new_id()
