"""All my tables in one calendar, and what I choose about mine."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from keukentafel.access import Refused, Visit, hall
from keukentafel.access.hall import my_dossiers
from keukentafel.look.show import see_other
from keukentafel.overview.calendar.tables import MOST_TABLES, visits
from keukentafel.people import calendars, zones
from keukentafel.people.coming import me
from keukentafel.people.fresh import freshly_signed_in
from keukentafel.people.models import Person
from keukentafel.people.shown import show_form, show_page
from keukentafel.rooms.calendar import queries, rules
from keukentafel.rooms.calendar.queries import Date
from keukentafel.rooms.calendar.telling import Teller, Told, by_day
from keukentafel.rooms.calendar.views import AHEAD, LAST, day_asked

MOST_TOLD = 300


@require_safe
@login_required
def all_tables(request: HttpRequest) -> HttpResponse:
    """What is coming at all my tables, with what lies at the same time marked."""
    person = me(request)
    zone = zones.zone_of(person)
    today = timezone.now().astimezone(zone).date()
    since = _day(request, today)
    until = since + AHEAD
    dates: list[tuple[Date, Told]] = []
    more = False
    for visit in visits(person.pk, "calendar"):
        told, full = _at(visit, since, until, zone)
        dates, more = dates + told, more or full
    dates.sort(key=lambda pair: (pair[1].day, not pair[0].at.whole, pair[0].at.starts))
    shown = marked(dates)[:MOST_TOLD]
    context = {
        "days": [(tile, these, []) for tile, these in by_day(shown, today, since)],
        "since": since,
        "from_today": since == today,
        "later": until + timedelta(days=1) if until < LAST else None,
        "more": more or len(dates) > MOST_TOLD,
        "most": MOST_TABLES,
        "left_out": max(0, len(my_dossiers(person.pk)) - MOST_TABLES),
        "city": zones.city(person.zone) if person.zone and person.zone != zones.HOME else "",
    }
    return show_page(request, "overview/calendar.html", context)


def marked(dates: list[tuple[Date, Told]]) -> list[Told]:
    """The same, with what is for me and lies at the same time as something else that is for me."""
    spans = [
        (number, one.at.starts, one.at.ends)
        for number, (one, told) in enumerate(dates)
        if told.for_me and told.mine != "no" and not one.cancelled and not one.at.whole
    ]
    clash = rules.clashing(spans)
    return [replace(told, clash=number in clash) for number, (_one, told) in enumerate(dates)]


def _at(visit: Visit, since: date, until: date, zone: ZoneInfo) -> tuple[list[tuple[Date, Told]], bool]:
    found, teller = queries.span(visit, since, until, zone), Teller(visit, zone, table=visit.cover.title)
    return [(one, teller.told(one)) for one in found.dates], found.more


def _day(request: HttpRequest, today: date) -> date:
    try:
        return day_asked(request.GET.get("from", ""), today)
    except Refused:
        return today


class Choices(forms.Form):
    """What somebody chooses about their calendar."""

    zone = forms.ChoiceField(choices=zones.choices)
    titles = forms.BooleanField(required=False)
    mail = forms.BooleanField(required=False)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def choices(request: HttpRequest) -> HttpResponse:
    """By whose clock, what other programs say, and whether appointments come by mail."""
    person = me(request)
    initial = {"zone": zones.name_of(person), "titles": person.calendar_titles, "mail": person.calendar_mail}
    form = Choices(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        Person.objects.filter(pk=person.pk).update(
            zone="" if said["zone"] == zones.HOME else said["zone"],
            calendar_titles=said["titles"],
            calendar_mail=said["mail"],
        )
        messages.success(request, _("It is kept."))
        return see_other(reverse("overview:calendar_choices"))
    feed = calendars.of(person)
    context = {"zones": zones.choices(), "feed": feed, "only": bool(feed and feed.only)}
    return show_form(request, "overview/calendar_choices.html", form, context)


@require_http_methods(["GET", "HEAD", "POST"])
@freshly_signed_in
def address(request: HttpRequest) -> HttpResponse:
    """Make a secret address for one's own calendar program. It is shown once; the one before it ends."""
    person = me(request)
    with hall(person.pk) as here:
        tables = [(str(table.dossier), table.title) for table in here.tables]
    only = request.POST.get("only", "")
    if request.method != "POST" or (only and only not in dict(tables)):
        context = {"tables": tables, "there": calendars.of(person) is not None}
        return show_page(request, "overview/calendar_address.html", context, status=_status(request))
    device = request.session.device  # type: ignore[attr-defined]  # our own session
    token = calendars.make(person, device, UUID(only) if only else None)
    path = reverse("overview:calendar_feed", args=[token])
    return show_page(request, "overview/calendar_made.html", around(path))


@require_http_methods(["POST"])
@login_required
def end(request: HttpRequest) -> HttpResponse:
    """End the secret address. No fresh sign-in is asked: who fears that others have it must be quick."""
    calendars.end(me(request))
    messages.success(request, _("The address does not work any more."))
    return see_other(reverse("overview:calendar_choices"))


def around(path: str) -> dict[str, Any]:
    """The address in the two forms that programs take."""
    href = settings.ORIGIN + path
    return {"href": href, "webcal": "webcal://" + href.partition("://")[2]}


def _status(request: HttpRequest) -> int:
    return 422 if request.method == "POST" else 200
