"""A session that somebody else found open, on a telephone on the table, shuts no owner out and opens the table to nobody."""

import pytest
from django.test import Client
from django.urls import reverse
from tests.support.family import Family, years_old
from tests.support.house import House

from keukentafel.people import fresh


@pytest.fixture
def family(house: House) -> Family:
    family = Family(house)
    family.seat("Bob", "parent", authority=True)
    family.seat("Tess", "youth", born=years_old(14))
    family.seat("Oma", "relative")
    family.seat("Bo", "professional")
    return family


def found_open(family: Family, name: str) -> Client:
    """Signed in, with the last proof an hour ago."""
    client = family.client(name)
    session = client.session
    session[fresh.PROVED] -= 3600
    session.save()
    return client


def at(family: Family, name: str, *seats: str) -> str:
    return reverse(name, args=[family.id, *(family.seats[seat] for seat in seats)])


def must_prove(client: Client, path: str, **sent: str) -> None:
    answer = client.post(path, sent)
    assert answer.status_code == 303
    assert answer["Location"].startswith("/prove/"), answer["Location"]


def test_nobody_leaves_for_an_owner(family: Family) -> None:
    """It would end what one owner can't end of another without 14 days and a letter."""
    must_prove(found_open(family, "Ann"), at(family, "table:leave"))
    assert family.client("Ann").get(at(family, "table:table")).status_code == 200
    assert family.client("Ann").post(at(family, "table:leave"))["Location"] == "/today/"


@pytest.mark.parametrize("name", ["Oma", "Bo", "Tess"])
def test_whoever_owns_nothing_leaves_without_a_question(family: Family, name: str) -> None:
    assert found_open(family, name).post(at(family, "table:leave"))["Location"] == "/today/"


def test_nobody_gives_up_authority_for_a_parent(family: Family) -> None:
    family.house.owner.execute(
        "INSERT INTO authority (id, dossier_id, child_id, parent_id, source, recorded_by_id, recorded)"
        " VALUES (gen_random_uuid(), %s, %s, %s, 'word', %s, now()) ON CONFLICT DO NOTHING",
        [family.id, family.seats["Tess"], family.seats["Ann"], family.seats["Ann"]],
    )
    path = at(family, "family:authority_end", "Tess")
    must_prove(found_open(family, "Ann"), path)
    assert owns(family, "Ann")
    family.client("Ann").post(path)
    assert not owns(family, "Ann")


def test_a_frozen_table_is_thawed_with_a_proof_and_frozen_without(family: Family) -> None:
    client = found_open(family, "Ann")
    assert not client.post(at(family, "table:freeze"))["Location"].startswith("/prove/")
    must_prove(client, at(family, "table:thaw"))
    assert family.client("Bo").get(at(family, "table:table")).status_code == 404
    family.client("Ann").post(at(family, "table:thaw"))
    assert family.client("Bo").get(at(family, "table:table")).status_code == 200


def test_a_birth_date_that_gives_rights_needs_a_proof(family: Family) -> None:
    """From 16 on a young person is in charge: by a click on somebody's telephone they would be at once."""
    path, sent = at(family, "table:seat_edit", "Tess"), {"name": "Tess", "birth_date": years_old(17).isoformat()}
    must_prove(found_open(family, "Ann"), path, **sent, sure="16")
    assert not owns(family, "Tess")
    assert family.client("Ann").post(path, sent | {"sure": "16"}).status_code == 303
    assert owns(family, "Tess")


def test_a_birth_date_that_takes_ones_own_rights_needs_none(family: Family) -> None:
    sent = {"name": "Tess", "birth_date": years_old(10).isoformat(), "sure": "0"}
    answer = found_open(family, "Tess").post(at(family, "table:seat_edit", "Tess"), sent)
    assert not answer["Location"].startswith("/prove/")


def owns(family: Family, name: str) -> bool:
    said = "SELECT access_owns(role, authority, age_band) FROM seat WHERE id = %s"
    row = family.house.owner.execute(said, [family.seats[name]]).fetchone()
    assert row
    return bool(row[0])
