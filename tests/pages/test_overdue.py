"""What is over goes by itself: one job each hour, and what is not over stays."""

from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID

import pytest
from django.utils import timezone
from tests.support.family import Family
from tests.support.house import House
from tests.support.queue import work
from tests.support.tables import write

from keukentafel.people.factors import links
from keukentafel.people.models import Codes, Device, NewAccount, PersonSession, Tries
from keukentafel.people.traces import Client as Visitor
from keukentafel.people.traces import trace
from keukentafel.site.jobs import tidy


def ago(**time: float) -> datetime:
    return timezone.now() - timedelta(**time)


def run() -> None:
    tidy.defer(timestamp=0)  # type: ignore[call-arg]  # the context is given by the worker
    work()


def count(house: House, statement: str, *values: Any) -> int:
    found = house.owner.execute(statement.encode(), values).fetchone()
    assert found
    return int(found[0])


def test_sessions_links_codes_and_what_was_half_done(house: House) -> None:
    family = Family(house)
    ann = family.people["Ann"]
    family.client("Ann")
    family.client("Ann")
    over = PersonSession.objects.first()
    assert over
    PersonSession.objects.filter(pk=over.pk).update(expire_date=ago(minutes=1))
    links.make(ann)
    house.owner.execute("UPDATE person_link SET asked = %s", [ago(days=2)])
    for name, asked in (("a", 25), ("b", 1)):
        new = NewAccount(
            token_hash=sha256(name.encode()).digest(), email=f"{name}@example.org", name=name, password="x"
        )
        new.save(force_insert=True)
        NewAccount.objects.filter(pk=new.pk).update(asked=ago(hours=asked))
    Codes(person=ann, secret="x").save(force_insert=True)
    Codes.objects.update(made=ago(days=2))
    for key, since in ((b"old", 25), (b"new", 1)):
        Tries(key=key, count=1, since=ago(hours=since)).save(force_insert=True)
    for last in (731, 1):
        Device(person=ann, agent="x", first=ago(days=800), last=ago(days=last)).save(force_insert=True)
    run()
    assert PersonSession.objects.count() == 1
    assert not PersonSession.objects.filter(pk=over.pk).exists()
    assert count(house, "SELECT count(*) FROM person_link") == 0
    assert [new.name for new in NewAccount.objects.all()] == ["b"]
    assert Codes.objects.count() == 0
    assert [bytes(one.key) for one in Tries.objects.all()] == [b"new"]
    assert Device.objects.count() == 1


def test_codes_in_use_and_what_still_works_stay(house: House) -> None:
    family = Family(house)
    ann = family.people["Ann"]
    family.client("Ann")
    token = links.make(ann)
    Codes(person=ann, secret="x", confirmed=True).save(force_insert=True)
    Codes.objects.update(made=ago(days=900))
    run()
    assert PersonSession.objects.count() == 1
    assert links.is_good(token)
    assert Codes.objects.count() == 1


@pytest.mark.parametrize(
    ("state", "days", "stays"),
    [
        ("sent", 31, False),
        ("declined", 31, False),
        ("withdrawn", 31, False),
        ("accepted", 31, True),
        ("sent", 29, True),
    ],
)
def test_a_letter_that_nobody_accepted(house: House, state: str, days: int, stays: bool) -> None:
    family = Family(house)
    assert write(family) == 303
    assert count(house, "SELECT count(*) FROM invitation") == 1
    house.owner.execute("UPDATE invitation SET state = %s, expires = %s", [state, ago(days=days)])
    run()
    assert count(house, "SELECT count(*) FROM invitation") == int(stays)


def test_what_happened_at_the_door_is_kept_a_year(house: House) -> None:
    family = Family(house)
    for _ in range(2):
        trace(family.people["Ann"], "signed_in", Visitor("10.0.0.1", "x"))
    newest: UUID = house.owner.execute("SELECT id FROM person_trace ORDER BY id DESC").fetchone()[0]  # type: ignore[index]
    house.owner.execute("UPDATE person_trace SET at = %s WHERE id <> %s", [ago(days=367), newest])
    run()
    assert [row[0] for row in house.owner.execute("SELECT id FROM person_trace").fetchall()] == [newest]


def test_a_job_that_failed_is_kept_for_30_days(house: House) -> None:
    """It holds a sealed letter, and so an address."""
    statement = (
        "INSERT INTO procrastinate_jobs (queue_name, task_name, args, status, attempts) VALUES ('x', %s, '{}', 'failed', 8)"
        " RETURNING id"
    )
    for name, days in (("old", 31), ("new", 29)):
        job = house.owner.execute(statement, [name]).fetchone()
        house.owner.execute("DELETE FROM procrastinate_events WHERE job_id = %s", job)
        event = "INSERT INTO procrastinate_events (job_id, type, at) VALUES (%s, 'failed', %s)"
        house.owner.execute(event, [job[0], ago(days=days)])  # type: ignore[index]
    run()
    left = house.owner.execute("SELECT task_name FROM procrastinate_jobs WHERE status = 'failed'").fetchall()
    assert left == [("new",)]
