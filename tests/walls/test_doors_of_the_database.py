"""Letters and visits: what a stranger with the right ids gets out of the functions that go round row-level security."""

from datetime import timedelta

import psycopg
import pytest
from psycopg import errors
from psycopg.types.json import Jsonb

from tests.walls.doors import ask, ask_of
from tests.walls.scene import Scene

LETTER = "SELECT 1 FROM access_letter(%(token)s, %(address)s)"
CIRCLES = "SELECT 1 FROM access_letter_circles(%(token)s, %(address)s)"
SEATS = "SELECT 1 FROM access_letter_seats(%(token)s, %(address)s)"
ACCEPT = "SELECT access_accept(%(token)s, %(address)s, %(new0)s, 'x', %(new1)s, now())"
DECLINE = "SELECT access_decline(%(token)s, %(address)s, 'x', %(new1)s, now())"
SPOILT = (
    "UPDATE invitation SET state = 'accepted'",
    "UPDATE invitation SET state = 'declined'",
    "UPDATE invitation SET state = 'withdrawn'",
    "UPDATE invitation SET expires = now()",
    "UPDATE seat SET until = now() WHERE role = 'parent'",
    "UPDATE dossier SET frozen_at = now()",
    "UPDATE invitation SET address_hash = 'another'",
    "UPDATE invitation SET token_hash = sha256(token_hash)",
)


@pytest.mark.parametrize("spoil", SPOILT)
def test_a_letter_that_is_no_longer_good_opens_nothing(scene: Scene, spoil: str) -> None:
    token = {"token": scene.letters["table"].bytes, "address": b"address"}
    for statement in (LETTER, CIRCLES, SEATS):
        assert ask(scene, "Vreemd", statement, more=token), "a good letter opens"
    assert ask(scene, "Vreemd", ACCEPT, more=token) == [(True,)]
    assert ask(scene, "Vreemd", DECLINE, more=token) == [(True,)]
    assert ask(scene, "", ACCEPT, more=token) == [(False,)]
    with scene.house.owner.transaction(force_rollback=True):
        scene.house.owner.execute(spoil.encode())
        for statement in (LETTER, CIRCLES, SEATS):
            assert ask(scene, "Vreemd", statement, more=token) == []
        assert ask(scene, "Vreemd", ACCEPT, more=token) == [(False,)]
        assert ask(scene, "Vreemd", DECLINE, more=token) == [(False,)]


def test_a_letter_of_a_personal_circle_shows_that_circle_alone(scene: Scene) -> None:
    token = {"token": scene.letters["tess"].bytes, "address": b"address"}
    circles = ask(scene, "Vreemd", CIRCLES.replace("1", "circle_id"), more=token)
    assert circles == [(scene.one.circles["tess"],)]
    seats = ask(scene, "Vreemd", SEATS.replace("1", "seat_id"), more=token)
    assert {row[0] for row in seats} == {scene.one.seats["Tess"], scene.one.seats["Eva"]}


def test_a_letter_does_not_reach_a_seat_next_door(scene: Scene) -> None:
    token = {"token": scene.letters["table"].bytes, "address": b"address"}
    owner = scene.house.owner
    with owner.transaction(force_rollback=True):
        owner.execute("UPDATE seat SET person_id = NULL WHERE id = %s", [scene.next_door.seats["Yun"]])
        owner.execute("UPDATE invitation SET seat_id = %s", [scene.next_door.seats["Yun"]])
        assert ask(scene, "Vreemd", ACCEPT, more=token) == [(False,)]


@pytest.mark.parametrize(("token", "lines"), [(True, 1), (False, 0)])
def test_a_letter_that_never_was_leaves_no_line_for_anybody(scene: Scene, *, token: bool, lines: int) -> None:
    """But as much work as another: a line in a log that nobody reads."""
    count = "SELECT count(*) FROM log_waiting WHERE place = 'letter' AND dossier_id IN (SELECT id FROM dossier)"
    owner = scene.house.owner
    with owner.transaction(force_rollback=True):
        asked = scene.letters["tess"].bytes if token else b"never"
        owner.execute("SELECT access_letter_refused(%s, gen_random_uuid(), now())", [asked])
        assert owner.execute(count.encode()).fetchone() == (lines,)
        assert owner.execute("SELECT count(*) FROM log_waiting").fetchone() == (1,)


@pytest.mark.parametrize(("address", "lines"), [(b"address", 1), (b"another", 0)])
def test_reading_is_logged_for_whom_the_letter_was_written_to(scene: Scene, address: bytes, lines: int) -> None:
    owner = scene.house.owner
    with owner.transaction(force_rollback=True):
        read = "SELECT access_letter_read(%s, %s, gen_random_uuid(), now())"
        owner.execute(read, [scene.letters["tess"].bytes, address])
        found = owner.execute("SELECT circle_id FROM log_waiting WHERE action = 'letter_read'").fetchall()
        assert found == [(scene.one.circles["tess"],)] * lines


