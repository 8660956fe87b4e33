"""Starting a dossier: the family's own words, step by step."""

import json
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.utils import timezone
from tests.support.family import Family, person
from tests.support.house import House

from keukentafel.access import enter
from keukentafel.access.cards import SeatCard
from keukentafel.access.doorway import Refused
from keukentafel.dossiers.seating import lay_place


def years_ago(years: int) -> str:
    today = timezone.localdate()
    return f"{today.year - years}-01-01"


def begin(client: Client, **more: Any) -> Any:
    form = {
        "once": str(uuid4()),
        "title": "Wij drieën",
        "name": "Roos",
        "role": "parent",
        "relation": "mama",
    }
    return client.post("/start/you/", form | more)


def shown(client: Client, answer: Any) -> str:
    """The page to which an answer leads: each step is sent and then shown by an address of its own."""
    assert answer.status_code == 303
    page = client.get(answer["Location"])
    assert page.status_code == 200
    return str(page.content.decode())


@pytest.fixture
def roos(house: House) -> Client:
    client = Client()
    client.force_login(person("Roos"))
    return client


def test_from_name_to_table_in_three_steps(roos: Client, house: House) -> None:
    assert roos.get("/start/").status_code == 200
    second = shown(roos, roos.post("/start/", {"once": str(uuid4()), "title": "Wij drieën"}))
    assert 'value="Wij drieën"' in second
    assert 'value="Roos"' in second, "the name of the account is offered"
    third = begin(roos)["Location"]
    assert "Roos" in roos.get(third).content.decode()
    child = {"name": "Pim", "role": "youth", "birth_date": years_ago(4), "relation": "zoon"}
    assert "Pim zit aan tafel." in shown(roos, roos.post(third, child))
    assert roos.post(third, {"name": "Joost", "role": "parent", "home": "bij papa"}).status_code == 303
    seats = house.owner.execute(
        "SELECT role, authority, age_band, person_id IS NULL FROM seat ORDER BY since, id"
    ).fetchall()
    assert sorted(seats) == [("parent", True, 18, False), ("parent", True, 18, True), ("youth", False, 0, True)]
    today = roos.get("/today/")
    assert today["Location"] == third.replace("who-belongs/", "")
    page = roos.get(today["Location"]).content.decode()
    assert all(name in page for name in ("Pim", "Joost", "Wij drieën"))


def test_who_starts_sits_as_owner_and_it_is_logged(roos: Client, house: House) -> None:
    dossier = UUID(begin(roos)["Location"].split("/")[2])
    who = house.owner.execute("SELECT id FROM person").fetchone()
    assert who
    with enter(who[0], dossier, place="test") as visit:
        assert visit.owner
        assert visit.cover.title == "Wij drieën"
        lay_place(visit, SeatCard(name="Oma"), "relative")
    actions = [row[0] for row in house.owner.execute("SELECT action FROM access_event ORDER BY id").fetchall()]
    assert actions == ["founded", "place_laid"]


def test_the_same_form_twice_makes_one_dossier(roos: Client, house: House) -> None:
    once = str(uuid4())
    assert begin(roos, once=once)["Location"] == begin(roos, once=once)["Location"]
    assert house.owner.execute("SELECT count(*) FROM dossier").fetchone() == (1,)


def test_the_same_member_twice_is_laid_once(roos: Client, house: House) -> None:
    third = begin(roos)["Location"]
    for _ in range(2):
        roos.post(third, {"name": "Pim", "role": "youth", "birth_date": years_ago(4)})
    assert house.owner.execute("SELECT count(*) FROM seat").fetchone() == (2,)


def test_a_young_person_starts_from_16(roos: Client) -> None:
    assert begin(roos, role="youth", birth_date=years_ago(17)).status_code == 303
    for born in (years_ago(15), "", "2012-13-45", "0000-01-01", "1850-01-01", years_ago(-3)):
        page = shown(roos, begin(roos, role="youth", birth_date=born))
        assert 'id="birth_date-error"' in page
        assert 'value="Roos"' in page


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("title", ""),
        ("title", "x" * 121),
        ("title", "W\u202eij"),
        ("name", ""),
        ("role", "professional"),
        ("role", "relative"),
    ],
)
def test_bad_input(roos: Client, field: str, typed: str) -> None:
    page = shown(roos, begin(roos, **{field: typed}))
    assert f'id="{field}-error"' in page
    assert "Wij drieën" in page or field == "title"


def test_what_is_far_too_long_is_answered_and_not_kept(roos: Client) -> None:
    answer = begin(roos, relation="x" * 5000)
    assert answer.status_code == 422
    assert 'id="relation-error"' in answer.content.decode()
    assert roos.post("/start/", {"once": str(uuid4()), "title": "x" * 5000}).status_code == 422
    third = begin(roos)["Location"]
    assert roos.post(third, {"name": "x" * 5000, "role": "youth"}).status_code == 422
    assert "xxx" not in roos.get(third).content.decode()


