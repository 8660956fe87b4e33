"""The hall and the first page of a dossier."""

from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.support.family import Family, person
from tests.support.house import House
from tests.support.notes import NOTE, SIGN, TASK, Note, Sign, Task, furnish

from keukentafel.dossiers import items, reading
from keukentafel.rooms.plan import actions
from keukentafel.rooms.plan.kinds import AGREEMENT, Agreement

STATEMENTS = 7
"""Session and person, BEGIN, enter, seats, data, close, COMMIT."""
HALL_STATEMENTS = 7
"""Session and person, BEGIN, who, tables, attention, log, COMMIT."""


@pytest.fixture
def family(house: House) -> Family:
    furnish()
    family = Family(house, title="Huis vol")
    family.seat("Oma", "relative", relation="oma")
    family.seat("Bo", "professional", organisation="School De Vlieger", function="mentor")
    return family


def note(family: Family, name: str, text: str, circle: str = "table", at: datetime | None = None) -> None:
    with family.visit(name, now=at) as visit:
        items.add(visit, NOTE, Note(text=text), circle=family.circles[circle])


def task(family: Family, name: str, what: str, days: int | None, *, by: str = "Ann", circle: str = "table") -> UUID:
    due = None if days is None else timezone.localdate() + timedelta(days=days)
    with family.visit(by) as visit:
        return items.add(
            visit, TASK, Task(what=what), circle=family.circles[circle], assignee=family.seats[name], due=due
        ).id


def page(family: Family, name: str) -> BeautifulSoup:
    answer = family.client(name).get(f"/d/{family.id}/")
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "lxml")


def text(soup: BeautifulSoup, part: str) -> str:
    found = soup.find(id=part)
    assert found
    return " ".join(found.get_text(" ").split())


def test_the_table_is_drawn_with_who_sits_there(family: Family) -> None:
    family.seat("Weg", "network")
    family.end("Weg")
    picture = page(family, "Ann").find("svg", class_="kt-table-picture")
    assert picture
    assert all(name in picture.get_text() for name in ("Ann", "Oma", "Bo"))
    assert "Weg" not in picture.get_text()


def test_new_is_what_others_did_since_my_last_visit(family: Family) -> None:
    now = timezone.now()
    note(family, "Bo", "Van voor het laatste bezoek", at=now - timedelta(hours=3))
    note(family, "Ann", "Van mijzelf", at=now - timedelta(hours=2))
    note(family, "Bo", "Van daarna", at=now - timedelta(hours=1))
    with family.visit("Oma") as visit:
        items.add(visit, SIGN, Sign(), circle=family.circles["table"])
    for _ in range(2):  # pages less than half an hour apart are one visit
        new = text(page(family, "Ann"), "new")
        assert "Van daarna" in new
        assert "Van voor het laatste bezoek" not in new
        assert "Van mijzelf" not in new
        assert "Sign" not in new


def test_at_the_first_visit_the_latest_is_told(family: Family) -> None:
    for number in range(12):
        note(family, "Ann", f"nummer {number:02}")
    new = text(page(family, "Oma"), "new")
    assert "nummer 11" in new
    assert "nummer 04" in new
    assert "nummer 03" not in new


def test_only_open_circles_are_told(family: Family) -> None:
    note(family, "Oma", "Alleen voor ons", circle="family")
    task(family, "Oma", "Alleen voor ons doen", 2, circle="family")
    assert "Alleen voor ons" in text(page(family, "Ann"), "new")
    assert "Alleen voor ons" not in page(family, "Bo").get_text()


def test_mine_by_day_and_what_comes(family: Family) -> None:
    task(family, "Ann", "Later", 9)
    task(family, "Ann", "Te laat", -2)
    task(family, "Ann", "Ooit", None)
    task(family, "Bo", "Van Bo", 5)
    task(family, "Bo", "Te ver weg", 30)
    done = task(family, "Ann", "Al gedaan", 1)
    with family.visit("Ann") as visit:
        from keukentafel.dossiers import reading

        items.step(visit, reading.one(visit, done), "done")
    soup = page(family, "Ann")
    mine, coming = text(soup, "mine"), text(soup, "coming")
    assert mine.index("Te laat") < mine.index("Later") < mine.index("Ooit")
    assert "Al gedaan" not in mine
    assert "Van Bo" in coming
    assert "Te ver weg" not in coming
    assert "Later" not in coming


