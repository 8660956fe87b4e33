"""The plan's first page: what is on it, what it costs, and what works without JavaScript and with HTMX."""

import gzip
from datetime import timedelta
from typing import Any

from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from tests.support.family import Family
from tests.support.house import House
from tests.support.journal import soup
from tests.support.plans import cast, fill, item, planned

from keukentafel.dossiers import reading
from keukentafel.rooms.plan import actions
from keukentafel.rooms.plan.kinds import Agreement, Goal, Review, Standing, Step

HTMX = {"HX-Request": "true"}


def at(family: Family, name: str, *args: Any) -> str:
    return reverse(f"plan:{name}", args=[family.id, *args])


def read(answer: Any) -> Any:
    return BeautifulSoup(answer.content, "lxml")


def statements(client: Client, path: str) -> list[str]:
    """How many statements a page takes, without BEGIN and COMMIT."""
    with CaptureQueriesContext(connection) as asked:
        assert client.get(path).status_code == 200
    return [one["sql"] for one in asked if one["sql"] not in ("BEGIN", "COMMIT")]


def test_the_number_of_statements_is_the_same_for_a_small_and_a_big_plan(house: House) -> None:
    family = cast(house)
    ann = family.client("Ann")
    ann.get(at(family, "plan"))
    fill(family, "Ann", goals=2, each=3)
    small = statements(ann, at(family, "plan"))
    fill(family, "Ann", goals=18, each=3)
    big = statements(ann, at(family, "plan"))
    assert len(small) == len(big) == 5  # session with person, enter, seats, the plan, close
    assert sum("plan.goal" in one for one in big) == 1


def test_a_big_plan_stays_small_on_the_line_and_in_the_browser(house: House) -> None:
    family = cast(house)
    fill(family, "Ann", goals=20, each=3)
    answer = family.client("Ann").get(at(family, "plan"))
    page = read(answer)
    assert len(page.select(".kt-goal h2")) == 20
    assert len(page.select(".kt-agreed > li")) == 60
    assert len(gzip.compress(answer.content, 6)) <= 7_000
    assert len(page.select("*")) <= 900


def test_a_goal_with_all_that_hangs_under_it(house: House) -> None:
    family = cast(house)
    today = timezone.localdate()
    with family.visit("Ann") as visit:
        goal = actions.add_goal(
            visit,
            Goal(title="Water uit de kraan", why="Net als iedereen", picture="water", whose=family.seats["Tess"]),
            circle=family.table,
        )
        done = actions.add_step(visit, goal, Step(text="Bellen"))
        actions.tick(visit, done, done=True)
        actions.add_step(visit, goal, Step(text="Betalen"))
        for score in (1, 4):
            actions.give_standing(visit, goal, Standing(score=score))
        for what, days in (("Laat", -2), ("Nu", 0), ("Straks", 2), ("Later", 60)):
            due = today + timedelta(days=days)
            actions.agree(
                visit, Agreement(what=what), circle=family.table, goal=goal, due=due, assignee=family.seats["Bo"]
            )
        actions.agree(visit, Agreement(what="Los", who_text="Mevrouw Van Houten"), circle=family.circles["School"])
        actions.look_back(visit, Review(next="Samen verder"), circle=family.table, on=visit.now)
    page = read(family.client("Ann").get(at(family, "plan")))
    sheet = page.select_one("article.kt-goal")
    assert sheet.h2.get_text() == "Water uit de kraan"
    assert "Doel van Tess" in sheet.get_text()
    assert [(tick.get_text(), tick["aria-pressed"]) for tick in sheet.select(".kt-tick")] == [
        ("Bellen", "true"), ("Betalen", "false")
    ]  # fmt: skip
    assert sheet.select_one(".kt-goal-weather b").get_text() == "Een beetje zon"
    assert sheet.select_one(".kt-spark")["aria-label"] == "Het gaat beter."
    lines = {
        one.a.get_text(): (one["class"][0], one.em.get_text() if one.em else "")
        for one in page.select(".kt-agreed > li")
    }
    assert lines["Laat"][0] == "kt-agreed-late"
    assert lines["Laat"][1].endswith("Is het gelukt?")
    assert lines["Nu"] == ("kt-agreed-today", "vandaag")
    assert lines["Straks"] == ("kt-agreed-soon", "over 2 dagen")
    assert lines["Later"][1].startswith("uiterlijk ")
    loose = page.select_one(".kt-loose li")
    assert "Mevrouw Van Houten" in loose.get_text()
    assert "School" in loose.get_text()
    assert "Samen verder" in page.get_text()
    assert "Bij één afspraak is de dag voorbij" in page.get_text()


