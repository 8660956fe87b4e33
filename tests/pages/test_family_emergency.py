"""Emergency access: off by default; asked, waited for, loudly told, vetoed or opened, and shut by itself."""

import multiprocessing
from typing import Any
from uuid import UUID

import psycopg
import pytest
from django.urls import reverse
from tests.support import exchange as along
from tests.support.family import Family, years_old
from tests.support.house import House
from tests.support.rights import at, post, rows
from tests.walls.kit import STAND

from keukentafel.access import Refused
from keukentafel.rooms.journal import actions as journal


@pytest.fixture
def family(house: House) -> Family:
    family = Family(house)
    family.seat("Ben", "parent", authority=True)
    family.seat("Tess", "youth", born=years_old(14))
    family.seat("Oma", "relative")
    family.seat("Kim", "network")
    family.seat("Bo", "professional")
    family.circle("school", "Tess")
    family.personal("own", "Tess")
    for circle in ("table", "family", "school", "own"):
        with family.visit("Tess") as visit:
            journal.write(visit, f"woorden in {circle}", circle=family.circles[circle], once=UUID(int=len(circle)))
    return family


def turn_on(family: Family, *names: str, who: str = "Ann", circles: tuple[str, ...] = ("family", "school")) -> int:
    sent = {"seats": [str(family.seats[name]) for name in names], "wait": 24, "hours": 72}
    return post(family, who, "emergency_on", circles=[str(family.circles[one]) for one in circles], **sent)


def ask(family: Family, who: str = "Kim") -> UUID:
    assert post(family, who, "emergency_ask", why="Ze ligt in het ziekenhuis") == 303
    found: UUID = rows(family, "SELECT id FROM emergency_call ORDER BY asked DESC LIMIT 1")[0][0]
    return found


def wait(family: Family, hours: int = 25) -> None:
    """Time goes on, for the database too."""
    for column in ("asked", "may_open", "closes", "opened", "vetoed"):
        rows_of = f"UPDATE emergency_call SET {column} = {column} - make_interval(hours => {hours})"
        family.house.owner.execute(rows_of.encode())


def opened(family: Family, who: str = "Kim") -> UUID:
    turn_on(family, who)
    call = ask(family, who)
    wait(family)
    assert post(family, who, "emergency_open", call) == 303
    return call


def sees(family: Family, who: str = "Kim") -> set[str]:
    names = {circle: name for name, circle in family.circles.items()}
    with family.visit(who) as visit:
        return {names[circle] for circle in visit.circles}


def letters(family: Family) -> set[str]:
    people = {str(one.pk): name for name, one in family.people.items()}
    found = rows(family, "SELECT args->>'person' FROM procrastinate_jobs WHERE task_name = 'family.send_news'")
    return {people[row[0]] for row in found}


def test_it_is_off_until_somebody_in_charge_turns_it_on(family: Family) -> None:
    assert post(family, "Kim", "emergency_ask", why="x") == 404
    for who in ("Tess", "Oma", "Kim", "Bo"):
        assert turn_on(family, "Kim", who=who) == 404
    assert "Toegang in nood staat uit" in family.client("Ann").get(at(family, "emergency")).content.decode()
    assert turn_on(family, "Kim") == 303
    assert letters(family) == {"Ben", "Tess", "Oma"}, "the others are told"
    assert post(family, "Bo", "emergency_ask", why="x") == 404, "who was not named"
    assert post(family, "Ben", "emergency_off") == 303
    assert post(family, "Kim", "emergency_ask", why="x") == 404


@pytest.mark.parametrize("name", ["Ben", "Ann"])
def test_who_owns_is_not_named(family: Family, name: str) -> None:
    assert turn_on(family, name) == 422


def test_one_asks_waits_and_reads_what_it_opens(family: Family) -> None:
    turn_on(family, "Kim")
    call = ask(family)
    assert letters(family) == {"Ann", "Ben", "Tess", "Oma"}
    assert post(family, "Kim", "emergency_open", call) == 404, "too soon"
    assert sees(family) == {"table"}
    wait(family)
    assert sees(family) == {"table"}, "waiting over is not opening"
    assert post(family, "Kim", "emergency_open", call) == 303
    assert sees(family) == {"table", "family", "school"}, "never a personal circle"
    page = family.client("Kim").get(reverse("journal:feed", args=[family.id])).content.decode()
    assert "woorden in family" in page
    assert "woorden in own" not in page
    with family.visit("Kim") as visit:
        circles = {circle.id: circle for circle in visit.circles.values()}
        assert not circles[family.family].writes
        assert circles[family.family].emergency
    with family.visit("Kim") as visit, pytest.raises(Refused):
        journal.write(visit, "x", circle=family.family, once=UUID(int=99))
    wait(family, 73)
    assert sees(family) == {"table"}, "it shuts by itself"


