"""My data: what is kept about one person, at all tables and at one; others' words are never in it."""

import json
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.support.family import Family, person
from tests.support.house import House

from keukentafel.dossiers import reading
from keukentafel.people.fresh import PROVED
from keukentafel.rooms.journal import actions as journal
from keukentafel.rooms.plan import actions as plan
from keukentafel.rooms.plan.kinds import Agreement, Goal, Review

STATEMENTS_OF_A_TABLE = 8
"""Session and person, BEGIN, enter, seats, what is held, the log of what I did, close, COMMIT."""
STATEMENTS_OF_ALL = 12
"""Session and person, BEGIN, who stands there, the hall, how much, seats that ended, the log, COMMIT, and
four that tell the ways of signing in."""
PLANTED = "woorden van een ander"


@pytest.fixture
def family(house: House) -> Family:
    family = Family(house)
    family.seat("Ben", "parent", authority=True)
    family.seat("Bo", "professional", organisation="Wijkteam", phone="06 12345678")
    family.seat("Oma", "relative")
    today = timezone.localdate()
    family.seat("Tess", "youth", born=today - timedelta(days=14 * 366))
    family.personal("het hol", "Tess")
    family.guest("Eefje", "het hol")
    with family.visit("Ann") as visit:
        journal.write(visit, PLANTED, circle=family.table, once=uuid4())
        plan.agree(visit, Agreement(what="Bo belt de school"), circle=family.table, assignee=family.seats["Bo"])
        plan.add_goal(visit, Goal(title="Bo slaapt goed", whose=family.seats["Bo"]), circle=family.table)
        there = (family.seats["Bo"], family.seats["Ann"])
        plan.look_back(visit, Review(next=PLANTED, there=there), circle=family.table, on=visit.now)
    with family.visit("Bo") as visit:
        journal.write(visit, "woorden van Bo", circle=family.table, once=uuid4())
    return family


