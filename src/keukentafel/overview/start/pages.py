"""The start: what do you call your family, who are you, who belongs to it."""

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from keukentafel.access import Refused, Visit, door
from keukentafel.access.cards import Cover, SeatCard
from keukentafel.dossiers.founding import found, founded_as
from keukentafel.dossiers.pages import show_in
from keukentafel.dossiers.seating import lay_place
from keukentafel.look.show import see_other
from keukentafel.overview.start.forms import Me, Member, Title
from keukentafel.people.coming import me
from keukentafel.people.shown import drawn, show_form


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: HttpRequest) -> HttpResponse:
    """Two steps, one question each; the second founds the dossier."""
    if request.method != "POST":
        return show_form(request, "overview/start_title.html", Title(initial={"once": uuid4()}))
    title = Title(request.POST)
    if not title.is_valid():
        return show_form(request, "overview/start_title.html", title)
    if request.POST.get("step") != "me":
        first = {**title.cleaned_data, "name": me(request).name, "role": "parent"}
        return show_form(request, "overview/start_me.html", Me(initial=first))
    form = Me(request.POST)
    if not form.is_valid():
        return show_form(request, "overview/start_me.html", form)
    return see_other(reverse("overview:who_belongs", args=[_found(request, form.cleaned_data)]))


def _found(request: HttpRequest, said: dict[str, Any]) -> UUID:
    """Found it; the same form sent again leads to the same dossier."""
    person, once = me(request).pk, said["once"]
    card = SeatCard(name=said["name"], relation=said["relation"], birth_date=said["birth_date"])
    cover = Cover(title=said["title"], language=(get_language() or "nl")[:2])
    try:
        return found(person, cover=cover, card=card, role=said["role"], once=once).dossier
    except IntegrityError:
        return founded_as(person, once)


@require_http_methods(["GET", "HEAD", "POST"])
@door("start")
def who_belongs(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Lay places for family without an account, one after another; enough is enough."""
    if not visit.owner:
        raise Refused
    form = Member(request.POST) if request.method == "POST" else Member(initial={"role": "youth"})
    if form.is_valid():
        return _laid(request, visit, form.cleaned_data)
    family = [seat for seat in visit.seats.values() if seat.present and seat.family_side]
    return show_in(
        request,
        visit,
        "overview/who_belongs.html",
        {"form": drawn(form), "family": family},
        room="today",
        status=422 if form.is_bound else 200,
    )


def _laid(request: HttpRequest, visit: Visit, said: dict[str, Any]) -> HttpResponse:
    """One place more, unless the same person sits there already (the form was sent twice)."""
    card = SeatCard(name=said["name"], relation=said["relation"], home=said["home"], birth_date=said["birth_date"])
    there = any(seat.present and (seat.card, seat.role) == (card, said["role"]) for seat in visit.seats.values())
    if not there:
        lay_place(visit, card, said["role"], authority=said["role"] == "parent")
    messages.success(request, _("One more at the table."))  # no name: it waits in the session, which is not sealed
    return see_other(reverse("overview:who_belongs", args=[visit.dossier]))
