"""The database's own walls around the table: the same tricks by SQL, as the web role."""

from typing import Any

import pytest
from django.db import DatabaseError, connection
from tests.support.family import Family
from tests.support.house import House
from tests.support.tables import cast

from keukentafel.rooms.table.letters import token_hash

WRITE = """
INSERT INTO invitation (id, dossier_id, circle_id, inviter_id, seat_id, circles, role, authority, token_hash,
                        address_hash, state, sent, expires, times_sent, sealed)
VALUES (gen_random_uuid(), %s, %s, %s, NULL, '[]', %s, %s, %s, '', 'sent', now(), now(), 1, '')
"""


def tried(family: Family, who: str, sql: str, *values: Any) -> int:
    """How many rows it touches; -1 when the database refuses."""
    try:
        with family.visit(who), connection.cursor() as cursor:
            cursor.execute(sql, values)
            return int(cursor.rowcount)
    except DatabaseError:
        return -1


def yes(family: Family, who: str, sql: str, *values: Any) -> bool:
    """What a door answers."""
    with family.visit(who) as visit, connection.cursor() as cursor:
        cursor.execute(sql, values)
        visit.leave()
        return bool(cursor.fetchone()[0])


@pytest.mark.parametrize("who", ["Ann", "Juf", "Tess"])
@pytest.mark.parametrize("column", ["role = 'parent'", "authority = true", "age_band = 18", "person_id = NULL",
                                    "until = NULL", "coordinator = true", "dossier_id = dossier_id"])  # fmt: skip
def test_nobody_makes_themselves_more(house: House, who: str, column: str) -> None:
    family = cast(house)
    assert tried(family, who, f"UPDATE seat SET {column} WHERE id = %s", family.seats[who]) == -1


def test_seats_are_made_by_doors_only(house: House) -> None:
    family = cast(house)
    insert = (
        "INSERT INTO seat (id, dossier_id, role, authority, age_band, coordinator, since, sealed)"
        " VALUES (gen_random_uuid(), %s, 'professional', false, 18, false, now(), '')"
    )
    for who in ("Ann", "Juf"):
        assert tried(family, who, insert, family.id) == -1
    into = "INSERT INTO circle_seat (circle_id, seat_id, dossier_id, since) VALUES (%s, %s, %s, now())"
    assert tried(family, "Ann", into, family.family, family.seats["Juf"], family.id) == -1
    assert tried(family, "Tess", into, family.table, family.seats["Eva"], family.id) == -1
    assert tried(family, "Ann", into, family.circles["van mij"], family.seats["Ann"], family.id) == -1


def test_who_may_end_whose_seat(house: House) -> None:
    family = cast(house)
    end = "SELECT access_end_seat(%s, now())"
    for who, whom in [("Ann", "Bob"), ("Ann", "Eva"), ("Juf", "Oma"), ("Oma", "Juf"), ("Tess", "Eva"), ("Eva", "Tess")]:
        assert (who, whom, yes(family, who, end, family.seats[whom])) == (who, whom, False)
    assert yes(family, "Bob", end, family.seats["Bob"])
    assert not yes(family, "Ann", end, family.seats["Ann"])
    assert yes(family, "Ann", end, family.seats["Juf"])


def test_who_may_freeze_and_choose(house: House) -> None:
    family = cast(house)
    for who in ("Juf", "Oma", "Tess", "Eva"):
        assert tried(family, who, "UPDATE dossier SET frozen_at = now() WHERE id = %s", family.id) == 0
        assert not yes(family, who, "SELECT access_coordinate(%s)", family.seats["Juf"])
    assert not yes(family, "Ann", "SELECT access_coordinate(%s)", family.seats["Eva"])
    assert tried(family, "Ann", "UPDATE dossier SET frozen_at = now() WHERE id = %s", family.id) == 1


def test_who_may_invite_whom(house: House) -> None:
    family = cast(house)
    own = family.circles["van mij"]

    def write(who: str, circle: Any, inviter: str, role: str, *, authority: bool = False) -> int:
        values = family.id, circle, family.seats[inviter], role, authority, token_hash(role + who)
        return tried(family, who, WRITE, *values)

    assert write("Juf", family.table, "Juf", "professional") == -1
    assert write("Juf", family.table, "Ann", "professional") == -1
    assert write("Tess", own, "Tess", "parent", authority=True) == -1
    assert write("Tess", own, "Tess", "relative") == -1
    assert write("Tess", own, "Tess", "network") == 1
    assert write("Eva", own, "Eva", "network") == -1
    assert write("Ann", family.circles["School"], "Ann", "professional") == -1
    assert write("Ann", family.table, "Ann", "professional") == 1
    assert tried(family, "Ann", "UPDATE invitation SET role = 'parent'") == -1
    assert tried(family, "Ann", "UPDATE invitation SET state = 'accepted'") == -1
    assert tried(family, "Ann", "UPDATE invitation SET state = 'withdrawn'") == 1


def test_guests_are_ended_by_their_holder_only(house: House) -> None:
    family = cast(house)
    for who in ("Ann", "Eva", "Juf"):
        tried(family, who, "SELECT access_end_guests(%s, NULL, now())", family.circles["van mij"])
    assert house.owner.execute("SELECT until FROM seat WHERE id = %s", [family.seats["Eva"]]).fetchone() == (None,)
    tried(family, "Tess", "SELECT access_end_guests(%s, NULL, now())", family.circles["van mij"])
    row = house.owner.execute("SELECT until IS NOT NULL FROM seat WHERE id = %s", [family.seats["Eva"]]).fetchone()
    assert row == (True,)


def test_a_letter_takes_no_seat_of_another_family(house: House) -> None:
    family = cast(house)
    other = Family(house, founder="Zoe")
    child = other.seat("Kind", "youth", account=False)
    house.owner.execute(
        WRITE.replace("NULL, '[]'", "%s, '[]'").replace("now(), now()", "now(), now() + interval '1 hour'").encode(),
        [family.id, family.table, family.seats["Ann"], child, "youth", False, token_hash("x")],
    )
    accept = "SELECT access_accept(%s, '', gen_random_uuid(), '', gen_random_uuid(), now())"
    assert not yes(family, "Eva", accept, token_hash("x"))
    assert house.owner.execute("SELECT person_id FROM seat WHERE id = %s", [child]).fetchone() == (None,)
