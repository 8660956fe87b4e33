"""Appointments by mail: who asked for them gets them, as calendar programs take them, and who lost sight gets nothing."""

import email
import email.policy
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import icalendar
import pytest
from django.core import mail
from django.utils import timezone
from tests.support.family import Family
from tests.support.house import House
from tests.support.queue import work

from keukentafel.dossiers import reading
from keukentafel.people.models import Person
from keukentafel.rooms.calendar import actions
from keukentafel.rooms.calendar.kinds import Appointment

SOON = timezone.localdate() + timedelta(days=2)


@pytest.fixture
def family(house: House, settings: Any) -> Iterator[Family]:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    made = Family(house, "Ann")
    made.seat("Bo", "professional", organisation="Wijkteam")
    made.seat("Opa", "relative")
    made.seat("Kim", "network")
    made.circle("school", "Bo", "Kim")
    for who in ("Bo", "Opa"):
        Person.objects.filter(pk=made.people[who].pk).update(calendar_mail=True)
    mail.outbox = []
    yield made
    mail.outbox = []


def make(family: Family, circle: str = "table", who: str = "Ann", **fields: Any) -> Any:
    with family.visit(who) as visit:
        content = Appointment(**{"what": "GEHEIM", "day": SOON, "at": "15:00", "where": "WAAR"} | fields)
        return actions.make(visit, content, circle=family.circles[circle], once=None)


def sent() -> list[tuple[str, str, Any, str]]:
    """To whom, which method, the event, and all of the mail as it goes over the line."""
    work()
    found = []
    for one in mail.outbox:
        wire = one.message().as_bytes()
        read = email.message_from_bytes(wire, policy=email.policy.default)
        part = next(part for part in read.walk() if part.get_content_type() == "text/calendar")
        calendar = icalendar.Calendar.from_ical(part.get_content())
        assert part.get_param("method") == calendar["METHOD"]
        assert read.get_content_type() == "multipart/alternative"
        assert str(read["Subject"]) in ("Een afspraak", "Een afspraak gaat niet door")
        found.append((one.to[0], str(calendar["METHOD"]), calendar.walk("VEVENT")[0], wire.decode()))
    mail.outbox.clear()
    return sorted(found, key=lambda row: row[0])


def address(family: Family, who: str) -> str:
    return str(family.people[who].email)


def test_who_asked_for_it_gets_an_invitation_that_says_nothing(family: Family) -> None:
    made = make(family)
    got = sent()
    assert {(to, method) for to, method, _event, _wire in got} == {
        (address(family, "Bo"), "REQUEST"), (address(family, "Opa"), "REQUEST")}  # fmt: skip
    for _to, _method, event, wire in got:
        assert str(event["SUMMARY"]) == "Afspraak"
        assert event["SEQUENCE"] == made.version
        for word in ("GEHEIM", "WAAR", "Wijkteam", str(family.id), str(made.id)):
            assert word not in wire
        own = {family.people[who].email for who in family.people}
        assert not any(one in f"{event['ORGANIZER']}{event['ATTENDEE']}" for one in own)


def test_cancelled_and_moved(family: Family) -> None:
    made = make(family)
    first = sent()[0][2]
    with family.visit("Ann") as visit:
        one = reading.one(visit, made.id)
        content = one.content.model_copy(update={"at": "16:00"})
        one = actions.change(visit, one, content, version=one.version)
    moved = sent()[0][2]
    assert (moved["UID"], moved["SEQUENCE"] > first["SEQUENCE"]) == (first["UID"], True)
    with family.visit("Ann") as visit:
        actions.cancel(visit, reading.one(visit, made.id), "ziek", version=2)
    got = sent()
    assert [row[1] for row in got] == ["CANCEL", "CANCEL"]
    assert got[0][2]["SEQUENCE"] > moved["SEQUENCE"]
    assert "ziek" not in got[0][3]


def test_what_waited_in_the_queue_goes_to_nobody_who_lost_sight(family: Family) -> None:
    make(family)
    family.end("Bo")
    assert [row[0] for row in sent()] == [address(family, "Opa")]


def test_deleted_it_is_a_bare_mark(family: Family) -> None:
    made = make(family)
    sent()
    with family.visit("Ann") as visit:
        actions.delete(visit, reading.one(visit, made.id))
    got = sent()
    assert [row[1] for row in got] == ["CANCEL", "CANCEL"]
    assert set(got[0][2]) == {"UID", "DTSTAMP", "SEQUENCE", "STATUS", "ORGANIZER", "ATTENDEE"}


def test_moved_away_it_is_gone_for_who_is_not_there(family: Family) -> None:
    made = make(family)
    sent()
    with family.visit("Ann") as visit:
        actions.move(visit, reading.one(visit, made.id), family.circles["school"])
    assert [(row[0], row[1]) for row in sent()] == sorted(
        [(address(family, "Bo"), "REQUEST"), (address(family, "Opa"), "CANCEL")])  # fmt: skip


def test_who_was_taken_out_of_the_circle_hears_nothing_of_its_end(family: Family) -> None:
    made = make(family, "school", "Bo")
    sent()
    family.take_out(family.circles["school"], "Bo")
    with family.visit("Ann") as visit:
        actions.delete(visit, reading.one(visit, made.id))
    assert sent() == []


def test_only_who_comes_and_only_who_wants_it(family: Family) -> None:
    make(family)
    assert len(sent()) == 2
    with family.visit("Ann") as visit:
        content = Appointment(what="x", day=SOON, who=(family.seats["Opa"],))
        actions.make(visit, content, circle=family.table, once=None)
    assert [row[0] for row in sent()] == [address(family, "Opa")]
    Person.objects.update(calendar_mail=False)
    make(family)
    assert sent() == []
