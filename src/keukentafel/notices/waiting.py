"""That something waits to be told: one row for a person and a table, however much was written there.

The first is told at once (or when they chose). Further ones after they looked at the table, or after a pause.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone

from keukentafel.access.threshold import standing
from keukentafel.notices.choosing import wish_of
from keukentafel.notices.models import Waiting
from keukentafel.notices.rules import PAUSE

LOOKED = "SELECT max(last_at) FROM presence WHERE dossier_id = %s"
"""When one was last there: row-level security gives one's own seats alone."""
SLACK = timedelta(minutes=1)
"""What is written carries the moment at which its writer came in, shortly before."""


def wait(person: UUID, dossier: UUID, item: UUID, at: datetime, *, remind: bool = False) -> datetime | None:
    """Remember that this happened; gives when to look, None when that is planned already.

    Whatever it is put with, a job for that moment belongs in the same transaction: call ``planned`` for both.
    """
    with standing(person) as cursor:
        due = _put(cursor, person, dossier, item, at, remind=remind)
        if due is not None:
            plan(person, due)
        return due


def plan(person: UUID, due: datetime) -> None:
    """A job that looks at that moment, in the transaction of who asks; one for a person and a moment."""
    from keukentafel.notices.jobs import plan_tell  # the queue is ready only when all apps are

    plan_tell(person, due)


def waiting(person: UUID) -> list[Waiting]:
    """Rows whose moment has come."""
    with standing(person):
        return list(Waiting.objects.filter(person=person, due__lte=timezone.now()).order_by("since"))


def letters(person: UUID) -> list[Waiting]:
    """Rows of which a letter has still to go."""
    with standing(person):
        return list(Waiting.objects.filter(person=person, mail=True).order_by("since"))


def lately(person: UUID) -> list[Waiting]:
    """Rows that were told within a day."""
    with standing(person):
        since = timezone.now() - timedelta(days=1)
        return list(Waiting.objects.filter(person=person, told__gt=since).order_by("since"))


def written(person: UUID, rows: Iterable[Waiting]) -> None:
    """Their letter has gone, or needs not go."""
    with standing(person):
        Waiting.objects.filter(pk__in=[row.pk for row in rows]).update(mail=False)


def choose_anew(person: UUID) -> None:
    """After another choice: what still waits is told when that says."""
    due = wish_of(person).when(timezone.now())
    with standing(person):
        if Waiting.objects.filter(person=person, due__isnull=False).update(due=due):
            plan(person, due)


def _put(cursor: Any, person: UUID, dossier: UUID, item: UUID, at: datetime, *, remind: bool) -> datetime | None:
    row = Waiting.objects.select_for_update().filter(person=person, dossier=dossier).first()
    now = timezone.now()
    if row is None:
        row = Waiting(person_id=person, dossier_id=dossier, item=item, since=at - SLACK)
    elif row.due is None and not row.mail:
        row.item, row.since, row.reminders = item, at - SLACK, []
    fresh = row.due is None
    if remind:
        row.reminders = [*row.reminders, str(item)][-50:]
    if fresh:
        row.due = max(wish_of(person).when(now), _not_before(cursor, row, now))
    row.turn += 1
    row.save()
    return row.due if fresh else None


def _not_before(cursor: Any, row: Waiting, now: datetime) -> datetime:
    """Who was told and has not looked since, is left alone for a while."""
    if row.told is None or row.reminders:
        return now
    cursor.execute(LOOKED, [row.dossier_id])
    looked = cursor.fetchone()[0]
    return now if looked and looked > row.told else max(now, row.told + PAUSE)