def test_reached_goals_are_folded_and_old_answers_gone(house: House) -> None:
    family = cast(house)
    old = timezone.now() - timedelta(days=40)
    with family.visit("Ann", now=old) as visit:
        goal = actions.add_goal(visit, Goal(title="Gehaald doel"), circle=family.table)
        actions.move_goal(visit, goal, "reached")
        agreed = actions.agree(visit, Agreement(what="Lang geleden"), circle=family.table)
        actions.answer(visit, agreed, "kept")
        actions.add_goal(visit, Goal(title="Nog open"), circle=family.table)
    page = read(family.client("Ann").get(at(family, "plan")))
    assert [one.get_text() for one in page.select(".kt-goal h2")] == ["Nog open"]
    assert "Gehaald doel" in page.select_one("details").get_text()
    assert "Lang geleden" not in page.get_text()


def test_an_empty_plan_helps_to_begin(house: House) -> None:
    family = cast(house)
    page = read(family.client("Ann").get(at(family, "plan")))
    assert page.select_one(".kt-empty a")["href"] == at(family, "new_goal")


def test_a_tick_without_and_with_javascript(house: House) -> None:
    family = cast(house)
    lies = planned(family, "Ann", "table")
    ann = family.client("Ann")
    answer = ann.post(at(family, "tick", lies.step), {"state": "done"})
    assert (answer.status_code, answer["Location"]) == (303, f"{at(family, 'plan')}#g{lies.goal.hex[-8:]}")
    assert item(family, "Ann", lies.step).state == "done"
    part = ann.post(at(family, "tick", lies.step), {"state": "open"}, headers=HTMX)
    assert part.status_code == 200
    sheet = read(part)
    assert sheet.select_one("html > body > article.kt-goal") is not None
    assert sheet.select_one(".kt-tick")["aria-pressed"] == "false"
    assert not sheet.select("header")


def test_a_tick_on_the_goals_page_gets_that_part(house: House) -> None:
    family = cast(house)
    lies = planned(family, "Ann", "table")
    part = read(
        family.client("Ann").post(
            at(family, "tick", lies.step), {"state": "done"}, headers=HTMX | {"HX-Target": "steps"}
        )
    )
    assert part.select_one("#steps-title") is not None
    assert part.select_one(".kt-tick")["aria-pressed"] == "true"
    assert not part.select("#standing-title, header")


def test_scoring_with_htmx_gets_the_part(house: House) -> None:
    family = cast(house)
    lies = planned(family, "Ann", "table")
    part = family.client("Ann").post(
        at(family, "give_standing", lies.goal), {"score": "5", "note": "Zon!"}, headers=HTMX
    )
    page = read(part)
    assert page.select_one("#standing-title") is not None
    assert page.select_one("svg.kt-history") is not None
    assert not page.select("header, #steps-title")


def test_an_outcome_with_htmx_gets_the_part(house: House) -> None:
    family = cast(house)
    lies = planned(family, "Ann", "table")
    path = at(family, "answer", lies.agreement)
    page = read(family.client("Ann").post(path, {"outcome": "not_kept", "note": "Vergeten"}, headers=HTMX))
    assert "niet gelukt" in page.get_text()
    assert not page.select("header")
    assert item(family, "Ann", lies.agreement).state == "not_kept"


