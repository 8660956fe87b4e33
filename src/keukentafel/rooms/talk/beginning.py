"""Begin a conversation: with whom, and then what about."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from keukentafel.access import Visit, door
from keukentafel.dossiers import rights, sharing
from keukentafel.dossiers.pages import show_in
from keukentafel.look.show import see_other
from keukentafel.rooms.talk import actions, away, circles, queries, teams
from keukentafel.rooms.talk.answers import see
from keukentafel.rooms.talk.forms import BeginForm, PeopleForm
from keukentafel.rooms.talk.kinds import CONVERSATION
from keukentafel.rooms.talk.pages import read_and_send
from keukentafel.rooms.talk.telling import Teller


@read_and_send
@door("talk")
def whom(request: HttpRequest, visit: Visit) -> HttpResponse:
    """With whom: people at the table, or one of the circles. Who talked before goes on where they were."""
    offered = circles.to_choose(visit)
    places = sharing.places_to_add(visit, CONVERSATION)
    rights.must(bool(offered or places))
    shared = teams.agreed(visit)
    form = PeopleForm(request.POST if request.method == "POST" else None, offered=[seat.id for seat in offered])
    if form.is_bound and form.is_valid():
        circle = circles.between(visit, teams.with_mates(visit, form.cleaned_data["seats"], shared))
        there = queries.newest_in(visit, circle)
        return see(visit, there) if there else see_other(reverse("talk:begin", args=[visit.dossier, circle]))
    chosen = request.POST.getlist("seats") or request.GET.getlist("with")
    context = {
        "form": form,
        "faces": [(face, teams.names(visit, shared, face.id)) for face in sharing.faces(offered)],
        "chosen": chosen,
        "places": places,
        "owners": sharing.faces(
            seat for seat in visit.seats.values() if seat.owner and seat.present and seat.has_account
        ),
    }
    return show_in(request, visit, "talk/whom.html", context, room="talk", status=form.status)


@read_and_send
@door("talk")
def begin(request: HttpRequest, visit: Visit, circle: UUID) -> HttpResponse:
    """What about: a subject, and the first words."""
    rights.must(rights.may_add(visit, CONVERSATION, circle))
    one = visit.circles[circle]
    form = BeginForm(request.POST if request.method == "POST" else None, needs_subject=not one.talk)
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        made = actions.begin(visit, circle, said["subject"], said["text"], once=said["once"])
        return see(visit, made.id)
    around = Teller(visit).around(circle, "")
    context = {"form": form, "around": around, "circle": one, "away": away.told(visit, circle, teams.agreed(visit))}
    return show_in(request, visit, "talk/begin.html", context, room="talk", status=form.status)
