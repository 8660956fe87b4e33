"""Parental authority: write down, end for oneself, say that it is otherwise."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from keukentafel.access import Visit, door
from keukentafel.dossiers import sharing
from keukentafel.dossiers.rights import must
from keukentafel.people.fresh import freshly_signed_in, unless_fresh
from keukentafel.rooms.family import queries, rules, words
from keukentafel.rooms.family.actions import authority as actions
from keukentafel.rooms.family.forms import ContestForm, SourceForm
from keukentafel.rooms.family.pages.ways import family_only, go, page, seat_of
from keukentafel.rooms.family.queries import Source


@freshly_signed_in
@door("family")
@require_http_methods(["GET", "HEAD", "POST"])
def record(request: HttpRequest, visit: Visit, child: UUID, parent: UUID) -> HttpResponse:
    """Write down that a parent has authority over a child, or by which source that is known."""
    must(visit.owner)
    one, other = seat_of(visit, child, "youth"), seat_of(visit, parent, "parent")
    now = next((it for it in queries.authority(visit) if it.stands and (it.child, it.parent) == (one, other)), None)
    must(one.age_band < 18 and (now is None or _may_change(visit, now)))
    begun = (
        {"source": now.source, "since": now.details.since, "where": now.details.where} if now else {"source": "word"}
    )
    options = words.source_options() if now is None or other.id in visit.my_seats else words.source_options()[1:]
    may = [option[0] for option in options]
    form = SourceForm(request.POST, sources=may) if request.method == "POST" else SourceForm(initial=begun, sources=may)
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        actions.record(visit, one, other, said["source"], Source(since=said["since"], where=said["where"]))
        return go(request, visit, told=_("It is written down."), part="authority")
    newly = [] if other.owner else sharing.faces([other])
    context = {"form": form, "child": one, "parent": other, "options": options, "newly": newly, "now": now}
    return page(request, visit, "authority_form", form.status, **context)


def _may_change(visit: Visit, now: queries.Standing) -> bool:
    return bool({now.parent.id, now.recorded_by} & visit.my_seats) or now.source == "word"


@door("family")
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: HttpRequest, visit: Visit, child: UUID) -> HttpResponse:
    """Say of oneself that one has no authority over a child any more."""
    family_only(visit)
    one, me = seat_of(visit, child, "youth"), visit.seat
    mine = [it for it in queries.authority(visit) if it.stands and it.parent.id == me.id]
    must(visit.looking_as is None and any(it.child.id == one.id for it in mine))
    others = [s for s in visit.seats.values() if s.owner and s.has_account and s.present and s.id != me.id]
    last, alone = len(mine) == 1, len(mine) == 1 and not others
    if request.method == "POST" and not alone:
        if prove := unless_fresh(request):  # nobody else could do this to a parent
            return prove
        actions.end(visit, one)
        return go(request, visit, told=_("It is written down."), part="authority")
    return page(
        request, visit, "authority_end", 409 if request.method == "POST" else 200, child=one, last=last, alone=alone
    )


@door("family")
@require_http_methods(["GET", "HEAD", "POST"])
def contest(request: HttpRequest, visit: Visit, child: UUID, parent: UUID) -> HttpResponse:
    """Say that it is otherwise."""
    family_only(visit)
    one, other = seat_of(visit, child, "youth"), seat_of(visit, parent, "parent")
    now = next((it for it in queries.authority(visit) if it.stands and (it.child, it.parent) == (one, other)), None)
    must(now is not None and now.contested is None and rules.may_contest(visit, one, other))
    form = ContestForm(request.POST) if request.method == "POST" else ContestForm()
    if form.is_bound and form.is_valid():
        actions.contest(visit, one, other, form.cleaned_data["words"])
        return go(request, visit, told=_("It is written down. Everybody keeps the rights they have."), part="authority")
    return page(request, visit, "contest_form", form.status, form=form, child=one, parent=other)


@door("family")
@require_POST
def agree(request: HttpRequest, visit: Visit, child: UUID, parent: UUID) -> HttpResponse:
    """Take that back."""
    family_only(visit)
    actions.agree(visit, child, parent)
    return go(request, visit, told=_("You took it back."), part="authority")
