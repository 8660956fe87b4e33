"""Every address of the table by everybody who may come along, by each method."""

import re

import pytest
from django.urls import reverse
from tests.support.family import Family
from tests.support.house import House
from tests.support.tables import CAST, browser, cast, log

from keukentafel.dossiers.models import new_id

AT_TABLE = "Ann Bob Tess Oma Juf"
INSIDE = f"{AT_TABLE} Eva"
OWNERS = "Ann Bob"
# address, ids (seats and circles by name), query, who gets the page; everybody else gets "not found"
PAGES = [
    ("table", "", {}, INSIDE),
    ("leave", "", {}, INSIDE),
    ("seat_add", "", {}, OWNERS),
    ("seat", "seat:Juf", {}, AT_TABLE),
    ("seat", "seat:Kleine", {}, AT_TABLE),
    ("seat", "seat:Tess", {}, INSIDE),
    ("seat", "seat:Eva", {}, "Tess Eva"),
    ("seat", "seat:Weg", {}, AT_TABLE),
    ("seat_edit", "seat:Juf", {}, f"{OWNERS} Juf"),
    ("seat_edit", "seat:Tess", {}, f"{OWNERS} Tess"),
    ("seat_edit", "seat:Eva", {}, "Eva"),
    ("seat_edit", "seat:Weg", {}, ""),
    ("letter_new", "", {}, OWNERS),
    ("letter_new", "", {"role": "professional"}, OWNERS),
    ("letter_new", "", {"seat": "seat:Kleine"}, OWNERS),
    ("letter_new", "", {"seat": "seat:Oma"}, ""),
    ("letter_new", "", {"circle": "circle:van mij"}, "Tess"),
    ("letter_new", "", {"circle": "circle:van mij", "seat": "seat:Kleine"}, ""),
    ("letter_new", "", {"circle": "circle:School"}, ""),
    ("letter_new", "", {"circle": "no id at all"}, ""),
    ("ask_new", "", {}, "Tess Oma Juf"),
    ("circles", "", {}, INSIDE),
    ("circle_new", "", {}, OWNERS),
    ("circle_own", "", {}, f"{OWNERS} Tess Oma"),
    ("circle", "circle:table", {}, AT_TABLE),
    ("circle", "circle:family", {}, f"{OWNERS} Tess Oma"),
    ("circle", "circle:School", {}, f"{OWNERS} Juf"),
    ("circle", "circle:van mij", {}, "Tess Eva"),
    ("circle_name", "circle:School", {}, OWNERS),
    ("circle_name", "circle:table", {}, ""),
    ("circle_name", "circle:van mij", {}, "Tess"),
    ("circle_fill", "circle:School", {"seats": "seat:Oma"}, OWNERS),
    ("circle_fill", "circle:van mij", {"seats": "seat:Oma"}, "Tess"),
    ("circle_fill", "circle:table", {"seats": "seat:Oma"}, ""),
    ("circle_remove", "circle:School", {}, OWNERS),
    ("circle_remove", "circle:family", {}, ""),
    ("circle_remove", "circle:van mij", {}, "Tess"),
]
# what only takes POST; who may not do it gets "not found", and nothing happens
DEEDS = [
    ("freeze", "", OWNERS),
    ("thaw", "", OWNERS),
    ("seat_end", "seat:Juf", OWNERS),
    ("seat_end", "seat:Kleine", OWNERS),
    ("seat_end", "seat:Bob", ""),
    ("seat_end", "seat:Eva", ""),
    ("seat_coordinator", "seat:Juf", OWNERS),
    ("seat_coordinator", "seat:Eva", ""),
    ("view_as", "seat:Juf", OWNERS),
    ("view_as", "seat:Eva", ""),
    ("view_as", "seat:Weg", ""),
    ("circle_empty", "circle:School", OWNERS),
    ("circle_empty", "circle:van mij", "Tess"),
    ("circle_leave", "circle:School", "Juf"),
    ("circle_leave", "circle:van mij", "Eva"),
    ("circle_leave", "circle:table", ""),
    ("circle_leave", "circle:family", ""),
    ("circle_take_out", "circle:School seat:Juf", OWNERS),
    ("circle_take_out", "circle:School seat:Ann", ""),
    ("circle_take_out", "circle:van mij seat:Eva", "Tess"),
    ("circle_take_out", "circle:van mij seat:Tess", ""),
]


