"""Requests about data: asked in a circle, answered by who holds it, within a month; also by who has left."""

from datetime import date
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.support.family import Family, years_old
from tests.support.house import House

from keukentafel.access import Visit
from keukentafel.dossiers import reading
from keukentafel.rooms.journal import actions as journal
from keukentafel.rooms.requests import actions, queries, rules

STATEMENTS = 7


@pytest.fixture
def family(house: House) -> Family:
    family = Family(house)
    family.seat("Ben", "parent", authority=True)
    family.seat("Bo", "professional")
    family.seat("Oma", "relative")
    family.seat("Tess", "youth", born=years_old(14))
    family.personal("van mij", "Tess")
    family.guest("Eefje", "van mij")
    return family


def asked(visit: Visit) -> list[queries.Asked]:
    return queries.requests(visit)


def send(client: Client, family: Family, sort: str, text: str, circle: UUID | None = None, about: str = "") -> str:
    form = {"text": text, "once": str(uuid4())} | ({"circle": str(circle)} if circle else {})
    answer = client.post(f"/d/{family.id}/requests/new/{sort}/{about}", form)
    assert answer.status_code == 303, answer.content.decode()
    return str(answer.headers["Location"])


@pytest.mark.parametrize(
    ("day", "month_later"),
    [
        (date(2026, 1, 31), date(2026, 2, 28)),
        (date(2028, 1, 30), date(2028, 2, 29)),
        (date(2026, 12, 15), date(2027, 1, 15)),
        (date(2026, 3, 31), date(2026, 4, 30)),
    ],
)
def test_the_answer_is_due_in_a_month(day: date, month_later: date) -> None:
    assert rules.answer_by(day) == month_later


def test_asked_answered_and_told(family: Family) -> None:
    client = family.client("Bo")
    page = send(client, family, "correct", "Ik werk nu bij de school")
    ann = family.client("Ann")
    assert "Ik werk nu bij de school" in ann.get(f"/d/{family.id}/").content.decode(), "owners are told"
    assert "Ik werk nu bij de school" in ann.get(page).content.decode()
    with family.visit("Bo") as visit:
        (one,) = asked(visit)
        assert one.item.due == rules.answer_by(timezone.localdate())
        assert (one.mine, one.may_answer, one.may_delete) == (True, False, True)
    assert client.post(page, {"state": "done", "text": "zelf"}).status_code == 404, "nobody answers themselves"
    assert ann.post(page, {"state": "done", "text": "Veranderd.", "once": str(uuid4())}).status_code == 303
    said = client.get(page).content.decode()
    assert "Veranderd." in said
    assert "Veranderd." in client.get("/account/my-data/file.json").content.decode()
    with family.visit("Bo") as visit:
        (one,) = asked(visit)
        assert (one.item.state, one.may_delete) == ("done", False)


def test_the_family_can_keep_it_among_themselves(family: Family) -> None:
    client = family.client("Oma")
    form = client.get(f"/d/{family.id}/requests/new/object/").content.decode()
    assert form.index(str(family.family)) < form.index(str(family.table)), "the smaller circle stands first"
    page = send(client, family, "object", "Dit wil ik niet", circle=family.family)
    assert family.client("Ben").get(page).status_code == 200
    assert family.client("Bo").get(page).status_code == 404
    assert "Dit wil ik niet" not in family.client("Bo").get(f"/d/{family.id}/requests/").content.decode()


def test_a_request_lies_where_it_is_about(family: Family) -> None:
    with family.visit("Tess") as visit:
        entry = journal.write(visit, "over Eefje", circle=family.circles["van mij"], once=uuid4())
    page = send(family.client("Eefje"), family, "correct", "dat klopt niet", about=f"?about={entry.id}")
    assert "over Eefje" in family.client("Tess").get(page).content.decode()
    for name in ("Ann", "Ben", "Bo", "Oma"):
        client = family.client(name)
        assert client.get(page).status_code == 404
        assert client.get(f"/d/{family.id}/requests/new/correct/?about={entry.id}").status_code == 404
        for other in ("", "requests/", "my-data/", "who-looked/", "table/"):
            told = client.get(f"/d/{family.id}/{other}").content.decode()
            assert "dat klopt niet" not in told
            assert "over Eefje" not in told


