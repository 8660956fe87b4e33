"""Pages to make an appointment, to say it otherwise, to move or cancel one of a series, and to cancel all of it."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from keukentafel.access import Visit, door
from keukentafel.dossiers import rights, sharing
from keukentafel.dossiers.items import Conflict
from keukentafel.dossiers.opened import Opened
from keukentafel.dossiers.pages import show_in
from keukentafel.dossiers.sharing import Place
from keukentafel.look.show import see_other
from keukentafel.people import zones
from keukentafel.rooms.calendar import actions, queries, rules, video
from keukentafel.rooms.calendar.forms import (
    AppointmentForm,
    CancelForm,
    EditForm,
    NewForm,
    OnceForm,
    typed,
    typed_moment,
)
from keukentafel.rooms.calendar.kinds import APPOINTMENT, CANCELLED, PLANNED, Appointment
from keukentafel.rooms.calendar.pages import read_and_send
from keukentafel.rooms.calendar.views import day_asked

CONFLICT, WRONG = 409, 422


@read_and_send
@door("calendar")
def new(request: HttpRequest, visit: Visit) -> HttpResponse:
    """A new appointment: what, on which day, at what time; and more, for who needs it."""
    places = sharing.places_to_add(visit, APPOINTMENT)
    rights.must(bool(places))
    zone = zones.name_of(request.user)
    day = day_asked(request.GET.get("day", ""), visit.now.date())
    asked = day.isoformat() if request.GET.get("day") else ""
    initial = {"circle": str(places[0].id), "zone": zone, "day": asked}
    sent = request.POST if request.method == "POST" else None
    form = NewForm(sent, places=places, zone=zone, initial=initial, **_seats(visit, [place.id for place in places]))
    if form.is_bound and form.is_valid():
        made = actions.make(
            visit,
            form.content(room=video.room(visit, form.own_id)),
            circle=form.circle_id,
            once=form.cleaned_data["once"],
        )
        messages.success(request, _("It is in the calendar."))
        return see_other(reverse("calendar:one", args=[visit.dossier, made.id]))
    return _show_form(request, visit, form, places=places)


@read_and_send
@door("calendar")
def edit(request: HttpRequest, visit: Visit, item: UUID) -> HttpResponse:
    """Say an appointment otherwise. Changed by somebody else meanwhile: theirs is shown beside what was typed."""
    one = queries.appointment(visit, item)
    rights.must(rights.may_change(visit, one))
    initial = typed(one.content) | {"version": one.version}
    sent = request.POST if request.method == "POST" else None
    form = EditForm(sent, zone=one.content.zone, initial=initial, **_seats(visit, [one.circle]))
    if not (form.is_bound and form.is_valid()):
        return _show_form(request, visit, form, one=one)
    content = form.content(room=video.room(visit, one.id), before=one.content)
    try:
        actions.change(visit, one, content, version=form.cleaned_data["version"])
    except Conflict as conflict:
        return _show_form(request, visit, form, one=conflict.current, clash=True)
    messages.success(request, _("It is changed. How it was can still be read back."))
    return see_other(reverse("calendar:one", args=[visit.dossier, item]))


@read_and_send
@door("calendar")
def once(request: HttpRequest, visit: Visit, item: UUID) -> HttpResponse:
    """Of what repeats this one (``on``): at another moment, or not."""
    one = queries.appointment(visit, item)
    rights.must(rights.may_change(visit, one) and bool(one.content.repeats))
    on = day_asked(request.GET.get("on", ""), one.content.day)
    at = rules.the_one(one.content, on)
    rights.must(at is not None)
    if request.method == "POST" and request.POST.get("sort") == "back":
        return _back_to_rule(request, visit, one, on)
    initial = typed_moment(_shown(one.content, on), one.content.zone) | {"version": one.version, "sort": "moved"}
    form = OnceForm(request.POST if request.method == "POST" else None, zone=one.content.zone, initial=initial)
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        try:
            actions.change_one(visit, one, on, to=said["moment"], why=said["why"], version=said["version"])
        except Conflict as conflict:
            form.add_error(None, _("Somebody changed this while you were busy. Look once more."))
            one = conflict.current
        except actions.TooMany:
            form.add_error(None, _("So many of these are otherwise. Better end this one, and make a new one."))
        else:
            messages.success(request, _("It is changed, for this time only."))
            return _see(visit, one, on)
    context = {"item": one, "on": on, "at": at, "form": form}
    return show_in(request, visit, "calendar/once.html", context, room="calendar", status=form.status)


@read_and_send
@door("calendar")
def cancel(request: HttpRequest, visit: Visit, item: UUID) -> HttpResponse:
    """It is not; or after all it is."""
    one = queries.appointment(visit, item)
    rights.must(rights.may_change(visit, one))
    initial = {"version": one.version, "why": one.content.why}
    form = CancelForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        try:
            if one.state == PLANNED:
                actions.cancel(visit, one, said["why"], version=said["version"])
            else:
                actions.go_on(visit, one, version=said["version"])
        except Conflict as conflict:
            form.add_error(None, _("Somebody changed this while you were busy. Look once more."))
            one = conflict.current
        else:
            messages.success(request, _("It is cancelled.") if one.state == PLANNED else _("It is on again."))
            return see_other(reverse("calendar:one", args=[visit.dossier, item]))
    context = {"item": one, "form": form, "off": one.state == CANCELLED}
    return show_in(request, visit, "calendar/cancel.html", context, room="calendar", status=form.status)


def _back_to_rule(request: HttpRequest, visit: Visit, one: Opened[Appointment], on: date) -> HttpResponse:
    actions.back_to_rule(visit, one, on, version=one.version)
    messages.success(request, _("It is as all the others again."))
    return _see(visit, one, on)


def _see(visit: Visit, one: Opened[Appointment], on: date) -> HttpResponse:
    return see_other(reverse("calendar:one", args=[visit.dossier, one.id]) + f"?on={on.isoformat()}")


def _shown(content: Appointment, on: date) -> Any:
    """The moment of one of a series, as it stands in the fields."""
    at = rules.the_one(content, on)
    return at.when if at else content


def _seats(visit: Visit, circles: Sequence[UUID]) -> dict[str, Any]:
    """Who may come, and who sits where."""
    sitting = {circle: visit.sitting(circle) for circle in circles}
    seats = {seat.id: seat for these in sitting.values() for seat in these}
    return {
        "seats": [(str(seat.id), seat.card.name) for seat in seats.values()],
        "sitting": {str(circle): {str(seat.id) for seat in these} for circle, these in sitting.items()},
    }


def _show_form(
    request: HttpRequest,
    visit: Visit,
    form: AppointmentForm,
    *,
    places: Sequence[Place] = (),
    one: Opened[Appointment] | None = None,
    clash: bool = False,
) -> HttpResponse:
    asked = form.fields["who"].choices  # type: ignore[attr-defined]  # a choice
    context = {
        "form": form,
        "places": places,
        "item": one,
        "clash": sharing.name_of(visit, one.changed_by) if one and clash else "",
        "seats": [(value, name, sharing.face(visit.seats[UUID(value)]).note) for value, name in asked],
        "rooms": video.has_rooms(),
        "zones": zones.choices() if not one else [(one.content.zone, zones.city(one.content.zone)), *zones.choices()],
        "own_zone": form.zone_name != zones.HOME,
        "version": one.version if one and clash else form.typed("version") if one else "",
        "here": sharing.place(visit, one.circle) if one else None,
    }
    status = CONFLICT if clash else form.status
    return show_in(request, visit, "calendar/form.html", context, room="calendar", status=status)
