"""Synthetic dossiers: the same for the same dice, exact in number, and opened through the doorway like real ones."""

from collections import Counter
from random import Random
from uuid import UUID

import pytest
from tests.support.house import House

from keukentafel.access import Refused, enter
from keukentafel.dossiers import reading
from keukentafel.site.measuring.planned import Planned, planned_items
from keukentafel.site.measuring.planting import plant, seed
from keukentafel.site.measuring.recipes import RECIPES, recipe_counts, shares
from keukentafel.site.measuring.rows import Planted
from keukentafel.site.measuring.shapes import Shape, dossier_shape


def drawn(dice: Random, total: int) -> tuple[Shape, list[Planned]]:
    shape = dossier_shape(dice)
    return shape, planned_items(shape, recipe_counts(total), [circle.weight for circle in shape.circles], dice)


def person_of(dossier: Planted, at: int) -> UUID:
    person = dossier.people[at]
    assert person
    return person


def test_the_same_dice_give_the_same_family() -> None:
    assert drawn(Random(7), 200) == drawn(Random(7), 200)
    assert drawn(Random(7), 200) != drawn(Random(8), 200)


@pytest.mark.parametrize("total", [0, 1, 7, 50, 1234])
def test_shares_and_recipes_add_up(total: int) -> None:
    assert sum(shares(total, {"a": 3, "b": 2, "c": 2}).values()) == total
    counts = recipe_counts(total)
    assert sum(counts.values()) == total
    shape, items = drawn(Random(total), total)
    assert Counter(item.kind for item in items) == {kind: count for kind, count in counts.items() if count}
    for item in items:
        assert item.author in shape.circles[item.circle].sitting
        if item.parent is not None:
            above = items[item.parent]
            assert (above.kind, above.circle) == (RECIPES[item.kind].under, item.circle)


def test_what_does_not_fit_is_told() -> None:
    with pytest.raises(ValueError, match="do not fit"):
        planned_items(dossier_shape(Random(1)), {"journal.comment": 3}, [1], Random(1))


def test_seeded_dossiers_open_through_the_doorway(house: House) -> None:
    told: list[int] = []
    dossiers = seed(house.owner_url, dossiers=3, items=600, rng=5, told=told.append)
    assert sum(told) == 600
    assert house.owner.execute("SELECT count(*), count(DISTINCT dossier_id) FROM item").fetchone() == (600, 3)
    assert house.owner.execute("SELECT count(DISTINCT kind) FROM item").fetchone() == (len(RECIPES),)
    for dossier in dossiers:
        with enter(person_of(dossier, 0), dossier.id, place="test") as visit:
            assert [circle.kind for circle in visit.circles.values()] == ["table", "family", "named", "personal"]
            seen = reading.of_kinds(visit, *RECIPES)
            assert {type(item.content).__name__ for item in seen} >= {"Entry", "Comment", "Goal", "Agreement"}
        guest = len(dossier.seats) - 1
        with enter(person_of(dossier, guest), dossier.id, place="test") as visit:
            assert visit.guest
    with pytest.raises(Refused), enter(person_of(dossiers[0], 0), dossiers[1].id, place="test"):
        pass


def test_one_dossier_has_exactly_what_was_asked(house: House) -> None:
    dossier = plant(house.owner_url, {"plan.goal": 20, "plan.agreement": 60}, weights=[1, 0, 0, 1])
    with enter(person_of(dossier, 0), dossier.id, place="test") as visit:
        kinds = Counter(item.kind for item in reading.of_kinds(visit, "plan.goal", "plan.agreement"))
        assert kinds == {"plan.goal": 20, "plan.agreement": 60}
        assert len(reading.of_kinds(visit, "plan.goal", circles=[dossier.circles[1], dossier.circles[2]])) == 0
