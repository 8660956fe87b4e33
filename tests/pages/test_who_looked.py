"""Who looked: the family reads it, in sentences; what is not in one's circles leaves no trace."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.support.family import Family, person
from tests.support.house import House
from tests.support.notes import NOTE, Note, furnish

from keukentafel.dossiers import items
from keukentafel.overview.looked.queries import PAGE

STATEMENTS = 7
"""Session and person, BEGIN, enter, seats, data, close, COMMIT."""


@pytest.fixture
def family(house: House) -> Family:
    furnish()
    family = Family(house)
    family.seat("Bo", "professional")
    today = timezone.localdate()
    family.seat("Tess", "youth", born=today.replace(year=today.year - 14, day=1))
    family.personal("van mij", "Tess")
    family.guest("Eva", "van mij")
    return family


def lines(family: Family, name: str, query: str = "") -> list[str]:
    client = family.client(name)
    client.cookies["language"] = "en"
    answer = client.get(f"/d/{family.id}/who-looked/{query}")
    assert answer.status_code == 200
    soup = BeautifulSoup(answer.content, "lxml")
    return [" ".join(line.get_text(" ").split()) for line in soup.select(".kt-told-line > div")]


def test_sentences_with_the_reason_why(family: Family) -> None:
    with family.visit("Bo", place="journal") as visit:
        visit.has_read([family.table])
        items.add(visit, NOTE, Note(text="x"), circle=family.table)
    told = lines(family, "Ann")
    assert any(line.startswith("Bo added: note.") and "The table" in line for line in told)
    assert any(line.startswith("Bo looked at the journal.") for line in told)
    assert told[-1].startswith("You started this table.")


def test_visits_of_one_person_are_folded(family: Family) -> None:
    now = timezone.now().replace(hour=12)
    for minutes, place in ((30, "journal"), (20, "plan"), (10, "journal")):
        with family.visit("Bo", place=place, now=now - timedelta(minutes=minutes)):
            pass
    told = [line for line in lines(family, "Ann") if line.startswith("Bo")]
    assert len(told) == 1
    assert told[0].startswith("Bo looked at the journal, the plan.")
    assert "3 times" in told[0]


def test_knocks_are_told_without_what_they_asked_for(family: Family) -> None:
    client = Client()
    client.force_login(person("Vreemd"))
    client.get(f"/d/{family.id}/")
    family.client("Bo").get(f"/d/{family.id}/who-looked/")
    told = lines(family, "Ann")
    assert any(line.startswith("Somebody without a seat at your table knocked. We said nothing.") for line in told)
    assert any(line.startswith("Bo asked for a page and did not get it.") for line in told)
    assert "Vreemd" not in " ".join(told)


def test_looking_through_other_eyes_is_told_as_such(family: Family) -> None:
    with family.visit("Ann", eyes=family.seats["Bo"], place="journal"):
        pass
    assert any(line.startswith("You looked through the eyes of Bo at the journal.") for line in lines(family, "Ann"))
    assert any(line.startswith("Ann looked through the eyes of Bo at the journal.") for line in lines(family, "Tess"))


def test_a_personal_circle_leaves_no_trace_for_others(family: Family, house: House) -> None:
    before = lines(family, "Ann")
    with family.visit("Eva", place="journal") as visit:
        items.add(visit, NOTE, Note(text="x"), circle=family.circles["van mij"])
    with family.visit("Tess", place="journal") as visit:
        visit.note("change", family.circles["van mij"])
    house.owner.execute("DELETE FROM access_event WHERE place = 'who_looked'")
    assert lines(family, "Ann") == before
    own = lines(family, "Tess")
    assert any(line.startswith("Eva added: note.") and "van mij" in line for line in own)


def test_it_is_for_the_family(family: Family) -> None:
    assert family.client("Bo").get(f"/d/{family.id}/who-looked/").status_code == 404
    assert family.client("Eva").get(f"/d/{family.id}/who-looked/").status_code == 404
    assert f"/d/{family.id}/who-looked/" in family.client("Ann").get(f"/d/{family.id}/").content.decode()
    assert f"/d/{family.id}/who-looked/" not in family.client("Bo").get(f"/d/{family.id}/").content.decode()


def test_by_person(family: Family) -> None:
    with family.visit("Bo", place="journal"):
        pass
    with family.visit("Tess", place="plan"):
        pass
    told = lines(family, "Ann", f"?seat={family.seats['Bo']}")
    assert [line.split(".")[0] for line in told] == ["Bo looked at the journal"]
    for seat in (family.seats["Eva"], uuid4(), "x"):
        assert family.client("Ann").get(f"/d/{family.id}/who-looked/?seat={seat}").status_code == 404


def test_pages_go_on_where_the_last_one_ended(family: Family, house: House) -> None:
    with family.visit("Bo") as visit:
        for _ in range(PAGE + 30):
            visit.note("add", family.table, uuid4())
    client = family.client("Ann")
    first = BeautifulSoup(client.get(f"/d/{family.id}/who-looked/").content, "lxml")
    older = first.select_one("a[rel=next]")
    assert older
    second = BeautifulSoup(client.get(str(older["href"])).content, "lxml")
    told = [len(page.select(".kt-told-line")) for page in (first, second)]
    assert sum(told) == PAGE + 30 + 1
    assert second.select_one("a[rel=prev]")
    assert not second.select_one("a[rel=next]")
    assert client.get(f"/d/{family.id}/who-looked/?before=rommel").status_code == 200


@pytest.mark.parametrize("many", [1, 80])
def test_the_number_of_statements_stays(family: Family, many: int) -> None:
    with family.visit("Bo") as visit:
        for _ in range(many):
            visit.note("add", family.table, uuid4())
    client: Any = family.client("Ann")
    with CaptureQueriesContext(connection) as asked:
        assert client.get(f"/d/{family.id}/who-looked/").status_code == 200
    assert len(asked) == STATEMENTS


def test_a_last_day_before_the_first_is_said_and_nothing_found_shows_the_way_back(family: Family) -> None:
    client = family.client("Ann")
    page = client.get(f"/d/{family.id}/who-looked/?since=2026-02-01&until=2026-01-01").content.decode()
    assert "Deze dag komt vóór de eerste dag." in page
    page = client.get(f"/d/{family.id}/who-looked/?since=2090-01-01").content.decode()
    assert "Er is niets dat past bij wat je hierboven koos." in page
    assert "Laat alles zien" in page