def test_what_was_read_so_is_logged_as_an_emergency(family: Family) -> None:
    opened(family)
    family.client("Kim").get(reverse("journal:feed", args=[family.id]))
    names = {circle: name for name, circle in family.circles.items()}
    found = rows(family, "SELECT circle_id, emergency FROM access_event WHERE action = 'read' AND place = 'journal'")
    assert {(names[circle], emergency) for circle, emergency in found} == {
        ("table", False), ("family", True), ("school", True)
    }  # fmt: skip
    page = family.client("Ann").get(f"/d/{family.id}/who-looked/").content.decode()
    assert "opende de toegang in nood" in page
    assert family.client("Kim").get(f"/d/{family.id}/who-looked/").status_code == 404, "no log"


def test_every_page_tells_the_family_and_nobody_else(family: Family) -> None:
    opened(family)
    pages = [f"/d/{family.id}/", reverse("journal:feed", args=[family.id]), reverse("plan:plan", args=[family.id])]
    for page in pages:
        for who, told in (("Ann", True), ("Oma", True), ("Tess", True), ("Kim", True), ("Bo", False)):
            assert ("Toegang in nood staat open" in family.client(who).get(page).content.decode()) is told, (page, who)
    with family.visit("Ann") as visit:
        assert family.seats["Kim"] in {seat.id for seat in visit.sitting(family.family)}, "who sees this says so"


def test_the_reason_is_sealed(family: Family) -> None:
    turn_on(family, "Kim")
    ask(family)
    assert b"ziekenhuis" not in bytes(rows(family, "SELECT sealed FROM emergency_call")[0][0])
    assert "ziekenhuis" in family.client("Oma").get(at(family, "emergency")).content.decode()
    assert family.client("Bo").get(at(family, "emergency")).status_code == 404


@pytest.mark.parametrize(
    ("who", "status"), [("Ann", 303), ("Ben", 303), ("Tess", 303), ("Oma", 404), ("Kim", 404), ("Bo", 404)]
)
@pytest.mark.parametrize("when", ["before", "after"])
def test_who_can_say_no_before_and_after(family: Family, who: str, status: int, when: str) -> None:
    turn_on(family, "Kim")
    call = ask(family)
    wait(family)
    if when == "after":
        post(family, "Kim", "emergency_open", call)
    assert post(family, who, "emergency_veto", call) == status
    if status == 303:
        assert post(family, "Kim", "emergency_open", call) == 404
        assert sees(family) == {"table"}
        assert post(family, "Kim", "emergency_ask", why="nog eens") == 303
        assert len(rows(family, "SELECT 1 FROM emergency_call")) == 1, "not within a day after a no"
        wait(family, 25)
        ask(family)


@pytest.mark.parametrize("shut", ["freeze", "off", "end", "unnamed", "back", "ended"])
def test_what_shuts_it_at_once(family: Family, shut: str) -> None:
    call = opened(family)
    if shut == "freeze":
        family.freeze()
    elif shut == "off":
        post(family, "Ben", "emergency_off")
    elif shut == "unnamed":
        turn_on(family, "Oma", who="Ben")
    elif shut == "back":
        assert post(family, "Kim", "emergency_end", call) == 303
    else:
        family.end("Kim")
    if shut in ("freeze", "end", "ended"):
        with pytest.raises(Refused):
            sees(family)
    else:
        assert sees(family) == {"table"}


def test_freezing_beats_it_for_the_family_as_well(family: Family) -> None:
    opened(family, "Oma")
    assert sees(family, "Oma") == {"table", "family", "school"}
    family.freeze()
    assert sees(family, "Oma") == {"table", "family"}
    family.freeze(frozen=False)
    turn_on(family, "Oma")
    family.freeze()
    assert post(family, "Oma", "emergency_ask", why="x") == 404


