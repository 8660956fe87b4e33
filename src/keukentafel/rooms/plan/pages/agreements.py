"""Agreements: who does what by when, and how it went."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from keukentafel.access import Refused, Visit, door
from keukentafel.dossiers import attachments, items, moving, reading, rights, sharing
from keukentafel.dossiers.opened import Opened
from keukentafel.look.show import wants_part
from keukentafel.rooms.plan import actions, cards, queries, rules
from keukentafel.rooms.plan.forms import AgreementForm, OutcomeForm
from keukentafel.rooms.plan.kinds import AGREEMENT, GOAL, Agreement, Goal
from keukentafel.rooms.plan.pages import around


@require_safe
@door("plan")
def agreement(request: HttpRequest, visit: Visit, agreement: UUID) -> HttpResponse:
    """One agreement with how it went, each time."""
    return agreement_page(request, visit, queries.agreement(visit, agreement))


def agreement_page(
    request: HttpRequest,
    visit: Visit,
    seen: queries.AgreementInSight,
    *,
    form: OutcomeForm | None = None,
    partial: str | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page of an agreement, with what was typed about how it went."""
    item, today = seen.item, timezone.localdate(visit.now)
    top = queries.names(visit, [item.parent]).get(item.parent) if item.parent else None
    context = {
        "agreement": item,
        "line": cards.agreement_line(visit, seen, today),
        "outcomes": seen.outcomes,
        "goal": top,
        "form": form or OutcomeForm(),
        "place": sharing.place(visit, item.circle),
        "earlier": around.earlier(visit, item),
        "files": attachments.of(visit, seen.hangs),
        "add_files": attachments.address_to_add(visit, item),
        "day_gone_by": item.state == "open" and rules.day_gone_by(item.due, timezone.localdate(item.changed)),
        "may": what_one_may(visit, item),
        "may_change": lambda one: rights.may_change(visit, one),
        "who_did": lambda one: cards.who_does_it(visit, one),
    }
    return around.show(request, visit, "agreement", context, partial=partial, status=status)


def what_one_may(visit: Visit, agreement: Opened[Agreement]) -> dict[str, bool | str]:
    """Which buttons are drawn."""
    return {
        "answer": actions.may_answer(visit, agreement),
        "end": rights.may_step(visit, agreement, "ended"),
        "again": agreement.state != "open" and rights.may_step(visit, agreement, "open"),
        "change": rights.may_change(visit, agreement),
        "move": moving.moving_on(visit, agreement),
    }


@require_http_methods(around.EITHER)
@door("plan")
def new(request: HttpRequest, visit: Visit, goal: UUID | None = None) -> HttpResponse:
    """Agree something, under a goal or alone."""
    top = reading.one(visit, goal, GOAL.name) if goal else None
    choices = [sharing.place(visit, top.circle)] if top else sharing.places_to_add(visit, AGREEMENT)
    rights.must(bool(choices) and (top is None or rights.may_add(visit, AGREEMENT, top.circle)))
    form = _bound(request, visit, choices)
    if request.method == "POST" and form.is_valid():
        made = actions.agree(
            visit,
            _content(form),
            circle=form.circle_id,
            goal=top,
            assignee=form.seat_id,
            due=form.cleaned_data["due"],
            once=form.cleaned_data["once"],
        )
        return around.see(visit, "agreement", made.id)
    return _form(request, visit, form, choices=choices, goal=top)


