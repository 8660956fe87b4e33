"""Emergency access: turn it on or off; ask, open, say no, give it back."""

from collections.abc import Callable, Iterable
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from keukentafel.access import OpenCircle, SeatInSight, Visit, door
from keukentafel.dossiers import sharing
from keukentafel.dossiers.circle_names import circle_name
from keukentafel.dossiers.rights import must
from keukentafel.dossiers.sharing import name_of
from keukentafel.people.fresh import freshly_signed_in, unless_fresh
from keukentafel.rooms.family import queries, rules
from keukentafel.rooms.family.actions import emergency as actions
from keukentafel.rooms.family.forms import CallForm, EmergencyForm
from keukentafel.rooms.family.pages.ways import family_only, go, page

PRESSING = frozenset({"asked", "ready", "open"})
"""States in which somebody may still say no."""


@door("family")
@require_http_methods(["GET", "HEAD"])
def emergency(request: HttpRequest, visit: Visit) -> HttpResponse:
    """How it stands, for the family and for who was named."""
    turned = queries.emergency(visit)
    must(visit.table is not None and (visit.seat.family_side or turned is not None))
    named = turned is not None and visit.seat.id in turned.seats and visit.looking_as is None
    calls = [(one, one.state(visit.now)) for one in queries.calls(visit)]
    return page(
        request,
        visit,
        "emergency",
        turned=turned,
        people=sharing.faces(visit.seats[seat] for seat in (turned.seats if turned else ()) if seat in visit.seats),
        opens=[circle_name(visit.circles[one]) for one in (turned.circles if turned else ()) if one in visit.circles],
        calls=calls,
        pressing=any(state in PRESSING for _one, state in calls),
        mine=_about_me(visit, turned) if turned and visit.looking_as is None else [],
        named=named,
        hindrance=_hindrance(visit, [one for one, _state in calls]) if named else "",
        may_veto=rules.may_veto(visit),
        name_of=lambda seat: name_of(visit, seat) or _("somebody"),
    )


def _hindrance(visit: Visit, calls: Iterable[queries.Called]) -> str:
    """Why somebody who was named can't ask for it now; nothing when they can."""
    live = next((one for one in calls if one.seat == visit.seat.id and _stops(one, visit)), None)
    if live is not None and live.state(visit.now) == "vetoed":
        return _("Somebody said no. You can ask again a day later.")
    if live is not None:
        return _("You asked for it. You find it on this page, under “Who asked for it”.")
    return _("The table is frozen: it can't be asked for now.") if visit.frozen_at else ""


def _about_me(visit: Visit, turned: queries.Turned) -> list[tuple[UUID, str, bool]]:
    """Circles that are about me, from 12 on: whether it opens them is mine to say."""
    if not rules.decides_for_themself(visit.seat):
        return []
    about = [circle for circle, seats in queries.abouts(visit).items() if visit.seat.id in seats]
    there = {circle: queries.name_of_circle(visit, circle) for circle in about}
    return [(circle, name, circle in turned.circles) for circle, name in there.items() if name]


@freshly_signed_in
@door("family")
@require_http_methods(["GET", "HEAD", "POST"])
def turn_on(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Turn it on, or change how: who, what, how long."""
    must(visit.owner)
    turned, seats, circles = queries.emergency(visit), _may_be_named(visit), _may_open(visit)
    begun = {"wait": 24, "hours": 72, "circles": [c.id for c in circles if c.kind == "family"]}
    if turned:
        begun = {"wait": turned.wait, "hours": turned.open, "circles": turned.circles, "seats": turned.seats}
    may = {"seats": [seat.id for seat in seats], "circles": [one.id for one in circles]}
    form = EmergencyForm(request.POST, **may) if request.method == "POST" else EmergencyForm(initial=begun, **may)
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        actions.turn_on(visit, wait=said["wait"], hours=said["hours"], seats=said["seats"], circles=said["circles"])
        return go(request, visit, "emergency", told=_("Emergency access is on. Everybody in the family is told."))
    people = [(str(seat.id), seat.card.name, sharing.standing(seat.role, seat.card)) for seat in seats]
    places = [(str(one.id), circle_name(one), "") for one in circles]
    lasting = {"waits": [(n, _hours(n)) for n in rules.WAITS], "opens": [(n, _hours(n)) for n in rules.OPENS]}
    return page(request, visit, "emergency_form", form.status, form=form, people=people, places=places, **lasting)


def _hours(hours: int) -> str:
    return {4: _("4 hours"), 24: _("1 day"), 48: _("2 days"), 72: _("3 days"), 168: _("7 days")}[hours]


def _may_be_named(visit: Visit) -> list[SeatInSight]:
    """Grown-ups at the table with an account who own nothing: owners see it all anyway."""
    table = visit.table
    return [s for s in visit.sitting(table.id) if s.has_account and not s.owner and s.role != "youth"] if table else []


def _may_open(visit: Visit) -> list[OpenCircle]:
    """The family's circle and named ones; of one that is about somebody from 12 on, they say so themselves."""
    about = queries.abouts(visit)
    return [
        one
        for one in visit.circles.values()
        if one.kind in ("family", "named")
        and not any(
            seat != visit.seat.id and rules.decides_for_themself(visit.seats[seat])
            for seat in about.get(one.id, ())
            if seat in visit.seats and visit.seats[seat].present
        )
    ]


@door("family")
@require_POST
def turn_off(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Off, at once."""
    actions.turn_off(visit)
    return go(request, visit, "emergency", told=_("Emergency access is off."))


@door("family")
@require_POST
def mine(request: HttpRequest, visit: Visit, circle: UUID) -> HttpResponse:
    """Whether it opens a circle that is about me."""
    family_only(visit)
    yes = request.POST.get("answer") == "yes"
    if yes and (prove := unless_fresh(request)):
        return prove
    actions.opens_mine(visit, circle, yes=yes)
    return go(request, visit, "emergency", told=_("It is written down."))


@freshly_signed_in
@door("family")
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Ask for it, and say why."""
    turned = queries.emergency(visit)
    must(turned is not None and visit.seat.id in turned.seats and visit.looking_as is None and not visit.frozen_at)
    form = CallForm(request.POST) if request.method == "POST" else CallForm()
    if _hindrance(visit, queries.calls(visit)):
        return go(request, visit, "emergency")
    if form.is_bound and form.is_valid():
        actions.call(visit, form.cleaned_data["why"], once=form.own_id)
        return go(request, visit, "emergency", told=_("You asked for it. The family is told now."))
    return page(request, visit, "call_form", form.status, form=form, turned=turned)


def _stops(one: queries.Called, visit: Visit) -> bool:
    state = one.state(visit.now)
    a_day_ago = one.vetoed is not None and (visit.now - one.vetoed).days < 1
    return state in PRESSING or a_day_ago


def _one_call(act: Callable[[Visit, UUID], None], told: str) -> Callable[..., HttpResponse]:
    """A page that does one thing with one call."""

    def do(request: HttpRequest, visit: Visit, call: UUID) -> HttpResponse:
        act(visit, call)
        return go(request, visit, "emergency", told=_(told))

    return door("family")(require_POST(do))


def gettext_noop(words: str) -> str:
    """Mark words that are translated later."""
    return words


open_up = freshly_signed_in(
    _one_call(actions.open_up, gettext_noop("It is open now, to read. The family is told. Everything is logged."))
)
veto = _one_call(actions.veto, gettext_noop("You said no. It stays shut."))
give_back = _one_call(actions.give_back, gettext_noop("You gave it back."))
