"""What may be written in the plan, by whom, and what is announced and kept."""

from datetime import date, timedelta
from typing import Any

import pytest

from keukentafel import events as house_events
from keukentafel.access import Refused
from keukentafel.dossiers import items, reading
from keukentafel.dossiers.events import Written
from keukentafel.dossiers.models import new_id
from keukentafel.rooms.plan import actions, events, queries
from keukentafel.rooms.plan.kinds import Agreement, Goal, Standing, Step
from tests.support.house import House
from tests.support.plans import cast, fill, item, planned


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Events that were announced."""
    told: list[Any] = []
    monkeypatch.setattr(house_events, "announce", told.append)
    return told


def test_each_action_announces_one_event(house: House, heard: list[Any]) -> None:
    family = cast(house)
    planned(family, "Ann", "table")
    told = [event for event in heard if not isinstance(event, Written)]  # which every item announces by itself
    assert [type(event) for event in told] == [
        events.GoalAdded, events.StepAdded, events.StandingGiven, events.AgreementMade,
        events.AgreementAnswered, events.LookedBack,
    ]  # fmt: skip
    assert {event.seat for event in told} == {family.seats["Ann"]}
    assert {event.by for event in heard if isinstance(event, Written)} == {family.seats["Ann"]}


def test_the_same_form_twice_adds_one(house: House) -> None:
    family, once = cast(house), new_id()
    for _ in range(2):
        with family.visit("Ann") as visit:
            actions.add_goal(visit, Goal(title="Eens"), circle=family.table, once=once)
    with family.visit("Ann") as visit:
        assert len(queries.plan(visit).goals) == 1


def test_other_words_on_a_form_that_was_sent_before_are_not_lost(house: House) -> None:
    family, once = cast(house), new_id()
    sent = [("Eens", None), ("Anders", None), ("Anders", None), ("Anders", date(2026, 12, 1)), ("Eens", None)]
    for what, due in sent:
        with family.visit("Ann") as visit:
            actions.agree(visit, Agreement(what=what), circle=family.table, due=due, once=once)
    with family.visit("Ann") as visit:
        lies = [(one.item.content.what, one.item.due) for one in queries.plan(visit).loose]
    assert sorted(lies, key=str) == sorted({("Eens", None), ("Anders", None), ("Anders", date(2026, 12, 1))}, key=str)


def test_what_was_answered_stays_on_the_plan_for_a_month(house: House) -> None:
    family = cast(house)
    with family.visit("Ann") as visit:
        answered, still = (
            actions.agree(visit, Agreement(what=what), circle=family.table) for what in ("Bellen", "Schrijven")
        )
        actions.answer(visit, answered, "kept")
        said = visit.now
    for days, lies in ((29, {answered.id, still.id}), (31, {still.id})):
        with family.visit("Ann", now=said + timedelta(days=days)) as visit:
            assert {one.item.id for one in queries.plan(visit).loose} == lies


def test_who_sits_there_adds_and_only_writers_and_holders_change(house: House) -> None:
    family = cast(house)
    goal = planned(family, "Ann", "table").goal
    with family.visit("Cor") as visit:
        step = actions.add_step(visit, reading.one(visit, goal), Step(text="Van Cor"))
    for other in ("Opa", "Bo"):
        with pytest.raises(Refused), family.visit(other) as visit:
            actions.tick(visit, reading.one(visit, step.id), done=True)
        with pytest.raises(Refused), family.visit(other) as visit:
            actions.change_goal(visit, reading.one(visit, goal), Goal(title="Anders"), version=1)
    for able in ("Cor", "Ann"):
        with family.visit(able) as visit:
            assert actions.tick(visit, reading.one(visit, step.id), done=able == "Cor").state in ("done", "open")


def test_whom_a_step_was_given_to_may_tick_it(house: House) -> None:
    family = cast(house)
    goal = planned(family, "Ann", "table").goal
    with family.visit("Ann") as visit:
        step = actions.add_step(visit, reading.one(visit, goal), Step(text="Voor Tess"), assignee=family.seats["Tess"])
    with family.visit("Tess") as visit:
        assert actions.tick(visit, reading.one(visit, step.id), done=True).state == "done"


def test_who_promised_says_how_it_went(house: House) -> None:
    family = cast(house)
    with family.visit("Ann") as visit:
        agreed = actions.agree(visit, Agreement(what="Bellen"), circle=family.table, assignee=family.seats["Bo"])
    with pytest.raises(Refused), family.visit("Cor") as visit:
        actions.answer(visit, reading.one(visit, agreed.id), "kept")
    with family.visit("Bo") as visit:
        actions.answer(visit, reading.one(visit, agreed.id), "kept", note="Gebeld")
    assert item(family, "Ann", agreed.id).state == "kept"


def test_what_comes_back_can_be_kept_many_times(house: House) -> None:
    family = cast(house)
    with family.visit("Ann") as visit:
        agreed = actions.agree(visit, Agreement(what="Elke maand 35 euro", again=True), circle=family.table)
        for outcome in ("kept", "not_kept", "kept"):
            actions.answer(visit, reading.one(visit, agreed.id), outcome)
        seen = queries.agreement(visit, agreed.id)
        assert seen.item.state == "open"
        assert [one.content.outcome for one in seen.outcomes] == ["kept", "not_kept", "kept"]


def test_agreeing_anew_keeps_the_earlier_words(house: House) -> None:
    family = cast(house)
    with family.visit("Ann") as visit:
        agreed = actions.agree(visit, Agreement(what="Elke maand 75"), circle=family.table, due=date(2026, 1, 1))
        changed = actions.agree_anew(
            visit,
            agreed,
            Agreement(what="Elke maand 35"),
            version=1,
            assignee=None,
            due=date(2026, 2, 1),
            why="Te veel",
        )
        assert [was.content.what for was in reading.versions(visit, changed)] == ["Elke maand 75"]
        seen = queries.agreement(visit, agreed.id)
        assert [(one.content.outcome, one.content.note) for one in seen.outcomes] == [("changed", "Te veel")]
        assert (seen.item.due, seen.item.content.what) == (date(2026, 2, 1), "Elke maand 35")


def test_a_mended_mistake_is_no_new_agreement(house: House) -> None:
    family = cast(house)
    with family.visit("Ann") as visit:
        agreed = actions.agree(visit, Agreement(what="Belen"), circle=family.table)
        actions.agree_anew(visit, agreed, Agreement(what="Bellen"), version=1, assignee=None, due=None)
        assert queries.agreement(visit, agreed.id).outcomes == []


def test_who_left_can_stay_named_but_nobody_new_from_outside(house: House) -> None:
    family = cast(house)
    with family.visit("Ann") as visit:
        agreed = actions.agree(visit, Agreement(what="Bellen"), circle=family.table, assignee=family.seats["Bo"])
    family.end("Bo")
    with family.visit("Ann") as visit:
        kept = actions.agree_anew(
            visit,
            reading.one(visit, agreed.id),
            Agreement(what="Later"),
            version=1,
            assignee=family.seats["Bo"],
            due=None,
        )
        assert kept.assignee == family.seats["Bo"]
    with pytest.raises(Refused), family.visit("Ann") as visit:
        actions.agree_anew(visit, kept, Agreement(what="Nee"), version=2, assignee=family.seats["Eva"], due=None)


def test_two_writers_at_once(house: House) -> None:
    family = cast(house)
    goal = planned(family, "Ann", "table").goal
    with family.visit("Ann") as visit:
        before = reading.one(visit, goal)
        actions.change_goal(visit, before, Goal(title="Van Ann"), version=before.version)
    with family.visit("Ann") as visit, pytest.raises(items.Conflict) as clash:
        actions.change_goal(visit, reading.one(visit, goal), Goal(title="Van toen"), version=before.version)
    assert clash.value.current.content.title == "Van Ann"


def test_the_latest_twelve_standings_of_each_goal(house: House) -> None:
    family = cast(house)
    goal = planned(family, "Ann", "table").goal
    with family.visit("Ann") as visit:
        for score in (1, 2, 3, 4, 5, 1, 2, 3, 4, 5, 1, 2, 3, 5):
            actions.give_standing(visit, reading.one(visit, goal), Standing(score=score))
        scores = [one.content.score for one in queries.plan(visit).goals[0].standings]
    assert scores == [3, 4, 5, 1, 2, 3, 4, 5, 1, 2, 3, 5]


def test_the_plan_holds_all_of_a_big_one(house: House) -> None:
    family = cast(house)
    fill(family, "Ann", goals=20, each=3)
    with family.visit("Ann") as visit:
        seen = queries.plan(visit)
    assert len(seen.goals) == 20
    assert {len(goal.steps) for goal in seen.goals} == {len(goal.agreements) for goal in seen.goals} == {3}
    assert {len(agreed.outcomes) for goal in seen.goals for agreed in goal.agreements} == {1}


def test_history_is_whole_and_reads_back_in_pages(house: House) -> None:
    family = cast(house)
    planned(family, "Ann", "table")
    for title in ("Een", "Twee", "Drie"):
        with family.visit("Ann") as visit:
            goal = queries.plan(visit).goals[0].item
            actions.change_goal(visit, goal, Goal(title=title), version=goal.version)
    with family.visit("Ann") as visit:
        whole, end = queries.history(visit)
        assert end is None
        first, older = queries.history(visit, limit=2)
        rest, _ = queries.history(visit, before=older)
    assert len(whole) == 6 + 1 + 3  # six things, the agreement's answer, three rewritings
    assert [(one.item.id, one.item.version) for one in (*first, *rest)] == [
        (one.item.id, one.item.version) for one in whole
    ]
    assert [one.item.content.title for one in whole[:3]] == ["Drie", "Twee", "Een"]
