"""What has to be said by the clock: agreements whose day comes or went by, and whatever a room adds.

A source (``also``) is a function of the moment of now that gives whom to remind of which item. It may name too many:
whoever is told looks by their own visit, and is told only of what they see.
"""

from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from keukentafel.access import notices as doors
from keukentafel.notices import waiting
from keukentafel.notices.models import Reminded

FROM_HOUR = 7
"""Nobody is told of a day before it is light: quiet hours may be later, never earlier than this."""


class Reminder(NamedTuple):
    """Whom to remind of what. ``reason`` (at most 8 characters) and ``day``: for the same of both, once."""

    person: UUID
    dossier: UUID
    item: UUID
    reason: str
    day: date


Source = Callable[[datetime], Iterable[Reminder]]
_sources: list[Source] = []


def also(source: Source) -> None:
    """Add a source: asked every ten minutes with the moment of now."""
    if source not in _sources:
        _sources.append(source)


def go_round(now: datetime) -> int:
    """Remind whoever was not reminded yet; gives how many."""
    return sum(_once(one, now) for source in (agreements, *_sources) for one in source(now))


def agreements(now: datetime) -> Iterable[Reminder]:
    """Of a promise for tomorrow whose it is; of one whose day is over also who keeps the overview."""
    local = timezone.localtime(now)
    if local.hour < FROM_HOUR or local.minute >= 10:  # once an hour is enough
        return
    for reason, day in (("comes", local.date() + timedelta(days=1)), ("late", local.date() - timedelta(days=1))):
        for one in doors.promised(day, gone=reason == "late"):
            yield Reminder(one.person, one.dossier, one.item, reason, day)


def _once(one: Reminder, now: datetime) -> bool:
    if Reminded.objects.filter(person=one.person, item=one.item, reason=one.reason, day=one.day).exists():
        return False
    waiting.wait(one.person, one.dossier, one.item, now, remind=True)
    try:
        with transaction.atomic():
            Reminded.objects.create(person_id=one.person, item=one.item, reason=one.reason, day=one.day)
    except IntegrityError:  # by another worker, or the account is gone
        return False
    return True