def found(family: Family, name: str) -> object:
    """What "seat:Juf" or "circle:van mij" stands for."""
    sort, _, key = name.partition(":")
    return {"seat": family.seats, "circle": family.circles}.get(sort, {}).get(key, name)


def address(family: Family, name: str, ids: str) -> str:
    parts = re.findall(r"(?:seat|circle):.+?(?= seat:|$)", ids)
    return reverse(f"table:{name}", args=[family.id, *(found(family, part) for part in parts)])


@pytest.mark.parametrize("who", CAST)
def test_pages(house: House, who: str) -> None:
    family = cast(house)
    client = browser(family, who)
    for name, ids, query, allowed in PAGES:
        asked = {key: str(found(family, value)) for key, value in query.items()}
        got = client.get(address(family, name, ids), asked).status_code
        expected = 302 if who == "niemand" else 200 if who in allowed.split() else 404
        assert (name, ids, query, got) == (name, ids, query, expected)


@pytest.mark.parametrize("who", CAST)
def test_deeds_by_get_and_by_who_may_not(house: House, who: str) -> None:
    family = cast(house)
    client = browser(family, who)
    for name, ids, allowed in DEEDS:
        away = 302 if who == "niemand" else 404
        got = client.get(address(family, name, ids)).status_code
        assert (name, got) == (name, 405 if who in INSIDE.split() else away)
        if who not in allowed.split():
            assert (name, ids, client.post(address(family, name, ids)).status_code) == (name, ids, away)
    assert {action for action, _ in log(house)} - {"founded", "refused", "read"} == set()


def test_deeds_by_who_may(house: House) -> None:
    family = cast(house)
    for who, name, ids in [
        ("Ann", "freeze", ""),
        ("Bob", "thaw", ""),
        ("Ann", "seat_coordinator", "seat:Juf"),
        ("Ann", "view_as", "seat:Juf"),
        ("Ann", "circle_fill", "circle:School"),
        ("Tess", "circle_fill", "circle:van mij"),
        ("Juf", "circle_leave", "circle:School"),
        ("Bob", "circle_empty", "circle:School"),
        ("Tess", "circle_empty", "circle:van mij"),
        ("Bob", "seat_end", "seat:Kleine"),
        ("Ann", "seat_end", "seat:Juf"),
    ]:
        assert (name, family.client(who).post(address(family, name, ids)).status_code) == (name, 303)
    assert [line for line in log(house) if line[0] not in ("founded", "refused", "read")] == [
        ("freeze", "table"), ("thaw", "table"), ("coordinator", "table"), ("view_as", "table"),
        ("circle_leave", "table"), ("circle_take_out", "personal"), ("seat_end", "table"), ("seat_end", "table"),
    ]  # fmt: skip


def evened(page: bytes) -> bytes:
    """Without what differs by itself: the form's token, and the asked address itself."""
    return re.sub(rb'name="(csrfmiddlewaretoken|next)" value="[^"]*"', b"", page)


def test_hidden_is_as_what_never_was(house: House) -> None:
    family = cast(house)
    for who in ("Ann", "Juf", "Oma"):
        client = browser(family, who)
        for name, ids in (("circle", "circle:van mij"), ("seat", "seat:Eva"), ("circle_name", "circle:van mij")):
            hidden = client.get(address(family, name, ids))
            never = client.get(reverse(f"table:{name}", args=[family.id, new_id()]))
            assert (hidden.status_code, evened(hidden.content)) == (404, evened(never.content))
            assert sorted(hidden.headers) == sorted(never.headers)


