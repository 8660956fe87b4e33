"""Sitting down, getting up, founding and ending: who may, whatever ids they have."""

import pytest
from psycopg import errors

from tests.walls.doors import ask, ask_of, done
from tests.walls.scene import Scene

BIRTHDAY = "SELECT access_birthday(%(seat)s, %(band)s::smallint, gen_random_uuid(), now())"


@pytest.mark.parametrize(
    ("who", "seat", "band", "moved"),
    [
        ("Ann", "Tess", 16, True),
        ("Ann", "Tess", 0, False),
        ("Ann", "Bo", 99, False),
        ("Zed", "Tess", 16, False),
        ("Vreemd", "Tess", 16, False),
        ("Piet", "Tess", 16, False),
    ],
)
def test_a_birthday_moves_only_a_seat_in_sight_and_only_forward(
    scene: Scene, who: str, seat: str, band: int, *, moved: bool
) -> None:
    with done(scene, who, BIRTHDAY, {"seat": scene.one.seats[seat], "band": band}) as after:
        row = after.execute("SELECT age_band FROM seat WHERE id = %s", [scene.one.seats[seat]]).fetchone()
    assert row
    assert (row[0] == band) is moved


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
    assert ask_of(scene, who, here, eyes, statement, what) == [(may,)]


HOSTS = [("Tess", "tess", 1), ("Ann", "tess", 0), ("Ann", "school", 0), ("Eva", "tess", 0), ("Vreemd", "tess", 0)]
SITTING = "SELECT count(*) FROM seat WHERE until IS NULL"


@pytest.mark.parametrize(("who", "circle", "ended"), HOSTS)
def test_guests_are_ended_by_their_host_alone(scene: Scene, who: str, circle: str, ended: int) -> None:
    before = scene.house.owner.execute(SITTING).fetchone()
    with done(scene, who, f"SELECT access_end_guests(%(circle_{circle})s, NULL, now())") as after:
        assert before
        assert after.execute(SITTING).fetchone() == (before[0] - ended,)


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
    assert ask(scene, "Ann", "SELECT what FROM access_carry_out()", "one") == []


@pytest.mark.parametrize(
    ("who", "done"), [("Ann", True), ("Oma", True), ("Vreemd", False), ("Zed", False), ("", False)]
)
def test_what_is_due_is_done_for_whoever_sits_there(scene: Scene, who: str, *, done: bool) -> None:
    with scene.house.owner.transaction(force_rollback=True):
        scene.house.owner.execute("UPDATE ending SET due = now()")
        assert ask(scene, who, "SELECT what FROM access_carry_out()", "one") == [("dossier",)] * done