def test_what_comes_back_and_was_answered_is_not_late(family: Family, house: House) -> None:
    other = Family(house, "Cas", "Rustig huis")
    other.seat("Ann", "network", who=family.people["Ann"])
    day = timezone.localdate() - timedelta(days=1)
    with family.visit("Ann") as visit:
        again, _ = (
            items.add(
                visit,
                AGREEMENT,
                Agreement(what=what, again=comes_back),
                circle=family.circles["table"],
                assignee=family.seats["Ann"],
                due=day,
            )
            for what, comes_back in (("Elke week bellen", True), ("Eén keer bellen", False))
        )
        actions.answer(visit, again, "kept")
    mine = page(family, "Ann").select("#mine .kt-told-line")
    assert [bool(line.select(".kt-badge-error")) for line in mine] == [True, False]
    assert ["Elke week" in line.get_text() for line in mine] == [False, True]
    assert "1 afspraak van jou is te laat" in family.client("Ann").get("/today/").content.decode()


def _change_the_words(visit, agreed) -> None:
    actions.agree_anew(
        visit, agreed, agreed.content, version=1, assignee=agreed.assignee, due=agreed.due, why="Iets anders"
    )


def _keep_and_open_again(visit, agreed) -> None:
    actions.answer(visit, agreed, "kept")
    actions.end(visit, reading.one(visit, agreed.id), over=False)


def _keep_and_change_the_words(visit, agreed) -> None:
    actions.answer(visit, agreed, "kept")
    _change_the_words(visit, agreed)


@pytest.mark.parametrize(
    ("again", "done", "late"),
    [
        (False, _change_the_words, True),  # the old day was kept: it is late as before
        (True, _change_the_words, True),
        (False, _keep_and_open_again, True),
        (True, lambda visit, agreed: actions.answer(visit, agreed, "not_kept"), False),
        (True, _keep_and_change_the_words, False),
    ],
)
def test_the_plan_the_first_page_and_the_hall_agree_on_what_is_late(
    family: Family, house: House, again: bool, done, late: bool
) -> None:
    Family(house, "Cas", "Rustig huis").seat("Ann", "network", who=family.people["Ann"])
    with family.visit("Ann") as visit:
        day = timezone.localdate() - timedelta(days=1)
        what = Agreement(what="Bellen", again=again)
        agreed = actions.agree(visit, what, circle=family.table, assignee=family.seats["Ann"], due=day)
        done(visit, agreed)
    ann = family.client("Ann")
    plan = BeautifulSoup(ann.get(f"/d/{family.id}/plan/").content, "lxml")
    assert bool(plan.select(".kt-agreed-late")) is late
    assert bool(page(family, "Ann").select("#mine .kt-badge-error")) is late
    assert ("is te laat" in ann.get("/today/").content.decode()) is late


def test_a_birthday_is_told_to_the_family_only(family: Family) -> None:
    tomorrow = timezone.localdate() + timedelta(days=1)
    family.seat("Pim", "youth", born=tomorrow.replace(year=tomorrow.year - 9, day=min(tomorrow.day, 28)), account=False)
    expected = tomorrow.day <= 28
    assert ("Pim" in text(page(family, "Ann"), "coming")) == expected
    assert "Pim" not in text(page(family, "Bo"), "coming")


def test_a_frozen_table_says_so(family: Family) -> None:
    family.freeze()
    assert page(family, "Ann").find(class_="kt-notice-warning")