def test_a_personal_circle_leaves_no_trace_on_others_pages(house: House) -> None:
    family = cast(house)
    tess = family.client("Tess")
    before = {who: pages_of(family, who) for who in ("Ann", "Oma", "Juf")}
    lines = log(house)
    tess.post(reverse("table:circle_own", args=[family.id]), {"name": "nog een"})
    made = house.owner.execute("SELECT id FROM circle WHERE kind = 'personal' ORDER BY created DESC").fetchone()
    assert made is not None
    letter = {
        "circle": str(made[0]),
        "role": "network",
        "name": "Saar",
        "address": "saar@example.org",
        "language": "nl",
    }
    assert tess.post(reverse("table:letter_new", args=[family.id]), letter).status_code == 303
    tess.post(reverse("table:circle_fill", args=[family.id, made[0]]), {"seats": [str(family.seats["Oma"])]})
    tess.post(reverse("table:circle_empty", args=[family.id, made[0]]))
    assert {kind for _, kind in log(house)[len(lines) :]} == {"personal"}
    tess.post(reverse("table:circle_remove", args=[family.id, made[0]]))
    assert {who: pages_of(family, who) for who in ("Ann", "Oma", "Juf")} == before


def pages_of(family: Family, who: str) -> list[bytes]:
    client = browser(family, who)
    names = ("table", "circles", "leave")
    pages = [client.get(reverse(f"table:{name}", args=[family.id])).content for name in names]
    pages.append(client.get(address(family, "seat", "seat:Tess")).content)
    return [evened(page) for page in pages]


def test_pulse(house: House, django_assert_num_queries) -> None:
    family = cast(house)
    lines = log(house)
    for who in CAST:
        answer = browser(family, who).get(reverse("table:pulse", args=[family.id]))
        assert (who, answer.status_code) == (who, 204 if who in INSIDE.split() else 404)
    assert log(house) == lines
    client = family.client("Juf")
    with django_assert_num_queries(2):  # the session with its person, the rule
        client.get(reverse("table:pulse", args=[family.id]))
    family.freeze()
    assert client.get(reverse("table:pulse", args=[family.id])).status_code == 404
    assert family.client("Oma").get(reverse("table:pulse", args=[family.id])).status_code == 204


def test_freezing_and_ending_shut_out_at_once(house: House) -> None:
    family = cast(house)
    ann, juf = family.client("Ann"), family.client("Juf")
    table = reverse("table:table", args=[family.id])
    ann.post(reverse("table:freeze", args=[family.id]))
    assert juf.get(table).status_code == 404
    assert "bevroren" in family.client("Oma").get(table).content.decode()
    ann.post(reverse("table:thaw", args=[family.id]))
    assert juf.get(table).status_code == 200
    ann.post(address(family, "seat_end", "seat:Juf"))
    assert juf.get(table).status_code == 404
    assert [line for line in log(house) if line[0] in ("freeze", "thaw", "seat_end")] == [
        ("freeze", "table"), ("thaw", "table"), ("seat_end", "table"),
    ]  # fmt: skip


def test_leaving(house: House) -> None:
    family = cast(house)
    leave = reverse("table:leave", args=[family.id])
    for who in ("Juf", "Eva", "Tess", "Bob"):
        client = family.client(who)
        answer = client.post(leave)
        assert (who, answer.status_code) == (who, 303)
        assert client.get(leave).status_code == 404
    last = family.client("Ann").post(leave)
    assert last.status_code == 409
    assert "Je kunt nu niet weg" in last.content.decode()


def test_another_owners_seat_is_told_in_words(house: House) -> None:
    family = cast(house)
    page = family.client("Ann").get(address(family, "seat", "seat:Bob")).content.decode()
    assert "Jullie beslissen samen" in page
    assert "/end/" not in page


