"""Tell the stories into an empty database: everything goes through the doorway, as if it had happened."""

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import psycopg
from django.db import connection
from django.utils import timezone
from rich.console import Console
from rich.progress import Progress

from keukentafel.access.professionals import is_professional
from keukentafel.notices.choosing import keep
from keukentafel.notices.rules import READY
from keukentafel.people.factors import codes
from keukentafel.people.models import Person as Account
from keukentafel.site.demo import family as f
from keukentafel.site.demo.story import load
from keukentafel.site.demo.teller import Teller

HOME = ZoneInfo("Europe/Amsterdam")
EMPTY = """
SELECT string_agg(format('%I', tablename), ', ') FROM pg_tables
 WHERE schemaname = 'public'
   AND tablename IN ('person', 'dossier', 'access_event', 'person_trace', 'django_session', 'procrastinate_jobs')
"""
NO_NEWS = "DELETE FROM procrastinate_jobs WHERE queue_name = 'notices'"


def tell_all(owner_url: str) -> list[dict[str, Any]]:
    """Tell all three; gives the accounts as ``keukentafel demo-accounts --json`` prints them. Professionals have a
    second factor: ``totp`` is the secret from which their codes are made.

    Begins from an empty database: a telling that was broken off leaves half a story.
    """
    _empty(owner_url)
    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit TO off")  # nothing to lose: it would begin again
    stories = load()
    people = {one.key: _account(one) for one in stories.people}
    tellers = [Teller(family, people, Clock()) for family in stories.families]
    steps = [(teller, *step) for teller in tellers for step in teller.steps()]
    with Progress(transient=True, console=Console(stderr=True)) as progress:
        for _teller, _moment, happen in progress.track(steps, description="Three families, one year"):
            happen()
    for one in stories.people:
        if is_professional(people[one.key].pk):  # who has many tables gets one letter a day
            keep(people[one.key].pk, READY["daily"])
    with psycopg.connect(owner_url, autocommit=True) as owner:
        owner.execute(NO_NEWS)  # a year ago is nothing to be told of today
    return [_printed(one, people[one.key], tellers) for one in stories.people]


class Clock:
    """Turns a story's days and times into moments; nothing of a story lies in the future."""

    def __init__(self) -> None:
        self.now = timezone.now()
        self.today = timezone.localdate()

    def day(self, offset: int) -> date:
        """The date so many days from today."""
        return self.today + timedelta(days=offset)

    def moment(self, offset: int, at: str) -> datetime:
        """That day at that time in the Netherlands, or now if that is still to come."""
        there = datetime.combine(self.day(offset), time.fromisoformat(at), HOME)
        return min(there, self.now)


def _account(one: f.Person) -> Account:
    return Account.objects.create_user(one.email, one.password, name=one.name, language=one.language)


def _printed(one: f.Person, account: Account, tellers: list[Teller]) -> dict[str, Any]:
    tables = [
        {"id": str(teller.dossier), "title": teller.family.title, "role": role}
        for teller in tellers
        if (role := teller.role_of(account.pk))
    ]
    printed = {"email": one.email, "password": one.password, "name": one.name, "role": one.role, "dossiers": tables}
    return printed | ({"totp": codes.turned_on(account)} if is_professional(account.pk) else {})


def _empty(owner_url: str) -> None:
    with psycopg.connect(owner_url, autocommit=True) as owner:
        row = owner.execute(EMPTY).fetchone()
        owner.execute(f"TRUNCATE {row[0] if row else ''} CASCADE".encode())
