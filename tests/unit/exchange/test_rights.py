"""Authority, consent, emergency access and endings in an archive: who takes what along, and what comes in."""

import json
from pathlib import Path
from typing import Any

import pytest
from tests.support.exchange import at_person, bring, opened, other_house, rich, take
from tests.support.family import Family, person
from tests.support.house import House
from tests.walls.kit import dossier_tables

CARRIED = {
    "dossier", "seat", "circle", "circle_seat", "item", "item_version", "item_seen", "blob", "authority", "circle_about",
    "consent",
}  # fmt: skip
"""What comes along to another house."""
TOLD = {"access_event", "invitation", "emergency", "emergency_seat", "emergency_circle", "emergency_call", "ending"}
"""What stands in the archive, and stays of the house that made it."""
LEFT = {
    "presence": "when somebody was last here, for what is new to them",
    "gone_circle": "the id of a circle that is gone",
    "age_round": "the day of the last round",
    "age_notice": "which letters about birthdays were sent here",
    "log_head": "where the log ends here; the lines have it too",
    "owner_once": "who was in charge until lately and may object to an ending here: none goes along",
    "log_waiting": "lines on their way into the log",
    "take_along": "archives that wait here",
    "notice_waiting": "that somebody is still to be told of something, here",
    "notice_link": "where links in letters of this house lead",
}
"""What is of no house but this one, and why it is not in it."""


pytestmark = pytest.mark.usefixtures("files_folder")


@pytest.fixture
def family(house: House) -> Family:
    return rich(house)


def part(entries: dict[str, bytes], name: str) -> Any:
    return json.loads(entries[name])


def test_every_table_of_a_dossier_goes_along_or_has_a_reason(house: House) -> None:
    assert set(dossier_tables(house.owner)) - {"bring_along"} == CARRIED | TOLD | set(LEFT)


def test_it_says_who_may_decide_for_whom(family: Family) -> None:
    entries = opened(take(family, "Ann"))
    rights = part(entries, "data/rights.json")
    seats = {str(seat): name for name, seat in family.seats.items()}
    written = {(seats[one["parent"]], seats[one["child"]]): one for one in rights["authority"]}
    assert written.keys() == {("Ann", "Tess"), ("Ann", "Finn"), ("Ben", "Tess"), ("Ben", "Finn")}
    court = written["Ben", "Finn"]
    assert (court["source"], court["since"], court["where"]) == ("court", "2020-02-29", "Rechtbank Utrecht, C/16/1")
    contested = written["Ben", "Tess"]
    assert (seats[contested["contested_by"]], contested["contest"]) == ("Tess", "Dat klopt niet <b>")
    assert [(one["circle"], seats[one["seat"]]) for one in rights["abouts"]] == [
        (str(family.circles["School"]), "Tess")
    ]
    said = [
        (seats[one["given_by"]], seats[one["subject"]], one["yes"], bool(one["ended"])) for one in rights["consents"]
    ]
    assert sorted(said) == [("Ann", "Bo", True, False), ("Ann", "Piet", True, True), ("Tess", "Bo", True, False)]
    page = entries["pages/rights-0001.html"].decode()
    for words in ("Ben heeft gezag over Finn.", "Rechtbank Utrecht", "Dat klopt niet &lt;b&gt;", "29 februari 2020"):
        assert words in page
    assert "pages/rights-0001.html" in entries["index.html"].decode()


def test_it_tells_of_emergency_access_and_of_endings(family: Family) -> None:
    entries = opened(take(family, "Ann"))
    house = part(entries, "house.json")
    assert house["emergency"]["seats"] == [str(family.seats["Oma"])]
    assert house["emergency"]["circles"] == [str(family.family)]
    assert [call["why"] for call in house["calls"]] == ["Ann ligt in het ziekenhuis"]
    (ending,) = house["endings"]
    assert (ending["seat"], ending["state"], ending["agreed"]) == (None, "waiting", [])
    page = entries["pages/rights-0001.html"].decode()
    assert "Ann ligt in het ziekenhuis" in page
    assert "gaan niet mee" in page


def test_what_its_holder_may_not_read_stays_out(family: Family) -> None:
    """A no is read by who said it; a professional reads of none of it, and who owns nothing not of endings."""
    no = '"yes": false'
    taken = {name: opened(take(family, name)) for name in ("Ann", "Ben", "Tess", "Oma", "Bo", "Eva")}
    rights = {name: entries["data/rights.json"].decode() for name, entries in taken.items()}
    assert {name for name, text in rights.items() if no in text} == {"Tess"}
    for name, whose in (
        ("Ben", {"Ann", "Tess"}),
        ("Tess", {"Ann", "Tess"}),
        ("Oma", set()),
        ("Bo", set()),
        ("Eva", set()),
    ):
        said = {one["given_by"] for one in json.loads(rights[name])["consents"]}
        assert said == {str(family.seats[who]) for who in whose}, name
    assert {name for name, text in rights.items() if json.loads(text)["authority"]} == {"Ann", "Ben", "Tess", "Oma"}
    houses = {name: part(entries, "house.json") for name, entries in taken.items()}
    assert {name for name, one in houses.items() if one["endings"]} == {"Ann", "Ben"}
    assert {name for name, one in houses.items() if one["calls"]} == {"Ann", "Ben", "Tess", "Oma"}
    everything = {name: b"".join(entries.values()).decode(errors="replace") for name, entries in taken.items()}
    for name in ("Bo", "Eva"):
        for words in ("Rechtbank", "Dat klopt niet", "ziekenhuis"):
            assert words not in everything[name], (name, words)


def test_in_another_house_words_stand_and_doors_are_shut(family: Family, house: House, tmp_path: Path) -> None:
    """Who has authority and who agreed is as it was; emergency access is off, and nothing is about to be destroyed."""
    archive = take(family, "Ann")
    with other_house(house, tmp_path / "other"):
        ann = person("Ann elders")
        dossier, reason, _ = bring(ann, archive)
        assert (dossier, reason) == (family.id, "")
        counts = {
            name: house.owner.execute(f"SELECT count(*) FROM {name}".encode()).fetchone()[0]  # type: ignore[index]
            for name in (
                "authority",
                "circle_about",
                "consent",
                "emergency",
                "emergency_seat",
                "emergency_call",
                "ending",
            )
        }
        assert list(counts.values()) == [4, 1, 3, 0, 0, 0, 0]
        with at_person(family.id, ann) as visit:
            assert visit.alarm is None
        agreed = house.owner.execute(
            "SELECT access_agreed(%s, %s, %s)", [family.circles["School"], family.seats["Bo"], family.seats["Tess"]]
        ).fetchone()
        assert agreed == (True,), "the words of both count for the professional who sat there"
