"""When somebody can be reached, whose inbox is shared, and who waits for an answer."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from tests.support.family import Family
from tests.support.house import House
from tests.support.journal import soup, status
from tests.support.talks import Talks

from keukentafel.dossiers.models import new_id
from keukentafel.people.reach import words_of


@pytest.fixture
def cast(house: House) -> Talks:
    return Talks(house)


def away(cast: Talks, name: str, **more: Any) -> int:
    back = (timezone.localdate() + timedelta(days=8)).isoformat()
    return status(cast.client(name), "/account/reach/", {"back": back, "seen": "1", **more})


def test_said_once_it_stands_at_every_table(cast, house):
    other = Family(house, "Ans", "Hiernaast")
    other.seat("Bo", "professional", who=cast.people["Bo"])
    assert (
        away(
            cast,
            "Bo",
            stand_in="Wies van het team",
            stand_in_phone="06-111",
            days=["0", "2"],
            starts="9:00",
            ends="17:00",
        )
        == 303
    )
    for family in (cast, other):
        with family.visit("Bo") as visit:
            assert visit.seat.card.reach.stand_in == "Wies van het team"
            assert visit.seat.card.name == "Bo"
    talk = cast.begin("Ann", cast.between("Ann", "Bo"))
    said = soup(cast.client("Ann").get(cast.at(talk))).select_one(".tk-away").get_text()
    assert "Wies van het team" in said
    assert "maandag" in said.lower()
    assert not soup(cast.client("Bo").get(cast.at(talk))).select_one(".tk-away")
    assert (
        "Wies van het team"
        in cast.client("Ann").get(reverse("table:seat", args=[cast.id, cast.seats["Bo"]])).content.decode()
    )


def test_it_stands_on_the_card_of_a_table_that_was_shut_when_it_was_said(cast):
    cast.freeze()
    assert away(cast, "Bo") == 303
    cast.freeze(frozen=False)
    cast.client("Bo").get(cast.at())
    with cast.visit("Ann") as visit:
        assert visit.seats[cast.seats["Bo"]].card.reach.back


@pytest.mark.parametrize(
    "wrong", [{"starts": "9:00"}, {"starts": "17:00", "ends": "9:00"}, {"days": "7"}, {"starts": "x", "ends": "9:00"}]
)
def test_what_is_not_right_is_said_and_not_kept(cast, wrong):
    assert status(cast.client("Bo"), "/account/reach/", wrong) == 422
    assert words_of(cast.people["Bo"].pk) == ""


def test_read_signs_are_told_unless_either_wants_none(cast):
    talk = cast.begin("Ann", cast.between("Ann", "Bo"))
    cast.client("Bo").get(cast.at(talk))
    assert soup(cast.client("Ann").get(cast.at(talk))).select_one(".tk-seen")
    status(cast.client("Bo"), "/account/reach/", {})
    assert not soup(cast.client("Ann").get(cast.at(talk))).select_one(".tk-seen")
    cast.say("Bo", talk)
    cast.client("Ann").get(cast.at(talk))
    assert not soup(cast.client("Bo").get(cast.at(talk))).select_one(".tk-seen")
    assert cast.client("Bo").post(cast.at(talk, "typing")).status_code == 204


def test_a_team_shares_an_inbox_when_the_family_agrees(cast):
    talk = cast.begin("Ann", cast.between("Ann", "Bo"), "Is er plek?")
    els = cast.client("Els")
    assert status(cast.client("Bo"), cast.at("team"), {"seats": str(cast.seats["Els"]), "once": str(new_id())}) == 303
    assert status(cast.client("Bo"), cast.at("team"), {"seats": str(cast.seats["Ann"]), "once": str(new_id())}) == 422
    assert status(els, cast.at(talk)) == 404
    item = cast.house.owner.execute("SELECT id FROM item WHERE kind = 'talk.team'").fetchone()[0]
    assert "Bo" in cast.client("Opa").get(cast.at("team")).content.decode()
    for name in ("Bo", "Els", "Opa", "Tess"):
        assert status(cast.client(name), cast.at(f"team/{item}"), {"say": "yes"}) == 404
    assert status(els, cast.at(talk)) == 404
    assert status(cast.client("Ann"), cast.at(f"team/{item}"), {"say": "yes"}) == 303
    assert status(els, cast.at(talk)) == 200
    away(cast, "Bo")
    assert "Els" in soup(cast.client("Ann").get(cast.at(talk))).select_one(".tk-away").get_text()
    # a new conversation with Bo is one with the team
    begun = cast.client("Tess").post(cast.at("new"), {"seats": [str(cast.seats["Bo"])]})
    assert status(els, begun["Location"]) == 200
    assert status(cast.client("Bo"), cast.at(f"team/{item}"), {"say": "no"}) == 303


def test_the_inbox_tells_who_waits_and_for_whom_one_stands_in(cast):
    talk = cast.begin("Ann", cast.between("Ann", "Bo"), "Is er plek?")
    cast.begin("Ann", cast.table, "voor iedereen", "Algemeen")
    cast.begin("Tess", cast.circles["Van mij"], "geheim", "eigen")

    def waits(name: str) -> list[str]:
        return [one.get_text(" ", strip=True) for one in soup(cast.client(name).get("/inbox/")).select(".kt-cards li")]

    assert len(waits("Bo")) == 1
    assert waits("Els") == waits("Gus") == []
    status(cast.client("Bo"), cast.at("team"), {"seats": str(cast.seats["Els"]), "once": str(new_id())})
    item = cast.house.owner.execute("SELECT id FROM item WHERE kind = 'talk.team'").fetchone()[0]
    status(cast.client("Ann"), cast.at(f"team/{item}"), {"say": "yes"})
    away(cast, "Bo")
    assert "Bo" in waits("Els")[0]
    assert "Is er plek" not in cast.client("Els").get("/inbox/").content.decode()
    cast.say("Els", talk, "Ja, dinsdag")
    assert waits("Bo") == waits("Els") == []
    cast.say("Ann", talk, "Fijn")
    assert len(waits("Bo")) == 1
    cast.end("Bo")
    assert waits("Bo") == []


def test_the_inbox_asks_as_much_at_many_tables(cast, house):
    def asked() -> int:
        client = cast.client("Bo")
        client.get("/inbox/")
        with CaptureQueriesContext(connection) as found:
            client.get("/inbox/")
        return len(found)

    first = asked()
    for number in range(3):
        other = Family(house, f"Ans {number}", "Hiernaast")
        other.seat("Bo", "professional", who=cast.people["Bo"])
    assert asked() == first <= 8
