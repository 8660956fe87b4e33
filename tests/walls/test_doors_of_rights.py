"""Authority, consent, emergencies, and what one asks of oneself: who may, and what it tells."""

import pytest

from tests.walls.doors import ask, ask_of
from tests.walls.scene import Scene

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
    assert ask_of(scene, who, here, eyes, statement, what) == [(may,)]


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
    assert ask_of(scene, who, "", "", statement, seat) == [(may,)]


def test_what_one_asks_of_oneself_tells_of_nobody_else(scene: Scene) -> None:
    seats = {"Piet": "seat_Piet"}
    for who in ("Piet", "Ann", "Bo", "Tess", "Eva", "Zed", "Vreemd", ""):
        mine = [(scene.names()[seats[who]],)] if who in seats else []
        assert ask(scene, who, "SELECT seat_id FROM access_my_ended()") == mine, who
        for seat in ("seat_Piet", "seat_Bo", "seat_Eva", "zed_seat_Yun", "gone"):
            at_table = ask_of(scene, who, "", "", "SELECT access_sat_at_table(%(what)s)", seat)
            ended = ask_of(scene, who, "", "", "SELECT 1 FROM access_ended_seat(%(what)s)", seat)
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