def test_a_circle_about_somebody_of_12_opens_only_if_they_say_so(family: Family) -> None:
    post(family, "Tess", "about", "school", seat=str(family.seats["Tess"]))
    assert turn_on(family, "Kim") == 422, "that is for Tess to say"
    assert turn_on(family, "Kim", circles=("family",)) == 303
    assert post(family, "Ann", "emergency_mine", "school", answer="yes") == 404
    assert post(family, "Tess", "emergency_mine", "school", answer="yes") == 303
    call = ask(family)
    wait(family)
    post(family, "Kim", "emergency_open", call)
    assert sees(family) == {"table", "family", "school"}
    assert turn_on(family, "Kim", circles=("family",)) == 303, "others change it without taking that back"
    assert "school" in sees(family)
    assert post(family, "Tess", "emergency_mine", "school", answer="no") == 303
    assert sees(family) == {"table", "family"}


def test_saying_afterwards_that_it_is_about_oneself_shuts_it(family: Family) -> None:
    opened(family)
    assert "school" in sees(family)
    post(family, "Tess", "about", "school", seat=str(family.seats["Tess"]))
    assert "school" not in sees(family)


# -- at the same moment

OPEN, VETO = "SELECT access_emergency_open(%s)", "SELECT access_emergency_veto(%s)"


def try_it(url: str, person: UUID, here: UUID, statement: str, call: UUID, start: Any, said: Any) -> None:
    """In a process of its own, as the web role: do it at the given moment."""
    with psycopg.connect(url) as web:
        web.execute(STAND, [str(person), str(here), ""])
        start.wait()
        row = web.execute(statement.encode(), [call]).fetchone()
        web.commit()
        said.put((statement, bool(row and row[0])))


def test_a_no_at_the_moment_of_opening_leaves_it_shut(family: Family) -> None:
    """Two processes at once, again and again: whoever is first, afterwards it is shut, and the log could say in which order."""
    turn_on(family, "Kim")
    spawn = multiprocessing.get_context("fork")
    orders = set()
    for _ in range(12):
        family.house.owner.execute("DELETE FROM emergency_call")
        call = ask(family)
        wait(family)
        start, said = spawn.Barrier(2), spawn.Queue()
        both = [("Kim", OPEN), ("Ben", VETO)]
        tries = [
            spawn.Process(
                target=try_it, args=(family.house.web_url, family.people[who].pk, family.id, what, call, start, said)
            )
            for who, what in both
        ]
        for one in tries:
            one.start()
        for one in tries:
            one.join(30)
        answers = dict(said.get() for _ in tries)
        assert answers[VETO], "a no always counts"
        row = rows(family, "SELECT opened, vetoed FROM emergency_call")[0]
        assert (row[0] is not None) is answers[OPEN]
        assert row[1] is not None
        orders.add(answers[OPEN])
        assert sees(family) == {"table"}
    assert orders


def test_who_waits_for_the_row_sees_the_no(family: Family) -> None:
    """A no that is not committed yet holds the opening up; then the opening finds it."""
    turn_on(family, "Kim")
    call = ask(family)
    wait(family)
    spawn = multiprocessing.get_context("fork")
    start, said = spawn.Barrier(2), spawn.Queue()
    with psycopg.connect(family.house.web_url) as ben:
        ben.execute(STAND, [str(family.people["Ben"].pk), str(family.id), ""])
        assert ben.execute(VETO.encode(), [call]).fetchone() == (True,)
        kim = spawn.Process(
            target=try_it, args=(family.house.web_url, family.people["Kim"].pk, family.id, OPEN, call, start, said)
        )
        kim.start()
        start.wait()
        kim.join(1)
        assert kim.is_alive(), "the opening waits for the row"
        ben.commit()
        kim.join(30)
    assert said.get() == (OPEN, False)
    assert sees(family) == {"table"}


def test_what_is_read_in_an_emergency_is_not_taken_along(family: Family) -> None:
    """It shuts after days: a copy of all that it opens would not. What is one's own to see goes along as ever."""
    opened(family)
    told = b"".join(along.opened(along.take(family, "Kim")).values()).decode()
    assert "woorden in table" in told
    assert [circle for circle in ("family", "school", "own") if f"woorden in {circle}" in told] == []
    assert sees(family) == {"table", "family", "school"}, "to read, as before"


def test_after_a_no_the_page_says_when_one_may_ask_again(family: Family) -> None:
    turn_on(family, "Kim")
    call = ask(family)
    page = family.client("Kim").get(at(family, "emergency")).content.decode()
    assert "Je hebt erom gevraagd." in page
    assert post(family, "Ben", "emergency_veto", call) == 303
    page = family.client("Kim").get(at(family, "emergency")).content.decode()
    assert "Een dag later kun je het opnieuw vragen." in page
    assert at(family, "emergency_ask") not in page
    wait(family)
    assert at(family, "emergency_ask") in family.client("Kim").get(at(family, "emergency")).content.decode()
