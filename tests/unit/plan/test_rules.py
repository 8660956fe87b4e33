"""The plan's rules, and what its kinds hold."""

from datetime import date, timedelta
from typing import Any

import pytest
from pydantic import ValidationError

from keukentafel.dossiers.kinds import Kind
from keukentafel.rooms.plan import rules
from keukentafel.rooms.plan.kinds import AGREEMENT, GOAL, PLAN, Agreement, Goal, Standing

TODAY = date(2026, 3, 10)


@pytest.mark.parametrize(
    ("days", "told"),
    [(-400, "late"), (-1, "late"), (0, "today"), (1, "soon"), (3, "soon"), (4, "later"), (900, "later")],
)
def test_a_day_comes_nearer(days: int, told: str) -> None:
    due = TODAY + timedelta(days=days)
    assert rules.urgency("open", due, TODAY) == told
    assert rules.urgency("kept", due, TODAY) == "none"
    assert rules.urgency("open", None, TODAY) == "none"


@pytest.mark.parametrize(
    ("scores", "where"), [([], ""), ([3], ""), ([1, 2], "up"), ([5, 4], "down"), ([1, 3, 3], "same"), ([5, 1, 2], "up")]
)
def test_where_it_goes(scores: list[int], where: str) -> None:
    assert rules.goes(scores) == where


def test_what_comes_back_stays_open() -> None:
    assert rules.state_after("kept", again=False) == "kept"
    assert rules.state_after("not_kept", again=False) == "not_kept"
    assert rules.state_after("kept", again=True) == "open"
    assert rules.state_after("changed", again=False) == "open"


def test_an_answered_day_of_what_comes_back_is_over() -> None:
    assert rules.day_to_come(TODAY, again=True, answered=TODAY) is None
    assert rules.day_to_come(TODAY, again=True, answered=TODAY - timedelta(days=1)) == TODAY
    assert rules.day_to_come(TODAY, again=True, answered=None) == TODAY
    assert rules.day_to_come(TODAY, again=False, answered=TODAY) == TODAY


def test_a_day_gone_by() -> None:
    assert rules.day_gone_by(TODAY - timedelta(days=1), TODAY)
    assert not rules.day_gone_by(TODAY, TODAY)
    assert not rules.day_gone_by(None, TODAY)


@pytest.mark.parametrize("kind", PLAN, ids=lambda kind: kind.name)
def test_every_state_can_be_left_for_a_known_one(kind: Kind) -> None:
    assert set(kind.steps) <= set(kind.states)
    assert set().union(*kind.steps.values()) <= set(kind.states) if kind.steps else kind.states == ("",)


@pytest.mark.parametrize(
    ("content", "fields"),
    [
        (Goal, {"title": ""}),
        (Goal, {"title": "x" * 121}),
        (Goal, {"title": "a\u202eb"}),
        (Goal, {"title": "goed", "picture": "skull"}),
        (Standing, {"score": 0}),
        (Standing, {"score": 6}),
        (Agreement, {"what": "x" * 501}),
        (Agreement, {"what": "ja", "secret": "no"}),
    ],
)
def test_content_is_bounded(content: Any, fields: Any) -> None:
    with pytest.raises(ValidationError):
        content(**fields)


def test_content_survives_sealing() -> None:
    goal = Goal(title="Er komt weer water 💧", why="ماء", picture="water")
    assert GOAL.unpack(GOAL.pack(goal)) == goal
    agreed = Agreement(what="Bellen", who_text="Mevrouw Van Houten", formal=True, organisation="Vitens", again=True)
    assert AGREEMENT.unpack(AGREEMENT.pack(agreed)) == agreed
