"""A professional is told who reads along, and asked once before saving what may not belong here; the family never is."""

from typing import Any

import pytest
from tests.support.family import Family
from tests.support.house import House
from tests.support.journal import soup
from tests.support.plans import BORN_14_YEARS_AGO, Planned, cast, planned

from keukentafel.dossiers.models import new_id
from keukentafel.rooms.journal import actions

RISKY = "Ik vermoed kindermishandeling.\nDat staat hier nu."
QUIET = "Het gezin leest dit."
HELP = "Wat hoort hier niet?"
DAY = "2026-03-05"


@pytest.fixture
def family(house: House) -> Family:
    return cast(house)


@pytest.fixture
def plan(family: Family) -> Planned:
    return planned(family, "Bo", "table")


def pages(family: Family, plan: Planned) -> dict[str, tuple[str, str, dict[str, Any]]]:
    """Every place where a professional writes: where the form is, where it goes, and the rest of what is sent."""
    d = f"/d/{family.id}"
    goal, agreement = f"{d}/plan/goals/{plan.goal}/", f"{d}/plan/agreements/{plan.agreement}/"
    circle = {"circle": str(family.table)}
    with family.visit("Bo") as visit:
        entry = actions.write(visit, "Zo ging het", circle=family.table, once=new_id(), happened=None).id
    return {
        "journal": (f"{d}/journal/write/", f"{d}/journal/write/", {"text": RISKY, **circle}),
        "journal, changed": (
            f"{d}/journal/{entry}/edit/", f"{d}/journal/{entry}/edit/", {"text": RISKY, "day": DAY, "version": "1"},
        ),
        "comment": (f"{d}/journal/{entry}/", f"{d}/journal/{entry}/", {"text": RISKY}),
        "goal": (f"{d}/plan/goals/new/", f"{d}/plan/goals/new/", {"title": "Rust", "why": RISKY, "picture": "star", **circle}),
        "goal, its name": (
            f"{d}/plan/goals/new/", f"{d}/plan/goals/new/", {"title": "Stap 2 van de meldcode", "picture": "star", **circle},
        ),
        "step": (goal, f"{goal}steps/", {"text": RISKY}),
        "step, changed": (
            f"{d}/plan/parts/{plan.step}/edit/", f"{d}/plan/parts/{plan.step}/edit/", {"text": RISKY, "version": "1"},
        ),
        "standing": (goal, f"{goal}standing/", {"score": "3", "note": RISKY}),
        "agreement": (f"{d}/plan/agreements/new/", f"{d}/plan/agreements/new/", {"what": RISKY, **circle}),
        "outcome": (agreement, f"{agreement}outcome/", {"outcome": "kept", "note": RISKY}),
        "review": (f"{d}/plan/reviews/new/", f"{d}/plan/reviews/new/", {"on": DAY, "hard": RISKY, **circle}),
        "ask": (f"{d}/table/asks/new/", f"{d}/table/asks/new/", {"name": "Karim", "words": RISKY}),
    }  # fmt: skip


def count(family: Family) -> tuple[int, ...]:
    """All that there is: items, their earlier versions, and lines in the log that say something was written."""
    tables = "item", "item_version", "access_event WHERE action NOT IN ('read', 'visit', 'search')"
    found: Any = [family.house.owner.execute(f"SELECT count(*) FROM {one}".encode()).fetchone() for one in tables]
    return tuple(one[0] for one in found)


def test_what_may_not_belong_here_comes_back_once_and_is_kept_when_sent_again(family: Family, plan: Planned) -> None:
    for place, (_, to, sent) in pages(family, plan).items():
        comes_back_once(family, place, to, sent)


def comes_back_once(family: Family, place: str, to: str, sent: dict[str, Any]) -> None:
    client, once = family.client("Bo"), str(new_id())
    sent = {**sent, "once": once}
    before = count(family)

    answer = client.post(to, sent)
    assert answer.status_code == 422, place
    assert count(family) == before, "nothing is kept of it"
    page = soup(answer)
    button = page.select_one("main form button[name=all_the_same]")
    form = button.find_parent("form")
    values = filled(form)
    risky = next(value for value in sent.values() if value in (RISKY, "Stap 2 van de meldcode"))
    assert " ".join(risky.split()) in [" ".join(one.split()) for one in values.values()], (
        "what was typed is still there"
    )
    if "once" in values and "changed" not in place:
        assert values["once"] == once
    assert "Aanpassen" in form.get_text()
    assert "0800-2000" in form.get_text()
    assert not page.select(".kt-error, .kt-field-wrong, [aria-invalid]"), "it is no mistake"
    described = set(form.select_one("[aria-describedby$='-reads']")["aria-describedby"].split())
    assert described <= {one["id"] for one in page.select("[id]")}

    target = form.get("action") or to
    kept = client.post(target, values | {"all_the_same": button["value"]})
    assert kept.status_code == 303, soup(kept).select_one("main").get_text(" ", strip=True)
    assert count(family)[0] + count(family)[1] == before[0] + before[1] + 1
    if "once" in values and "changed" not in place:
        client.post(target, values | {"all_the_same": "yes"})
        assert count(family)[0] == before[0] + 1, "sent twice it is one"


