"""The calendar as a family uses it."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.support.family import Family
from tests.support.house import House

from keukentafel.dossiers.models import new_id

TODAY = timezone.localdate()
SOON = TODAY + timedelta(days=3)


@pytest.fixture
def family(house: House) -> Family:
    made = Family(house, "Ann")
    made.seat("Opa", "relative")
    made.seat("Bo", "professional", organisation="Wijkteam")
    made.seat("Tess", "youth", born=TODAY - timedelta(days=14 * 366))
    made.personal("own", "Tess")
    return made


def at(family: Family, path: str = "") -> str:
    return f"/d/{family.id}/calendar/{path}"


def put(family: Family, who: str, circle: str = "table", **fields: Any) -> Any:
    sent = {"what": "Huisbezoek", "day": SOON.isoformat(), "time": "15:00", "once": str(new_id()),
            "circle": str(family.circles[circle])}  # fmt: skip
    return family.client(who).post(at(family, "new/"), sent | fields)


def made(answer: Any) -> str:
    assert answer.status_code == 303, answer.content.decode()[:4000]
    return str(answer["Location"])


def words(answer: Any) -> str:
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", answer.content.decode())


def test_three_fields_make_an_appointment(family: Family) -> None:
    place = made(put(family, "Bo"))
    page = words(family.client("Ann").get(place))
    assert "Huisbezoek" in page
    assert "15:00–16:00" in page
    assert "Kom je?" in page
    assert "Huisbezoek" in words(family.client("Opa").get(at(family)))


def test_every_view_shows_it(family: Family) -> None:
    made(put(family, "Ann"))
    client = family.client("Opa")
    for view in ("", "week/", "month/"):
        page = words(client.get(at(family, view) + ("" if not view else f"?on={SOON}")))
        assert "Huisbezoek" in page, view


def test_sent_twice_it_is_one(family: Family) -> None:
    form = {"once": str(new_id())}
    assert made(put(family, "Ann", **form)) == made(put(family, "Ann", **form))
    assert words(family.client("Ann").get(at(family))).count("Huisbezoek") == 1


def test_who_is_outside_the_circle_sees_nothing(family: Family) -> None:
    place = made(put(family, "Tess", "own", what="Geheim gesprek"))
    assert "Geheim gesprek" in words(family.client("Tess").get(at(family)))
    for who in ("Ann", "Opa", "Bo"):
        client = family.client(who)
        for view in ("", "week/", "month/"):
            assert "Geheim" not in words(client.get(at(family, view) + ("" if not view else f"?on={SOON}")))
        for page in ("", "edit/", "history/", "delete/", "cancel/", "move/", "once/", "appointment.ics"):
            assert client.get(place + page).status_code == 404, page


@pytest.mark.parametrize("view", ["", "week/", "month/", "new/", "propose/"])
def test_pages_ask_the_database_so_often(family: Family, view: str) -> None:
    client = family.client("Bo")
    counts = []
    for _round in range(2):
        client.get(at(family, view))
        with CaptureQueriesContext(connection) as asked:
            assert client.get(at(family, view)).status_code == 200
        counts.append(len(asked.captured_queries))
        for number in range(5):
            made(put(family, "Ann", day=(SOON + timedelta(days=number)).isoformat(), repeats="weekly"))
    assert counts[0] == counts[1]
    assert counts[0] <= 7
