"""The meeting before it is held: what it is for, who comes, and the agenda that everybody adds to."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from keukentafel.access import Visit, door
from keukentafel.dossiers import attachments, items, moving, reading, rights, sharing
from keukentafel.dossiers.kinds import kind_named
from keukentafel.dossiers.opened import Opened
from keukentafel.rooms.meetings import actions, queries
from keukentafel.rooms.meetings.forms import PointForm, PreparingForm
from keukentafel.rooms.meetings.kinds import MEETING, POINT, PREPARED, Point
from keukentafel.rooms.meetings.pages import around
from keukentafel.rooms.meetings.queries import Whole
from keukentafel.rooms.meetings.words import COMES, SORTS, how_far, occasion, state_of


@require_safe
@door("meetings")
def meeting(request: HttpRequest, visit: Visit, meeting: UUID) -> HttpResponse:
    """One meeting."""
    return page(request, visit, queries.whole(visit, meeting))


def page(request: HttpRequest, visit: Visit, found: Whole, **more: Any) -> HttpResponse:
    """The page of a meeting; a form that was not right comes with its own words."""
    item = found.meeting
    mine = found.preparing.get(visit.circles[item.circle].seat)
    writes = rights.may_add(visit, POINT, item.circle)
    context = about(visit, found) | {
        "place": sharing.place(visit, item.circle),
        "coming": [(seat, face, found.preparing.get(seat.id)) for seat, face in _faces(found)],
        "comes": COMES,
        "mine": mine.content if mine else None,
        "writes": writes,
        "may_change": rights.may_change(visit, item),
        "may_change_point": lambda point: rights.may_change(visit, point.item),
        "move": moving.moving_on(visit, item),
        "point": PointForm(seats=around.seats(visit, item.circle)),
        "seats": around.seats(visit, item.circle),
    }
    context |= more
    form = context["point"]
    return around.show(request, visit, "meeting", context, partial="live", status=form.status if form.is_bound else 200)


def about(visit: Visit, found: Whole) -> dict[str, Any]:
    """What every page of one meeting says."""
    item, minutes = found.meeting, found.minutes
    made = queries.made_of(visit, found.points)
    return {
        "found": found,
        "item": item,
        "occasion": occasion(item.content.occasion),
        "far": how_far(item.state, minutes.state if minutes else None),
        "leads": queries.may_chair(visit, item),
        "prepared": item.state == PREPARED,
        "sorts": SORTS,
        "made": lambda result: _made(visit, result, made),
        "chair": sharing.name_of(visit, item.assignee),
        "files": lambda one: attachments.of(visit, found.hanging.get(one.id, ())),
        "add_files": lambda one: attachments.address_to_add(visit, one),
    }


def _made(visit: Visit, result: Opened[Any], made: dict[UUID, Opened[Any]]) -> dict[str, str] | None:
    """What a meeting made, as it is now; None when it is gone or lies where the visitor does not sit."""
    found = made.get(result.content.made)
    if found is None:
        return None
    kind = kind_named(found.kind)
    table = reverse("table:table", args=[visit.dossier])
    href = reverse(kind.page, args=[visit.dossier, found.id]) if kind.page else table
    state = state_of(found.kind, found.state)
    return {"text": kind.headline(found.content), "state": state, "href": href, "id": str(found.id)}


def _faces(found: Whole) -> list[tuple[Any, sharing.Face]]:
    return list(zip(found.asked, sharing.faces(found.asked), strict=True))


@require_POST
@door("meetings")
def prepare(request: HttpRequest, visit: Visit, meeting: UUID) -> HttpResponse:
    """Whether one comes, and what one hopes for."""
    found = queries.whole(visit, meeting)
    form = PreparingForm(request.POST)
    rights.must(rights.may_add(visit, POINT, found.meeting.circle))
    if not form.is_valid():
        return page(request, visit, found, preparing=form)
    actions.prepare(visit, found, form.cleaned_data["comes"], form.cleaned_data["hope"])
    return around.see(visit, "meeting", meeting, more="#coming")


@require_POST
@door("meetings")
def add_point(request: HttpRequest, visit: Visit, meeting: UUID) -> HttpResponse:
    """Put a question on the agenda."""
    found = queries.whole(visit, meeting)
    rights.must(rights.may_add(visit, POINT, found.meeting.circle))
    form = PointForm(request.POST, seats=around.seats(visit, found.meeting.circle))
    if not form.is_valid():
        return page(request, visit, found, point=form)
    actions.add_point(visit, found.meeting, _content(form), once=form.cleaned_data["once"])
    return around.see(visit, "meeting", meeting, more="#agenda")


def _content(form: PointForm) -> Point:
    said = form.cleaned_data
    return Point(question=said["question"], why=said["why"], of=UUID(said["of"]) if said["of"] else None)


@require_http_methods(around.EITHER)
@door("meetings")
def edit_point(request: HttpRequest, visit: Visit, point: UUID) -> HttpResponse:
    """Change a point, or take it off the agenda."""
    item = reading.one(visit, point, POINT.name)
    rights.must(rights.may_change(visit, item) and item.parent is not None)
    if "delete" in request.POST:
        items.delete(visit, item)
        return around.see(visit, "meeting", item.parent, more="#agenda")
    start = item.content.model_dump() | {"of": str(item.content.of or ""), "version": item.version}
    form = PointForm(around.typed(request), seats=around.seats(visit, item.circle), initial=start)
    theirs = None
    if request.method == "POST" and form.is_valid():
        content = _content(form).model_copy(update={"laid": item.content.laid and not form.cleaned_data["of"]})
        try:
            items.change(visit, item, content, version=form.cleaned_data["version"])
            return around.see(visit, "meeting", item.parent, more="#agenda")
        except items.Conflict as clash:
            theirs = clash.current
    context = {"form": form, "item": item, "theirs": theirs, "seats": around.seats(visit, item.circle)}
    return around.show(request, visit, "point", context, status=around.CLASH if theirs else form.status)


@require_POST
@door("meetings")
def order(request: HttpRequest, visit: Visit, meeting: UUID) -> HttpResponse:
    """A point one place up or down."""
    found = queries.whole(visit, meeting)
    way = "up" if "up" in request.POST else "down"
    actions.put_in_order(visit, found, around.an_id(request.POST.get(way)), up=way == "up")
    return around.see(visit, "meeting", meeting, more="#agenda")


@require_POST
@door("meetings")
def state(request: HttpRequest, visit: Visit, meeting: UUID) -> HttpResponse:
    """Held, called off, or on again."""
    wanted = request.POST.get("state", "")
    found = queries.whole(visit, meeting)
    rights.must(wanted in MEETING.states)
    actions.bring(visit, found.meeting, wanted)
    return around.see(visit, "minutes" if wanted == "held" else "meeting", meeting)
