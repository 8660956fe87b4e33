"""Destroying a dossier and ending an owner's seat: all owners, or one of them and 14 days."""

from datetime import timedelta
from pathlib import Path
from threading import Thread
from uuid import UUID

import psycopg
import pytest
from django.core import mail
from django.db import connections
from django.utils import timezone
from tests.support.endings import ask, ending, over, path, rows
from tests.support.family import Family, years_old
from tests.support.house import House
from tests.support.tables import cast
from tests.walls.kinds import NOTE, Note, register
from tests.walls.kit import as_web, web_login

from keukentafel import vault
from keukentafel.access import Refused, endings, hall, keys
from keukentafel.access.proving import findings
from keukentafel.accesslog.heads import Outside
from keukentafel.dossiers import items
from keukentafel.rooms.table import notices

LOG = {"access_event", "log_head"}
"""What stays of a dossier: ids, so that the chain of its log still holds."""


@pytest.fixture
def family(house: House) -> Family:
    return cast(house)


def readable(key: UUID) -> bool:
    try:
        vault.current().lend(key, shared=[], personal=[])
    except vault.NoKey:
        return False
    return True


def test_one_of_two_owners_waits_14_days(family: Family) -> None:
    ask(family)
    assert ending(family.house)[1:] == ("waiting", timedelta(days=14), [])
    for who, shown in (("Ann", True), ("Bob", True), ("Oma", False), ("Juf", False), ("Tess", False)):
        page = family.client(who).get(path(family, "")).content.decode()
        assert ("Dit gezinsdossier wordt vernietigd" in page) is shown, who


def test_the_word_has_to_be_typed(family: Family) -> None:
    said = family.client("Ann").post(path(family, "end/"), {"word": "ja hoor"})
    assert (said.status_code, rows(family.house, family.id)["ending"]) == (422, 0)


def test_when_the_time_is_over_the_next_at_the_door_finds_nothing(family: Family) -> None:
    circle = family.circles["van mij"]
    ask(family)
    over(family.house)
    assert family.client("Bob").get(path(family, "")).status_code == 404
    assert {table for table, count in rows(family.house, family.id).items() if count} == LOG
    assert not readable(family.id)
    assert not readable(circle)
    stones = keys.tombstones().all()
    assert (stones[family.id].kind, stones[circle].kind) == ("dossier", "circle")
    assert family.house.owner.execute("SELECT id FROM doomed_key").fetchall() == []
    known = family.house.owner.execute("SELECT id, kind FROM tombstone ORDER BY kind").fetchall()
    assert known == [(circle, "circle"), (family.id, "dossier")]


def test_the_list_of_tables_does_it_too(family: Family) -> None:
    ask(family)
    over(family.house)
    with hall(family.people["Oma"].pk) as here:
        assert here.tables == ()
    assert rows(family.house, family.id)["dossier"] == 0


def test_the_worker_does_it_when_nobody_comes(family: Family) -> None:
    ask(family)
    assert notices.carry_out_due(0) == 0
    over(family.house)
    assert [notices.carry_out_due(0), notices.carry_out_due(0)] == [1, 0]
    assert rows(family.house, family.id)["item"] == 0


def test_all_owners_together_do_it_at_once(family: Family) -> None:
    ask(family)
    one = ending(family.house)[0]
    assert family.client("Bob").get(path(family, f"endings/{one}/agree/")).status_code == 200
    said = family.client("Bob").post(path(family, f"endings/{one}/agree/"), {"word": "vernietig"})
    assert (said.status_code, said.headers["Location"]) == (303, "/today/")
    assert rows(family.house, family.id)["dossier"] == 0
    assert not readable(family.id)


def test_a_third_owner_has_to_agree_too(family: Family) -> None:
    family.seat("Kees", "youth", born=years_old(17))
    ask(family)
    one = ending(family.house)[0]
    family.client("Bob").post(path(family, f"endings/{one}/agree/"), {"word": "vernietig"})
    assert ending(family.house)[1:] == ("waiting", timedelta(days=14), [str(family.seats["Bob"])])
    family.client("Kees").post(path(family, f"endings/{one}/agree/"), {"word": "vernietig"})
    assert rows(family.house, family.id)["dossier"] == 0


