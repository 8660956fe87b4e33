"""Out of one house and into another: the same dossier, byte for byte."""

import json
from pathlib import Path

import pytest
from tests.support.exchange import (
    PASSPHRASE,
    at_person,
    bring,
    dossier_part,
    inside,
    opened,
    other_house,
    rich,
    take,
    take_again,
)  # fmt: skip
from tests.support.family import person
from tests.support.house import House

from keukentafel.exchange.writing import schemas

pytestmark = pytest.mark.usefixtures("files_folder")


def test_a_dossier_goes_to_another_house_and_is_the_same(house: House, tmp_path: Path) -> None:
    family = rich(house)
    archive = take(family, "Ann")
    first = dossier_part(archive)
    with other_house(house, tmp_path / "other"):
        ann = person("Ann elders")
        assert inside(house)["item"] == 0
        dossier, reason, detail = bring(ann, archive)
        assert (reason, detail) == ("", "")
        assert dossier == family.id
        second = dossier_part(take_again(dossier, ann))
        assert first.keys() == second.keys()
        assert [name for name in first if first[name] != second[name]] == []
        with at_person(dossier, ann) as visit:
            assert {seat.card.name for seat in visit.seats.values() if seat.has_account} == {"Ann"}
            assert {circle.name for circle in visit.circles.values() if circle.personal} == {"Van Ann"}
            assert {seat.card.name for seat in visit.seats.values()} >= {
                "Ben",
                "Tess",
                "Finn",
                "Oma",
                "Bo",
                "Piet",
                "Gus",
            }
        third, reason, _ = bring(ann, archive)
        assert reason == ""
        assert third not in (None, dossier)
        copy = {
            name: json.loads(block)
            for name, block in dossier_part(take_again(third, ann)).items()
            if name.endswith("json")
        }
        assert len(copy["data/items-0001.json"]["items"]) == len(json.loads(first["data/items-0001.json"])["items"])
        texts = [
            [item["content"].get("text") for item in json.loads(part)["items"]]
            for part in (first["data/items-0001.json"], json.dumps(copy["data/items-0001.json"]))
        ]
        assert texts[0] == texts[1]


def test_it_holds_what_one_may_see_and_nothing_else(house: House) -> None:
    family = rich(house)
    sees = {
        "Ann": {"table", "family", "School", "Van Ann"},
        "Tess": {"table", "family", "School", "Van Tess"},
        "Oma": {"table", "family"},
        "Bo": {"table", "School"},
        "Eva": {"Van Tess"},
    }
    for name, circles in sees.items():
        entries = opened(take(family, name))
        everything = b"\n".join(entries.values()).decode(errors="replace")
        for circle in family.circles:
            found = f"Afspraak {circle}" in everything
            assert found == (circle in circles), (name, circle)
        assert ("Van Tess" in everything) == (name in ("Tess", "Eva")), name
        assert ("Gus" in everything) == (name == "Ann"), name
        assert not any(word in everything for word in (str(family.people[name].pk), "@example.org"))
        logged = [entry for entry in entries if entry.startswith("log/")]
        assert bool(logged) == (name in ("Ann", "Tess", "Oma"))
        own_file = "Voor je eigen dossier" in entries["index.html"].decode()
        assert own_file == (name in ("Bo", "Eva"))
        assert ("Dit is je gezinsdossier" in entries["index.html"].decode()) == (name == "Ann")


def test_the_names_of_entries_say_nothing(house: House) -> None:
    family = rich(house)
    archive = take(family, "Ann")
    names = " ".join(opened(archive))
    assert not [word for word in ("foto", "Ann", "Wij", "Tess", "leeg") if word in names]
    assert not [word for word in ("foto", "Tess", "leeg") if word.encode() in archive]  # three letters come by chance
    assert set(schemas()) == {"keukentafel", "rights", "items", "log", "house", "kinds"}
    assert all(f"schema/{name}.json" in opened(archive) for name in schemas())
    assert PASSPHRASE.encode() not in archive
