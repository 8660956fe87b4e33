"""What is coming, a month, a week: each is one read."""

from calendar import monthrange
from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.dates import MONTHS
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from keukentafel.access import Refused, Visit, door
from keukentafel.dossiers.pages import kept, show_in
from keukentafel.look.words import in_sentence
from keukentafel.people import zones
from keukentafel.rooms.calendar import queries, telling
from keukentafel.rooms.calendar.kinds import SUITS
from keukentafel.rooms.calendar.telling import Teller, tile

AHEAD = timedelta(days=60)
A_WEEK = timedelta(days=7)
FIRST, LAST = date(1990, 1, 1), date(2099, 1, 1)
"""Between these days there is a calendar."""


@require_safe
@door("calendar")
@kept
def coming(request: HttpRequest, visit: Visit) -> HttpResponse:
    """What is coming, from today or from the day that is asked for."""
    zone = zones.zone_of(request.user)
    today = visit.now.astimezone(zone).date()
    since = day_asked(request.GET.get("from", ""), today)
    until = since + AHEAD
    found, teller = queries.span(visit, since, until, zone), Teller(visit, zone)
    context = around(visit, request, today) | {
        "days": with_birthdays(visit, [teller.told(one) for one in found.dates], today, since, until),
        "proposals": [
            (one, teller.face(one.author), one.author in visit.my_seats or _ticked(visit, found, one.id))
            for one in found.proposals
        ],
        "since": since,
        "from_today": since == today,
        "until": until,
        "later": until + timedelta(days=1) if until < LAST else None,
        "earlier": since - AHEAD if since > FIRST + AHEAD else None,
        "more": found.more,
    }
    return show_in(request, visit, "calendar/coming.html", context, room="calendar", partial="days")


@require_safe
@door("calendar")
def month(request: HttpRequest, visit: Visit) -> HttpResponse:
    """A month as a wall calendar: Monday first, with the days of the months around it."""
    zone = zones.zone_of(request.user)
    today = visit.now.astimezone(zone).date()
    first = day_asked(request.GET.get("on", ""), today).replace(day=1)
    since = first - timedelta(days=first.weekday())
    end = first.replace(day=monthrange(first.year, first.month)[1])
    until = end + timedelta(days=6 - end.weekday())
    on_days = on_each_day(visit, request, since, until)
    weeks = [on_days[at : at + 7] for at in range(0, len(on_days), 7)]
    context = around(visit, request, today) | {
        "weeks": weeks,
        "weekdays": [tile(since + timedelta(days=n), today).weekday for n in range(7)],
        "month": first,
        "title": f"{MONTHS[first.month]} {first.year}",
        "before": (first - timedelta(days=1)).replace(day=1),
        "after": end + timedelta(days=1),
    }
    return show_in(request, visit, "calendar/month.html", context, room="calendar", partial="days")


@require_safe
@door("calendar")
def week(request: HttpRequest, visit: Visit) -> HttpResponse:
    """A week, as it is printed for on the wall."""
    zone = zones.zone_of(request.user)
    today = visit.now.astimezone(zone).date()
    asked = day_asked(request.GET.get("on", ""), today)
    since = asked - timedelta(days=asked.weekday())
    context = around(visit, request, today) | {
        "days": on_each_day(visit, request, since, since + timedelta(days=6)),
        "number": since.isocalendar().week,
        "dates": (_date(since), _date(since + timedelta(days=6))),
        "since": since,
        "until": since + timedelta(days=6),
        "before": since - A_WEEK,
        "after": since + A_WEEK,
    }
    return show_in(request, visit, "calendar/week.html", context, room="calendar", partial="days")


def _date(day: date) -> str:
    """Without "today": it hangs on the wall all week."""
    return f"{day.day} {in_sentence(MONTHS[day.month], get_language() or '')}"


def around(visit: Visit, request: HttpRequest, today: date) -> dict[str, Any]:
    """What every view has."""
    name = zones.name_of(request.user)
    return {
        "today": today,
        "may_add": telling.may_add(visit),
        "city": zones.city(name) if name != zones.HOME else "",
        "can_choose": not visit.looking_as,
    }


def day_asked(text: str, otherwise: date) -> date:
    """The day in an address, else another. Raises ``Refused`` for what is no day, or one out of all time."""
    try:
        day = date.fromisoformat(text) if text else otherwise
    except ValueError:
        raise Refused from None
    if not FIRST <= day <= LAST:
        raise Refused
    return day


def on_each_day(visit: Visit, request: HttpRequest, since: date, until: date) -> list[tuple[Any, list[Any], list[str]]]:
    """For each day of a span: its tile, what is on, and whose birthday it is."""
    zone = zones.zone_of(request.user)
    today, teller = visit.now.astimezone(zone).date(), Teller(visit, zone)
    told = [teller.told(one) for one in queries.span(visit, since, until, zone).dates]
    births = telling.birthdays(visit, since, until)
    days = [since + timedelta(days=n) for n in range((until - since).days + 1)]
    return [
        (tile(day, today), [one for one in told if one.day <= day <= one.last], births.get(day, [])) for day in days
    ]


def with_birthdays(
    visit: Visit, told: list[telling.Told], today: date, since: date, until: date
) -> list[tuple[Any, list[Any], list[str]]]:
    """The days on which something is, in order."""
    births = telling.birthdays(visit, since, until)
    on = {tile.day: (tile, these) for tile, these in telling.by_day(told, today, since)}
    days = sorted({*on, *births})
    return [(*on.get(day, (tile(day, today), [])), births.get(day, [])) for day in days]


def _ticked(visit: Visit, found: queries.Found, item: Any) -> bool:
    return any(one.kind == SUITS.name and one.author in visit.my_seats for one in found.ticks.get(item, ()))