def read(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return str(answer.content.decode())


def file_of(client: Client) -> dict[str, Any]:
    answer = client.get("/account/my-data/file.json")
    assert answer.status_code == 200
    assert "attachment" in answer.headers["Content-Disposition"]
    return json.loads(answer.content)  # type: ignore[no-any-return]


def test_a_table_tells_what_it_holds_about_me(family: Family) -> None:
    page = read(family.client("Bo"), f"/d/{family.id}/my-data/")
    for words in ("Wijkteam", "06 12345678", "Bo belt de school", "Bo slaapt goed"):
        assert words in page
    assert PLANTED not in page


def test_my_words_are_mine_alone(family: Family) -> None:
    page = read(family.client("Bo"), f"/d/{family.id}/my-data/words/")
    assert "woorden van Bo" in page
    assert PLANTED not in page
    assert "Bo belt de school" not in page


def test_my_words_go_on_where_a_page_ended(family: Family) -> None:
    with family.visit("Bo") as visit:
        for number in range(40):
            at = visit.now - timedelta(days=number + 1)
            journal.write(visit, f"dag-{number:02}", circle=family.table, once=uuid4(), happened=at)
    client = family.client("Bo")
    first = read(client, f"/d/{family.id}/my-data/words/")
    older = next(part.split('"')[0] for part in first.split('href="') if "before=" in part.split('"')[0])
    second = read(client, older.replace("&amp;", "&"))
    told = [number for number in range(40) if f"dag-{number:02}" in first]
    rest = [number for number in range(40) if f"dag-{number:02}" in second]
    assert sorted(told + rest) == list(range(40))
    assert told
    assert rest


def test_the_file_has_my_words_and_what_is_about_me_and_nothing_of_others(family: Family) -> None:
    found = file_of(family.client("Bo"))
    assert found["format"] == "keukentafel.my-data"
    assert found["account"]["email"] == family.people["Bo"].email
    (table,) = found["tables"]
    assert [one["content"]["text"] for one in table["wrote"]] == ["woorden van Bo"]
    assert table["mine_to_do"][0]["content"]["what"] == "Bo belt de school"
    assert table["mine_to_do"][0]["written_by"] == "Ann"
    assert {one["kind"] for one in table["about_me"]} == {"plan.goal", "plan.review"}
    assert PLANTED not in json.dumps(found)
    assert table["seats"][0]["card"]["phone"] == "06 12345678"
    assert "Oma" not in json.dumps(found)
    assert {one["action"] for one in table["log"]} >= {"add"}
    page = read(family.client("Bo"), "/account/my-data/file.html")
    assert "woorden van Bo" in page
    assert PLANTED not in page


def test_the_file_of_a_personal_circle_is_its_holders_alone(family: Family) -> None:
    with family.visit("Tess") as visit:
        journal.write(visit, "mijn geheim", circle=family.circles["het hol"], once=uuid4())
    assert "mijn geheim" in json.dumps(file_of(family.client("Tess")))
    for name in ("Ann", "Ben", "Bo", "Oma"):
        said = json.dumps(file_of(family.client(name))) + read(family.client(name), f"/d/{family.id}/my-data/")
        assert "mijn geheim" not in said
        assert "het hol" not in said
        assert "Eefje" not in said


def test_a_guest_gets_what_lies_in_that_circle(family: Family) -> None:
    with family.visit("Eefje") as visit:
        journal.write(visit, "woorden van Eefje", circle=family.circles["het hol"], once=uuid4())
    found = file_of(family.client("Eefje"))
    (table,) = found["tables"]
    assert [one["name"] for one in table["circles"]] == ["het hol"]
    assert [one["content"]["text"] for one in table["wrote"]] == ["woorden van Eefje"]
    assert table["owners"] == []
    assert "Ann" not in json.dumps(found)
    assert family.client("Eefje").get(f"/d/{family.id}/my-data/").status_code == 200


def test_taking_along_asks_who_i_am_and_is_noted(family: Family, house: House) -> None:
    client = family.client("Bo")
    session = client.session
    session[PROVED] = 0
    session.save()
    for ending in ("json", "html"):
        assert client.get(f"/account/my-data/file.{ending}").status_code == 303
    count = "SELECT count(*) FROM access_event WHERE action = 'my_data'"
    assert house.owner.execute(count).fetchone() == (0,)
    file_of(family.client("Bo"))
    assert house.owner.execute(count).fetchone() == (1,)
    client = family.client("Ann")
    client.cookies["language"] = "en"
    assert "Bo took personal data along from this table." in read(client, f"/d/{family.id}/who-looked/")


def test_nobody_looks_at_it_through_other_eyes(family: Family) -> None:
    client = family.client("Ann")
    assert client.post(f"/d/{family.id}/table/seats/{family.seats['Bo']}/view-as/").status_code == 303
    for page in ("my-data/", "my-data/words/", "requests/new/correct/"):
        assert client.get(f"/d/{family.id}/{page}").status_code == 404


def test_my_phone_number_goes_at_once(family: Family) -> None:
    assert family.client("Bo").post(f"/d/{family.id}/my-data/no-phone/").status_code == 303
    with family.visit("Ann") as visit:
        assert visit.seats[family.seats["Bo"]].card.phone == ""
        assert visit.seats[family.seats["Bo"]].card.organisation == "Wijkteam"


def test_i_delete_my_own_words_and_nobody_elses(family: Family) -> None:
    with family.visit("Ann") as visit:
        theirs = next(one for one in reading.of_kinds(visit, "journal.entry") if one.content.text == PLANTED)
    with family.visit("Bo") as visit:
        mine = next(one for one in reading.of_kinds(visit, "journal.entry") if one.author == family.seats["Bo"])
    client = family.client("Bo")
    for method in (client.get, client.post):
        assert method(f"/d/{family.id}/my-data/words/{theirs.id}/delete/").status_code == 404
    assert "woorden van Bo" in read(client, f"/d/{family.id}/my-data/words/{mine.id}/delete/")
    assert client.post(f"/d/{family.id}/my-data/words/{mine.id}/delete/").status_code == 303
    with family.visit("Ann") as visit:
        assert [one.content.text for one in reading.of_kinds(visit, "journal.entry")] == [PLANTED]


def test_words_under_which_others_wrote_are_asked_for(family: Family) -> None:
    with family.visit("Bo") as visit:
        mine = next(one for one in reading.of_kinds(visit, "journal.entry") if one.author == family.seats["Bo"])
    with family.visit("Ann") as visit:
        journal.comment(visit, mine, "ja", once=uuid4())
    client, path = family.client("Bo"), f"/d/{family.id}/my-data/words/{mine.id}/delete/"
    assert f"requests/new/erase/?about={mine.id}" in read(client, path)
    assert client.post(path).status_code == 409


def test_all_tables_on_one_page(family: Family, house: House) -> None:
    other = Family(house, "Zed", title="Bij Zed")
    other.seat("Bo", "professional", who=family.people["Bo"])
    page = read(family.client("Bo"), "/account/my-data/")
    assert "Wij" in page
    assert "Bij Zed" in page
    nobody = Client()
    nobody.force_login(person("Vreemd"))
    assert nobody.get("/account/my-data/").status_code == 200
    assert file_of(nobody)["tables"] == []


def test_statements_are_bounded(family: Family) -> None:
    client = family.client("Bo")
    for path, most in ((f"/d/{family.id}/my-data/", STATEMENTS_OF_A_TABLE), ("/account/my-data/", STATEMENTS_OF_ALL)):
        client.get(path)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(path).status_code == 200
        assert len(asked) <= most, [one["sql"][:80] for one in asked]