@pytest.mark.parametrize(("who", "state"), [("Bob", "objected"), ("Ann", "taken_back")])
def test_any_owner_stops_it(family: Family, who: str, state: str) -> None:
    ask(family)
    one = ending(family.house)[0]
    assert family.client(who).post(path(family, f"endings/{one}/stop/")).status_code == 303
    assert ending(family.house)[1] == state
    over(family.house)
    assert family.client("Ann").get(path(family, "")).status_code == 200


def test_the_only_owner_does_it_at_once(house: House) -> None:
    family, neighbours = Family(house), Family(house, "Zed")
    family.seat("Oma", "relative")
    before = rows(house, neighbours.id)
    ask(family)
    assert {table for table, count in rows(house, family.id).items() if count} == LOG
    assert rows(house, neighbours.id) == before
    assert readable(neighbours.id)


def test_nobody_but_an_owner_asks_or_answers(family: Family) -> None:
    ask(family)
    one = ending(family.house)[0]
    for who in ("Tess", "Oma", "Juf", "Eva", "Weg", "Vreemd"):
        for address in ("end/", f"endings/{one}/agree/", f"endings/{one}/stop/"):
            assert family.client(who).post(path(family, address), {"word": "vernietig"}).status_code == 404, (
                who,
                address,
            )
    assert ending(family.house)[1:] == ("waiting", timedelta(days=14), [])


def test_one_owners_session_can_not_make_the_time_shorter(family: Family) -> None:
    """Not through the site, and not with every statement that the web role may say."""
    ask(family)
    one = ending(family.house)[0]
    ask(family)
    assert family.client("Ann").post(path(family, f"endings/{one}/agree/"), {"word": "vernietig"}).status_code == 404
    login = web_login(family.house.web_url)
    for attack in (
        "UPDATE ending SET due = now() WHERE id = %s",
        "UPDATE ending SET agreed = '[]' WHERE id = %s",
        "DELETE FROM ending WHERE id = %s",
        "INSERT INTO ending SELECT (e).* FROM ending e WHERE id = %s",
    ):
        with (
            pytest.raises(psycopg.Error),
            as_web(family.house.owner, login, family.people["Ann"].pk, family.id) as cursor,
        ):
            cursor.execute(attack.encode(), [one])
    with as_web(family.house.owner, login, family.people["Ann"].pk, family.id) as cursor:
        assert cursor.execute("SELECT access_answer_ending(%s, true)", [one]).fetchone() == (None,)
        assert cursor.execute("SELECT * FROM access_carry_out()").fetchall() == []
        with pytest.raises(psycopg.Error):
            cursor.execute("SELECT access_destroy(%s)", [family.id])
    assert ending(family.house)[1:] == ("waiting", timedelta(days=14), [])
    assert rows(family.house, family.id)["dossier"] == 1


def test_who_asked_and_left_asked_nothing(family: Family) -> None:
    ask(family)
    family.end("Ann")
    over(family.house)
    assert family.client("Bob").get(path(family, "")).status_code == 200
    assert ending(family.house)[1] == "lapsed"


def test_another_owners_seat_ends_the_same_way(family: Family) -> None:
    bob = family.seats["Bob"]
    assert family.client("Ann").post(path(family, f"seats/{bob}/end/")).status_code == 404
    said = family.client("Ann").post(path(family, f"seats/{bob}/end-together/"), {"word": "weghalen"})
    assert said.status_code == 303
    assert "Jouw stoel" in family.client("Bob").get(path(family, "")).content.decode()
    over(family.house)
    assert family.client("Bob").get(path(family, "")).status_code == 404
    assert family.client("Ann").get(path(family, "")).status_code == 200
    assert ending(family.house)[1] == "done"


def test_a_seat_that_its_owner_gives_up_ends_at_once(family: Family) -> None:
    bob = family.seats["Bob"]
    family.client("Ann").post(path(family, f"seats/{bob}/end-together/"), {"word": "weghalen"})
    one = ending(family.house)[0]
    said = family.client("Bob").post(path(family, f"endings/{one}/agree/"), {"word": "weghalen"})
    assert (said.status_code, said.headers["Location"]) == (303, "/today/")
    with pytest.raises(Refused), family.visit("Bob"):
        pass