def test_every_step_can_be_gone_back_to(roos: Client) -> None:
    once = str(uuid4())
    shown(roos, roos.post("/start/", {"once": once, "title": "Wij drieën"}))
    first = roos.get("/start/").content.decode()
    assert 'value="Wij drieën"' in first
    assert once in first
    begin(roos, once=once, title="Wij drieën", role="youth", relation="oudste", birth_date="")
    first = roos.get("/start/").content.decode()
    assert 'id="title-error"' not in first
    second = shown(roos, roos.post("/start/", {"once": once, "title": "Wij vieren"}))
    assert all(f'value="{words}"' in second for words in ("Wij vieren", "oudste"))
    third = begin(roos, once=once, title="Wij vieren")["Location"]
    done = roos.get("/start/you/").content.decode()
    assert all(words in done for words in ("Jullie tafel staat er", "Wij vieren", "Roos", third))
    again = roos.get("/start/").content.decode()
    assert "Ga verder met Wij vieren" in again
    assert once not in again, "another table is another form"
    assert roos.post("/start/", {"once": once, "title": "Wij vijven"})["Location"] == "/start/you/"
    assert "Wij vijven" not in roos.get("/start/you/").content.decode(), "the table has its name"


def test_the_second_question_comes_after_the_first(roos: Client) -> None:
    assert roos.get("/start/you/")["Location"] == "/start/"
    assert "title-error" in shown(roos, roos.post("/start/you/", {"name": "Roos", "role": "parent"}))


def test_what_was_typed_lies_sealed_in_the_session(roos: Client) -> None:
    roos.post("/start/", {"once": str(uuid4()), "title": "Qwertz"})
    third = begin(roos, title="Qwertz", name="Asdfg")["Location"]
    roos.post(third, {"name": "Yxcvb", "role": "youth"})
    assert 'value="Yxcvb"' in roos.get(third).content.decode()
    roos.post(third, {"name": "Uiopu", "role": "relative"})
    kept = dict(roos.session)
    assert "start" in kept
    assert not [word for word in ("Qwertz", "Asdfg", "Yxcvb", "Uiopu") if word in json.dumps(kept)]
    assert 'value="Yxcvb"' not in roos.get(third).content.decode(), "done is done"


def test_another_person_in_the_same_browser_finds_nothing(roos: Client) -> None:
    roos.post("/start/", {"once": str(uuid4()), "title": "Qwertz"})
    kept = roos.session["start"]
    other = Client()
    other.force_login(person("Piet"))
    session = other.session
    session["start"] = kept
    session.save()
    assert "Qwertz" not in other.get("/start/").content.decode()
    assert other.get("/start/you/")["Location"] == "/start/"


def test_a_child_needs_a_birth_date(roos: Client) -> None:
    page = shown(roos, roos.post(begin(roos)["Location"], {"name": "Pim", "role": "youth"}))
    assert 'id="birth_date-error"' in page
    assert 'value="Pim"' in page


def test_only_an_owner_lays_a_place(house: House) -> None:
    family = Family(house)
    family.seat("Oma", "relative")
    family.seat("Bo", "professional")
    where = f"/d/{family.id}/who-belongs/"
    assert family.client("Ann").get(where).status_code == 200
    for name in ("Oma", "Bo"):
        assert family.client(name).get(where).status_code == 404
        assert family.client(name).post(where, {"name": "X", "role": "relative"}).status_code == 404
        with pytest.raises(Refused), family.visit(name) as visit:
            lay_place(visit, SeatCard(name="X"), "relative")
    with pytest.raises(Refused), family.visit("Ann") as visit:
        lay_place(visit, SeatCard(name="X"), "professional")


def test_the_database_refuses_by_itself(house: House) -> None:
    from django.db import connection

    from keukentafel.dossiers.seating import LAY

    family = Family(house)
    family.seat("Oma", "relative")
    for name, eyes, role, expected in (
        ("Oma", None, "relative", None),
        ("Ann", family.seats["Oma"], "relative", None),
        ("Ann", None, "professional", None),
        ("Ann", None, "relative", "laid"),
    ):
        with family.visit(name, eyes=eyes), connection.cursor() as cursor:
            cursor.execute(LAY, [uuid4(), role, False, 18, b"x", timezone.now()])
            assert cursor.fetchone() == (expected,)


def test_starting_asks_to_sign_in(house: House) -> None:
    assert Client().get("/start/")["Location"] == "/sign-in/?next=/start/"
