"""What the items of a synthetic dossier are made of: for each kind its content, its place and how often it comes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from random import Random
from typing import Any

from keukentafel.dossiers.kinds import kind_named
from keukentafel.site.measuring.words import sentence, story

POOL = 48
"""Contents a kind: packed once, sealed anew for every item."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """How to make items of one kind.

    ``weight``: how often it comes; ``under``: the kind it hangs under, always if ``must_hang``; ``states``: drawn from;
    ``given``: has an assignee and a day; ``once``: at most one for each seat under the same item.
    """

    fields: Callable[[Random], dict[str, Any]]
    weight: int
    under: str = ""
    states: tuple[str, ...] = ("",)
    must_hang: bool = False
    given: bool = False
    once: bool = False


RECIPES: Mapping[str, Recipe] = {
    "journal.entry": Recipe(lambda dice: {"text": story(dice, 1, 4)}, 30),
    "journal.comment": Recipe(lambda dice: {"text": sentence(dice, 4, 16)}, 22, under="journal.entry", must_hang=True),
    "journal.reaction": Recipe(
        lambda dice: {"sign": dice.choice(("thumb", "heart", "smile"))},
        14,
        under="journal.entry",
        must_hang=True,
        once=True,
    ),
    "talk.conversation": Recipe(lambda dice: {"subject": sentence(dice, 2, 5)}, 1),
    "talk.message": Recipe(lambda dice: {"text": sentence(dice, 3, 16)}, 20, under="talk.conversation", must_hang=True),
    "plan.goal": Recipe(
        lambda dice: {"title": sentence(dice, 3, 7), "why": story(dice, 1, 2), "picture": "water"},
        4,
        states=("open", "open", "open", "reached"),
    ),
    "plan.step": Recipe(
        lambda dice: {"text": sentence(dice, 3, 8)}, 9, under="plan.goal", must_hang=True, states=("open", "done")
    ),
    "plan.standing": Recipe(lambda dice: {"score": dice.randint(1, 5)}, 7, under="plan.goal", must_hang=True),
    "plan.agreement": Recipe(
        lambda dice: {"what": sentence(dice, 5, 12)},
        8,
        under="plan.goal",
        states=("open", "open", "kept", "not_kept"),
        given=True,
    ),
    "plan.outcome": Recipe(
        lambda dice: {"outcome": "kept", "note": sentence(dice, 3, 9)}, 5, under="plan.agreement", must_hang=True
    ),
    "plan.review": Recipe(lambda dice: {"went_well": story(dice, 1, 2), "next": sentence(dice, 5, 12)}, 1),
}


def packed_contents(names: list[str], dice: Random) -> dict[str, list[bytes]]:
    """For each kind its pool of contents, made and checked by the kind. Raises ``KeyError`` for an unknown kind."""
    return {name: [_packed(name, dice) for _ in range(POOL)] for name in names}


def _packed(name: str, dice: Random) -> bytes:
    kind = kind_named(name)
    return kind.pack(kind.content.model_validate(RECIPES[name].fields(dice)))


def shares(total: int, weights: Mapping[str, int]) -> dict[str, int]:
    """Share ``total`` out by weight; the sum is exact, and what is left over goes to the heaviest."""
    whole = sum(weights.values())
    given = {name: total * weight // whole for name, weight in weights.items()}
    heaviest = max(weights, key=lambda name: weights[name])
    given[heaviest] += total - sum(given.values())
    return given


def recipe_counts(total: int) -> dict[str, int]:
    """How many items of each kind a dossier of ``total`` items has; none under a kind that is not there."""
    counts = shares(total, {name: recipe.weight for name, recipe in RECIPES.items()})
    for name, recipe in RECIPES.items():
        if recipe.must_hang and not counts[recipe.under]:
            counts["journal.entry"] += counts[name]
            counts[name] = 0
    return counts
