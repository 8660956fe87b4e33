"""Circles: made, filled, emptied, left, removed; and what goes with them."""

import pytest
from django.urls import reverse
from tests.support.family import Family
from tests.support.house import House
from tests.support.tables import cast, log

from keukentafel import vault
from keukentafel.dossiers import items, reading
from keukentafel.dossiers.models import new_id
from keukentafel.overview.looked.queries import log as log_of
from keukentafel.rooms.table.kinds import ASK, Ask
from keukentafel.vault import NoKey


def at(family: Family, name: str, *ids: object) -> str:
    return reverse(f"table:{name}", args=[family.id, *ids])


def lay(family: Family, who: str, circle: str, name: str = "ding") -> None:
    with family.visit(who) as visit:
        items.add(visit, ASK, Ask(name=name), circle=family.circles[circle])


def seen(family: Family, who: str) -> set[tuple[str, str]]:
    with family.visit(who) as visit:
        return {(item.content.name, visit.circles[item.circle].kind) for item in reading.of_kinds(visit, ASK.name)}


def test_a_named_circle_from_start_to_end(house: House) -> None:
    family = cast(house)
    ann = family.client("Ann")
    form = {"once": str(new_id()), "name": "Schuldhulp", "seats": [str(family.seats["Oma"])]}
    assert ann.post(at(family, "circle_new"), form | {"seats": [str(family.seats["Bob"])]}).status_code == 422
    assert ann.post(at(family, "circle_new"), form | {"seats": [str(family.seats["Eva"])]}).status_code == 422
    made, again = ann.post(at(family, "circle_new"), form), ann.post(at(family, "circle_new"), form)
    assert (made.status_code, made["Location"]) == (303, again["Location"])
    circle = made["Location"].rstrip("/").rpartition("/")[2]
    here = at(family, "circle", circle)
    assert [family.client(who).get(here).status_code for who in ("Bob", "Oma", "Juf", "Tess")] == [200, 200, 404, 404]
    ann.post(at(family, "circle_fill", circle), {"seats": [str(family.seats["Juf"])]})
    ann.post(at(family, "circle_take_out", circle, family.seats["Oma"]))
    assert [family.client(who).get(here).status_code for who in ("Oma", "Juf")] == [404, 200]
    ann.post(at(family, "circle_fill", circle), {"seats": [str(family.seats["Oma"])]})
    assert family.client("Oma").post(at(family, "circle_leave", circle)).status_code == 303
    assert ann.post(at(family, "circle_name", circle), {"name": "Geld"}).status_code == 303
    assert "Geld" in family.client("Juf").get(at(family, "circles")).content.decode()
    ann.post(at(family, "circle_empty", circle))
    assert family.client("Juf").get(here).status_code == 404
    assert ann.post(at(family, "circle_remove", circle), {}).status_code == 422
    assert ann.post(at(family, "circle_remove", circle), {"to": "delete"}).status_code == 303
    assert ann.get(here).status_code == 404


@pytest.mark.parametrize(("to", "ann", "juf", "tess"), [
    ("table", {("ding", "table")}, {("ding", "table")}, {("ding", "table")}),
    ("family", {("ding", "family")}, set(), {("ding", "family")}),
    ("delete", set(), set(), set()),
])  # fmt: skip
def test_where_the_things_of_a_removed_circle_go(house: House, to: str, ann: object, juf: object, tess: object) -> None:
    family = cast(house)
    lay(family, "Juf", "School")
    page = family.client("Ann").get(at(family, "circle_remove", family.circles["School"])).content.decode()
    assert "Oma" in page
    answer = family.client("Ann").post(at(family, "circle_remove", family.circles["School"]), {"to": to})
    assert answer.status_code == 303
    assert (seen(family, "Ann"), seen(family, "Juf"), seen(family, "Tess")) == (ann, juf, tess)


