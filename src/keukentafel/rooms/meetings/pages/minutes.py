"""The minutes: laid ready from what was decided, changed and confirmed by the family, on one page."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from keukentafel.access import Refused, Visit, door
from keukentafel.dossiers import items, reading, rights, sharing
from keukentafel.dossiers.opened import Opened
from keukentafel.rooms.meetings import actions, drafting, queries
from keukentafel.rooms.meetings.forms import TextForm
from keukentafel.rooms.meetings.kinds import CONFIRMED, HELD, OWN_WORD, Minutes
from keukentafel.rooms.meetings.pages import around
from keukentafel.rooms.meetings.pages.preparing import about
from keukentafel.rooms.meetings.queries import Whole

LONGEST_WORD = 2_000


@require_http_methods(around.EITHER)
@door("meetings")
def minutes(request: HttpRequest, visit: Visit, meeting: UUID) -> HttpResponse:
    """The minutes; before there are any, a draft for who leads the meeting."""
    found = queries.whole(visit, meeting)
    if found.minutes:
        rights.must(request.method != "POST")
        return _page(request, visit, found)
    rights.must(queries.may_chair(visit, found.meeting) and found.meeting.state == HELD)
    draft = drafting.draft(visit, found, queries.made_of(visit, found.points))
    form = TextForm(around.typed(request), initial={"text": draft})
    if request.method == "POST" and form.is_valid():
        actions.write_minutes(visit, found, form.cleaned_data["text"])
        messages.success(request, _("The minutes are written. The family reads and confirms them."))
        return around.see(visit, "minutes", meeting)
    context = about(visit, found) | {"form": form, "minutes": None, "theirs": None}
    return around.show(request, visit, "minutes_form", context, status=form.status)


def _page(request: HttpRequest, visit: Visit, found: Whole, **more: Any) -> HttpResponse:
    item = found.minutes
    assert item  # noqa: S101  # who calls this has seen them
    there = [seat for seat in visit.seats.values() if seat.id in found.there]
    context = (
        about(visit, found)
        | {
            "minutes": item,
            "confirmed": item.state == CONFIRMED,
            "may_confirm": rights.may_step(visit, item, CONFIRMED),
            "may_change": rights.may_change(visit, item),
            "there": sharing.faces(there),
            "place": sharing.place(visit, item.circle),
            "earlier": _earlier(visit, item),
            "may_add": _may_add(visit, item),
            "may_change_word": lambda word: rights.may_change(visit, word),
            "form": TextForm(most=LONGEST_WORD),
        }
        | more
    )
    return around.show(request, visit, "minutes", context, status=context["form"].status)


def _may_add(visit: Visit, item: Opened[Minutes]) -> bool:
    """The family's own; a young person from 12 on."""
    old_enough = visit.seat.role != "youth" or visit.seat.age_band >= 12
    return rights.may_add(visit, OWN_WORD, item.circle) and old_enough


def _earlier(visit: Visit, item: Opened[Minutes]) -> list[tuple[Opened[Any], str]]:
    if not item.edited:
        return []
    return [(was, sharing.name_of(visit, was.changed_by)) for was in reversed(reading.versions(visit, item))]


@require_http_methods(around.EITHER)
@door("meetings")
def edit(request: HttpRequest, visit: Visit, meeting: UUID) -> HttpResponse:
    """In other words; then it has to be confirmed anew."""
    found, item = _with_minutes(visit, meeting)
    rights.must(rights.may_change(visit, item))
    form = TextForm(around.typed(request), initial={"text": item.content.text, "version": item.version})
    theirs = None
    if request.method == "POST" and form.is_valid():
        try:
            actions.rewrite(visit, item, form.cleaned_data["text"], version=form.cleaned_data["version"])
            return around.see(visit, "minutes", meeting)
        except items.Conflict as clash:
            theirs = clash.current
    context = about(visit, found) | {"form": form, "minutes": item, "theirs": theirs}
    return around.show(request, visit, "minutes_form", context, status=around.CLASH if theirs else form.status)


@require_POST
@door("meetings")
def confirm(request: HttpRequest, visit: Visit, meeting: UUID) -> HttpResponse:
    """So it was, says the family."""
    _found, item = _with_minutes(visit, meeting)
    sent = request.POST.get("version", "")[:9]
    try:
        actions.confirm(visit, item, version=int(sent) if sent.isdecimal() else 0)
        messages.success(request, _("Confirmed. Everybody who was asked can read it."))
    except items.Conflict:
        messages.warning(request, _("Somebody changed the minutes just now. Read them once more."))
    return around.see(visit, "minutes", meeting)


@require_POST
@door("meetings")
def own_word(request: HttpRequest, visit: Visit, meeting: UUID) -> HttpResponse:
    """Something in one's own words."""
    found, item = _with_minutes(visit, meeting)
    rights.must(_may_add(visit, item))
    form = TextForm(request.POST, most=LONGEST_WORD)
    if not form.is_valid():
        return _page(request, visit, found, form=form)
    actions.add_own_word(visit, item, form.cleaned_data["text"], once=form.cleaned_data["once"])
    return around.see(visit, "minutes", meeting, more="#words")


@require_POST
@door("meetings")
def drop_word(request: HttpRequest, visit: Visit, meeting: UUID, word: UUID) -> HttpResponse:
    """Take one's own words back."""
    items.delete(visit, reading.one(visit, word, OWN_WORD.name))
    return around.see(visit, "minutes", meeting, more="#words")


def _with_minutes(visit: Visit, meeting: UUID) -> tuple[Whole, Opened[Minutes]]:
    found = queries.whole(visit, meeting)
    if found.minutes is None:
        raise Refused
    return found, found.minutes
