"""Notices let nothing out: whoever lost sight is told nothing, and in what is told stands nothing of anybody."""

import json
import logging
from collections.abc import Iterator
from email import message_from_bytes
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from keukentafel.access import notices as doors
from keukentafel.notices import letters, looking
from keukentafel.notices.looking import Something
from tests.support.family import Family
from tests.support.house import House
from tests.support.journal import Cast
from tests.support.noticed import absent, choose, deliver, names, write
from tests.support.push_service import Browser, PushService, push_service
from tests.support.queue import work
from tests.support.signing import PASSWORD, begin
from tests.walls.kit import as_web, web_login

PLANTED = {
    "title": "Huize Sterrenlicht", "word": "Waterpokken", "writer": "Bodewijn", "reader": "Evalotte", "organisation": "Wijkteam Zonnehoek",
    "circle": "Schuldenkring",
}  # fmt: skip


@pytest.fixture
def family(house: House, settings) -> Cast:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    mail.outbox = []
    cast = Cast(house)
    absent(house)
    choose(cast)
    return cast


@pytest.fixture
def planted(house: House, settings, tmp_path: Path) -> Family:
    """A family whose every name and word is looked for."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    settings.PUSH_HERE, settings.PUSH_KEY = True, tmp_path / "push_key"
    mail.outbox = []
    made = Family(house, "Ann", PLANTED["title"])
    made.seat("Bo", "professional", organisation=PLANTED["organisation"], function="coach")
    made.seat("Eva", "network")
    house.owner.execute("UPDATE person SET language = 'nl'")
    for name, called in (("Bo", PLANTED["writer"]), ("Eva", PLANTED["reader"])):
        made.people[name].name = called
        made.people[name].set_password(PASSWORD)
        made.people[name].save()
    made.circle(PLANTED["circle"], "Bo", "Eva")
    absent(house)
    choose(made)
    return made


@pytest.fixture
def service() -> Iterator[PushService]:
    with push_service() as running:
        yield running


def found(text: str) -> list[str]:
    """Which of the planted words stand in it, also taken apart by a header's or JSON's way of writing."""
    plain = text + json.dumps(text) + str(message_from_bytes(text.encode(errors="replace")))
    return sorted(name for name, word in PLANTED.items() if word.lower() in plain.lower())


def test_every_letter_header_message_job_and_log_without_a_word_of_anybody(
    house: House, planted: Family, service: PushService, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    client, browser = Client(), Browser(service.address)
    begin(client, planted.people["Eva"].email)
    assert client.post("/notices/push/", browser.says).status_code == 303
    write(planted, "Bo", f"{PLANTED['word']} in {PLANTED['title']}", circle=PLANTED["circle"])
    jobs = str(house.owner.execute("SELECT * FROM procrastinate_jobs").fetchall())
    went: list[Any] = deliver(house)
    assert names(planted, went) == ["Ann", "Eva"]
    for letter in went:
        assert found(letter.message().as_string()) == []
    assert len(service.got) == 1
    assert (
        found(str(browser.opened(service.got[0].body)) + str(dict(service.got[0].headers)) + service.got[0].path) == []
    )
    jobs += str(house.owner.execute("SELECT * FROM procrastinate_jobs").fetchall())
    assert found(jobs) == []
    assert found(caplog.text) == []
    for table in (
        "notice_waiting",
        "notice_link",
        "notice_choice",
        "notice_mailbox",
        "notice_reminded",
        "push_subscription",
    ):
        assert found(str(house.owner.execute(f"SELECT * FROM {table}".encode()).fetchall())) == [], table
    assert service.address not in str(house.owner.execute("SELECT content FROM push_subscription").fetchall())


def test_what_is_planted_would_be_found(house: House, planted: Family) -> None:
    write(planted, "Bo", PLANTED["word"], circle=PLANTED["circle"])
    page = planted.client("Eva").get(f"/d/{planted.id}/journal/").content.decode()
    assert {"title", "word", "circle"} <= set(found(page))
    assert found(f"Subject: {PLANTED['word']}") == ["word"]
    talking = letters.notice(planted.people["Eva"], "x", "y")
    talking.body += PLANTED["writer"]
    assert found(talking.message().as_string()) == ["writer"]


def test_the_other_texts_hold_nothing_either(planted: Family) -> None:
    eva = planted.people["Eva"]
    for letter in (letters.nobody_reads(eva, "x"), letters.works_again(eva)):
        assert found(letter.message().as_string()) == []


def waits(house: House, family: Cast, circle: str = "School") -> None:
    """Something is written, and everybody's notice lies ready."""
    write(family, "Opa" if circle == "family" else "Bo", circle=circle)
    work()


def test_who_lost_the_seat_after_it_was_queued_gets_nothing(house: House, family: Cast) -> None:
    waits(house, family, "table")
    family.end("Eva")
    family.freeze(frozen=False)
    assert names(family, deliver(house)) == ["Ann", "Opa"]


def test_the_fault_of_not_looking_again_would_be_seen(house: House, family: Cast, monkeypatch) -> None:
    """The same with the fault planted: whoever tells without coming in as the receiver tells who has left."""
    waits(house, family, "table")
    family.end("Eva")
    blind = lambda row: Something(row.dossier_id, frozenset({"rest"}), None)  # noqa: E731
    monkeypatch.setattr("keukentafel.notices.jobs.look", blind)
    monkeypatch.setattr("keukentafel.notices.mailing.look", blind)
    assert "Eva" in names(family, deliver(house))


def test_who_lost_the_seat_between_telling_and_sending_gets_nothing(house: House, family: Cast) -> None:
    waits(house, family, "table")
    house.owner.execute("UPDATE notice_waiting SET due = NULL, told = now(), mail = true")
    from keukentafel.notices.jobs import mail as send

    family.end("Eva")
    house.owner.execute("DELETE FROM procrastinate_jobs")
    for one in family.people.values():
        send.defer(person=str(one.pk))
    assert names(family, deliver(house)) == ["Ann", "Opa"]


