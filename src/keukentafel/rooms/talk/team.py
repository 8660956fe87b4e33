"""The page about shared inboxes at this table."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from keukentafel.access import Visit, door
from keukentafel.dossiers import reading, rights, sharing
from keukentafel.dossiers.pages import show_in
from keukentafel.look.show import see_other
from keukentafel.rooms.talk import teams
from keukentafel.rooms.talk.forms import PeopleForm
from keukentafel.rooms.talk.kinds import TEAM
from keukentafel.rooms.talk.pages import read_and_send


@read_and_send
@door("talk")
def team(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Who shares an inbox; a professional names their colleagues here."""
    rights.must(visit.table is not None)
    offered = teams.colleagues(visit)
    form = PeopleForm(request.POST if request.method == "POST" else None, offered=[seat.id for seat in offered])
    rights.must(bool(offered) or not form.is_bound)
    if form.is_bound and form.is_valid():
        teams.ask(visit, form.cleaned_data["seats"], once=form.own_id)
        messages.success(request, _("The family is asked. You see here when they say yes."))
        return see_other(reverse("talk:team", args=[visit.dossier]))
    shared = [
        {
            "item": one,
            "author": sharing.face(visit.seats[one.author]),
            "mates": sharing.faces(visit.seats[mate] for mate in one.content.seats if mate in visit.seats),
            "opens": len(teams.opens(visit, one)),
            "may_agree": visit.owner and one.state == "asked",
            "may_end": rights.may_step(visit, one, "ended"),
        }
        for one in teams.all_of(visit)
        if one.author in visit.seats
    ]
    context = {
        "form": form,
        "options": [(seat.id, seat.card.name, sharing.standing(seat.role, seat.card)) for seat in offered],
        "shared": shared,
    }
    return show_in(request, visit, "talk/team.html", context, room="talk", status=form.status)


@read_and_send
@door("talk")
def team_item(request: HttpRequest, visit: Visit, item: UUID) -> HttpResponse:
    """Agree, or end it; read, it leads to the page of all."""
    one = reading.one(visit, item, TEAM.name)
    if request.method == "POST" and request.POST.get("say") == "yes":
        teams.agree(visit, one)
        messages.success(request, _("They share their inbox now."))
    elif request.method == "POST":
        teams.end(visit, one)
    return see_other(reverse("talk:team", args=[visit.dossier]))
