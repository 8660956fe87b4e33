"""The calendar as one's own program fetches it: by a secret address, without a session (docs/decisions/0023).

Each time every table is entered as that person: who has no seat any more gets nothing of it from the next time on.
What is open by emergency access alone is never in it. An address that is none, was one, or is of a closed account: not
found.
"""

from collections.abc import Iterator
from datetime import timedelta
from hashlib import sha256
from typing import Final
from zoneinfo import ZoneInfo

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from keukentafel.dossiers.opened import Opened
from keukentafel.overview.calendar.tables import visits
from keukentafel.people import calendars, throttle
from keukentafel.people.coming import client_of
from keukentafel.people.pace import for_machines, too_fast
from keukentafel.rooms.calendar import ics, queries
from keukentafel.rooms.calendar.kinds import CANCELLED, Appointment

TYPE: Final = "text/calendar; charset=utf-8"
BACK, AHEAD = timedelta(days=31), timedelta(days=366)


@require_safe
@for_machines
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """What was in the last month and is in the coming year: when, and what it is if the person chose so."""
    if not throttle.count(throttle.CALENDARS, client_of(request)):
        return _unwritten(too_fast(request, throttle.CALENDARS.minutes * 60))
    found = calendars.find(token)
    if found is None:
        raise Http404
    if not throttle.count(throttle.FETCHES, str(found.person.pk)):
        return _unwritten(too_fast(request, throttle.FETCHES.minutes * 60))
    with translation.override(found.person.language):
        voice = ics.Voice(_("Appointment"), titles=found.person.calendar_titles)
    body = ics.one_calendar(list(_items(found)), voice)
    etag = f'"{sha256(body).hexdigest()[:32]}"'
    answer = HttpResponse(body, content_type=TYPE, headers={"ETag": etag})
    return get_conditional_response(request, etag=etag, response=answer) or answer


def _unwritten(answer: HttpResponse) -> HttpResponse:
    """A refusal of an address that works: Django would write it, with the secret, into the log of the site."""
    answer._has_been_logged = True  # type: ignore[attr-defined]  # noqa: SLF001  # what it asks before it writes
    return answer


def _items(found: calendars.Feed) -> Iterator[Opened[Appointment]]:
    now = timezone.now()
    since, until = (now - BACK).date(), (now + AHEAD).date()
    for visit in visits(found.person.pk, "calendar_feed", by_right=True, only=found.only):
        seen = {one.item.id: one.item for one in queries.span(visit, since, until, ZoneInfo("UTC")).dates}
        yield from (item for _id, item in sorted(seen.items()) if item.state != CANCELLED)
