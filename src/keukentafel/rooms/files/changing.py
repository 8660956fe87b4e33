"""Pages to change a file: other words, throw it away, bring it to another circle."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from keukentafel.access import Visit, door
from keukentafel.dossiers import items, reading, rights
from keukentafel.dossiers.attachments import Attached
from keukentafel.dossiers.carrying import to_another_circle
from keukentafel.dossiers.items import Conflict
from keukentafel.dossiers.opened import Opened
from keukentafel.dossiers.pages import show_in
from keukentafel.look.show import see_other
from keukentafel.rooms.files import actions, queries
from keukentafel.rooms.files.forms import AboutForm
from keukentafel.rooms.files.pages import page_of

read_and_send = require_http_methods(["GET", "HEAD", "POST"])


@read_and_send
@door("files")
def edit(request: HttpRequest, visit: Visit, item: UUID) -> HttpResponse:
    """Say what is in it, or say it otherwise."""
    found, told = _mine(visit, item)
    form = AboutForm(request.POST if request.method == "POST" else None)
    other = ""
    if form.is_bound and form.is_valid():
        try:
            actions.say(visit, found, form.cleaned_data["about"], version=form.cleaned_data["version"])
        except Conflict as conflict:
            found, other = conflict.current, conflict.current.content.words
        else:
            messages.success(request, _("Your words stand with it."))
            return see_other(reverse("files:file", args=[visit.dossier, found.id]))
    typed = form.typed("about") if form.is_bound else found.content.words
    context = {"file": told, "item": found, "form": form, "typed": typed, "other": other}
    return show_in(request, visit, "files/edit.html", context, room="files", status=409 if other else form.status)


@read_and_send
@door("files")
def delete(request: HttpRequest, visit: Visit, item: UUID) -> HttpResponse:
    """Throw it away for good, after asking."""
    found, told = _mine(visit, item)
    kept = items.others_wrote_under(visit, found)
    if request.method == "POST" and not kept:
        back = _back(visit, found)
        actions.delete(visit, found)
        messages.success(request, _("It is gone for good."))
        return see_other(back)
    context = {"file": told, "item": found, "kept": kept}
    return show_in(request, visit, "files/delete.html", context, room="files", status=422 if kept else 200)


@read_and_send
@door("files")
def move(request: HttpRequest, visit: Visit, item: UUID) -> HttpResponse:
    """To another circle; what hangs at something goes with that alone."""
    found, told = queries.file(visit, item)
    return to_another_circle(
        request,
        visit,
        found,
        room="files",
        words=told.about or told.name,
        back=reverse("files:file", args=[visit.dossier, found.id]),
        move=lambda circle: actions.move(visit, found, circle),
    )


def _mine(visit: Visit, item: UUID) -> tuple[Opened[Any], Attached]:
    found, told = queries.file(visit, item)
    rights.must(told.mine)
    return found, told


def _back(visit: Visit, found: Opened[Any]) -> str:
    above = page_of(visit, reading.one(visit, found.parent)) if found.parent else ""
    return above or reverse("files:files", args=[visit.dossier])
