"""Looking through somebody else's eyes."""

from django.urls import reverse
from tests.support.family import Family
from tests.support.house import House
from tests.support.tables import cast, log


def at(family: Family, name: str, *ids: object) -> str:
    return reverse(f"table:{name}", args=[family.id, *ids])


def test_an_owner_sees_what_that_seat_sees_and_changes_nothing(house: House) -> None:
    family = cast(house)
    ann = family.client("Ann")
    assert ann.post(at(family, "view_as", family.seats["Juf"])).status_code == 303
    page = ann.get(at(family, "table")).content.decode()
    assert "Je ziet nu wat Juf ziet" in page
    assert at(family, "stop_viewing") in page
    for drawn in ("letter_new", "freeze", "leave", "ask_new"):
        assert at(family, drawn) not in page
    assert ann.get(at(family, "circle", family.family)).status_code == 404
    for name in ("freeze", "leave", "circle_new", "seat_add", "ask_new"):
        assert (name, ann.post(at(family, name), {"name": "x"}).status_code) == (name, 404)
    assert ann.get(at(family, "pulse")).status_code == 204
    assert ann.post(at(family, "stop_viewing")).status_code == 303
    assert ann.get(at(family, "circle", family.family)).status_code == 200
    lines = [line for line in log(house) if line[0] not in ("founded", "read", "refused")]
    assert lines == [("view_as", "table"), ("read_as", "table"), ("view_as_end", "table")]


def test_never_into_a_personal_circle(house: House) -> None:
    family = cast(house)
    ann = family.client("Ann")
    ann.post(at(family, "view_as", family.seats["Tess"]))
    page = ann.get(at(family, "circles")).content.decode()
    assert "Je ziet nu wat Tess ziet" in page
    assert "van mij" not in page
    assert "circles/own" not in page
    assert ann.get(at(family, "circle", family.circles["van mij"])).status_code == 404


def test_one_is_oneself_again_when_the_seat_ends(house: House) -> None:
    family = cast(house)
    ann = family.client("Ann")
    ann.post(at(family, "view_as", family.seats["Juf"]))
    family.end("Juf")
    assert ann.get(at(family, "pulse")).status_code == 404
    assert ann.get(at(family, "table")).status_code == 302
    assert "Je ziet nu wat" not in ann.get(at(family, "table")).content.decode()


def test_stopping(house: House) -> None:
    family = cast(house)
    assert family.client("Juf").post(at(family, "stop_viewing")).status_code == 303
    assert family.client("Vreemd").post(at(family, "stop_viewing")).status_code == 404
    assert family.client("Ann").get(at(family, "stop_viewing")).status_code == 405
    assert family.client("Weg").get(at(family, "stop_viewing")).status_code == 405
