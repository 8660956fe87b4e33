"""Who was in charge until lately still has a say for 14 days: nobody becomes the last owner and destroys a moment later."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from tests.support.endings import ask, ending, over, path, rows
from tests.support.family import Family, years_old
from tests.support.house import House
from tests.support.tables import cast

from keukentafel.rooms.table import notices


@pytest.fixture
def family(house: House) -> Family:
    return cast(house)


def no_authority(family: Family) -> None:
    """Bob, or whoever has his telephone, says that he has none any more."""
    bob = family.client("Bob")
    for child in ("Tess", "Kleine"):
        address = f"/d/{family.id}/family/authority/{family.seats[child]}/end/"
        assert bob.post(address).status_code == 303


def leaves(family: Family) -> None:
    assert family.client("Bob").post(path(family, "leave/")).status_code == 303


def is_ended(family: Family) -> None:
    """Ann asked 14 days ago, and nobody said anything."""
    address = path(family, f"seats/{family.seats['Bob']}/end-together/")
    assert family.client("Ann").post(address, {"word": "weghalen"}).status_code == 303
    over(family.house)
    assert notices.carry_out_due(0) == 1


def behind_the_walls(family: Family) -> None:
    family.house.owner.execute("UPDATE seat SET authority = false WHERE id = %s", [family.seats["Bob"]])


WAYS: dict[str, Callable[[Family], None]] = {
    "authority": no_authority,
    "leaving": leaves,
    "ended": is_ended,
    "any other way": behind_the_walls,
}


def owns_alone(family: Family) -> list[str]:
    found = family.house.owner.execute(
        "SELECT id FROM seat WHERE dossier_id = %s AND until IS NULL AND role = 'parent' AND authority", [family.id]
    ).fetchall()
    return [name for row in found for name, seat in family.seats.items() if seat == row[0]]


@pytest.mark.parametrize("way", WAYS)
def test_the_last_owner_waits_14_days(family: Family, way: str) -> None:
    WAYS[way](family)
    assert owns_alone(family) == ["Ann"]
    page = family.client("Ann").get(path(family, "end/")).content.decode()
    assert "gingen tot minder dan 14 dagen geleden ook over deze tafel" in page
    assert "Bob" in page
    ask(family)
    assert ending(family.house)[1:] == ("waiting", timedelta(days=14), [])
    assert rows(family.house, family.id)["dossier"] == 1


@pytest.mark.parametrize("way", WAYS)
def test_after_14_days_the_last_owner_is_alone(family: Family, way: str) -> None:
    WAYS[way](family)
    family.house.owner.execute("UPDATE owner_once SET until = until - interval '14 days'")
    ask(family)
    assert rows(family.house, family.id)["dossier"] == 0


@pytest.mark.parametrize("way", ["authority", "any other way"])
def test_who_still_sits_there_says_no_at_the_table(family: Family, way: str) -> None:
    WAYS[way](family)
    ask(family)
    bob, one = family.client("Bob"), ending(family.house)[0]
    assert "Dit gezinsdossier wordt vernietigd" in bob.get(path(family, "")).content.decode()
    assert bob.post(path(family, f"endings/{one}/stop/")).status_code == 303
    assert ending(family.house)[1] == "objected"


@pytest.mark.parametrize("way", ["leaving", "ended"])
def test_who_left_says_no_from_outside(family: Family, way: str) -> None:
    WAYS[way](family)
    left, bob = f"/account/my-data/left/{family.seats['Bob']}/", family.client("Bob")
    assert "wordt vernietigd" not in bob.get(left).content.decode()
    ask(family)
    assert "wordt vernietigd" in bob.get(left).content.decode()
    assert family.client("Weg").get(left).status_code == 404
    weg = f"/account/my-data/left/{family.seats['Weg']}/"
    assert "wordt vernietigd" not in family.client("Weg").get(weg).content.decode()
    assert family.client("Weg").post(weg, {"sort": "stop"}).status_code == 422
    assert bob.post(left, {"sort": "stop"}).status_code == 303
    assert ending(family.house)[1] == "objected"
    assert bob.post(left, {"sort": "stop"}).status_code == 422, "nothing waits any more"
    over(family.house)
    assert family.client("Ann").get(path(family, "")).status_code == 200
    lines = family.house.owner.execute("SELECT seat_id FROM access_event WHERE action = 'ending_object'").fetchall()
    assert lines == [(family.seats["Bob"],)]


def test_his_yes_makes_it_happen_at_once(family: Family) -> None:
    no_authority(family)
    ask(family)
    one = ending(family.house)[0]
    family.client("Bob").post(path(family, f"endings/{one}/agree/"), {"word": "vernietig"})
    assert rows(family.house, family.id)["dossier"] == 0


def test_who_ceases_while_it_waits_may_still_say_no(family: Family) -> None:
    """And without his yes it does not happen at once, though all who are in charge then have said it."""
    family.seat("Kees", "youth", born=years_old(17))
    ask(family)
    one = ending(family.house)[0]
    behind_the_walls(family)
    family.client("Kees").post(path(family, f"endings/{one}/agree/"), {"word": "vernietig"})
    assert ending(family.house)[1:] == ("waiting", timedelta(days=14), [str(family.seats["Kees"])])
    family.house.owner.execute("UPDATE owner_once SET until = until - interval '13 days'")
    assert family.client("Bob").post(path(family, f"endings/{one}/stop/")).status_code == 303
    assert ending(family.house)[1] == "objected"


def test_whose_time_was_over_when_it_was_asked_has_no_say(family: Family) -> None:
    family.seat("Kees", "youth", born=years_old(17))
    behind_the_walls(family)
    family.house.owner.execute("UPDATE owner_once SET until = until - interval '15 days'")
    ask(family)
    one = ending(family.house)[0]
    assert family.client("Bob").post(path(family, f"endings/{one}/stop/")).status_code == 404
    assert "wordt vernietigd" not in family.client("Bob").get(path(family, "")).content.decode()


def test_a_closed_account_has_no_say(family: Family) -> None:
    family.house.owner.execute("UPDATE seat SET until = now(), person_id = NULL WHERE id = %s", [family.seats["Bob"]])
    ask(family)
    assert rows(family.house, family.id)["dossier"] == 0


def test_the_page_says_so_before_one_gives_it_up(family: Family) -> None:
    bob = family.client("Bob")
    family.house.owner.execute("UPDATE authority SET ended = now() WHERE child_id = %s", [family.seats["Kleine"]])
    page = bob.get(f"/d/{family.id}/family/authority/{family.seats['Tess']}/end/").content.decode()
    assert "kun je nog nee zeggen" in page
