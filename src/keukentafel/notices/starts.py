"""Reminders of what starts at a moment: a day before and an hour before, for each by their own visit.

Once a day, and whenever something of the kind is written, somebody's coming two days are looked at and a job is planned
for each moment. The job looks again: what was moved, cancelled or went out of sight meanwhile is not told.
"""

from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from procrastinate.exceptions import AlreadyEnqueued

from keukentafel.access import Refused, enter
from keukentafel.access import notices as doors
from keukentafel.dossiers import starting
from keukentafel.dossiers.starting import Start
from keukentafel.notices import waiting
from keukentafel.notices.looking import PLACE
from keukentafel.notices.models import Reminded

BEFORE = (timedelta(days=1), timedelta(hours=1))
AHEAD = timedelta(hours=49)
"""As far as is looked at: so that the day before is still to come, on whichever hour the round is made."""
WHOLE_DAY = "day"


def go_round(now: datetime) -> int:
    """Plan what comes for everybody for whom that was not done today; gives how many (person, table) it was."""
    kinds, day = starting.kinds(), timezone.localdate(now)
    planned = 0
    for person, dossier in doors.with_starts(kinds, now, now + AHEAD) if kinds else []:
        mark: dict[str, Any] = {"person_id": person, "item": dossier, "reason": WHOLE_DAY, "day": day}
        if not Reminded.objects.filter(**mark).exists():
            plan(person, dossier, now)
            Reminded.objects.get_or_create(**mark)
            planned += 1
    return planned


def plan(person: UUID, dossier: UUID, now: datetime) -> None:
    """A job for each moment before what starts, that is still to come."""
    from keukentafel.notices.jobs import starts  # the queue is ready only when all apps are

    for one in _seen_by(person, dossier, now, now + AHEAD):
        for moment in (one.at - before for before in BEFORE if one.at - before > now):
            lock = f"starts {person} {one.item} {moment.isoformat()}"
            with suppress(AlreadyEnqueued), transaction.atomic():
                starts.configure(schedule_at=moment, queueing_lock=lock).defer(
                    person=str(person), dossier=str(dossier), item=str(one.item), at=one.at.isoformat()
                )


def remind(person: UUID, dossier: UUID, item: UUID, at: datetime) -> bool:
    """Whether it still starts then, for this person: then they are told."""
    still = _seen_by(person, dossier, at, at + timedelta(seconds=1))
    if at < timezone.now() or not any(one.item == item for one in still):
        return False
    waiting.wait(person, dossier, item, timezone.now(), remind=True)
    return True


def _seen_by(person: UUID, dossier: UUID, after: datetime, before: datetime) -> list[Start]:
    """By their own visit, in which nobody looks."""
    if not doors.sits_by_right(person, dossier):
        return []
    try:
        with enter(person, dossier, place=PLACE, by_right=True) as visit:
            visit.for_nobody()
            found = starting.starting(visit, after, before)
            visit.notebook.read.clear()  # what a room notes as read, nobody read
            return found
    except Refused:
        return []
