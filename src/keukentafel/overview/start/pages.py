"""The start: what do you call your family, who are you, who belongs to it.

Each step is sent and then shown by an address of its own, also when something was not right: Back never asks to send a
form again.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

from django.contrib.auth.decorators import login_required
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods

from keukentafel.access import Refused, Visit, door
from keukentafel.access.cards import Cover, SeatCard
from keukentafel.dossiers.founding import found, founded_as
from keukentafel.dossiers.pages import show_in
from keukentafel.dossiers.seating import lay_place
from keukentafel.look.show import see_other
from keukentafel.overview.start import draft
from keukentafel.overview.start.draft import Draft
from keukentafel.overview.start.forms import Me, Member, Title
from keukentafel.people.coming import me
from keukentafel.people.shown import drawn, show_form, show_page

WAYS: Sequence[str] = ("GET", "HEAD", "POST")


@login_required
@require_http_methods(WAYS)
def begin(request: HttpRequest) -> HttpResponse:
    """The first question. Who has just founded a table begins another one here, and is told so."""
    before = draft.draft(request, me(request).pk)
    if request.method == "POST":
        return _named(request, before)
    if before.founded:
        begun = {"href": reverse("overview:who_belongs", args=[before.founded]), "title": before.title["title"]}
        return show_form(request, "overview/start_title.html", Title(initial={"once": uuid4()}), {"begun": begun})
    form = Title(before.title) if before.wrong == "title" else Title(initial={"once": uuid4(), **before.title})
    return show_form(request, "overview/start_title.html", form, status=200)


def _named(request: HttpRequest, before: Draft) -> HttpResponse:
    """Keep the name; what was filled in at the second question stays when one went back to the first."""
    form, again = Title(request.POST), request.POST.get("once") == before.title.get("once")
    if again and before.founded:
        return see_other(reverse("overview:start_me"))
    wrong = "" if form.is_valid() else "title"
    now = Draft(draft.fields(Title, request), before.me if again else {}, wrong)
    if not draft.keep(request, me(request).pk, now):
        return show_form(request, "overview/start_title.html", form)
    return see_other(reverse("overview:start" if wrong else "overview:start_me"))


@login_required
@require_http_methods(WAYS)
def myself(request: HttpRequest) -> HttpResponse:
    """The second question; its answer founds the dossier."""
    person, before = me(request), draft.draft(request, me(request).pk)
    if request.method == "POST":
        return _answered(request, person.pk, before)
    if before.wrong == "title" or not before.title:
        return HttpResponseRedirect(reverse("overview:start"))
    if before.founded:
        said = {"said": {**before.title, **before.me}, "at": before.founded}
        return show_page(request, "overview/start_done.html", said)
    typed = {"name": person.name, "role": "parent", **before.me, **before.title}
    form = Me(typed) if before.wrong else Me(initial=typed)
    return show_form(request, "overview/start_me.html", form, status=200)


def _answered(request: HttpRequest, person: UUID, before: Draft) -> HttpResponse:
    form = Me(request.POST)
    typed = draft.fields(Me, request)
    title = {name: typed[name] for name in Title.base_fields}
    now = Draft(title, {name: typed[name] for name in typed if name not in title}, "" if form.is_valid() else "me")
    if {"title", "once"} & form.errors.keys():
        now = replace(now, wrong="title")
    if now.wrong:
        if not draft.keep(request, person, now):
            return show_form(request, "overview/start_me.html", form)
        return see_other(reverse("overview:start" if now.wrong == "title" else "overview:start_me"))
    dossier = _found(request, form.cleaned_data)
    draft.keep(request, person, replace(now, founded=str(dossier)))
    return see_other(reverse("overview:who_belongs", args=[dossier]))


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
    if request.method == "POST":
        return _answered_member(request, visit)
    before = draft.member(request, visit)
    return _show_members(request, visit, Member(before) if before else Member(initial={"role": "youth"}))


def _answered_member(request: HttpRequest, visit: Visit) -> HttpResponse:
    form = Member(request.POST)
    here = reverse("overview:who_belongs", args=[visit.dossier])
    if form.is_valid():
        draft.keep_member(request, visit, None)
        return see_other(f"{here}?laid={_laid(visit, form.cleaned_data)}")
    if draft.keep_member(request, visit, draft.fields(Member, request)):
        return see_other(here)
    return _show_members(request, visit, form, status=422)


def _show_members(request: HttpRequest, visit: Visit, form: Member, *, status: int = 200) -> HttpResponse:
    family = [seat for seat in visit.seats.values() if seat.present and seat.family_side]
    laid = next((seat for seat in family if str(seat.id) == request.GET.get("laid")), None)
    context = {"form": drawn(form), "family": family, "laid": laid}
    return show_in(request, visit, "overview/who_belongs.html", context, room="today", status=status)


def _laid(visit: Visit, said: dict[str, Any]) -> UUID:
    """One place more, unless the same person sits there already (the form was sent twice); its id."""
    card = SeatCard(name=said["name"], relation=said["relation"], home=said["home"], birth_date=said["birth_date"])
    same = (s for s in visit.seats.values() if s.present and (s.card, s.role) == (card, said["role"]))
    there = next(same, None)
    return there.id if there else lay_place(visit, card, said["role"], authority=said["role"] == "parent")
