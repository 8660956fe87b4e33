"""The functions that go round row-level security on purpose: what a stranger with the right ids gets out of them."""

from datetime import timedelta
from typing import Any

import psycopg
import pytest
from psycopg import errors
from psycopg.types.json import Jsonb

from tests.walls.kit import as_web, web_login
from tests.walls.scene import Scene

DOORS = {
    "access_accept",
    "access_advance",
    "access_alone_here",
    "access_answer_ending",
    "access_archives_over",
    "access_ask_after",
    "access_ask_ending",
    "access_authority_agree",
    "access_authority_begins",
    "access_authority_contest",
    "access_authority_end",
    "access_authority_record",
    "access_birthday",
    "access_bring_abouts",
    "access_bring_authority",
    "access_bring_blobs",
    "access_bring_circles",
    "access_bring_consents",
    "access_bring_done",
    "access_bring_dossier",
    "access_bring_here",
    "access_bring_items",
    "access_bring_seats",
    "access_bring_seen",
    "access_bring_versions",
    "access_bursts",
    "access_carry_out",
    "access_circle_gone",
    "access_circle_is_about",
    "access_close_account",
    "access_coordinate",
    "access_copy_item",
    "access_copy_seat",
    "access_copy_version",
    "access_correct_birth",
    "access_decline",
    "access_destroyed",
    "access_doom_key",
    "access_doomed",
    "access_emergency_ask",
    "access_emergency_end",
    "access_emergency_mine",
    "access_emergency_off",
    "access_emergency_on",
    "access_emergency_open",
    "access_emergency_veto",
    "access_end_guests",
    "access_end_seat",
    "access_ended_seat",
    "access_ending_due",
    "access_ending_waits",
    "access_endings_due",
    "access_enter",
    "access_file_gone",
    "access_found",
    "access_gone_files",
    "access_governors",
    "access_guard_place",
    "access_hall",
    "access_head_of_circle",
    "access_head_of_dossier",
    "access_is_professional",
    "access_known_here",
    "access_lay_place",
    "access_letter",
    "access_letter_circles",
    "access_letter_read",
    "access_letter_refused",
    "access_letter_seats",
    "access_link",
    "access_my_ended",
    "access_my_lines",
    "access_my_seat",
    "access_note_burst",
    "access_only_mine",
    "access_open_circles",
    "access_overdue",
    "access_refuse",
    "access_removed_files",
    "access_risen",
    "access_rounds",
    "access_sat_at_table",
    "access_say",
    "access_still_waiting",
    "access_unknown_files",
    "access_unsay",
    "access_waiting",
}
FUNCTIONS = """
SELECT p.proname, p.prosecdef, pg_get_userbyid(p.proowner), p.proconfig,
       has_function_privilege('public', p.oid, 'execute')
  FROM pg_proc p WHERE p.pronamespace = 'public'::regnamespace AND (p.prosecdef OR p.proname LIKE 'access\\_%')
"""


def test_every_door_is_known_here(scene: Scene) -> None:
    """Written by hand: whoever adds a door adds its misuse below."""
    found = scene.house.owner.execute(FUNCTIONS).fetchall()
    assert {row[0] for row in found if row[1]} == DOORS
    assert {row[2] for row in found} == {"keukentafel_rule"}
    assert [row[0] for row in found if row[4]] == [], "anybody may call these"
    for name, definer, _, config, _ in found:
        assert not definer or config == ["search_path=pg_catalog, public, pg_temp"], name


def ask(scene: Scene, who: str, statement: str, here: str = "", eyes: str = "", *, more: Any = None) -> list[Any]:
    """What a statement gives to somebody."""
    names = scene.names() | (more or {})
    with as_web(
        scene.house.owner,
        web_login(scene.house.web_url),
        scene.person(who) if who else None,
        names.get(here),
        names.get(eyes),
    ) as cursor:
        return cursor.execute(statement.encode(), names).fetchall()


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


