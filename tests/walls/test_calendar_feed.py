"""The calendar that a program fetches by a secret address: who gets what of it, and from when on nothing any more."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from keukentafel.access import hall
from keukentafel.people import calendars, devices, throttle
from keukentafel.people.models import Device, Person
from keukentafel.people.sessions import end_all
from keukentafel.rooms.calendar import actions, ics
from keukentafel.rooms.calendar.kinds import Appointment
from tests.support.family import Family
from tests.support.house import House

SOON = timezone.localdate() + timedelta(days=2)
SECRETS = {"table": "TAFELTHEE", "family": "GEZINSGEHEIM", "school": "SCHOOLZAAK", "own": "VANMIJALLEEN"}


@pytest.fixture
def family(house: House) -> Family:
    made = Family(house, "Ann")
    made.seat("Tess", "youth", born=timezone.localdate() - timedelta(days=14 * 366))
    made.seat("Bo", "professional", organisation="Wijkteam")
    made.seat("Kim", "network")
    made.circle("school", "Bo", "Tess")
    made.personal("own", "Tess")
    for circle, who in (("table", "Ann"), ("family", "Ann"), ("school", "Bo"), ("own", "Tess")):
        with made.visit(who) as visit:
            content = Appointment(what=SECRETS[circle], day=SOON, at="15:00", where="HIERHEEN", notes="ERGSTIL")
            made.made = actions.make(visit, content, circle=made.circles[circle], once=None)  # type: ignore[attr-defined]
    return made


def token(family: Family, who: str, *, titles: bool = True, **options: Any) -> str:
    Person.objects.filter(pk=family.people[who].pk).update(calendar_titles=titles)
    return calendars.make(family.people[who], options.get("device"), options.get("only"))


def fetch(secret: str, **headers: str) -> Any:
    return Client().get(f"/calendar/feed/{secret}.ics", headers=headers)


def found(secret: str) -> set[str]:
    answer = fetch(secret)
    assert answer.status_code == 200
    return {circle for circle, words in SECRETS.items() if words in answer.content.decode()}


def test_everybody_gets_what_they_may_see_and_no_more(family: Family) -> None:
    assert found(token(family, "Ann")) == {"table", "family", "school"}
    assert found(token(family, "Tess")) == {"table", "family", "school", "own"}
    assert found(token(family, "Bo")) == {"table", "school"}
    assert found(token(family, "Kim")) == {"table"}


def test_a_leak_would_be_seen(family: Family, monkeypatch: pytest.MonkeyPatch) -> None:
    """A fault is planted: the feed enters as somebody else. What hides then comes out, so the test above can fail."""
    from keukentafel.overview.calendar import feed, tables

    real = tables.visits
    monkeypatch.setattr(feed, "visits", lambda _who, *rest, **more: real(family.people["Tess"].pk, *rest, **more))
    assert "own" in found(token(family, "Bo"))


def test_it_says_nothing_but_when(family: Family) -> None:
    plain = fetch(token(family, "Bo", titles=False)).content.decode()
    assert plain.count("SUMMARY:Afspraak") == 2
    for secret in (plain, fetch(token(family, "Bo")).content.decode()):
        for word in ("HIERHEEN", "ERGSTIL", "DESCRIPTION", "LOCATION", "ATTENDEE", "ORGANIZER", "Wij", "Ann"):
            assert word not in secret
        for known in [str(family.id), *map(str, family.seats.values()), *map(str, family.circles.values())]:
            assert known not in secret


def test_who_leaves_gets_nothing_at_the_next_fetch(family: Family) -> None:
    secret = token(family, "Bo")
    assert found(secret) == {"table", "school"}
    family.take_out(family.circles["school"], "Bo")
    assert found(secret) == {"table"}
    family.end("Bo")
    assert found(secret) == set()
    assert b"VEVENT" not in fetch(secret).content


def test_a_frozen_table_shows_nothing(family: Family) -> None:
    ann, bo = token(family, "Ann"), token(family, "Bo")
    family.freeze()
    assert found(bo) == set()
    assert found(ann) == {"table", "family", "school"}


def evened(answer: Any) -> tuple[Any, ...]:
    body = re.sub(rb'(csrfmiddlewaretoken" value=")\w+', rb"\1", answer.content)
    body = re.sub(rb"/calendar/feed/[^\"&]+", b"", body)
    return answer.status_code, {k: v for k, v in answer.headers.items() if k != "Content-Length"}, body


def test_unknown_old_and_closed_are_the_same_not_found(family: Family) -> None:
    old = token(family, "Bo")
    new = token(family, "Bo")
    ended = token(family, "Kim")
    calendars.end(family.people["Kim"])
    closed = token(family, "Tess")
    Person.objects.filter(pk=family.people["Tess"].pk).update(is_active=False)
    never = [evened(fetch(one)) for one in ("x" * 43, old, ended, closed, "é" * 70, "..", new[:-1])]
    assert never[0][0] == 404
    assert all(one == never[0] for one in never)
    counts = []
    for one in ("x" * 43, old):
        with CaptureQueriesContext(connection) as asked:
            fetch(one)
        counts.append(len(asked.captured_queries))
    assert counts[0] == counts[1]
    assert fetch(new).status_code == 200


def test_it_ends_with_password_and_device(family: Family) -> None:
    bo = family.people["Bo"]
    here = Device.objects.create(person=bo, agent="x", first=timezone.now(), last=timezone.now())
    secret = token(family, "Bo", device=here.pk)
    assert fetch(secret).status_code == 200
    devices.end(bo, here.pk)
    assert fetch(secret).status_code == 404
    secret = token(family, "Bo")
    end_all(bo)
    assert fetch(secret).status_code == 404


def test_emergency_access_is_never_in_it(family: Family) -> None:
    do, kim = family.house.owner.execute, family.seats["Kim"]
    secret = token(family, "Kim")
    do("INSERT INTO emergency VALUES (%s, %s, now(), 24, 72)", [family.id, family.seats["Ann"]])
    do("INSERT INTO emergency_seat VALUES (%s, %s)", [kim, family.id])
    do("INSERT INTO emergency_circle VALUES (%s, %s, %s)", [family.circles["family"], family.id, family.seats["Ann"]])
    with family.visit("Kim") as visit:
        from keukentafel.rooms.family.actions import emergency

        emergency.call(visit, "a reason", once=family.id)
    do("UPDATE emergency_call SET opened = now() - interval '1 hour', closes = now() + interval '1 day'")
    with family.visit("Kim") as visit:
        assert family.circles["family"] in visit.circles
    assert found(secret) == {"table"}


def test_one_table_or_all(family: Family, house: House) -> None:
    other = Family(house, "Zed")
    other.seat("Bo", "professional", who=family.people["Bo"], organisation="Wijkteam")
    with other.visit("Zed") as visit:
        actions.make(visit, Appointment(what="BIJZED", day=SOON), circle=other.table, once=None)
    assert "BIJZED" in fetch(token(family, "Bo")).content.decode()
    alone = fetch(token(family, "Bo", only=family.id)).content.decode()
    assert "BIJZED" not in alone
    assert "TAFELTHEE" in alone
    assert b"VEVENT" not in fetch(token(family, "Kim", only=other.id)).content


def test_programs_ask_twice_and_get_it_once(family: Family) -> None:
    secret = token(family, "Bo")
    first = fetch(secret)
    assert first["Content-Type"] == "text/calendar; charset=utf-8"
    assert first["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in first.headers
    assert not first.cookies
    again = fetch(secret, if_none_match=first["ETag"])
    assert (again.status_code, again.content) == (304, b"")
    head = Client().head(f"/calendar/feed/{secret}.ics")
    assert (head.status_code, head["ETag"]) == (200, first["ETag"])
    assert Client().post(f"/calendar/feed/{secret}.ics").status_code == 405
    with family.visit("Ann") as visit:
        content = Appointment(what="nieuw", day=SOON, at="09:00")
        actions.make(visit, content, circle=family.table, once=None)
    assert fetch(secret, if_none_match=first["ETag"]).status_code == 200


def test_each_fetch_stands_in_the_log_as_that_person(family: Family) -> None:
    secret = token(family, "Bo")
    fetch(secret)
    rows = family.house.owner.execute(
        "SELECT person_id, action, circle_id FROM access_event WHERE place = 'calendar_feed' AND dossier_id = %s",
        [family.id],
    ).fetchall()
    assert {(row[0], row[1]) for row in rows} == {(family.people["Bo"].pk, "read")}
    assert {row[2] for row in rows} == {family.circles["table"], family.circles["school"]}
    assert b"agenda, met een eigen programma" in family.client("Ann").get(f"/d/{family.id}/who-looked/").content


def test_too_often_is_said(family: Family, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    monkeypatch.setattr(throttle, "FETCHES", throttle.Limit("few", 2, 60))
    secret = token(family, "Bo")
    assert [fetch(secret).status_code for _ in range(3)] == [200, 200, 429]
    assert fetch(secret)["Retry-After"] == "3600"
    assert secret not in caplog.text


def test_what_is_written_down_would_be_seen(family: Family, caplog: pytest.LogCaptureFixture) -> None:
    """Django writes the address of a refusal into its log: of one that is none it may, and so the test above can fail."""
    fetch("x" * 43)
    assert "x" * 43 in caplog.text


def test_the_secret_is_kept_as_a_hash_alone(family: Family) -> None:
    secret = token(family, "Bo")
    rows = family.house.owner.execute('SELECT token_hash, "only" FROM person_calendar').fetchall()
    assert secret.encode() not in b"".join(bytes(row[0]) + bytes(row[1]) for row in rows)
    assert len(rows) == 1


def test_all_tables_on_one_page_grows_with_tables_alone(family: Family, house: House) -> None:
    bo, counts = family.client("Bo"), []
    for number in range(3):
        bo.get("/calendar/")
        with CaptureQueriesContext(connection) as asked:
            page = bo.get("/calendar/").content.decode()
        counts.append(len(asked.captured_queries))
        assert ("VANMIJALLEEN" in page, "GEZINSGEHEIM" in page, "TAFELTHEE" in page) == (False, False, True)
        other = Family(house, "Zed", founded_by=None) if number == 0 else Family(house, f"Zed{number}")
        other.seat("Bo", "professional", who=family.people["Bo"], organisation="Wijkteam")
        with other.visit(next(iter(other.people))) as visit:
            for _ in range(4):
                actions.make(visit, Appointment(what="TEGELIJK", day=SOON, at="15:30"), circle=other.table, once=None)
    assert counts[1] - counts[0] == counts[2] - counts[1] <= 7
    page = bo.get("/calendar/").content.decode()
    assert page.count("Tegelijk") == page.count("TEGELIJK") + 2
    with hall(family.people["Bo"].pk) as here:
        assert len(here.tables) == 4
    assert ics.PRODUCT
