"""Pages to choose a moment together."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from keukentafel.access import Visit, door
from keukentafel.dossiers import moving, rights, sharing
from keukentafel.dossiers.items import Conflict
from keukentafel.dossiers.opened import Opened
from keukentafel.dossiers.pages import show_in
from keukentafel.dossiers.sharing import Place
from keukentafel.look.show import see_other
from keukentafel.people import zones
from keukentafel.rooms.calendar import proposal_forms, proposing, queries, telling, video
from keukentafel.rooms.calendar.kinds import OPEN, PROPOSAL, SUITS, Proposal
from keukentafel.rooms.calendar.pages import read_and_send
from keukentafel.rooms.calendar.proposal_forms import EditProposalForm, NewProposalForm, ProposalFields
from keukentafel.rooms.calendar.telling import Comes, Teller

CONFLICT = 409
DIGITS = frozenset("01234567")


@read_and_send
@door("calendar")
def propose(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Propose two to eight moments."""
    places = sharing.places_to_add(visit, PROPOSAL)
    rights.must(bool(places))
    sent = request.POST if request.method == "POST" else None
    initial = {"circle": str(places[0].id), "minutes": 60}
    form = NewProposalForm(sent, places=places, zone=zones.name_of(request.user), initial=initial)
    if form.is_bound and form.is_valid():
        content = form.content(room=video.room(visit, form.own_id))
        made = proposing.propose(visit, content, circle=form.circle_id, once=form.cleaned_data["once"])
        messages.success(request, _("It is there. Everybody in the circle can say what suits."))
        return see_other(reverse("calendar:proposal", args=[visit.dossier, made.id]))
    return _show_form(request, visit, form, places=places)


@read_and_send
@door("calendar")
def edit(request: HttpRequest, visit: Visit, item: UUID) -> HttpResponse:
    """Propose other moments, as long as none is picked."""
    one = queries.proposal(visit, item)
    rights.must(rights.may_change(visit, one) and one.state == OPEN)
    initial = proposal_forms.typed(one.content) | {"version": one.version}
    sent = request.POST if request.method == "POST" else None
    form = EditProposalForm(sent, zone=one.content.zone, initial=initial)
    if not (form.is_bound and form.is_valid()):
        return _show_form(request, visit, form, one=one)
    try:
        content = form.content(room=video.room(visit, one.id))
        proposing.change(visit, one, content, version=form.cleaned_data["version"])
    except Conflict as conflict:
        return _show_form(request, visit, form, one=conflict.current, clash=True)
    return see_other(reverse("calendar:proposal", args=[visit.dossier, item]))


@read_and_send
@door("calendar")
def proposal(request: HttpRequest, visit: Visit, item: UUID) -> HttpResponse:
    """The moments with what suits whom; sending says what suits me."""
    one = queries.proposal(visit, item)
    if request.method == "POST":
        rights.must(rights.may_add(visit, SUITS, one.circle))
        proposing.suits(visit, one, proposal_forms.ticks(request.POST.dict(), one.content))
        messages.success(request, _("Thank you, it is kept. You can change it until a moment is picked."))
        return see_other(reverse("calendar:proposal", args=[visit.dossier, item]))
    return _show(request, visit, one)


@require_http_methods(["POST"])
@door("calendar")
def pick(request: HttpRequest, visit: Visit, item: UUID) -> HttpResponse:
    """Pick one of the moments, or none (``drop``)."""
    one = queries.proposal(visit, item)
    rights.must(rights.may_change(visit, one))
    back = reverse("calendar:proposal", args=[visit.dossier, item])
    if one.state != OPEN:  # pressed twice, or by two at once
        return see_other(back)
    place = request.POST.get("place", "")
    rights.must(place == "drop" or place in DIGITS)
    try:
        if place == "drop":
            proposing.drop(visit, one, version=one.version)
            return see_other(back)
        made = proposing.pick(visit, one, int(place), version=one.version)
    except Conflict:  # somebody was a blink earlier
        return see_other(back)
    messages.success(request, _("It is picked, and stands in the calendar."))
    return see_other(reverse("calendar:one", args=[visit.dossier, made.id]))


def _show(request: HttpRequest, visit: Visit, one: Opened[Proposal]) -> HttpResponse:
    teller = Teller(visit, zones.zone_of(request.user))
    said = [x for x in queries.under(visit, one) if x.kind == SUITS.name]
    mine = next((dict(x.content.ticks) for x in said if x.author in visit.my_seats), {})
    context = {
        "item": one,
        "content": one.content,
        "moments": [_moment(teller, one, place, said) for place in range(len(one.content.moments))],
        "mine": mine,
        "names": [proposing.key(moment) for moment in one.content.moments],
        "author": teller.face(one.author),
        "seers": sharing.place(visit, one.circle),
        "open": one.state == OPEN,
        "may_say": rights.may_add(visit, SUITS, one.circle) and one.state == OPEN,
        "may_pick": rights.may_change(visit, one),
        "may_move": moving.moving_on(visit, one) if rights.may_change(visit, one) else "",
        "missing": _missing(visit, one, said),
    }
    return show_in(request, visit, "calendar/proposal.html", context, room="calendar", partial="proposal")


def _moment(teller: Teller, one: Opened[Proposal], place: int, said: Sequence[Opened[Any]]) -> dict[str, Any]:
    moment = one.content.moments[place]
    day, clock = telling.moment_words(moment, one.content.zone, teller.zone)
    name = proposing.key(moment)
    says = [(teller.face(x.author), dict(x.content.ticks).get(name, "")) for x in said]
    tick = [Comes(face, what) for face, what in says if face and what]
    return {
        "place": place,
        "tile": telling.tile(day, teller.visit.now.astimezone(teller.zone).date()),
        "clock": clock,
        "ticks": tick,
        "yes": sum(x.says == "yes" for x in tick),
        "maybe": sum(x.says == "maybe" for x in tick),
        "no": sum(x.says == "no" for x in tick),
    }


def _missing(visit: Visit, one: Opened[Proposal], said: Sequence[Opened[Any]]) -> list[str]:
    """Who has an account and has said nothing yet."""
    known = {x.author for x in said}
    return [seat.card.name for seat in moving.seers(visit, one.circle) if seat.id not in known]


def _show_form(
    request: HttpRequest,
    visit: Visit,
    form: ProposalFields,
    *,
    places: Sequence[Place] = (),
    one: Opened[Proposal] | None = None,
    clash: bool = False,
) -> HttpResponse:
    context = {
        "form": form,
        "places": places,
        "item": one,
        "clash": sharing.name_of(visit, one.changed_by) if one and clash else "",
        "rows": list(proposal_forms.PLACES),
        "lengths": [(n, telling.minutes_words(n)) for n in proposal_forms.LENGTHS],
        "rooms": video.has_rooms(),
        "version": one.version if one and clash else form.typed("version") if one else "",
        "here": sharing.place(visit, one.circle) if one else None,
    }
    return show_in(
        request, visit, "calendar/propose.html", context, room="calendar", status=CONFLICT if clash else form.status
    )