def test_a_birthday_moves_only_a_seat_in_sight_and_only_forward(scene: Scene) -> None:
    owner, login = scene.house.owner, web_login(scene.house.web_url)
    for who, seat, band, moved in (
        ("Ann", "Tess", 16, True),
        ("Ann", "Tess", 0, False),
        ("Ann", "Bo", 99, False),
        ("Zed", "Tess", 16, False),
        ("Vreemd", "Tess", 16, False),
        ("Piet", "Tess", 16, False),
    ):
        with owner.transaction(force_rollback=True):
            with owner.cursor() as cursor:
                cursor.execute("SELECT set_config('kt.person', %s, true)", [str(scene.person(who))])
                cursor.execute(f'SET LOCAL ROLE "{login}"'.encode())
                cursor.execute(
                    "SELECT access_birthday(%s, %s::smallint, gen_random_uuid(), now())", [scene.one.seats[seat], band]
                )
                cursor.execute("RESET ROLE")
            row = owner.execute("SELECT age_band FROM seat WHERE id = %s", [scene.one.seats[seat]]).fetchone()
            assert row
            assert (row[0] == band) is moved, (who, seat, band)


END = "SELECT access_end_seat(%(what)s, now())"
COORDINATE = "SELECT access_coordinate(%(what)s)"
LAY_PLACE = "SELECT access_lay_place(%(new0)s, %(what)s, true, 18::smallint, 'x', now()) IS NOT NULL"


CORRECT = "SELECT access_correct_birth(%(what)s, {}::smallint, {}, 'x')"
OLDER, YOUNGER, SAME = (CORRECT.format(*said) for said in ((16, "true"), (0, "false"), (12, "false")))
LIES = [CORRECT.format(*said) for said in ((16, "false"), (0, "true"), (99, "true"))]


@pytest.mark.parametrize(
    ("who", "here", "eyes", "statement", "what", "may"),
    [
        ("Ann", "one", "", OLDER, "seat_Tess", True),
        ("Tess", "one", "", OLDER, "seat_Tess", False),
        ("Oma", "one", "", OLDER, "seat_Tess", False),
        ("Bo", "one", "", OLDER, "seat_Tess", False),
        ("Ann", "one", "seat_Tess", OLDER, "seat_Tess", False),
        ("Zed", "zed", "", OLDER, "seat_Tess", False),
        ("Ann", "one", "", YOUNGER, "seat_Tess", False),
        ("Tess", "one", "", YOUNGER, "seat_Tess", False),  # she has a circle of her own
        ("Tess", "one", "", SAME, "seat_Tess", True),
        ("Ann", "one", "", SAME, "seat_Tess", False),
        ("Ann", "one", "", OLDER, "seat_Finn", True),
        ("Tess", "one", "", OLDER, "seat_Finn", False),
        ("Ann", "one", "", OLDER, "seat_Ben", False),
        *((who, "one", "", lie, "seat_Tess", False) for who in ("Ann", "Tess") for lie in LIES),
        ("Ann", "one", "", END, "seat_Bo", True),
        ("Ann", "one", "", END, "seat_Tess", True),
        ("Bo", "one", "", END, "seat_Bo", True),
        ("Eva", "one", "", END, "seat_Eva", True),
        ("Ann", "one", "", END, "seat_Ann", True),
        ("Zed", "zed", "", END, "zed_seat_Zed", False),  # the last owner
        ("Ann", "one", "", END, "seat_Ben", False),
        ("Ann", "one", "", END, "seat_Eva", False),
        ("Ann", "one", "", END, "seat_Piet", False),
        ("Ann", "one", "", END, "gone", False),
        ("Ann", "one", "", END, "zed_seat_Yun", False),
        ("Ann", "zed", "", END, "zed_seat_Yun", False),
        ("Ann", "one", "seat_Ben", END, "seat_Bo", False),
        ("Ann", "one", "seat_Bo", END, "seat_Bo", False),
        ("Bo", "one", "", END, "seat_Kim", False),
        ("Oma", "one", "", END, "seat_Bo", False),
        ("Tess", "one", "", END, "seat_Eva", False),
        ("Vreemd", "one", "", END, "seat_Bo", False),
        ("", "one", "", END, "seat_Bo", False),
        ("Ann", "one", "", COORDINATE, "seat_Bo", True),
        ("Ann", "one", "", COORDINATE, "seat_Eva", False),
        ("Ann", "one", "", COORDINATE, "seat_Piet", False),
        ("Ann", "one", "", COORDINATE, "zed_seat_Yun", False),
        ("Ann", "one", "seat_Ben", COORDINATE, "seat_Bo", False),
        ("Bo", "one", "", COORDINATE, "seat_Bo", False),
        ("Tess", "one", "", COORDINATE, "seat_Tess", False),
        ("Vreemd", "one", "", COORDINATE, "seat_Bo", False),
        ("Ann", "one", "", LAY_PLACE, "network", True),
        ("Ann", "one", "", LAY_PLACE, "professional", False),
        ("Ann", "zed", "", LAY_PLACE, "network", False),
        ("Ann", "one", "seat_Ben", LAY_PLACE, "network", False),
        ("Oma", "one", "", LAY_PLACE, "network", False),
        ("Bo", "one", "", LAY_PLACE, "parent", False),
        ("Vreemd", "one", "", LAY_PLACE, "parent", False),
    ],
)
def test_who_may_seat_and_end(
    scene: Scene, who: str, here: str, eyes: str, statement: str, what: str, *, may: bool
) -> None:
    given = ask(scene, who, statement, here, eyes, more={"what": scene.names().get(what, what)})
    assert given == [(may,)]


