"""The items of one synthetic dossier, before they are sealed. Pure, and the same for the same dice."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate
from random import Random
from typing import NamedTuple

from keukentafel.site.measuring.recipes import POOL, RECIPES, Recipe
from keukentafel.site.measuring.shapes import Shape

YEAR = 365 * 24 * 60
LATER = 3 * 24 * 60
"""What hangs under an item comes within three days of it."""


class Planned(NamedTuple):
    """One item. ``circle``, ``author``, ``assignee``: places in the shape; ``parent``: place in the list of items;

    ``age``: minutes before now; ``due``: days from now; ``pick``: which of the pool of contents.
    """

    kind: str
    circle: int
    parent: int | None
    author: int
    assignee: int | None
    state: str
    age: int
    due: int | None
    pick: int


def planned_items(shape: Shape, counts: Mapping[str, int], weights: Sequence[int], dice: Random) -> list[Planned]:
    """Exactly ``counts`` items by kind, laid in the circles by ``weights``; a parent comes before its children.

    Raises ``ValueError`` for counts that do not fit under one another.
    """
    items: list[Planned] = []
    where: dict[str, range] = {}
    for kind, recipe in RECIPES.items():
        start = len(items)
        above = where.get(recipe.under, range(0))
        items.extend(_of_kind(shape, kind, counts.get(kind, 0), [items[at] for at in above], above, weights, dice))
        where[kind] = range(start, len(items))
    return items


def _of_kind(
    shape: Shape,
    kind: str,
    count: int,
    parents: Sequence[Planned],
    above: range,
    weights: Sequence[int],
    dice: Random,
) -> Iterator[Planned]:
    recipe = RECIPES[kind]
    if count and ((recipe.must_hang and not parents) or (recipe.once and count > len(parents))):
        raise ValueError(f"{count} of {kind} do not fit under {len(parents)} of {recipe.under}")
    steps = list(accumulate(weights))
    given: set[tuple[int | None, int]] = set()
    while count:
        if parents:
            at = int(dice.random() * len(parents))
            parent = parents[at]
            age = max(parent.age - int(dice.random() * LATER), 0)
            item = _item(shape, kind, recipe, parent.circle, above[at], age, dice)
        else:
            circle = bisect_right(steps, dice.random() * steps[-1])
            item = _item(shape, kind, recipe, circle, None, int(dice.random() * YEAR), dice)
        if not recipe.once or (item.parent, item.author) not in given:
            given.add((item.parent, item.author))
            count -= 1
            yield item


def _item(shape: Shape, kind: str, recipe: Recipe, circle: int, parent: int | None, age: int, dice: Random) -> Planned:
    sitting = shape.circles[circle].sitting
    return Planned(
        kind=kind,
        circle=circle,
        parent=parent,
        author=sitting[int(dice.random() * len(sitting))],
        assignee=sitting[int(dice.random() * len(sitting))] if recipe.given else None,
        state=recipe.states[int(dice.random() * len(recipe.states))],
        age=age,
        due=int(dice.random() * 60) - 10 if recipe.given else None,
        pick=int(dice.random() * POOL),
    )
