"""Looking back together: what went well, what was hard, and what next."""

from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from keukentafel.access import Visit, door
from keukentafel.dossiers import items, moving, reading, rights, sharing
from keukentafel.dossiers.opened import Opened
from keukentafel.rooms.plan import actions, cards, queries
from keukentafel.rooms.plan.forms import ReviewForm
from keukentafel.rooms.plan.kinds import REVIEW, Review
from keukentafel.rooms.plan.pages import around

NOON = time(12)


@require_safe
@door("plan")
def reviews(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Every time that was looked back."""
    may_add = bool(sharing.places_to_add(visit, REVIEW))
    found = [(one, *cards.place(visit, one.circle)) for one in queries.reviews(visit)]
    return around.show(request, visit, "reviews", {"reviews": found, "may_add": may_add})


@require_safe
@door("plan")
def review(request: HttpRequest, visit: Visit, review: UUID) -> HttpResponse:
    """One time that was looked back."""
    item = reading.one(visit, review, REVIEW.name)
    context = {
        "review": item,
        "there": sharing.faces(visit.seats[seat] for seat in item.content.there if seat in visit.seats),
        "place": sharing.place(visit, item.circle),
        "earlier": around.earlier(visit, item),
        "may_change": rights.may_change(visit, item),
        "move": moving.moving_on(visit, item),
    }
    return around.show(request, visit, "review", context)


@require_http_methods(around.EITHER)
@door("plan")
def new(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Keep what was said."""
    choices = sharing.places_to_add(visit, REVIEW)
    rights.must(bool(choices))
    start = {"on": timezone.localdate(visit.now).isoformat()}
    seats = around.seats(visit, [one.id for one in choices])
    form = ReviewForm(around.typed(request), initial=start, places=choices, seats=seats)
    if request.method == "POST" and form.is_valid():
        made = actions.look_back(
            visit,
            _content(form),
            circle=form.circle_id,
            on=_moment(form.cleaned_data["on"], visit),
            once=form.cleaned_data["once"],
        )
        return around.see(visit, "review", made.id)
    return _form(request, visit, form, choices=choices)


@require_http_methods(around.EITHER)
@door("plan")
def edit(request: HttpRequest, visit: Visit, review: UUID) -> HttpResponse:
    """Rewrite it."""
    item = reading.one(visit, review, REVIEW.name)
    rights.must(rights.may_change(visit, item))
    seats = _seats(visit, item)
    form = ReviewForm(around.typed(request), initial=_start(item), seats=seats)
    if request.method != "POST" or not form.is_valid():
        return _form(request, visit, form, review=item)
    content, on = _content(form), form.cleaned_data["on"]
    same_day = on == timezone.localdate(item.happened)
    happened = item.happened if same_day else _moment(on, visit)
    try:
        actions.rewrite(visit, item, content, version=form.cleaned_data["version"], happened=happened)
    except items.Conflict as clash:
        if clash.current.content != content:
            return _form(request, visit, form, review=clash.current, theirs=clash.current)
    return around.see(visit, "review", item.id)


def _seats(visit: Visit, item: Opened[Review]) -> list[tuple[str, str]]:
    """Who sits there now, and who was there then."""
    now = dict(around.seats(visit, [item.circle]))
    then = {str(seat): sharing.name_of(visit, seat) for seat in item.content.there if seat in visit.seats}
    return list((then | now).items())


def _start(item: Opened[Review]) -> dict[str, Any]:
    content = item.content
    return content.model_dump() | {
        "there": [str(seat) for seat in content.there],
        "on": timezone.localdate(item.happened).isoformat(),
        "version": item.version,
    }


def _moment(on: date, visit: Visit) -> datetime:
    """That day at noon, or now if it is today."""
    if on == timezone.localdate(visit.now):
        return visit.now
    return datetime.combine(on, NOON, timezone.get_default_timezone())


def _content(form: ReviewForm) -> Review:
    data = form.cleaned_data
    there = tuple(UUID(seat) for seat in data["there"])
    return Review(
        went_well=data["went_well"], hard=data["hard"], next=data["next"], there=there, also_there=data["also_there"]
    )


def _form(
    request: HttpRequest,
    visit: Visit,
    form: ReviewForm,
    *,
    choices: list[sharing.Place] | None = None,
    review: Opened[Review] | None = None,
    theirs: Opened[Review] | None = None,
) -> HttpResponse:
    context = {
        "form": form,
        "review": review,
        "theirs": theirs,
        "circles": choices or ([sharing.place(visit, review.circle)] if review else []),
        "seats": form.fields["there"].choices,  # type: ignore[attr-defined]  # a ChoiceField
    }
    status = around.CLASH if theirs else around.BAD if form.is_bound and form.errors else 200
    return around.show(request, visit, "review_form", context, status=status)
