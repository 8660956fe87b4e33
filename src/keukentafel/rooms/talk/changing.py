"""Pages to change what was said: other words, another subject, delete, history, another circle."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from keukentafel.access import Visit, door
from keukentafel.dossiers import items, reading
from keukentafel.dossiers.carrying import to_another_circle
from keukentafel.dossiers.items import Conflict
from keukentafel.dossiers.opened import Opened
from keukentafel.dossiers.pages import show_in
from keukentafel.rooms.talk import actions, queries
from keukentafel.rooms.talk.answers import see, see_list
from keukentafel.rooms.talk.forms import ChangeForm, SubjectForm
from keukentafel.rooms.talk.kinds import CONVERSATION, MESSAGE
from keukentafel.rooms.talk.pages import read_and_send
from keukentafel.rooms.talk.telling import Teller

Form = ChangeForm | SubjectForm


@read_and_send
@door("talk")
def edit(request: HttpRequest, visit: Visit, item: UUID) -> HttpResponse:
    """Other words for a message, or another subject. Changed by somebody else meanwhile: both are shown."""
    one = queries.to_change(visit, item)
    subject = one.kind == CONVERSATION.name
    begun = {"version": one.version, **({"subject": one.content.subject} if subject else {"text": one.content.text})}
    form: Form = (SubjectForm if subject else ChangeForm)(
        request.POST if request.method == "POST" else None, initial=begun
    )
    if not form.is_bound or not form.is_valid():
        return _show(request, visit, one, form)
    said = form.cleaned_data
    try:
        if subject:
            actions.rename(visit, one, said["subject"], version=said["version"])
        else:
            actions.rewrite(visit, one, said["text"], version=said["version"])
    except Conflict as conflict:
        return _show(request, visit, conflict.current, form, other=conflict.current)
    messages.success(request, _("It is changed. How it was can still be read back."))
    return see(visit, one.parent or one.id, f"#m{one.id}" if one.parent else "#now")


@read_and_send
@door("talk")
def delete(request: HttpRequest, visit: Visit, item: UUID) -> HttpResponse:
    """Delete a message or a whole conversation for good, after asking."""
    one = queries.to_change(visit, item)
    kept = one.kind == CONVERSATION.name and items.others_wrote_under(visit, one)
    if request.method == "POST" and not kept:
        actions.delete(visit, one)
        messages.success(request, _("It is gone for good."))
        return see(visit, one.parent) if one.parent else see_list(visit)
    context = {"item": one, "face": Teller(visit).face(one.author), "kept": kept, "back": one.parent or one.id}
    status = 422 if request.method == "POST" else 200
    return show_in(request, visit, "talk/delete.html", context, room="talk", status=status)


@require_safe
@door("talk")
def history(request: HttpRequest, visit: Visit, item: UUID) -> HttpResponse:
    """Every text that a message, or a subject, had; the first is how it is now."""
    now = reading.one(visit, item, MESSAGE.name, CONVERSATION.name)
    teller = Teller(visit)
    versions = [(one, teller.face(one.changed_by)) for one in [now, *reversed(reading.versions(visit, now))]]
    context = {"versions": versions, "author": now.author, "back": now.parent or now.id}
    return show_in(request, visit, "talk/history.html", context, room="talk")


@read_and_send
@door("talk")
def move(request: HttpRequest, visit: Visit, item: UUID) -> HttpResponse:
    """To another circle, with all that was said: read first who will newly see it."""
    one = queries.conversation(visit, item)
    return to_another_circle(
        request,
        visit,
        one,
        room="talk",
        words=one.content.subject or Teller(visit).around(one.circle, "").title,
        back=reverse("talk:conversation", args=[visit.dossier, one.id]),
        move=lambda circle: actions.move(visit, one, circle),
    )


def _show(
    request: HttpRequest, visit: Visit, one: Opened[Any], form: Form, *, other: Opened[Any] | None = None
) -> HttpResponse:
    teller = Teller(visit)
    context = {
        "item": one,
        "form": form,
        "other": other,
        "version": one.version if other else form.typed("version"),
        "changer": teller.face(one.changed_by),
        "author": None if one.author in visit.my_seats else teller.face(one.author),
        "back": one.parent or one.id,
    }
    status = 409 if other else form.status
    return show_in(request, visit, "talk/edit.html", context, room="talk", status=status)
