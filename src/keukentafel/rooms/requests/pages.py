"""Asking, answering, and all requests that lie in one's circles."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from keukentafel.access import Refused, Visit, door
from keukentafel.dossiers import reading, rights, sharing
from keukentafel.dossiers.kinds import kind_named, pages_above
from keukentafel.dossiers.opened import Opened
from keukentafel.dossiers.pages import show_in
from keukentafel.look.show import see_other
from keukentafel.rooms.requests import actions, queries, rules, words
from keukentafel.rooms.requests.forms import AnswerForm, RequestForm

EITHER = ["GET", "HEAD", "POST"]


@require_safe
@door("requests")
def requests(request: HttpRequest, visit: Visit) -> HttpResponse:
    """All requests in the open circles."""
    context = {"requests": queries.requests(visit), "writes": visit.looking_as is None}
    return _show(request, visit, "requests", context)


@require_http_methods(EITHER)
@door("requests")
def new(request: HttpRequest, visit: Visit, sort: str) -> HttpResponse:
    """Ask something, in a circle in which somebody else can answer it; ``about``: the item that it is about."""
    rights.must(sort in rules.SORTS and visit.looking_as is None)
    about = queries.about(visit, request.GET.get("about", ""))
    places = [sharing.place(visit, circle) for circle in queries.circles(visit, about)]
    form = RequestForm(request.POST if request.method == "POST" else None, places=places)
    rights.must(bool(places) or not form.is_bound)
    if form.is_bound and form.is_valid():
        once, text = form.cleaned_data["once"], form.cleaned_data["text"]
        about_id = about.id if about else None
        made = actions.ask(visit, sort, text, circle=form.circle_id, about=about_id, once=once)
        messages.success(request, _("Your request is there. You get an answer within a month."))
        return see_other(reverse("requests:request", args=[visit.dossier, made.id]))
    context = {"form": form, "places": places, "said": words.said(sort), "sort": sort, "about": _told(visit, about)}
    return _show(request, visit, "new", context, form.status)


@require_http_methods(EITHER)
@door("requests")
def request(request: HttpRequest, visit: Visit, item: UUID) -> HttpResponse:
    """One request with its answers; who holds its circle answers here."""
    asked = queries.request(visit, item)
    form = AnswerForm(request.POST if request.method == "POST" else None)
    rights.must(asked.may_answer or not form.is_bound)
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        actions.answer(visit, asked, said["state"], said["text"], once=said["once"])
        messages.success(request, _("The request is answered."))
        return see_other(reverse("requests:request", args=[visit.dossier, item]))
    reading.mark_shown(visit, [asked.item, *asked.answers])
    place = sharing.place(visit, asked.item.circle)
    context = {"asked": asked, "form": form, "place": place, "about": _about(visit, asked)}
    return _show(request, visit, "request", context | {"endings": words.endings(asked.item.kind)}, form.status)


@require_http_methods(EITHER)
@door("requests")
def delete(request: HttpRequest, visit: Visit, item: UUID) -> HttpResponse:
    """Take a request away; asked for once more."""
    asked = queries.request(visit, item)
    rights.must(asked.may_delete)
    if request.method == "POST":
        actions.delete(visit, asked)
        messages.success(request, _("The request is gone."))
        return see_other(reverse("requests:requests", args=[visit.dossier]))
    return _show(request, visit, "delete", {"asked": asked})


def _show(
    request: HttpRequest, visit: Visit, template: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    around = {"state": words.state, "tones": words.TONES, "kind_named": kind_named, "name_of": sharing.name_of}
    page = f"requests/{template}.html"
    return show_in(request, visit, page, around | context, room="requests", status=status)


def _about(visit: Visit, asked: queries.Asked) -> dict[str, str] | None:
    """What the request is about, if the visitor still sees it; that it is gone says nothing more."""
    about = asked.item.content.about
    if about is None:
        return None
    try:
        return _told(visit, reading.one(visit, about))
    except Refused:
        return {"label": "", "text": _("something that is gone now"), "href": ""}


def _told(visit: Visit, item: Opened[Any] | None) -> dict[str, str] | None:
    if item is None:
        return None
    kind = kind_named(item.kind)
    above = next(iter(pages_above(kind)), "")
    page, where = (kind.page, item.id) if kind.page else (above, item.parent)
    href = reverse(page, args=[visit.dossier, where]) if page and where else ""
    return {"label": str(kind.label), "text": kind.headline(item.content), "href": href}