def test_the_line_stands_beside_every_field_in_which_something_is_told(family: Family, plan: Planned) -> None:
    client = family.client("Bo")
    for place, (shown, _, _) in pages(family, plan).items():
        page = soup(client.get(shown))
        for area in page.select("main textarea"):
            field = area.find_parent(class_="kt-field")
            assert QUIET in field.get_text(), place
            assert HELP in field.get_text(), place
            assert field.select_one("[role=status]"), place
        assert page.select("main .kt-reads"), place
        assert page.select("script[src*=belongs]"), place


@pytest.mark.parametrize("who", ["Ann", "Opa", "Tess"])
def test_the_family_is_never_told_how_to_write(family: Family, plan: Planned, who: str) -> None:
    client, places = family.client(who), pages(family, plan)
    for place in ("journal", "comment", "goal", "step", "agreement", "review"):
        shown, to, sent = places[place]
        page = client.get(shown).content.decode()
        for words in (QUIET, HELP, "0800-2000", "belongs", "all_the_same"):
            assert words not in page, place
        assert client.post(to, {**sent, "once": str(new_id())}).status_code == 303, place


def test_who_is_known_to_the_family_and_sits_for_no_work_is_not_told(house: House) -> None:
    family = Family(house)
    family.seat("Kim", "network")
    answer = family.client("Kim").post(*write(family))
    assert answer.status_code == 303


def test_a_professional_guest_of_a_circle_of_ones_own_is_told(family: Family) -> None:
    to, sent = write(family)
    answer = family.client("Eva").post(to, sent | {"circle": str(family.circles["Van mij"])})
    assert answer.status_code == 422


def test_a_relative_who_also_comes_for_work_is_family(house: House) -> None:
    """Somebody with two seats: on the family's side at the table, asked as a professional into a child's own circle."""
    family = Family(house)
    family.seat("Opa", "relative")
    family.seat("Tess", "youth", born=BORN_14_YEARS_AGO)
    family.personal("Van mij", "Tess")
    opa = family.people["Opa"]
    family.guest("Opa als mentor", "Van mij", who=opa)
    assert QUIET not in family.client("Opa").get(write(family)[0]).content.decode()


def test_mistakes_come_first(family: Family) -> None:
    to, sent = write(family)
    page = soup(family.client("Bo").post(to, sent | {"text": RISKY, "day": "never"}))
    assert page.select("#day-error")
    assert not page.select("button[name=all_the_same]")


def test_a_name_is_no_secret(family: Family) -> None:
    """Somebody of Veilig Thuis may be asked for, and says on their card where they work."""
    d = f"/d/{family.id}/table"
    asked = {"name": "Karim", "organisation": "Veilig Thuis", "words": "Voor advies", "once": str(new_id())}
    assert family.client("Bo").post(f"{d}/asks/new/", asked).status_code == 303
    card = {"name": "Bo", "organisation": "Veilig Thuis", "function": "aandachtsfunctionaris"}
    assert family.client("Bo").post(f"{d}/seats/{family.seats['Bo']}/edit/", card).status_code == 303


def test_the_part_of_a_page_that_htmx_gets_has_it_too(family: Family, plan: Planned) -> None:
    _, to, sent = pages(family, plan)["comment"]
    answer = family.client("Bo").post(to, sent | {"once": str(new_id())}, headers={"HX-Request": "true"})
    assert answer.status_code == 422
    assert not soup(answer).select(".kt-header")
    assert soup(answer).select("button[name=all_the_same]")
    assert soup(answer).select("[role=alert][tabindex]"), "the focus goes there"


def test_both_languages_say_it(family: Family) -> None:
    client = family.client("Bo")
    client.cookies["language"] = "en"
    to, sent = write(family)
    page = soup(client.post(to, sent))
    assert "The family reads this." in page.get_text()
    assert "Put it in the dossier all the same" in page.get_text()
    assert page.html["lang"] == "en"


def test_looking_through_a_professional_s_eyes_there_is_nothing_to_write_in(family: Family) -> None:
    client = family.client("Ann")
    session = client.session
    session["eyes"] = {str(family.id): str(family.seats["Bo"])}
    session.save()
    page = client.get(f"/d/{family.id}/journal/").content.decode()
    assert "all_the_same" not in page


def write(family: Family) -> tuple[str, dict[str, Any]]:
    return f"/d/{family.id}/journal/write/", {"text": RISKY, "circle": str(family.table), "once": str(new_id())}


def filled(form: Any) -> dict[str, Any]:
    """What a browser would send of a form as it stands, without its buttons."""
    found = {
        one["name"]: one.get("value", "") for one in form.select("input[name]:not([type=radio]):not([type=checkbox])")
    }
    found |= {one["name"]: one.get("value", "on") for one in form.select("input[checked]")}
    found |= {one["name"]: one.get_text().removeprefix("\n") for one in form.select("textarea")}
    for one in form.select("select"):
        chosen = one.select_one("option[selected]") or one.select_one("option")
        found[one["name"]] = chosen["value"]
    return {name: value for name, value in found.items() if name != "csrfmiddlewaretoken"}