def test_who_is_put_out_of_the_circle_gets_nothing(house: House, family: Cast) -> None:
    family.put_in(family.circles["School"], "Eva")
    waits(house, family)
    family.take_out(family.circles["School"], "Eva")
    assert names(family, deliver(house)) == ["Ann"]


def test_a_frozen_table_tells_the_family_alone(house: House, family: Cast) -> None:
    waits(house, family, "table")
    family.freeze()
    assert names(family, deliver(house)) == ["Ann", "Opa"]
    write(family, "Opa")
    assert doors.audience(family.table, family.seats["Opa"]) == [family.people["Ann"].pk]


def test_of_a_circle_of_ones_own_only_who_sits_there_is_told(house: House, family: Cast) -> None:
    write(family, "Ann", circle="Van mij")
    assert names(family, deliver(house)) == ["Gus"]
    absent(house)
    write(family, "Gus", circle="Van mij")
    assert names(family, deliver(house)) == ["Ann"]


def test_what_was_moved_out_of_sight_is_not_told(house: House, family: Cast) -> None:
    item = write(family, "Bo")
    work()
    house.owner.execute("UPDATE item SET circle_id = %s WHERE id = %s", [family.circles["School"], item.id])
    assert names(family, deliver(house)) == ["Ann"]


def test_emergency_access_brings_no_notices(house: House, family: Cast) -> None:
    family.put_in(family.circles["School"], "Bo")
    with family.visit("Ann") as visit:
        from keukentafel.rooms.family.actions import emergency

        emergency.turn_on(visit, wait=24, hours=72, seats=[family.seats["Eva"]], circles=[family.circles["School"]])
    house.owner.execute(
        "INSERT INTO emergency_call (id, dossier_id, seat_id, asked, may_open, closes, opened, sealed)"
        " VALUES (gen_random_uuid(), %s, %s, now() - interval '2 days', now() - interval '1 day', now() + interval '1 day', now() - interval '1 hour', '')",
        [family.id, family.seats["Eva"]],
    )
    with family.visit("Eva") as visit:
        assert family.circles["School"] in visit.circles, "it is open"
    absent(house)
    write(family, "Bo", circle="School")
    house.owner.execute(
        "INSERT INTO notice_waiting (id, person_id, dossier_id, item, reminders, since, due, mail, turn) VALUES (gen_random_uuid(), %s, %s, gen_random_uuid(), '[]', now() - interval '1 minute', now(), false, 1)",
        [family.people["Eva"].pk, family.id],
    )
    assert names(family, deliver(house)) == ["Ann"]


def test_a_destroyed_dossier_leaves_no_notice(house: House, family: Cast) -> None:
    waits(house, family, "table")
    house.owner.execute("SELECT access_destroy(%s)", [family.id])
    assert house.owner.execute("SELECT count(*) FROM notice_waiting").fetchone() == (0,)
    assert deliver(house) == []


def link(house: House, family: Cast, name: str, item: Any) -> str:
    from keukentafel.notices import links

    return f"/n/{links.made(family.people[name].pk, links.Place(family.id, item))}/"


def test_a_link_leads_where_its_own_person_may_be_and_nowhere_else(house: House, family: Cast) -> None:
    item = family.items["S"]
    address = link(house, family, "Bo", item)
    there = f"/d/{family.id}/journal/{item}/"
    assert family.client("Bo").get(address)["Location"] == there
    nowhere = {family.client(name).get(address)["Location"] for name in ("Ann", "Eva", "Zed", "Max", "Gus")}
    nowhere.add(family.client("Bo").get("/n/never-was/")["Location"])
    family.take_out(family.circles["School"], "Bo")
    assert family.client("Bo").get(address)["Location"] == f"/d/{family.id}/", "the table is still there"
    family.end("Bo")
    nowhere.add(family.client("Bo").get(address)["Location"])
    house.owner.execute("UPDATE notice_link SET expires = now() - interval '1 second'")
    nowhere.add(family.client("Bo").get(address)["Location"])
    assert nowhere == {"/today/"}
    signed_out = [Client().get(one)["Location"].split("?")[0] for one in (address, "/n/never-was/")]
    assert signed_out == ["/sign-in/", "/sign-in/"]
    assert house.owner.execute("SELECT count(*) FROM access_event WHERE place = 'notice'").fetchone() == (0,)


def test_a_link_in_hand_is_no_way_in(house: House, family: Cast) -> None:
    address = link(house, family, "Bo", family.items["S"])
    token = address.split("/")[2]
    kept = house.owner.execute("SELECT token_hash FROM notice_link").fetchall()
    assert token not in str(kept)
    assert Client().get(address).status_code == 302


def test_rows_of_others_do_not_exist(house: House, family: Cast) -> None:
    waits(house, family, "table")
    link(house, family, "Eva", family.items["T"])
    login = web_login(house.web_url)
    for name, many in (("Eva", 1), ("Zed", 0), ("Bo", 0)):
        with as_web(house.owner, login, family.people[name].pk) as cursor:
            for table in ("notice_waiting", "notice_link"):
                assert cursor.execute(f"SELECT count(*) FROM {table}".encode()).fetchone() == (many,), (name, table)
            assert cursor.execute("UPDATE notice_waiting SET due = now()").rowcount == many
    with as_web(house.owner, login) as cursor:
        assert cursor.execute("SELECT count(*) FROM notice_waiting").fetchone() == (0,)


def test_the_place_where_notices_look_shows_nothing(family: Cast) -> None:
    assert looking.PLACE == "notice"