def test_a_personal_circle_ends_with_its_key(house: House) -> None:
    family = cast(house)
    own = family.circles["van mij"]
    lay(family, "Tess", "van mij", "dagboek")
    lay(family, "Eva", "van mij", "antwoord")
    letter = {"circle": str(own), "role": "network", "name": "Saar", "address": "saar@example.org", "language": "nl"}
    assert family.client("Tess").post(at(family, "letter_new"), letter).status_code == 303
    eva = family.client("Eva")
    assert eva.get(at(family, "table")).status_code == 200
    answer = family.client("Tess").post(at(family, "circle_remove", own), {"to": "table"})
    assert answer.status_code == 303
    assert eva.get(at(family, "table")).status_code == 404
    for table in ("item", "invitation", "circle_seat", "circle"):
        column = "id" if table == "circle" else "circle_id"
        assert house.owner.execute(f"SELECT count(*) FROM {table} WHERE {column} = %s".encode(), [own]).fetchone() == (
            0,
        )
    with pytest.raises(NoKey):
        vault.current().lend(family.id, shared=(), personal=[own])
    assert seen(family, "Ann") == set()


def test_a_circle_of_ones_own(house: House) -> None:
    family = cast(house)
    oma, once = family.client("Oma"), str(new_id())
    form = {"once": once, "name": "alleen ik"}
    made, again = oma.post(at(family, "circle_own"), form), oma.post(at(family, "circle_own"), form)
    assert (made.status_code, made["Location"]) == (303, again["Location"])
    assert house.owner.execute("SELECT count(*) FROM circle WHERE kind = 'personal'").fetchone() == (2,)
    circle = made["Location"].rstrip("/").rpartition("/")[2]
    oma.post(at(family, "circle_fill", circle), {"seats": [str(family.seats["Juf"])]})
    assert "alleen ik" in family.client("Juf").get(at(family, "circles")).content.decode()
    assert "alleen ik" not in family.client("Ann").get(at(family, "circles")).content.decode()
    assert family.client("Juf").post(at(family, "circle_leave", circle)).status_code == 303
    assert family.client("Juf").get(at(family, "circle", circle)).status_code == 404
    for who in ("Juf", "Eva"):
        assert family.client(who).post(at(family, "circle_own"), form).status_code == 404


def test_who_is_under_twelve_has_no_circle_of_their_own(house: House) -> None:
    family = cast(house)
    with family.visit("Tess") as visit:
        born = visit.seat.card.birth_date
    assert born is not None
    family.seat("Jan", "youth", born=born.replace(year=born.year + 3))
    assert family.client("Jan").get(at(family, "circle_own")).status_code == 404
    assert "circles/own" not in family.client("Jan").get(at(family, "circles")).content.decode()


def test_what_is_done_in_a_personal_circle_is_told_there_alone(house: House) -> None:
    family = cast(house)
    before = len(log(house))
    tess, own = family.client("Tess"), family.circles["van mij"]
    tess.get(at(family, "circle", own))
    tess.post(at(family, "circle_name", own), {"name": "geheim"})
    tess.post(at(family, "circle_fill", own), {"seats": [str(family.seats["Juf"])]})
    tess.post(at(family, "circle_take_out", own, family.seats["Juf"]))
    family.client("Eva").post(at(family, "circle_leave", own))
    assert {kind for _, kind in log(house)[before:]} == {"personal"}
    lines = house.owner.execute(
        "SELECT count(*) FROM access_event WHERE place <> 'table' AND place <> 'letter'"
    ).fetchone()
    assert lines == (0,)


