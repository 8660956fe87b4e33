"""The meeting while it is held: a tablet in the middle of the table, one point large at a time, others follow live."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_POST

from keukentafel.access import Visit, door
from keukentafel.dossiers import items, reading, rights, sharing
from keukentafel.rooms.meetings import actions, queries, rules
from keukentafel.rooms.meetings.forms import ResultForm
from keukentafel.rooms.meetings.kinds import PREPARED, RESULT
from keukentafel.rooms.meetings.pages import around
from keukentafel.rooms.meetings.pages.preparing import about
from keukentafel.rooms.meetings.queries import PointSeen, Whole
from keukentafel.rooms.meetings.words import SORTS


@require_http_methods(around.EITHER)
@door("meetings")
def now(request: HttpRequest, visit: Visit, meeting: UUID) -> HttpResponse:
    """One point large; sending keeps what came of it."""
    found = queries.whole(visit, meeting)
    asked = request.GET.get("point")
    point = found.point(around.an_id(asked)) if asked else next((one for one in found.points if one.open), None)
    sort = request.GET.get("sort", "")
    rights.must(sort in ("", *offered(visit, found)))
    form = None
    if sort and point:
        rights.must(rights.may_add(visit, RESULT, found.meeting.circle))
        start = {"words": "", "title": "", "day": "", "time": ""}
        seats = around.seats(visit, found.meeting.circle)
        form = ResultForm(around.typed(request), sort=sort, seats=seats, initial=start)
        if request.method == "POST" and form.is_valid():
            actions.decide(visit, point, sort, once=form.cleaned_data["once"], **said(form, sort, visit))
            return around.see(visit, "now", meeting, more=f"?point={point.id}#point")
    rights.must(request.method != "POST" or form is not None)
    return _page(request, visit, found, point, form=form, sort=sort)


def _page(request: HttpRequest, visit: Visit, found: Whole, point: PointSeen | None, **more: Any) -> HttpResponse:
    item, points = found.meeting, found.points
    at = points.index(point) if point else len(points)
    context = (
        about(visit, found)
        | {
            "point": point,
            "asked": "point" in request.GET,
            "next": next((one for one in points[at + 1 :] if one.open), None),
            "faces": [(face, face.id in found.there) for face in sharing.faces(found.asked)],
            "left": rules.minutes_left(item.happened, item.content.minutes, visit.now),
            "begun": item.happened <= visit.now,
            "writes": rights.may_add(visit, RESULT, item.circle),
            "offered": [(key, SORTS[key]) for key in offered(visit, found)],
            "seats": around.seats(visit, item.circle),
            "done": sum(not one.open for one in points),
            "may_change": lambda one: rights.may_change(visit, one),
            "prepared": item.state == PREPARED,
        }
        | more
    )
    form = more["form"]
    return around.show(request, visit, "now", context, partial="live", status=form.status if form else 200)


def offered(visit: Visit, found: Whole) -> list[str]:
    """What can come of a point here, for this visitor: no appointments without a calendar."""
    table = visit.circles[found.meeting.circle].kind == "table"
    can = {"appointment": actions.has_calendar(), "coordinator": visit.owner and table, "seats": table}
    return [sort for sort in SORTS if can.get(sort, True)]


def said(form: ResultForm, sort: str, visit: Visit) -> dict[str, Any]:
    """What was typed, as the maker of that sort takes it."""
    data = form.cleaned_data
    who = UUID(data["who"]) if data["who"] else None
    match sort:
        case "agreement":
            return {"words": data["words"], "what": data["words"], "assignee": who, "due": data["day"]}
        case "goal":
            return {"words": data["title"], "title": data["title"], "why": data["words"]}
        case "appointment":
            at = f"{data['time']:%H:%M}" if data["time"] else None
            return {"words": data["title"], "what": data["title"], "day": data["day"], "at": at}
        case "seats":
            name = {"who": data["name"], "organisation": data["organisation"]}
            return {"words": data["name"], "why": data["words"], **name}
        case "coordinator":
            return {"words": data["words"], "seat": who}
        case _:
            return {"words": data["words"]}


@require_POST
@door("meetings")
def tick(request: HttpRequest, visit: Visit, meeting: UUID) -> HttpResponse:
    """Somebody is there, or not."""
    found = queries.whole(visit, meeting)
    way = "there" if "there" in request.POST else "away"
    actions.tick(visit, found, around.an_id(request.POST.get(way)), there=way == "there")
    where = request.POST.get("point", "")
    return around.see(visit, "now", meeting, more=f"?point={around.an_id(where)}" if where else "")


@require_POST
@door("meetings")
def take_away(request: HttpRequest, visit: Visit, meeting: UUID) -> HttpResponse:
    """What came of a point is taken from it; what was made in another room stays there."""
    result = reading.one(visit, around.an_id(request.POST.get("result")), RESULT.name)
    items.delete(visit, result)
    return around.see(visit, "now", meeting, more=f"?point={result.parent}")
