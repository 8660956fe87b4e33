"""The fridge print: what everybody in the house may see, and nothing else unless its holder ticks it."""

import io
from typing import Any

import pytest
from django.urls import reverse
from pypdf import PdfReader
from tests.support.family import Family
from tests.support.house import House
from tests.support.plans import cast, fill, planned


def at(family: Family, name: str) -> str:
    return reverse(f"plan:{name}", args=[family.id])


def words(answer: Any) -> str:
    """The text of a PDF, on one line."""
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.content)).pages).split())


def log(house: House) -> list[Any]:
    rows = house.owner.execute("SELECT circle_id FROM access_event WHERE action = 'print'").fetchall()
    return [row[0] for row in rows]


def test_only_the_table_hangs_there(house: House) -> None:
    family = cast(house)
    planned(family, "Ann", "table", word="iedereen")
    planned(family, "Bo", "School", word="schoolwoord")
    planned(family, "Ann", "family", word="gezinswoord")
    planned(family, "Tess", "Van mij", word="geheim")
    for who in ("Ann", "Opa", "Bo", "Tess"):
        told = words(family.client(who).get(at(family, "fridge_pdf")))
        assert "Doel iedereen" in told, who
        for left_out in ("schoolwoord", "gezinswoord", "geheim"):
            assert left_out not in told, (who, left_out)


@pytest.mark.parametrize(
    ("who", "circle", "hangs"),
    [
        ("Ann", "School", True),
        ("Bo", "School", False),
        ("Tess", "Van mij", True),
        ("Ann", "Van mij", False),
        ("Tess", "School", False),
    ],
)
def test_only_a_holder_can_tick_what_lies_elsewhere(house: House, who: str, circle: str, hangs: bool) -> None:
    family = cast(house)
    by = "Bo" if circle == "School" else "Tess"
    goal = planned(family, by, circle, word="elders").goal
    ticks = {"chosen": "1", "keep": str(goal)}
    assert ("Doel elders" in words(family.client(who).get(at(family, "fridge_pdf"), ticks))) is hangs
    page = family.client(who).get(at(family, "fridge"), ticks).content.decode()
    assert (f'value="{goal}"' in page) is hangs
    assert (family.circles[circle] in log(house)) is hangs


def test_whom_to_call_is_chosen_and_no_guest_is_named(house: House) -> None:
    family = cast(house)
    planned(family, "Ann", "table")
    tess = family.client("Tess")
    told = words(tess.get(at(family, "fridge_pdf")))
    assert "1234 5678" in told
    assert "8765" not in told
    for ticks in ({"chosen": "1"}, {"chosen": "1", "call": str(family.seats["Eva"])}):
        told = words(tess.get(at(family, "fridge_pdf"), ticks))
        assert "1234 5678" not in told
        assert "8765" not in told


def test_the_choice_stays_in_the_address(house: House) -> None:
    family = cast(house)
    goal = planned(family, "Ann", "table").goal
    page = family.client("Ann").get(at(family, "fridge"), {"chosen": "1", "keep": str(goal)}).content.decode()
    assert f"{at(family, 'fridge_pdf')}?chosen=1&amp;keep={goal}" in page
    empty = family.client("Ann").get(at(family, "fridge"), {"chosen": "1"})
    assert f'value="{goal}" checked' not in empty.content.decode()


def test_the_pdf_is_kept_nowhere_and_its_name_tells_nothing(house: House) -> None:
    family = cast(house)
    planned(family, "Ann", "table")
    answer = family.client("Ann").get(at(family, "fridge_pdf"))
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == 'attachment; filename="koelkast.pdf"'
    assert answer["Cache-Control"] == "no-store"
    assert answer.content.startswith(b"%PDF-")
    assert log(house) == [family.table]


def test_in_english_too(house: House) -> None:
    family = cast(house)
    planned(family, "Ann", "table")
    client = family.client("Ann")
    client.cookies["language"] = "en"
    answer = client.get(at(family, "fridge_pdf"))
    assert answer["Content-Disposition"] == 'attachment; filename="fridge.pdf"'
    assert str(PdfReader(io.BytesIO(answer.content)).root_object["/Lang"]) == "en"


def test_too_long_says_so(house: House) -> None:
    family = cast(house)
    fill(family, "Ann", goals=20, each=3)
    page = family.client("Ann").get(at(family, "fridge")).content.decode()
    assert "Dit is te lang voor" in page
