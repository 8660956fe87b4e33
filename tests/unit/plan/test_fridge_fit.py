"""One A4: what fits, what falls off, and that the two ways of asking agree."""

from dataclasses import replace
from io import BytesIO

import pytest
from pypdf import PdfReader

from keukentafel.rooms.plan.fridge.pdf import fit, render
from keukentafel.rooms.plan.fridge.sheet import Sheet, SheetAgreement, SheetGoal

from . import families

SAY = families.say_in("nl")


@pytest.mark.parametrize("goals", [0, 1, 2, 3, 4, 5, 6, 7, 8])
def test_a_familys_plan_fits_on_one_page(goals: int) -> None:
    found = fit(families.dutch(goals), SAY)
    assert (found.fits, found.pages, found.overflow_ids) == (True, 1, ())


def test_few_goals_look_generous_and_many_dense() -> None:
    steps = [fit(families.dutch(goals), SAY).size_step for goals in range(9)]
    assert steps == sorted(steps)
    assert steps[1] <= 2
    assert steps[8] >= 7


@pytest.mark.parametrize("goals", [9, 16, 30])
def test_too_long_is_told_with_what_falls_off(goals: int) -> None:
    sheet = _many(goals)
    found, made = fit(sheet, SAY), render(sheet, SAY)
    assert not found.fits
    assert made.left_over == found.overflow_ids
    assert made.pages == found.pages == len(PdfReader(BytesIO(made.pdf)).pages) > 1
    first = PdfReader(BytesIO(made.pdf)).pages[0].extract_text()
    left = set(found.overflow_ids)
    for goal in sheet.goals:
        assert (goal.title in first) == (goal.id not in left)


def test_the_border_is_exact() -> None:
    """Without what falls off it fits; with the first of it back on, it doesn't."""
    sheet = _many(14)
    left = set(fit(sheet, SAY).overflow_ids)
    kept = tuple(goal for goal in sheet.goals if goal.id not in left)
    assert fit(replace(sheet, goals=kept), SAY).fits
    assert not fit(replace(sheet, goals=sheet.goals[: len(kept) + 1]), SAY).fits


def test_a_goal_falls_off_together_with_its_agreements() -> None:
    found = fit(families.dutch(9, 2), SAY)
    assert found.overflow_ids == ("g9", "a11", "a20", "a21")


def test_a_goal_longer_than_a_page_flows_on() -> None:
    goal = SheetGoal(
        "g1",
        "Alles",
        steps=(),
        agreements=tuple(SheetAgreement(f"a{n}", ("Ron",), "doet iets " * 20) for n in range(60)),
    )
    made = render(replace(families.dutch(0), goals=(goal,)), SAY)
    assert made.pages > 1
    assert made.left_over[0] == "g1"
    text = " ".join(page.extract_text() for page in PdfReader(BytesIO(made.pdf)).pages)
    assert text.count("Ron:") == 60
    assert "06 1234 5678" in text.replace("\u00a0", " ")


def _many(goals: int) -> Sheet:
    made = tuple(
        SheetGoal(
            f"g{n}",
            f"Doel nummer {n}.",
            "Omdat we het willen, en omdat het kan.",
            "star",
            3,
            (),
            (SheetAgreement(f"a{n}", ("Ron",), "doet er elke week iets voor"),),
        )
        for n in range(100, 100 + goals * (1 if goals > 9 else 2))
    )
    return replace(families.dutch(0), goals=made)
