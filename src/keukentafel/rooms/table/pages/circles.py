"""Circles: who sees what lies where."""

from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from keukentafel.access import OpenCircle, SeatInSight, Visit, door
from keukentafel.dossiers import sharing
from keukentafel.dossiers.circle_names import circle_name
from keukentafel.dossiers.rights import must
from keukentafel.people.fresh import freshly_signed_in, unless_fresh
from keukentafel.rooms.table import queries, rules, words
from keukentafel.rooms.table.actions import circles as actions
from keukentafel.rooms.table.forms.circles import CircleForm, NameForm, RemoveForm, SeatsForm
from keukentafel.rooms.table.pages.ways import circle_or_refuse, go, page
from keukentafel.vault.promise import days_in_backups


@door("table")
@require_safe
def circles(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The circles that are open to the visitor."""
    shown = [
        (circle, circle_name(circle), words.who_it_is_for(circle), sharing.faces(visit.sitting(circle.id)))
        for circle in visit.circles.values()
        if not circle.talk
    ]
    return page(request, visit, "circles", circles=shown, may_hold=_may_hold(visit))


@door("table")
@require_safe
def circle(request: HttpRequest, visit: Visit, circle: UUID) -> HttpResponse:
    """One circle: who sits in it, in words and faces."""
    one = circle_or_refuse(visit, circle)
    return page(
        request,
        visit,
        "circle",
        circle=one,
        name=circle_name(one),
        who=words.who_it_is_for(one),
        sitting=visit.sitting(one.id),
        standing=sharing.standing,
        options=words.options(_outside(visit, one)),
        others=_leavers(visit, one),
        roles=words.ROLES,
        governs=actions.may_govern(one),
        leaves=actions.may_leave(visit, one),
        letters=queries.letters(visit, one.id) if one.personal else [],
    )


@door("table")
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Make a named circle."""
    must(visit.owner)
    seats = [seat for seat in visit.sitting(visit.table.id) if not seat.owner] if visit.table else []
    offered = [seat.id for seat in seats]
    form = CircleForm(request.POST, offered=offered) if request.method == "POST" else CircleForm(offered=offered)
    if form.is_bound and form.is_valid():
        made = actions.make_named(visit, form.cleaned_data["name"], form.cleaned_data["seats"], once=form.own_id)
        return go(request, visit, "circle", made, told=_("The circle is there."))
    owners = sharing.faces(seat for seat in visit.seats.values() if seat.owner and seat.present)
    status = 422 if form.is_bound else 200
    return page(request, visit, "circle_form", status, form=form, options=words.options(seats), owners=owners)


@door("table")
@require_http_methods(["GET", "HEAD", "POST"])
def new_personal(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Make a circle of one's own."""
    must(_may_hold(visit))
    form = NameForm(request.POST) if request.method == "POST" else NameForm()
    if form.is_bound and form.is_valid():
        made = actions.make_personal(visit, form.cleaned_data["name"], once=form.own_id)
        return go(request, visit, "circle", made, told=_("The circle is there."))
    return page(request, visit, "personal_form", 422 if form.is_bound else 200, form=form)


@door("table")
@require_http_methods(["GET", "HEAD", "POST"])
def name(request: HttpRequest, visit: Visit, circle: UUID) -> HttpResponse:
    """Give it another name."""
    one = _governed(visit, circle)
    form = NameForm(request.POST) if request.method == "POST" else NameForm(initial={"name": one.name})
    if form.is_bound and form.is_valid():
        actions.rename(visit, one, form.cleaned_data["name"])
        return go(request, visit, "circle", one.id, told=_("The circle has another name."))
    return page(request, visit, "name_form", 422 if form.is_bound else 200, form=form, circle=one)


@freshly_signed_in
@door("table")
@require_http_methods(["GET", "HEAD", "POST"])
def fill(request: HttpRequest, visit: Visit, circle: UUID) -> HttpResponse:
    """Put seats in; first one reads who sees it then, and who has to agree."""
    one = _governed(visit, circle)
    form = SeatsForm(request.POST or request.GET, offered=[seat.id for seat in _outside(visit, one)])
    chosen = form.cleaned_data["seats"] if form.is_valid() else []
    waits = queries.must_agree(visit, one.id, chosen)
    may = [seat for seat in chosen if seat not in waits]
    if request.method == "POST" or not chosen:
        if request.method == "POST" and may:
            actions.put_in(visit, one, may)
        return go(request, visit, "circle", one.id)
    newly = sharing.faces(visit.seats[seat] for seat in may)
    asks = [
        (visit.seats[seat], [visit.seats[who] for who in whom if who in visit.seats]) for seat, whom in waits.items()
    ]
    return page(request, visit, "fill_form", circle=one, newly=newly, asks=asks)


@door("table")
@require_POST
def take_out(request: HttpRequest, visit: Visit, circle: UUID, seat: UUID) -> HttpResponse:
    """Take one seat out."""
    one = _governed(visit, circle)
    must(seat in {there.id for there in _leavers(visit, one)})
    actions.take_out(visit, one, [seat])
    return go(request, visit, "circle", one.id, told=_("This person no longer sees what lies in this circle."))


@door("table")
@require_POST
def empty(request: HttpRequest, visit: Visit, circle: UUID) -> HttpResponse:
    """Take everybody out."""
    one = _governed(visit, circle)
    actions.take_out(visit, one, [seat.id for seat in _leavers(visit, one)])
    return go(request, visit, "circle", one.id, told=_("The circle is empty now."))


@door("table")
@require_POST
def leave(request: HttpRequest, visit: Visit, circle: UUID) -> HttpResponse:
    """Leave a circle that one was put in."""
    one = circle_or_refuse(visit, circle)
    actions.leave(visit, one)
    return go(request, visit, "table", told=_("You left the circle."))


@door("table")
@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: HttpRequest, visit: Visit, circle: UUID) -> HttpResponse:
    """Remove a circle; asks where its things go. A personal circle goes with everything in it."""
    one = _governed(visit, circle)
    form = RemoveForm({"to": "delete"} if one.personal else request.POST) if request.method == "POST" else RemoveForm()
    if form.is_bound and form.is_valid():
        to = form.cleaned_data["to"]
        if _newly(visit, one, to) and (prove := unless_fresh(request)):
            return prove
        actions.remove(visit, one, _target(visit, to))
        return go(request, visit, "circles", told=_("The circle is gone."))
    return page(
        request,
        visit,
        "remove_form",
        422 if form.is_bound else 200,
        form=form,
        circle=one,
        days=days_in_backups(settings.BACKUP_DAYS),
        newly={kind: sharing.faces(_newly(visit, one, kind)) for kind in ("table", "family")},
    )


def _governed(visit: Visit, circle: UUID) -> OpenCircle:
    one = circle_or_refuse(visit, circle)
    must(actions.may_govern(one))
    return one


def _may_hold(visit: Visit) -> bool:
    return visit.may_hold and rules.writes(visit) and visit.table is not None


def _outside(visit: Visit, circle: OpenCircle) -> list[SeatInSight]:
    inside = {seat.id for seat in visit.sitting(circle.id)}
    return [visit.seats[seat] for seat in visit.seats if seat in actions.at_table(visit) - inside]


def _leavers(visit: Visit, circle: OpenCircle) -> list[SeatInSight]:
    """Who can be taken out: not its holders, who see it as such."""
    there = visit.sitting(circle.id)
    if circle.personal:
        return [seat for seat in there if seat.id != circle.seat]
    return [seat for seat in there if not seat.owner]


def _newly(visit: Visit, circle: OpenCircle, kind: str) -> list[SeatInSight]:
    before = {seat.id for seat in visit.sitting(circle.id)}
    target = _target(visit, kind)
    return [seat for seat in visit.sitting(target) if seat.id not in before] if target else []


def _target(visit: Visit, kind: str) -> UUID | None:
    return next((circle.id for circle in visit.circles.values() if circle.kind == kind), None)