def test_the_others_are_told_by_a_letter_that_tells_nothing(family: Family) -> None:
    ask(family)
    queued = family.house.owner.execute(
        "SELECT args->>'person', args->>'news', args->>'ending', scheduled_at FROM procrastinate_jobs"
        " WHERE task_name = 'table.tell' ORDER BY id"
    ).fetchall()
    assert [row[:2] for row in queued] == [(str(family.people["Bob"].pk), news) for news in ("asked", "soon")]
    assert queued[0][3] is None
    assert timedelta(days=10) < queued[1][3] - timezone.now() < timedelta(days=11)
    for person, news, one, _ in queued:
        notices.tell(person, news, one)
    assert [letter.to for letter in mail.outbox] == [[family.people["Bob"].email]] * 2
    for letter in mail.outbox:
        for name in ("Ann", "Bob", "Wij", "vernietig", str(family.id)):
            assert name not in f"{letter.subject}{letter.body}"
    family.client("Bob").post(path(family, f"endings/{ending(family.house)[0]}/stop/"))
    mail.outbox.clear()
    notices.tell(*queued[1][:3])
    assert mail.outbox == []


def test_every_table_of_a_dossier_is_emptied(family: Family) -> None:
    """Also one that somebody adds: the rows are found by their column, not by a list."""
    register()
    with family.visit("Ann") as visit:
        item = items.add(visit, NOTE, Note(text="weg"), circle=family.table)
        items.change(visit, item, Note(text="weg ermee"), version=1)
    ask(family)
    there = rows(family.house, family.id)
    assert all(
        there[table] for table in ("item", "item_version", "seat", "circle", "circle_seat", "ending", "presence")
    )
    over(family.house)
    endings.carry_out(family.people["Ann"].pk, family.id)
    assert {table for table, count in rows(family.house, family.id).items() if count} == LOG


def test_who_writes_while_it_is_destroyed_wrote_nothing(family: Family) -> None:
    register()
    ask(family)
    with pytest.raises(Refused):
        _write_while_it_goes(family)
    assert {table for table, count in rows(family.house, family.id).items() if count} == LOG


def _write_while_it_goes(family: Family) -> None:
    with family.visit("Juf") as visit:
        items.add(visit, NOTE, Note(text="te laat"), circle=family.table)
        over(family.house)
        other = Thread(target=_elsewhere, args=[family.people["Ann"].pk, family.id])
        other.start()
        other.join()


def _elsewhere(person: UUID, dossier: UUID) -> None:
    try:
        endings.carry_out(person, dossier)
    finally:
        connections.close_all()


def test_the_log_still_holds_together(family: Family, tmp_path: Path) -> None:
    """Its lines stay, its chains end where they ended, and no content is in them."""
    ask(family)
    over(family.house)
    endings.carry_out(family.people["Ann"].pk, family.id)
    outside = Outside(tmp_path / "heads", vault.current().sign_log, vault.current().check_log)
    assert list(findings(outside)) == []
    last = family.house.owner.execute(
        "SELECT action FROM access_event WHERE dossier_id = %s ORDER BY at DESC, seq DESC", [family.id]
    ).fetchone()
    assert last == ("destroyed",)
    family.house.owner.execute("DELETE FROM access_event WHERE action = 'destroyed'")
    assert list(findings(outside))


def test_todays_page_tells_it_to_who_has_a_say_and_to_nobody_else(family: Family) -> None:
    ask(family)
    told = {name: "wordt vernietigd" in said_today(family, name) for name in ("Ann", "Bob", "Juf", "Tess")}
    assert told == {"Ann": True, "Bob": True, "Juf": False, "Tess": False}
    client = family.client("Ann")
    client.post(path(family, f"seats/{family.seats['Bob']}/view-as/"))
    assert "wordt vernietigd" not in client.get(f"/d/{family.id}/").content.decode()


def said_today(family: Family, name: str) -> str:
    return family.client(name).get(f"/d/{family.id}/").content.decode()
