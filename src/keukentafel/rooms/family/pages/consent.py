"""Whom a circle is about, and what they say to a professional in it."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from keukentafel.access import SeatInSight, Visit, door
from keukentafel.access.ages import day_of
from keukentafel.dossiers import sharing
from keukentafel.dossiers.rights import must
from keukentafel.people.fresh import freshly_signed_in, unless_fresh
from keukentafel.rooms.family import queries, rules, words
from keukentafel.rooms.family.actions import consent as actions
from keukentafel.rooms.family.forms import AboutForm
from keukentafel.rooms.family.pages.rights import words_for
from keukentafel.rooms.family.pages.ways import family_only, go, page, seat_of


@door("family")
@require_http_methods(["GET", "HEAD", "POST"])
def about(request: HttpRequest, visit: Visit, circle: UUID) -> HttpResponse:
    """Say whom a named circle is about: they decide along on professionals in it."""
    family_only(visit)
    must(circle in visit.circles and visit.circles[circle].kind == "named" and visit.circles[circle].writes)
    there = set(queries.abouts(visit).get(circle, ()))
    offered = [seat for seat in _may_name(visit) if seat.id not in there]
    must(bool(offered))
    ids = [seat.id for seat in offered]
    form = AboutForm(request.POST, offered=ids) if request.method == "POST" else AboutForm(offered=ids)
    if form.is_bound and form.is_valid():
        actions.is_about(visit, circle, visit.seats[form.cleaned_data["seat"]], yes=True)
        return go(request, visit, told=_("It is written down."), part="circles")
    options = [(str(seat.id), seat.card.name, sharing.standing(seat.role, seat.card)) for seat in offered]
    name = queries.name_of_circle(visit, circle)
    return page(request, visit, "about_form", form.status, form=form, options=options, name=name)


def _may_name(visit: Visit) -> list[SeatInSight]:
    """Anybody of the family, if one is in charge; else oneself."""
    family = [seat for seat in visit.seats.values() if seat.family_side and seat.present]
    return family if visit.owner else [seat for seat in family if seat.id == visit.seat.id]


@freshly_signed_in
@door("family")
@require_POST
def about_end(request: HttpRequest, visit: Visit, circle: UUID, seat: UUID) -> HttpResponse:
    """A circle is about somebody no more: from then on their word is not asked."""
    family_only(visit)
    actions.is_about(visit, circle, seat_of(visit, seat), yes=False)
    return go(request, visit, told=_("It is written down."), part="circles")


@door("family")
@require_http_methods(["GET", "HEAD", "POST"])
def say(request: HttpRequest, visit: Visit, circle: UUID, professional: UUID, about: UUID) -> HttpResponse:
    """Read what one agrees to, and say yes or no."""
    family_only(visit)
    one, whom = seat_of(visit, professional, "professional"), seat_of(visit, about)
    must(visit.looking_as is None and whom.id in queries.abouts(visit).get(circle, ()))
    own = whom.id == visit.seat.id
    must(rules.decides_for_themself(whom) if own else visit.owner and circle in visit.circles)
    ahead = _ahead(visit, whom) if not own and "later" in (request.POST or request.GET) else None
    if request.method == "POST":
        yes = request.POST.get("answer") == "yes" or not own
        if yes and (prove := unless_fresh(request)):  # a no needs nothing
            return prove
        became = actions.say(visit, circle, one, whom, yes=yes, band=ahead)
        return go(request, visit, told=_became(became, ahead), part="consent")
    where = queries.name_of_circle(visit, circle)
    sentence = words.purpose(one.card.name, where or None, None if own else whom.card.name)
    context: dict[str, Any] = {"sentence": sentence, "own": own, "whom": whom, "who": one, "later": ahead is not None}
    faces = sharing.who_sees(visit, circle) if circle in visit.circles else []
    return page(request, visit, "say", **context, faces=faces, where=where, both=len(words_for(whom)) == 2)


def _ahead(visit: Visit, whom: SeatInSight) -> int | None:
    coming = [one for one in rules.coming(visit, day_of(visit.now)) if one.seat.id == whom.id]
    return coming[0].band if coming else None


def _became(became: str, ahead: int | None) -> str:
    if ahead is not None:
        return _("Your yes counts from the birthday on.")
    return {
        "in": _("Everybody agreed. The professional sits in the circle now."),
        "waits": _("Your yes is kept. It waits for the yes of somebody else."),
        "no": _("You said no. Nobody is told."),
    }[became]


@door("family")
@require_POST
def take_back(request: HttpRequest, visit: Visit, consent: UUID) -> HttpResponse:
    """Take back what one said, at once."""
    family_only(visit)
    actions.take_back(visit, consent)
    return go(request, visit, told=_("You took it back. It counts no more, from now on."), part="consent")