def test_no_request_goes_where_nobody_else_answers(family: Family, house: House) -> None:
    alone = Family(house, "Zed")
    client = alone.client("Zed")
    assert client.get(f"/d/{alone.id}/requests/new/correct/").status_code == 200
    assert client.post(f"/d/{alone.id}/requests/new/correct/", {"text": "x"}).status_code == 404
    with family.visit("Tess") as visit:
        assert family.circles["van mij"] not in queries.circles(visit, None)


def test_who_asks_to_leave_it_alone_is_contested_at_once_on_their_card(family: Family) -> None:
    card = f"/d/{family.id}/table/seats/{family.seats['Oma']}/"
    ann, bo = family.client("Ann"), family.client("Bo")
    ann.cookies["language"] = bo.cookies["language"] = "en"
    page = send(family.client("Oma"), family, "restrict", "dit is niet waar", circle=family.family)
    assert "Contested" in ann.get(card).content.decode()
    assert "Contested" not in bo.get(card).content.decode(), "it was asked in the family"
    assert ann.post(page, {"state": "declined", "text": "Het is uitgezocht."}).status_code == 303
    assert "Contested" not in ann.get(card).content.decode()


def test_sent_twice_it_is_one(family: Family) -> None:
    once = str(uuid4())
    for _ in range(2):
        form = {"text": "eenmaal", "once": once}
        assert family.client("Bo").post(f"/d/{family.id}/requests/new/erase/", form).status_code == 303
    with family.visit("Ann") as visit:
        assert len(asked(visit)) == 1


def test_taking_it_away(family: Family) -> None:
    page = send(family.client("Bo"), family, "erase", "weg ermee")
    assert family.client("Oma").post(f"{page}delete/").status_code == 404
    assert family.client("Bo").get(f"{page}delete/").status_code == 200
    assert family.client("Bo").post(f"{page}delete/").status_code == 303
    with family.visit("Ann") as visit:
        assert asked(visit) == []


def test_who_left_asks_without_words_once_a_month(family: Family) -> None:
    client = family.client("Bo")
    family.end("Bo")
    seat = family.seats["Bo"]
    assert client.get(f"/d/{family.id}/requests/").status_code == 404
    page = client.get("/account/my-data/").content.decode()
    assert f"/account/my-data/left/{seat}/" in page
    assert "Wij</" not in page, "not even the title"
    assert client.post(f"/account/my-data/left/{seat}/", {"sort": "restrict"}).status_code == 422
    answer = client.post(f"/account/my-data/left/{seat}/", {"sort": "erase", "text": "scheldwoorden"})
    assert answer.status_code == 303
    with family.visit("Ann") as visit:
        (one,) = asked(visit)
        assert one.item.kind == "requests.erase"
        assert one.item.author == seat
        assert one.item.content.text == ""
        actions.answer(visit, one, "done", "Weg.")
        who_looked = reading.of_kinds(visit, "requests.erase")
        assert who_looked
    assert client.post(f"/account/my-data/left/{seat}/", {"sort": "access"}).status_code == 422
    client.cookies["language"] = "en"
    told = client.get("/account/my-data/").content.decode()
    assert "Done" in told
    assert "Weg." not in told, "words of the family stay at the table"


def test_taken_away_by_the_family_it_still_counts(family: Family) -> None:
    client, seat = family.client("Bo"), family.seats["Bo"]
    family.end("Bo")
    assert client.post(f"/account/my-data/left/{seat}/", {"sort": "erase"}).status_code == 303
    with family.visit("Ann") as visit:
        actions.delete(visit, asked(visit)[0])
    assert client.post(f"/account/my-data/left/{seat}/", {"sort": "erase"}).status_code == 422


def test_only_from_a_seat_of_ones_own_that_ended_and_was_at_the_table(family: Family) -> None:
    family.end("Eefje")
    family.end("Oma")
    for name, seat in (("Bo", "Bo"), ("Bo", "Oma"), ("Eefje", "Eefje"), ("Ann", "Oma")):
        path = f"/account/my-data/left/{family.seats[seat]}/"
        assert family.client(name).get(path).status_code == 404
        assert family.client(name).post(path, {"sort": "erase"}).status_code == 404
    page = family.client("Eefje").get("/account/my-data/").content.decode()
    assert "my-data/left/" not in page


def test_the_page_of_requests_has_seven_statements(family: Family) -> None:
    send(family.client("Bo"), family, "erase", "weg")
    client = family.client("Ann")
    client.get(f"/d/{family.id}/requests/")
    with CaptureQueriesContext(connection) as statements:
        assert client.get(f"/d/{family.id}/requests/").status_code == 200
    assert len(statements) == STATEMENTS