@pytest.mark.parametrize(
    ("who", "way"), [("Tess", "circle_take_out"), ("Tess", "circle_empty"), ("Eva", "circle_leave")]
)
def test_a_guest_who_goes_has_no_seat_any_more(house: House, who: str, way: str) -> None:
    """Sight goes at once, what was written stays with its writer's name, and nobody else learns of any of it."""
    family = cast(house)
    circle, eva = family.circles["van mij"], family.client("Eva")
    lay(family, "Eva", "van mij", "van Eva")
    lay(family, "Tess", "van mij", "van Tess")
    before = family.client("Ann").get(reverse("overview:who_looked", args=[family.id])).content
    ids = [circle, family.seats["Eva"]] if way == "circle_take_out" else [circle]
    assert family.client(who).post(at(family, way, *ids)).status_code == 303
    assert [
        eva.get(path).status_code for path in (at(family, "table"), at(family, "circle", circle), f"/d/{family.id}/")
    ] == [404] * 3
    assert eva.get(at(family, "pulse")).status_code == 404
    ended = house.owner.execute("SELECT until IS NOT NULL FROM seat WHERE id = %s", [family.seats["Eva"]]).fetchone()
    assert ended == (True,)
    with family.visit("Tess") as visit:
        kept = {item.content.name: item.author for item in reading.of_kinds(visit, ASK.name)}
        assert visit.seats[kept["van Eva"]].card.name == "Eva"
        assert family.seats["Eva"] not in {seat.id for seat in visit.sitting(circle)}
    assert family.client("Tess").get(at(family, "seat", family.seats["Eva"])).status_code == 200
    page = family.client("Ann").get(reverse("overview:who_looked", args=[family.id])).content
    assert b"Eva" not in page.replace(b"allowEval", b"")
    assert page.count(b"kring") == before.count(b"kring")


def test_who_sits_at_the_table_too_keeps_that_seat(house: House) -> None:
    family = cast(house)
    tess, circle = family.client("Tess"), family.circles["van mij"]
    tess.post(at(family, "circle_fill", circle), {"seats": str(family.seats["Juf"])})
    tess.post(at(family, "circle_take_out", circle, family.seats["Juf"]))
    tess.post(at(family, "circle_fill", circle), {"seats": str(family.seats["Juf"])})
    assert family.client("Juf").post(at(family, "circle_leave", circle)).status_code == 303
    assert family.client("Juf").get(at(family, "table")).status_code == 200
    assert family.client("Juf").get(at(family, "circle", circle)).status_code == 404


def test_names_and_tasks_stay_when_a_circle_goes(house: House) -> None:
    """Who wrote in a circle that is gone keeps their name where it went, also after their seat has ended."""
    family = cast(house)
    lay(family, "Juf", "School", "van Juf")
    assert (
        family.client("Ann").post(at(family, "circle_remove", family.circles["School"]), {"to": "family"}).status_code
        == 303
    )
    family.end("Juf")
    with family.visit("Oma") as visit:
        [item] = reading.of_kinds(visit, ASK.name)
        assert visit.seats[item.author].card.name == "Juf"
        assert visit.circles[item.circle].kind == "family"


def test_the_log_of_a_removed_circle_stays_for_the_owners(house: House) -> None:
    """And of a personal one for nobody."""
    family = cast(house)
    family.put_in(family.circles["School"], "Oma")
    for circle, who in (("School", "Juf"), ("van mij", "Tess")):
        lay(family, who, circle)
        family.client(who).get(at(family, "circle", family.circles[circle]))

    def lines(who: str) -> int:
        with family.visit(who) as visit:
            told = log_of(visit).lines
        gone = {family.circles["School"], family.circles["van mij"]}
        return len([line for line in told if line.circle in gone])

    before = {who: lines(who) for who in ("Ann", "Bob", "Oma", "Tess")}
    assert all(before.values())
    for circle, who in (("School", "Ann"), ("van mij", "Tess")):
        remove = at(family, "circle_remove", family.circles[circle])
        assert family.client(who).post(remove, {"to": "delete"}).status_code == 303
    after = {who: lines(who) for who in ("Ann", "Bob", "Oma", "Tess")}
    assert after["Ann"] >= before["Ann"]
    assert after["Bob"] >= before["Bob"]
    assert after["Oma"] == after["Tess"] == 0