@require_http_methods(around.EITHER)
@door("plan")
def edit(request: HttpRequest, visit: Visit, agreement: UUID) -> HttpResponse:
    """Agree something else; the earlier words stay readable."""
    item = reading.one(visit, agreement, AGREEMENT.name)
    rights.must(rights.may_change(visit, item))
    choices = [sharing.place(visit, item.circle)]
    form = _bound(request, visit, choices, before=item)
    if request.method != "POST" or not form.is_valid():
        return _form(request, visit, form, choices=choices, agreement=item)
    data, content = form.cleaned_data, _content(form)
    changes = {"assignee": form.seat_id, "due": data["due"], "why": None if data["mended"] else data["why"]}
    try:
        actions.agree_anew(visit, item, content, version=data["version"], **changes)
    except items.Conflict as clash:
        now = clash.current
        if (now.content, now.assignee, now.due) != (content, form.seat_id, data["due"]):
            return _form(request, visit, form, choices=choices, agreement=now, theirs=now)
    return around.see(visit, "agreement", item.id)


@require_POST
@door("plan")
def answer(request: HttpRequest, visit: Visit, agreement: UUID) -> HttpResponse:
    """Say how it went; HTMX gets the part of the page about it."""
    seen = queries.agreement(visit, agreement)
    form = OutcomeForm(request.POST)
    if not form.is_valid():
        rights.must(actions.may_answer(visit, seen.item))
        return agreement_page(request, visit, seen, form=form, partial="outcome", status=around.BAD)
    data = form.cleaned_data
    actions.answer(visit, seen.item, data["outcome"], note=data["note"], once=data["once"])
    if wants_part(request):
        return agreement_page(request, visit, queries.agreement(visit, agreement), partial="outcome")
    return around.see(visit, "agreement", agreement, mark="#outcome")


@require_POST
@door("plan")
def state(request: HttpRequest, visit: Visit, agreement: UUID) -> HttpResponse:
    """It no longer holds, or holds again."""
    item = reading.one(visit, agreement, AGREEMENT.name)
    wanted = request.POST.get("state", "")
    if wanted not in ("open", "ended"):
        raise Refused
    actions.end(visit, item, over=wanted == "ended")
    return around.see(visit, "agreement", item.id)


def _bound(
    request: HttpRequest, visit: Visit, choices: list[sharing.Place], before: Opened[Agreement] | None = None
) -> AgreementForm:
    places = [one.id for one in choices]
    return AgreementForm(
        around.typed(request),
        initial=_start(before) if before else {},
        places=choices,
        seats=_with_former(visit, around.seats(visit, places), before),
        sitting={} if before else around.sitting(visit, places),
    )


def _with_former(visit: Visit, seats: list[tuple[str, str]], before: Opened[Agreement] | None) -> list[tuple[str, str]]:
    """Who promised it and left may stay named."""
    if before is None or before.assignee is None or str(before.assignee) in dict(seats):
        return seats
    return [*seats, (str(before.assignee), sharing.name_of(visit, before.assignee))]


def _start(before: Opened[Agreement]) -> dict[str, Any]:
    who = str(before.assignee) if before.assignee else AgreementForm.ELSE if before.content.who_text else ""
    due = before.due.isoformat() if before.due else ""
    return before.content.model_dump() | {"who": who, "due": due, "version": before.version}


def _content(form: AgreementForm) -> Agreement:
    data = form.cleaned_data
    return Agreement(
        what=data["what"],
        who_text=form.somebody_else,
        formal=data["formal"],
        organisation=data["organisation"],
        place=data["place"],
        again=data["again"],
    )


def _form(
    request: HttpRequest,
    visit: Visit,
    form: AgreementForm,
    *,
    choices: list[sharing.Place],
    goal: Opened[Goal] | None = None,
    agreement: Opened[Agreement] | None = None,
    theirs: Opened[Agreement] | None = None,
) -> HttpResponse:
    context = {
        "form": form,
        "goal": goal,
        "agreement": agreement,
        "theirs": theirs,
        "circles": choices,
        "seats": form.fields["who"].choices[1:-1],  # type: ignore[attr-defined]  # a ChoiceField
        "who_did": lambda one: cards.who_does_it(visit, one),
    }
    status = around.CLASH if theirs else around.BAD if form.is_bound and form.errors else 200
    return around.show(request, visit, "agreement_form", context, status=status)
