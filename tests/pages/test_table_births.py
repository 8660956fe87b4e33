"""Correcting a birth date: nobody gives themselves rights sooner, and nobody takes them from another."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from tests.support.family import Family, person, years_old
from tests.support.house import House

from keukentafel.rooms.table.actions import answers, letters
from keukentafel.rooms.table.letters import Letter, token


@pytest.fixture
def family(house: House) -> Family:
    family = Family(house)
    family.seat("Ben", "parent", authority=True)
    family.seat("Tess", "youth", born=years_old(14))
    family.seat("Mo", "youth", born=years_old(17))
    family.seat("Kleine", "youth", born=years_old(8), account=False)
    family.seat("Oma", "relative")
    family.seat("Bo", "professional")
    return family


def edit(family: Family, who: str, seat: str, born: date, **more: str) -> int:
    """Send the card with another birth date."""
    path = reverse("table:seat_edit", args=[family.id, family.seats[seat]])
    return family.client(who).post(path, {"name": seat, "birth_date": born.isoformat()} | more).status_code


def stands(family: Family, seat: str) -> tuple[int, date | None]:
    """The band in the database and the date on the card."""
    row = family.house.owner.execute("SELECT age_band FROM seat WHERE id = %s", [family.seats[seat]]).fetchone()
    assert row
    with family.visit("Ann") as visit:
        return row[0], visit.seats[family.seats[seat]].card.birth_date


def lines(family: Family) -> list[str]:
    found = family.house.owner.execute("SELECT action FROM access_event WHERE action LIKE 'birth%' ORDER BY id")
    return [row[0] for row in found.fetchall()]


@pytest.mark.parametrize(
    ("who", "seat", "age", "may"),
    [
        ("Ann", "Kleine", 7, True),
        ("Ben", "Kleine", 9, True),
        ("Ann", "Kleine", 13, True),
        ("Mo", "Kleine", 7, True),  # 17: in charge too
        ("Ann", "Tess", 15, True),
        ("Ann", "Tess", 17, True),
        ("Ann", "Tess", 13, False),
        ("Ann", "Tess", 10, False),
        ("Tess", "Tess", 13, True),
        ("Tess", "Tess", 10, True),
        ("Tess", "Tess", 15, False),  # within the same years, and sixteen a year sooner
        ("Tess", "Tess", 17, False),
        ("Ann", "Mo", 15, False),
        ("Ben", "Mo", 16, False),
        ("Mo", "Mo", 15, True),
        ("Mo", "Mo", 19, True),  # in charge already
    ],
)
def test_who_corrects_whose(family: Family, who: str, seat: str, age: int, may: bool) -> None:
    before, born = stands(family, seat), years_old(age)
    band = max(one for one in (0, 12, 16, 18) if one <= age)
    if may and band != before[0]:
        assert edit(family, who, seat, born) == 422, "asked once more"
        assert stands(family, seat) == before
    status = edit(family, who, seat, born, sure=str(band))
    assert (status, stands(family, seat)) == ((303, (band, born)) if may else (422, before))
    assert lines(family) == (["birth_date" if band == before[0] else "birth_date_rights"] if may else [])


@pytest.mark.parametrize("who", ["Oma", "Bo", "Tess"])
def test_others_find_no_such_page(family: Family, who: str) -> None:
    assert edit(family, who, "Kleine", years_old(7)) == 404


def test_who_is_made_younger_keeps_no_right(family: Family) -> None:
    """What was in sight as an owner is not any more, and a letter that was sent as one seats nobody."""
    circle = family.circle("School", "Bo")
    with family.visit("Mo") as visit:
        assert circle in visit.circles
        chair = letters.Chair(family.table, "parent", authority=True)
        sent = letters.put(visit, Letter(name="Xan", address="xan@example.org"), chair)
    friend = person("Xan")
    with family.visit("Ann") as visit:
        pass
    assert answers.read(friend, token(sent, 1))
    assert edit(family, "Mo", "Mo", years_old(14), sure="12") == 303
    with family.visit("Mo") as visit:
        assert circle not in visit.circles
        assert not visit.owner
    assert answers.read(friend, token(sent, 1)) is None
    assert answers.accept(friend, token(sent, 1), name="Xan") is None


def test_who_has_a_circle_of_their_own_stays_twelve(family: Family) -> None:
    family.personal("van mij", "Tess")
    assert edit(family, "Tess", "Tess", years_old(10), sure="0") == 422
    assert stands(family, "Tess")[0] == 12
    path = reverse("table:seat_edit", args=[family.id, family.seats["Tess"]])
    sent = {"name": "Tess", "birth_date": years_old(10).isoformat(), "sure": "0"}
    assert "Haal dan eerst je eigen kring weg." in family.client("Tess").post(path, sent).content.decode()
    told = family.client("Ann").post(path, sent).content.decode()
    assert "kan alleen Tess dit verbeteren" in told
    assert "eigen kring" not in told


def test_the_only_owner_stays_one(house: House) -> None:
    family = Family(house, "Mo")
    house.owner.execute("UPDATE seat SET role = 'youth', authority = false, age_band = 16")
    client: Client = family.client("Mo")
    path = reverse("table:seat_edit", args=[family.id, family.seats["Mo"]])
    assert client.post(path, {"name": "Mo", "birth_date": years_old(17).isoformat()}).status_code == 303
    answer = client.post(path, {"name": "Mo", "birth_date": years_old(14).isoformat(), "sure": "12"})
    assert answer.status_code == 422
    assert "Nodig eerst een ouder uit." in answer.content.decode()


def test_it_is_told_in_the_log(family: Family) -> None:
    assert edit(family, "Ann", "Kleine", years_old(13), sure="12") == 303
    page = family.client("Ben").get(reverse("overview:who_looked", args=[family.id])).content.decode()
    assert "Ann verbeterde de geboortedatum van Kleine. Daardoor verandert wat Kleine mag beslissen." in page


def test_who_is_invited_has_the_age_that_the_family_wrote(family: Family) -> None:
    with family.visit("Ann") as visit:
        letter = Letter(name="Ki", address="ki@example.org", birth_date=years_old(13))
        sent = letters.put(visit, letter, letters.Chair(family.table, "youth"))
    assert answers.accept(person("Ki"), token(sent, 1), name="Ki")
    bands = family.house.owner.execute("SELECT age_band FROM seat ORDER BY since DESC LIMIT 1").fetchone()
    assert bands == (12,)