HOSTS = [("Tess", "tess", 1), ("Ann", "tess", 0), ("Ann", "school", 0), ("Eva", "tess", 0), ("Vreemd", "tess", 0)]


@pytest.mark.parametrize(("who", "circle", "ended"), HOSTS)
def test_guests_are_ended_by_their_host_alone(scene: Scene, who: str, circle: str, ended: int) -> None:
    end = ("SELECT access_end_guests(%s, NULL, now())", [scene.one.circles[circle]])
    assert ended_by(scene, who, *end) == ended


def ended_by(scene: Scene, who: str, statement: str, values: list[Any]) -> int:
    """How many seats somebody's statement ends."""
    owner, login = scene.house.owner, web_login(scene.house.web_url)
    with owner.transaction(force_rollback=True), owner.cursor() as cursor:
        before = cursor.execute("SELECT count(*) FROM seat WHERE until IS NULL").fetchone()
        cursor.execute("SELECT set_config('kt.person', %s, true)", [str(scene.person(who))])
        cursor.execute(f'SET LOCAL ROLE "{login}"'.encode())
        cursor.execute(statement.encode(), values)
        cursor.execute("RESET ROLE")
        after = cursor.execute("SELECT count(*) FROM seat WHERE until IS NULL").fetchone()
        assert before
        assert after
        return int(before[0] - after[0])


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


FOUND = (
    "SELECT access_found(%(new0)s, 'x', %(new1)s, %(role)s, %(band)s::smallint, 'x', %(new2)s, 'x', %(new3)s, 'x',"
    " gen_random_uuid(), now())"
)


@pytest.mark.parametrize(
    ("who", "role", "band", "may"),
    [
        ("Vreemd", "parent", 18, True),
        ("Vreemd", "youth", 16, True),
        ("Vreemd", "youth", 12, False),
        ("Vreemd", "professional", 18, False),
        ("Vreemd", "network", 18, False),
        ("Vreemd", "relative", 18, False),
        ("", "parent", 18, False),
    ],
)
def test_who_may_found(scene: Scene, who: str, role: str, band: int, *, may: bool) -> None:
    if may:
        assert ask(scene, who, FOUND, more={"role": role, "band": band})
    else:
        with pytest.raises(errors.InsufficientPrivilege):
            ask(scene, who, FOUND, more={"role": role, "band": band})


def test_founding_in_anothers_place_is_refused(scene: Scene) -> None:
    with pytest.raises(errors.UniqueViolation):
        ask(scene, "Vreemd", FOUND.replace("%(new0)s", "%(one)s"), more={"role": "parent", "band": 18})


def test_asking_whose_seat_it_is_tells_only_of_ones_own(scene: Scene) -> None:
    mine = "SELECT access_my_seat(%(one)s, %(seat_Bo)s)"
    assert ask(scene, "Bo", mine) == [(True,)]
    assert ask(scene, "Ann", mine) == ask(scene, "Vreemd", mine) == ask(scene, "", mine) == [(False,)]
    assert ask(scene, "Bo", "SELECT access_my_seat(%(zed)s, %(seat_Bo)s)") == [(False,)]


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
    close = "SELECT count(*) FROM access_close(%(lines)s, '[]', '[]', %(mine)s, %(one)s, now())"
    assert ask(scene, "Bo", close, "one", more={"lines": Jsonb([line]), "mine": scene.one.seats["Bo"]})
    with pytest.raises(errors.InsufficientPrivilege):
        ask(scene, "Vreemd", close, "one", more={"lines": Jsonb([line]), "mine": None})
    with pytest.raises(errors.InsufficientPrivilege):
        ask(scene, "Vreemd", close, "one", more={"lines": Jsonb([]), "mine": scene.one.seats["Bo"]})