def test_a_card(house: House) -> None:
    family = cast(house)
    juf = family.client("Juf")
    edit = address(family, "seat_edit", "seat:Juf")
    assert juf.post(edit, {"name": "Juf\u202eEls", "phone": "06"}).status_code == 422
    assert juf.post(edit, {"name": "x" * 81}).status_code == 422
    assert juf.post(edit, {"name": ""}).status_code == 422
    wrong = juf.post(edit, {"name": "", "phone": "06-12345678"}).content.decode()
    assert "Vul dit nog in." in wrong
    assert "06-12345678" in wrong
    assert juf.post(edit, {"name": "Juf <b>Els</b>", "phone": "06-1"}).status_code == 303
    page = family.client("Oma").get(address(family, "seat", "seat:Juf")).content.decode()
    assert "Juf &lt;b&gt;Els&lt;/b&gt;" in page


def test_a_child_without_an_account(house: House) -> None:
    family = cast(house)
    ann = family.client("Ann")
    add = reverse("table:seat_add", args=[family.id])
    form = {"once": str(new_id()), "role": "youth", "name": "Mo", "birth_date": "2020-02-03"}
    for wrong in ("", "0000-01-01", "2090-01-01", "1801-01-01", "gisteren"):
        assert (wrong, ann.post(add, form | {"birth_date": wrong}).status_code) == (wrong, 422)
    first, second = ann.post(add, form), ann.post(add, form)
    assert (first.status_code, first["Location"]) == (303, second["Location"])
    assert ann.get(first["Location"]).status_code == 200
    with family.visit("Oma") as visit:
        assert [seat.card.name for seat in visit.seats.values()].count("Mo") == 1
        assert len(visit.sitting(family.family)) == 6


def test_the_coordinator(house: House) -> None:
    family = cast(house)
    ann = family.client("Ann")
    ann.post(address(family, "seat_coordinator", "seat:Juf"))
    with family.visit("Bob") as visit:
        assert [seat.card.name for seat in visit.seats.values() if seat.coordinator] == ["Juf"]


def test_a_question_to_the_family(house: House) -> None:
    family = cast(house)
    ann, juf = family.client("Ann"), family.client("Juf")
    new = reverse("table:ask_new", args=[family.id])
    form = {
        "once": str(new_id()),
        "name": "Kees",
        "organisation": "Jeugdteam",
        "function": "coach",
        "words": "Hij rekent.",
    }
    assert juf.post(new, form).status_code == juf.post(new, form).status_code == 303
    asks = house.owner.execute("SELECT id FROM item WHERE kind = 'table.ask'").fetchall()
    assert len(asks) == 1
    ask = asks[0][0]
    assert "Kees" in ann.get(reverse("table:table", args=[family.id])).content.decode()
    assert "Kees" not in family.client("Oma").get(reverse("table:table", args=[family.id])).content.decode()
    for who in ("Juf", "Oma", "Eva"):
        assert family.client(who).post(reverse("table:ask_decline", args=[family.id, ask])).status_code == 404
        assert (
            family.client(who).get(reverse("table:letter_new", args=[family.id]), {"ask": str(ask)}).status_code == 404
        )
    page = ann.get(reverse("table:letter_new", args=[family.id]), {"ask": str(ask)}).content.decode()
    assert 'value="Kees"' in page
    assert 'value="Jeugdteam"' in page
    letter = {"ask": str(ask), "role": "professional", "name": "Kees", "address": "kees@example.org", "language": "nl",
              "organisation": "Jeugdteam", "function": "coach"}  # fmt: skip
    assert ann.post(reverse("table:letter_new", args=[family.id]), letter).status_code == 303
    assert house.owner.execute("SELECT state FROM item WHERE id = %s", [ask]).fetchone() == ("invited",)
    assert juf.post(reverse("table:ask_delete", args=[family.id, ask])).status_code == 303