def test_looking_through_other_eyes_shows_their_page(family: Family) -> None:
    note(family, "Oma", "Alleen voor ons", circle="family")
    client = family.client("Ann")
    session = client.session
    session["eyes"] = {str(family.id): str(family.seats["Bo"])}
    session.save()
    answer = client.get(f"/d/{family.id}/").content.decode()
    assert "Alleen voor ons" not in answer


@pytest.mark.parametrize("many", [1, 60])
def test_the_number_of_statements_stays(family: Family, many: int) -> None:
    for number in range(many):
        note(family, "Bo", f"nummer {number}")
        task(family, "Ann", f"taak {number}", number % 10)
    client = family.client("Ann")
    client.get(f"/d/{family.id}/")
    with CaptureQueriesContext(connection) as asked:
        assert client.get(f"/d/{family.id}/").status_code == 200
    assert len(asked) == STATEMENTS


class TestHall:
    def test_without_a_table(self, house: House) -> None:
        client = Client()
        client.force_login(person("Roos"))
        answer = client.get("/today/")
        assert answer.status_code == 200
        assert "/start/" in answer.content.decode()

    def test_with_one_table_it_goes_there(self, family: Family) -> None:
        assert family.client("Bo").get("/today/")["Location"] == f"/d/{family.id}/"

    def test_with_several_it_tells_what_asks_for_attention(self, family: Family, house: House) -> None:
        other = Family(house, "Cas", "Rustig huis")
        other.seat("Bo", "professional", who=family.people["Bo"])
        with other.visit("Bo"):
            pass
        note(family, "Ann", "Nieuws")
        note(family, "Ann", "Voor ons", circle="family")
        task(family, "Bo", "Te laat", -1)
        task(family, "Bo", "Deze week", 3)
        soup = BeautifulSoup(family.client("Bo").get("/today/").content, "lxml")
        cards = [" ".join(card.get_text(" ").split()) for card in soup.select("li.kt-card")]
        assert "Huis vol" in cards[0]
        badges = [badge.get_text(strip=True) for badge in soup.select("li.kt-card")[0].select(".kt-badge")]
        assert [badge.split()[0] for badge in badges] == ["1", "1", "3"], "the note in the family is not counted"
        assert "Rustig huis" in cards[1]
        assert not soup.select("li.kt-card")[1].select(".kt-badge")

    @pytest.mark.parametrize("many", [2, 7])
    def test_the_number_of_statements_stays(self, house: House, many: int) -> None:
        furnish()
        pro = person("Bo")
        for number in range(many):
            other = Family(house, f"Ouder {number}", f"Gezin {number}")
            other.seat("Bo", "professional", who=pro)
            note(other, f"Ouder {number}", "Nieuws")
        client = Client()
        client.force_login(pro)
        with CaptureQueriesContext(connection) as asked:
            assert client.get("/today/").content.decode().count("kt-card-lamp") == many
        assert len(asked) == HALL_STATEMENTS

    def test_a_table_where_the_seat_ended_or_that_is_frozen_is_gone(self, family: Family) -> None:
        family.freeze()
        assert "Huis vol" not in family.client("Bo").get("/today/").content.decode()


def test_anonymous_is_asked_to_sign_in_alike_for_what_is_and_what_never_was(family: Family) -> None:
    for path in ("", "who-looked/", "who-belongs/"):
        real = Client().get(f"/d/{family.id}/{path}")
        never = uuid4()
        unreal = Client().get(f"/d/{never}/{path}")
        assert real.status_code == unreal.status_code == 302
        assert real["Location"].replace(str(family.id), "") == unreal["Location"].replace(str(never), "")
        assert dict(real.headers) | {"Location": ""} == dict(unreal.headers) | {"Location": ""}


def test_a_stranger_gets_what_never_was(family: Family) -> None:
    client = Client()
    client.force_login(person("Vreemd"))
    for path in ("", "who-looked/", "who-belongs/"):
        assert client.get(f"/d/{family.id}/{path}").status_code == 404
        assert client.get(f"/d/{uuid4()}/{path}").status_code == 404