@pytest.mark.parametrize("seat", ["seat_Ann", "seat_Eva", "zed_seat_Zed", "gone"])
def test_a_refusal_is_logged_and_gives_nothing_back(scene: Scene, seat: str) -> None:
    refuse = "SELECT access_refuse(gen_random_uuid(), %(person_Bo)s, %(one)s, 'x', %(what)s, now())"
    assert ask(scene, "Vreemd", refuse, more={"what": scene.names()[seat]}) == [(None,)]


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


RECORD = "SELECT access_authority_record(%(seat_Tess)s, %(what)s, 'court', 'x', now())"
CONTEST = "SELECT access_authority_contest(%(seat_Tess)s, %(what)s, 'x', now())"
NO_MORE = "SELECT access_authority_end(%(what)s, now())"
ABOUT = "SELECT access_circle_is_about(%(circle_school)s, %(what)s, true, now())"
NOT_ABOUT = "SELECT access_circle_is_about(%(circle_school)s, %(what)s, false, now())"
SWITCH = (
    "SELECT access_emergency_on(24::smallint, 72::smallint, ARRAY[%(what)s]::uuid[], ARRAY[%(circle_family)s]::uuid[])"
)
OFF = "SELECT access_emergency_off()"
OPENING = "SELECT access_emergency_open(%(item_call)s)"
VETO = "SELECT access_emergency_veto(%(item_call)s)"
BACK = "SELECT access_emergency_end(%(item_call)s)"
COPY = "SELECT access_copy_seat(%(new0)s, 'relative', 18::smallint, 'x', now())"


@pytest.mark.parametrize(
    ("who", "here", "eyes", "statement", "what", "may"),
    [
        ("Ann", "one", "", RECORD, "seat_Ben", True),
        ("Ann", "one", "", RECORD, "seat_Oma", False),
        ("Ann", "one", "", RECORD, "zed_seat_Zed", False),
        ("Ann", "zed", "", RECORD, "seat_Ben", False),
        ("Zed", "one", "", RECORD, "seat_Ben", False),
        ("Tess", "one", "", RECORD, "seat_Ben", False),
        ("Bo", "one", "", RECORD, "seat_Ben", False),
        ("Ann", "one", "seat_Ben", RECORD, "seat_Ben", False),
        ("Tess", "one", "", CONTEST, "seat_Ben", True),
        ("Ann", "one", "", CONTEST, "seat_Ben", True),
        ("Ann", "one", "", CONTEST, "seat_Ann", False),
        ("Oma", "one", "", CONTEST, "seat_Ben", False),
        ("Zed", "zed", "", CONTEST, "seat_Ben", False),
        ("Ann", "one", "", NO_MORE, "seat_Tess", True),
        ("Oma", "one", "", NO_MORE, "seat_Tess", False),
        ("Zed", "zed", "", NO_MORE, "seat_Tess", False),
        ("Ann", "one", "seat_Ben", NO_MORE, "seat_Tess", False),
        ("Ann", "one", "", ABOUT, "seat_Finn", True),
        ("Tess", "one", "", ABOUT, "seat_Finn", False),
        ("Oma", "one", "", ABOUT, "seat_Oma", False),  # she does not sit there
        ("Bo", "one", "", ABOUT, "seat_Tess", False),
        ("Zed", "zed", "", ABOUT, "seat_Tess", False),
        ("Tess", "one", "", NOT_ABOUT, "seat_Tess", True),
        ("Ann", "one", "", NOT_ABOUT, "seat_Tess", False),
        ("Bo", "one", "", NOT_ABOUT, "seat_Tess", False),
        ("Ann", "one", "", SWITCH, "seat_Kim", True),
        ("Ann", "one", "", SWITCH, "seat_Ben", False),
        ("Ann", "one", "", SWITCH, "seat_Finn", False),
        ("Ann", "one", "", SWITCH, "seat_Eva", False),
        ("Ann", "one", "", SWITCH, "zed_seat_Yun", False),
        ("Oma", "one", "", SWITCH, "seat_Oma", False),
        ("Kim", "one", "", SWITCH, "seat_Kim", False),
        ("Zed", "zed", "", SWITCH, "seat_Kim", False),
        ("Ann", "one", "seat_Ben", SWITCH, "seat_Kim", False),
        ("Ben", "one", "", OFF, "gone", True),
        ("Tess", "one", "", OFF, "gone", False),
        ("Kim", "one", "", OFF, "gone", False),
        ("Zed", "zed", "", OFF, "gone", False),
        ("Kim", "one", "", OPENING, "gone", True),
        ("Ann", "one", "", OPENING, "gone", False),
        ("Bo", "one", "", OPENING, "gone", False),
        ("Zed", "one", "", OPENING, "gone", False),
        ("Kim", "zed", "", OPENING, "gone", False),
        ("Ann", "one", "", VETO, "gone", True),
        ("Tess", "one", "", VETO, "gone", True),
        ("Oma", "one", "", VETO, "gone", False),
        ("Kim", "one", "", VETO, "gone", False),
        ("Zed", "zed", "", VETO, "gone", False),
        ("Ann", "one", "seat_Ben", VETO, "gone", False),
        ("Kim", "one", "", BACK, "gone", True),
        ("Ann", "one", "", BACK, "gone", False),
        ("Zed", "zed", "", BACK, "gone", False),
        ("Ann", "one", "", COPY, "gone", False),  # others have accounts there
        ("Zed", "zed", "", COPY, "gone", False),
        ("Vreemd", "one", "", COPY, "gone", False),
    ],
)
def test_who_may_what_with_rights(
    scene: Scene, who: str, here: str, eyes: str, statement: str, what: str, *, may: bool
) -> None:
    given = ask(scene, who, statement, here, eyes, more={"what": scene.names().get(what, what)})
    assert given == [(may,)]