def test_a_day_long_gone_is_asked_about_kindly(house: House) -> None:
    family = cast(house)
    ann = family.client("Ann")
    words = {"what": "Bellen", "due": "2020-01-01", "circle": str(family.table)}
    answer = ann.post(at(family, "agree"), words)
    assert answer.status_code == 303
    assert "al voorbij toen de afspraak werd opgeschreven" in ann.get(answer["Location"]).content.decode()


def test_history_tells_it_all(house: House) -> None:
    family = cast(house)
    lies = planned(family, "Ann", "table")
    ann = family.client("Ann")
    ann.post(at(family, "goal_state", lies.goal), {"state": "reached"})
    page = read(ann.get(at(family, "history")))
    told = [one.get_text() for one in page.select(".kt-timeline > li > a")]
    assert told[0] == "Ann: dit doel is gehaald"
    assert sorted(told) == sorted([
        "Ann: dit doel is gehaald", "Ann: dit is gelukt", "Ann zette bij een afspraak: gelukt",
        "Ann schreef op hoe jullie terugkeken", "Ann schreef een afspraak op",
        "Ann vertelde hoe het gaat: een beetje zon", "Ann schreef een stapje op", "Ann zette een doel in het plan",
    ])  # fmt: skip
    for broken in ("morgen", "2026-13-01T00:00:00+00:00", "2026-01-01T00:00:00", ""):
        assert ann.get(at(family, "history"), {"before": broken}).status_code == 404


def test_what_goes_along_when_moved_and_who_is_told(house: House) -> None:
    family = cast(house)
    lies = planned(family, "Ann", "family")
    ann = family.client("Ann")
    school = {"to": str(family.circles["School"])}
    asked = soup(ann.get(at(family, "move", lies.goal), school))
    assert "Bo" in asked.select_one(".kt-shelf-new").get_text()
    assert ann.post(at(family, "move", lies.goal), {"to": ""}).status_code == 422
    for circle in (str(family.circles["Van mij"]), "niets"):
        assert ann.post(at(family, "move", lies.goal), {"to": circle}).status_code == 404
    # whoever has not read who will see it is shown it first
    assert ann.post(at(family, "move", lies.goal), school).status_code == 422
    read = school | {"newly": asked.select_one("input[name=newly]")["value"]}
    assert ann.post(at(family, "move", lies.goal), read).status_code == 303
    with family.visit("Bo") as visit:
        assert {one.kind for one in reading.under(visit, [lies.goal])[lies.goal]} == {
            "plan.step", "plan.standing", "plan.agreement"
        }  # fmt: skip
    assert family.client("Opa").get(at(family, "goal", lies.goal)).status_code == 404


def test_a_deletion_is_real(house: House) -> None:
    family = cast(house)
    lies = planned(family, "Ann", "table")
    ann = family.client("Ann")
    assert ann.post(at(family, "delete", lies.goal)).status_code == 303
    for name, gone in (("goal", lies.goal), ("agreement", lies.agreement)):
        assert ann.get(at(family, name, gone)).status_code == 404
    left = house.owner.execute("SELECT count(*) FROM item WHERE kind <> 'plan.review'").fetchone()
    assert left == (0,)


def test_moving_is_offered_to_whom_it_is_not_refused(house: House) -> None:
    family = cast(house)
    goal = planned(family, "Bo", "table").goal
    bo, link = family.client("Bo"), at(family, "move", goal)
    assert link in bo.get(at(family, "goal", goal)).content.decode()
    with family.visit("Ann") as visit:
        actions.agree(visit, Agreement(what="Van Ann"), circle=family.table, goal=reading.one(visit, goal))
    page = bo.get(at(family, "goal", goal)).content.decode()
    assert link not in page
    assert "Anderen schreven hieraan mee." in page
    assert link in family.client("Ann").get(at(family, "goal", goal)).content.decode()
    assert "Anderen schreven" not in family.client("Cor").get(at(family, "goal", goal)).content.decode()