def test_closing_a_visit_that_never_was_is_refused(scene: Scene) -> None:
    line = {
        "id": str(scene.gone),
        "at": "2026-05-01T12:00:00Z",
        "dossier_id": str(scene.one.id),
        "circle_id": None,
        "person_id": str(scene.person("Bo")),
        "seat_id": str(scene.one.seats["Bo"]),
        "action": "read",
        "place": "x",
        "program": "x",
        "emergency": False,
        "seq": 1,
        "hash": "",
    }
    close = "SELECT count(*) FROM access_close(%(lines)s, '[]', '[]', '[]', %(mine)s, %(one)s, now())"
    assert ask(scene, "Bo", close, "one", more={"lines": Jsonb([line]), "mine": scene.one.seats["Bo"]})
    with pytest.raises(errors.InsufficientPrivilege):
        ask(scene, "Vreemd", close, "one", more={"lines": Jsonb([line]), "mine": None})
    with pytest.raises(errors.InsufficientPrivilege):
        ask(scene, "Vreemd", close, "one", more={"lines": Jsonb([]), "mine": scene.one.seats["Bo"]})


@pytest.mark.parametrize("seat", ["seat_Ann", "seat_Eva", "zed_seat_Zed", "gone"])
def test_a_refusal_is_logged_and_gives_nothing_back(scene: Scene, seat: str) -> None:
    refuse = "SELECT access_refuse(gen_random_uuid(), %(one)s, 'x', %(what)s, now())"
    assert ask_of(scene, "Vreemd", "", "", refuse, seat) == [(None,)]


OPEN = "SELECT count(*) FROM access_open_circle"


@pytest.mark.parametrize(
    ("who", "here", "eyes", "circles"),
    [
        ("Ann", "one", "seat_Bo", 2),
        ("Ann", "one", "seat_Tess", 3),
        ("Ann", "one", "seat_Finn", 2),
        ("Ann", "one", "seat_Eva", 0),
        ("Ann", "one", "seat_Piet", 0),
        ("Ann", "one", "zed_seat_Yun", 0),
        ("Ann", "zed", "zed_seat_Yun", 0),
        ("Ann", "one", "gone", 0),
        ("Ann", "", "seat_Bo", 0),
        ("Tess", "one", "seat_Bo", 0),
        ("Oma", "one", "seat_Bo", 0),
        ("Bo", "one", "seat_Ann", 0),
        ("Eva", "one", "seat_Tess", 0),
        ("Vreemd", "one", "seat_Bo", 0),
    ],
)
def test_through_whose_eyes_one_may_look(scene: Scene, who: str, here: str, eyes: str, circles: int) -> None:
    assert ask(scene, who, OPEN, here, eyes) == [(circles,)]
    writing = ask(scene, who, OPEN + " WHERE writes OR holder OR owner OR may_hold OR kind = 'personal'", here, eyes)
    assert writing == [(0,)]


def test_what_was_said_to_postgresql_is_gone_after_the_transaction(scene: Scene) -> None:
    said = "SELECT coalesce(current_setting('kt.person', true), ''), (SELECT count(*) FROM item)"
    with psycopg.connect(scene.house.web_url) as web:
        for end in (web.commit, web.rollback):
            web.execute("SELECT access_enter(%s, %s, NULL)", [scene.person("Ann"), scene.one.id])
            row = web.execute(said).fetchone()
            assert row
            assert row[0] == str(scene.person("Ann"))
            assert row[1] > 0
            end()
            assert web.execute(said).fetchone() == ("", 0)
            web.rollback()


def test_a_dossier_that_froze_this_second_is_shut(scene: Scene) -> None:
    """The rule asks for the time of the statement, not of the transaction."""
    with scene.house.owner.transaction(force_rollback=True):
        scene.house.owner.execute("UPDATE seat SET until = clock_timestamp() WHERE id = %s", [scene.one.seats["Bo"]])
        assert ask(scene, "Bo", OPEN, "one") == [(0,)]
        scene.house.owner.execute("UPDATE seat SET until = now() + %s", [timedelta(days=14)])
        assert ask(scene, "Bo", OPEN, "one") == [(2,)]


def test_nothing_is_brought_into_a_dossier_that_is_there_already(scene: Scene) -> None:
    for who in ("Ann", "Vreemd", ""):
        with pytest.raises(errors.InsufficientPrivilege):
            ask(scene, who, "SELECT access_bring_here()", "one")