SAY = "SELECT access_say(%(new0)s, %(circle_school)s, %(seat_Bo)s, %(seat_Tess)s, 12::smallint, {}, 1::smallint, 'x', now())"
UNSAY = "SELECT access_unsay(%(item_yes)s, now())"


@pytest.mark.parametrize(
    ("who", "here", "eyes", "yes", "gives"),
    [
        ("Tess", "one", "", "true", "waits"),
        ("Tess", "one", "", "false", "no"),
        ("Ann", "one", "", "true", "in"),
        ("Ann", "one", "", "false", None),
        ("Ann", "one", "seat_Tess", "true", None),
        ("Oma", "one", "", "true", None),
        ("Bo", "one", "", "true", None),
        ("Zed", "zed", "", "true", None),
        ("Vreemd", "one", "", "true", None),
    ],
)
def test_who_may_say_yes(scene: Scene, who: str, here: str, eyes: str, yes: str, gives: str | None) -> None:
    assert ask(scene, who, SAY.format(yes), here, eyes) == [(gives,)]


@pytest.mark.parametrize(("who", "may"), [("Tess", True), ("Ann", False), ("Bo", False), ("Zed", False)])
def test_a_yes_is_taken_back_by_who_gave_it(scene: Scene, who: str, *, may: bool) -> None:
    given = ask(scene, who, UNSAY, "one")
    assert given == [(scene.one.circles["school"] if may else None,)]


def test_the_round_tells_ids_of_dossiers_and_nothing_else(scene: Scene) -> None:
    """For the worker alone: where somebody under 18 sits, and as whom to enter."""
    owner = scene.house.owner
    with owner.transaction(force_rollback=True):
        owner.execute("SET LOCAL ROLE keukentafel_rule")
        found = owner.execute("SELECT * FROM access_rounds(current_date)").fetchall()
        assert found == [(scene.one.id, scene.person("Ann"))]
        assert owner.execute("SELECT * FROM access_rounds(current_date - 1)").fetchall() == []
    for who in ("", "Ann", "Vreemd"):
        with pytest.raises(errors.InsufficientPrivilege):
            ask(scene, who, "SELECT * FROM access_rounds(current_date)")


CONSENTS = "SELECT count(*) FROM consent"


@pytest.mark.parametrize(
    ("who", "rows"), [("Tess", 2), ("Ann", 1), ("Ben", 1), ("Oma", 0), ("Bo", 0), ("Kim", 0), ("Zed", 0)]
)
def test_a_no_is_read_by_who_said_it_alone(scene: Scene, who: str, rows: int) -> None:
    assert ask(scene, who, CONSENTS, "one") == [(rows,)]
    assert ask(scene, "Ann", CONSENTS, "one", "seat_Tess") == [(0,)], "not by looking through other eyes either"


