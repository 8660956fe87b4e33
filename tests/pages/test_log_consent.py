"""A line of the log names the consent by which a professional was in a circle that is about somebody."""

import csv
import io
import json
from uuid import UUID

import pytest
from django.utils import timezone
from fhir.resources.R4B.bundle import Bundle
from tests.support.family import Family, years_old
from tests.support.house import House

from keukentafel.rooms.family.actions import consent


@pytest.fixture
def family(house: House) -> Family:
    """School is about Tess of 14. She and Ann said yes to Bo; nobody had to be asked about Kim, nor about Club."""
    family = Family(house)
    family.seat("Tess", "youth", born=years_old(14))
    family.seat("Bo", "professional")
    family.seat("Kim", "network")
    family.circle("School", "Tess", "Kim")
    family.circle("Club", "Bo")
    with family.visit("Ann") as visit:
        consent.is_about(visit, family.circles["School"], visit.seats[family.seats["Tess"]], yes=True)
    for name in ("Tess", "Ann"):
        with family.visit(name) as visit:
            seats = (visit.seats[family.seats[one]] for one in ("Bo", "Tess"))
            consent.say(visit, family.circles["School"], *seats, yes=True)
    return family


def look(family: Family, name: str) -> None:
    with family.visit(name, place="journal") as visit:
        visit.has_read([circle for circle in visit.circles if visit.circles[circle].kind != "family"])


def said(family: Family, by: str) -> UUID:
    found = family.house.owner.execute("SELECT id FROM consent WHERE given_by_id = %s", [family.seats[by]]).fetchone()
    assert found
    return UUID(str(found[0]))


def named(family: Family, who: str) -> dict[str, UUID | None]:
    """Circle -> the consent in the lines of reading of somebody."""
    rows = family.house.owner.execute(
        "SELECT circle_id, consent_id FROM access_event WHERE seat_id = %s AND action = 'read'", [family.seats[who]]
    )
    called = {circle: name for name, circle in family.circles.items()}
    return {called[circle]: given for circle, given in rows.fetchall()}


def table(family: Family, name: str) -> list[dict[str, str]]:
    client = family.client(name)
    client.cookies["language"] = "en"
    answer = client.get(f"/d/{family.id}/who-looked/csv/?sort=look")
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


def test_the_line_names_it_where_it_was_needed_and_nowhere_else(family: Family) -> None:
    for name in ("Bo", "Kim", "Tess", "Ann"):
        look(family, name)
    assert named(family, "Bo") == {"table": None, "School": said(family, "Tess"), "Club": None}
    for name in ("Kim", "Tess", "Ann"):
        assert set(named(family, name).values()) == {None}, name
    with family.visit("Ann", eyes=family.seats["Bo"]) as visit:
        visit.has_read([family.circles["School"]])
    through = family.house.owner.execute("SELECT consent_id FROM access_event WHERE eyes_id IS NOT NULL").fetchall()
    assert set(through) == {(None,)}, "an owner needs nobody's yes to look"


def test_a_young_childs_parent_is_named(family: Family) -> None:
    with family.visit("Ann", now=timezone.now()):
        family.house.owner.execute("UPDATE consent SET ended = now() WHERE given_by_id = %s", [family.seats["Tess"]])
    look(family, "Bo")
    assert named(family, "Bo")["School"] == said(family, "Ann")


def test_the_family_reads_whose_yes_it_was(family: Family) -> None:
    look(family, "Bo")
    page = family.client("Ann").get(f"/d/{family.id}/who-looked/").content.decode()
    assert "met het ja van Tess, " in page
    rows = [row for row in table(family, "Ann") if row["Who"] == "Bo"]
    assert {row["May, through the circle"]: row["consent"] for row in rows} == {
        "The table": "", "School": str(said(family, "Tess")), "Club": "",
    }  # fmt: skip
    yes = {row["May, through the circle"]: row["By whose yes"] for row in rows}
    assert yes["School"].startswith("with the yes of Tess, ")
    assert yes["Club"] == ""


def test_a_yes_that_was_taken_back_is_told_to_nobody_else(family: Family) -> None:
    look(family, "Bo")
    with family.visit("Tess") as visit:
        consent.take_back(visit, said(family, "Tess"))
    page = family.client("Ann").get(f"/d/{family.id}/who-looked/").content.decode()
    assert "met een ja dat toen gold" in page
    assert "ja van Tess" not in page
    assert "met het ja van Tess" in family.client("Tess").get(f"/d/{family.id}/who-looked/").content.decode()


def test_another_system_reads_it_too(family: Family) -> None:
    look(family, "Bo")
    answer = family.client("Ann").get(f"/d/{family.id}/who-looked/fhir/")
    assert Bundle.model_validate_json(answer.content).entry
    urn = f"urn:uuid:{said(family, 'Tess')}"
    events = [entry["resource"] for entry in json.loads(answer.content)["entry"]]
    by_yes = [event for event in events if urn in event["agent"][0].get("policy", ())]
    assert len(by_yes) == 1
    (agreed,) = (one["what"] for one in by_yes[0]["entity"] if one["what"].get("type") == "Consent")
    assert agreed["identifier"]["value"] == urn
    assert agreed["display"].startswith("met het ja van Tess")
    assert sum("Consent" in str(event["entity"]) for event in events) == 1
