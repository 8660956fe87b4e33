"""All meetings; planning one, otherwise, in another circle, and deleting it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from keukentafel.access import Visit, door
from keukentafel.dossiers import carrying, items, rights, sharing
from keukentafel.dossiers.circle_names import circle_name
from keukentafel.dossiers.opened import Opened
from keukentafel.rooms.meetings import actions, queries
from keukentafel.rooms.meetings.forms import MeetingForm
from keukentafel.rooms.meetings.kinds import MEETING, Meeting
from keukentafel.rooms.meetings.pages import around
from keukentafel.rooms.meetings.words import OCCASIONS, how_far, occasion


@require_safe
@door("meetings")
def meetings(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Those that come, those that were, and whether one would help now."""
    found = queries.near(visit)
    context = {
        "near": found,
        "far": lambda one: how_far(one.state, found.minutes.get(one.id)),
        "circle": lambda one: circle_name(visit.circles[one.circle]),
        "private": lambda one: visit.circles[one.circle].personal,
        "occasion": occasion,
        "occasions": OCCASIONS,
        "may_plan": bool(sharing.places_to_add(visit, MEETING)),
    }
    return around.show(request, visit, "meetings", context, partial="live")


@require_POST
@door("meetings")
def not_now(request: HttpRequest, visit: Visit) -> HttpResponse:
    """No meeting because of this seat."""
    actions.not_now(visit, around.an_id(request.POST.get("seat")))
    return around.see(visit, "meetings")


@require_http_methods(around.EITHER)
@door("meetings")
def new(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Plan a meeting."""
    places = sharing.places_to_add(visit, MEETING)
    rights.must(bool(places))
    asked = request.POST or request.GET
    about = around.an_id(asked["about"]) if asked.get("about") else None
    rights.must(about is None or about in visit.seats)
    key = asked.get("occasion", "")
    start = {"occasion": key, "title": occasion(key) if key in OCCASIONS else "", "minutes": 60, "time": "16:00"}
    start["chair"] = str(_first_parent(visit) or "")
    form = _form(visit, request, [one.id for one in places], initial=start, places=places)
    if request.method == "POST" and form.is_valid():
        content = _content(form, about=about)
        said = {"circle": form.circle_id, "at": form.at, "chair": form.in_the_chair, "once": form.cleaned_data["once"]}
        made = actions.plan(visit, content, **said)
        messages.success(request, _("The meeting is planned, and an agenda is ready."))
        return around.see(visit, "meeting", made.id)
    return _show_form(request, visit, form, about=about)


@require_http_methods(around.EITHER)
@door("meetings")
def edit(request: HttpRequest, visit: Visit, meeting: UUID) -> HttpResponse:
    """Plan it otherwise."""
    found = queries.whole(visit, meeting)
    item = found.meeting
    rights.must(rights.may_change(visit, item))
    form = _form(visit, request, [item.circle], initial=_start(item), places=[sharing.place(visit, item.circle)])
    if request.method != "POST" or not form.is_valid():
        return _show_form(request, visit, form, found=found)
    content = _content(form, about=item.content.about).model_copy(update={"entry": item.content.entry})
    try:
        actions.change(visit, item, content, at=form.at, chair=form.in_the_chair, version=form.cleaned_data["version"])
    except items.Conflict as clash:
        return _show_form(request, visit, form, found=found, theirs=clash.current)
    return around.see(visit, "meeting", item.id)


@require_http_methods(around.EITHER)
@door("meetings")
def delete(request: HttpRequest, visit: Visit, meeting: UUID) -> HttpResponse:
    """Delete it for good; asks first."""
    found = queries.whole(visit, meeting)
    rights.must(rights.may_change(visit, found.meeting))
    kept = items.others_wrote_under(visit, found.meeting)
    if request.method == "POST" and not kept:
        actions.delete(visit, found.meeting)
        messages.success(request, _("The meeting is gone for good."))
        return around.see(visit, "meetings")
    return around.show(request, visit, "delete", {"found": found, "kept": kept})


@require_http_methods(around.EITHER)
@door("meetings")
def move(request: HttpRequest, visit: Visit, meeting: UUID) -> HttpResponse:
    """To another circle."""
    item = queries.whole(visit, meeting).meeting
    return carrying.to_another_circle(
        request,
        visit,
        item,
        room="meetings",
        words=item.content.title,
        back=reverse("meetings:meeting", args=[visit.dossier, item.id]),
        move=lambda circle: actions.move(visit, item, circle),
    )


def _first_parent(visit: Visit) -> UUID | None:
    """A parent is in the chair, unless the family says otherwise."""
    parents = [seat for seat in visit.seats.values() if seat.role == "parent" and seat.present and seat.owner]
    mine = next((seat for seat in parents if seat.id in visit.my_seats), None)
    return (
        mine.id if mine else min((seat.id for seat in parents), default=None, key=lambda seat: visit.seats[seat].since)
    )


def _form(visit: Visit, request: HttpRequest, circles: list[UUID], **options: Any) -> MeetingForm:
    own = {str(circle): {str(seat.id) for seat in visit.sitting(circle)} for circle in circles}
    return MeetingForm(around.typed(request), seats=around.seats(visit, *circles), own=own, **options)


def _start(item: Opened[Meeting]) -> dict[str, Any]:
    local = timezone.localtime(item.happened)
    return item.content.model_dump() | {
        "asked": [str(seat) for seat in item.content.asked],
        "chair": str(item.assignee or ""),
        "day": local.date().isoformat(),
        "time": f"{local:%H:%M}",
        "version": item.version,
    }


def _content(form: MeetingForm, *, about: UUID | None) -> Meeting:
    said = form.cleaned_data
    kept = {name: said[name] for name in ("occasion", "title", "where", "link", "minutes")}
    return Meeting(**kept, asked=tuple(UUID(seat) for seat in said["asked"]), about=about)


def _show_form(request: HttpRequest, visit: Visit, form: MeetingForm, **more: Any) -> HttpResponse:
    context = {"form": form, "seats": form.fields["asked"].choices, "occasions": OCCASIONS, "found": None}  # type: ignore[attr-defined]  # a ChoiceField
    context |= {"about": None, "theirs": None, "places": form.places} | more
    status = around.CLASH if context["theirs"] else form.status
    return around.show(request, visit, "form", context, status=status)