AFTER = "SELECT access_ask_after(%(what)s, %(new0)s, {}, now()::date, {}, %(new1)s, now())"
ERASE = AFTER.format("'requests.erase'", "'x'")


@pytest.mark.parametrize(
    ("who", "statement", "seat", "may"),
    [
        ("Piet", ERASE, "seat_Piet", True),
        ("Ann", ERASE, "seat_Piet", False),
        ("Vreemd", ERASE, "seat_Piet", False),
        ("", ERASE, "seat_Piet", False),
        ("Bo", ERASE, "seat_Bo", False),  # who still sits there asks at the table
        ("Piet", ERASE, "zed_seat_Yun", False),
        ("Piet", AFTER.format("'walls.note'", "'x'"), "seat_Piet", False),
        ("Piet", AFTER.format("'requests.restrict'", "'x'"), "seat_Piet", False),
        ("Piet", AFTER.format("'requests.erase'", "repeat('x', 201)::bytea"), "seat_Piet", False),
    ],
)
def test_who_left_puts_a_request_through_the_door_and_nothing_else(
    scene: Scene, who: str, statement: str, seat: str, *, may: bool
) -> None:
    assert ask(scene, who, statement, more={"what": scene.names()[seat]}) == [(may,)]


def test_what_one_asks_of_oneself_tells_of_nobody_else(scene: Scene) -> None:
    seats = {"Piet": "seat_Piet"}
    for who in ("Piet", "Ann", "Bo", "Tess", "Eva", "Zed", "Vreemd", ""):
        mine = [(scene.names()[seats[who]],)] if who in seats else []
        assert ask(scene, who, "SELECT seat_id FROM access_my_ended()") == mine, who
        for seat in ("seat_Piet", "seat_Bo", "seat_Eva", "zed_seat_Yun", "gone"):
            at_table = ask(scene, who, "SELECT access_sat_at_table(%(what)s)", more={"what": scene.names()[seat]})
            ended = ask(scene, who, "SELECT 1 FROM access_ended_seat(%(what)s)", more={"what": scene.names()[seat]})
            assert bool(ended) is (seats.get(who) == seat), (who, seat)
            assert at_table == [(True,)] or not ended


def test_the_lines_of_the_log_are_ones_own_and_of_open_circles(scene: Scene) -> None:
    lines = "SELECT id FROM access_my_lines(1000)"
    owner = scene.house.owner
    for who in ("Ann", "Tess", "Bo", "Eva"):
        found = {row[0] for row in ask(scene, who, lines, "one")}
        theirs = owner.execute("SELECT id FROM access_event WHERE person_id = %s", [scene.person(who)]).fetchall()
        assert found
        assert found <= {row[0] for row in theirs}
    assert ask(scene, "Ann", lines, "one", "seat_Bo") == [], "not through other eyes"
    assert ask(scene, "Zed", lines, "one") == []
    assert ask(scene, "Piet", lines, "one") == [], "who left sees nothing"


@pytest.mark.parametrize("who", ["Vreemd", "Zed", "Bo", "Oma", "Tess", "Eva", "Piet"])
def test_who_is_no_owner_neither_asks_for_an_ending_nor_answers_one(scene: Scene, who: str) -> None:
    asked = ask(scene, who, "SELECT access_ask_ending(%(new0)s, NULL)", "one")
    answered = [
        ask(scene, who, "SELECT access_answer_ending(%(ending)s, %(yes)s)", "one", more={"yes": yes})
        for yes in (True, False)
    ]
    assert asked == answered[0] == answered[1] == [(None,)]


def test_an_account_is_closed_by_nobody_but_itself(scene: Scene) -> None:
    """The door asks for nobody: it is about who stands in it. Nobody there: nothing happens."""
    assert ask(scene, "", "SELECT access_close_account()") == [(False,)]
    assert ask(scene, "Vreemd", "SELECT access_only_mine()") == []


def test_what_is_not_due_is_not_carried_out(scene: Scene) -> None:
    assert ask(scene, "Ann", "SELECT access_carry_out(%(one)s)", "one") == []
    assert ask(scene, "Vreemd", "SELECT access_endings_due()") == []


def test_nothing_is_brought_into_a_dossier_that_is_there_already(scene: Scene) -> None:
    for who in ("Ann", "Vreemd", ""):
        with pytest.raises(errors.InsufficientPrivilege):
            ask(scene, who, "SELECT access_bring_here()", "one")
