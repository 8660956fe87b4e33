"""Pages to change what was written: edit, delete, move to another circle."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from keukentafel.access import Visit, door
from keukentafel.dossiers import items
from keukentafel.dossiers.carrying import to_another_circle
from keukentafel.dossiers.items import KEEP, Conflict, Keep
from keukentafel.dossiers.opened import Opened
from keukentafel.dossiers.pages import show_in
from keukentafel.rooms.journal import actions, queries
from keukentafel.rooms.journal.answers import see_entry, see_feed
from keukentafel.rooms.journal.forms import ChangeCommentForm, ChangeForm, mistakes, typed
from keukentafel.rooms.journal.pages import read_and_send
from keukentafel.rooms.journal.telling import Teller

Form = ChangeForm | ChangeCommentForm


@read_and_send
@door("journal")
def edit(request: HttpRequest, visit: Visit, item: UUID) -> HttpResponse:
    """Change an entry or comment. Changed by somebody else meanwhile: both texts, side by side."""
    one = queries.to_change(visit, item)
    if request.method != "POST":
        return _show_edit(request, visit, one, _values(one))
    form = ChangeCommentForm(request.POST) if one.parent else ChangeForm(request.POST)
    if not form.is_valid():
        return _show_edit(request, visit, one, typed(form), wrong=form)
    clean = form.cleaned_data
    try:
        actions.rewrite(visit, one, clean["text"], version=clean["version"], happened=_moved_in_time(one, form))
    except Conflict as conflict:
        values = typed(form) | {"version": str(conflict.current.version)}
        return _show_edit(request, visit, conflict.current, values, other=conflict.current)
    messages.success(request, _("It is changed. How it was can still be read back."))
    return see_entry(visit, one.parent or one.id)


@read_and_send
@door("journal")
def delete(request: HttpRequest, visit: Visit, item: UUID) -> HttpResponse:
    """Delete an entry or comment for good, after asking."""
    one = queries.to_change(visit, item)
    kept = items.others_wrote_under(visit, one)
    if request.method == "POST" and not kept:
        actions.delete(visit, one)
        messages.success(request, _("It is gone for good."))
        return see_entry(visit, one.parent) if one.parent else see_feed(visit)
    said = [] if one.parent else queries.comments(visit, one)
    context = {"item": one, "face": Teller(visit).face(one.author), "comments": len(said), "kept": kept}
    status = 422 if request.method == "POST" else 200
    return show_in(request, visit, "journal/delete.html", context, room="journal", status=status)


@read_and_send
@door("journal")
def move(request: HttpRequest, visit: Visit, item: UUID) -> HttpResponse:
    """To another circle: choose one, read who will newly see it and who no longer, and then move it."""
    one = queries.entry(visit, item)
    return to_another_circle(
        request,
        visit,
        one,
        room="journal",
        words=one.content.text,
        back=reverse("journal:entry", args=[visit.dossier, one.id]),
        move=lambda circle: actions.move(visit, one, circle),
    )


def _show_edit(
    request: HttpRequest,
    visit: Visit,
    one: Opened[Any],
    values: dict[str, str],
    *,
    wrong: Form | None = None,
    other: Opened[Any] | None = None,
) -> HttpResponse:
    teller = Teller(visit)
    context = {
        "item": one,
        "entry_id": one.parent or one.id,
        "values": values,
        "errors": mistakes(wrong) if wrong else {},
        "errors_list": wrong.summary if wrong else [],
        "other": other,
        "changer": teller.face(one.changed_by),
        "author": None if one.author in visit.my_seats else teller.face(one.author),
    }
    status = 409 if other else 422 if wrong else 200
    return show_in(request, visit, "journal/edit.html", context, room="journal", status=status)


def _values(one: Opened[Any]) -> dict[str, str]:
    at = timezone.localtime(one.happened)
    moment = {} if one.parent else {"day": at.date().isoformat(), "time": at.strftime("%H:%M")}
    return {"text": one.content.text, "version": str(one.version), **moment}


def _moved_in_time(one: Opened[Any], form: Form) -> datetime | Keep:
    """The new moment, unless the same day and minute came back: then it keeps its seconds."""
    happened: datetime | None = form.cleaned_data.get("happened")
    if happened is None or happened == timezone.localtime(one.happened).replace(second=0, microsecond=0):
        return KEEP
    return happened
