"""What hangs under a goal or an agreement and has no page of its own: steps, standings, the words with an outcome."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from keukentafel.access import Refused, Visit, door
from keukentafel.dossiers import items, reading, rights
from keukentafel.dossiers.opened import Opened
from keukentafel.look.show import wants_part
from keukentafel.rooms.plan import actions, cards, queries
from keukentafel.rooms.plan.forms import NoteForm, PlanForm, StandingForm, StepForm
from keukentafel.rooms.plan.kinds import OUTCOME, STANDING, STEP, Outcome, Standing, Step
from keukentafel.rooms.plan.pages import around
from keukentafel.rooms.plan.pages.goals import goal_page


@require_POST
@door("plan")
def add_step(request: HttpRequest, visit: Visit, goal: UUID) -> HttpResponse:
    """Add a small step; what is wrong is shown on the goal's page."""
    seen = queries.goal(visit, goal)
    form = StepForm(request.POST, seats=around.seats(visit, [seen.item.circle]))
    if not form.is_valid():
        rights.must(rights.may_add(visit, STEP, seen.item.circle))
        return goal_page(request, visit, seen, step=form, status=around.BAD)
    content = Step(text=form.cleaned_data["text"])
    actions.add_step(visit, seen.item, content, assignee=form.seat("who"), once=form.cleaned_data["once"])
    return around.see(visit, "goal", goal, mark="#steps")


@require_POST
@door("plan")
def give_standing(request: HttpRequest, visit: Visit, goal: UUID) -> HttpResponse:
    """Say how a goal stands; HTMX gets the part of the page about it."""
    seen = queries.goal(visit, goal)
    form = StandingForm(request.POST)
    if not form.is_valid():
        rights.must(rights.may_add(visit, STANDING, seen.item.circle))
        return goal_page(request, visit, seen, standing=form, partial="standing", status=around.BAD)
    content = Standing(score=form.cleaned_data["score"], note=form.cleaned_data["note"])
    actions.give_standing(visit, seen.item, content, once=form.cleaned_data["once"])
    if wants_part(request):
        return goal_page(request, visit, queries.goal(visit, goal), partial="standing")
    return around.see(visit, "goal", goal, mark="#standing")


@require_POST
@door("plan")
def tick(request: HttpRequest, visit: Visit, step: UUID) -> HttpResponse:
    """A step is done, or not after all; HTMX gets the goal's sheet on the plan."""
    item = reading.one(visit, step, STEP.name)
    wanted = request.POST.get("state", "")
    if wanted not in STEP.states or item.parent is None:
        raise Refused
    actions.tick(visit, item, done=wanted == "done")
    if not wants_part(request):
        return around.see(visit, "plan", mark=f"#g{item.parent.hex[-8:]}")
    if request.headers.get("HX-Target") == "steps":
        return goal_page(request, visit, queries.goal(visit, item.parent), partial="steps")
    card = cards.goal_card(visit, queries.goal(visit, item.parent), timezone.localdate(visit.now))
    return around.show(request, visit, "plan", {"goal": card}, partial="card")


@dataclass(frozen=True)
class Rewriting:
    """How one kind of part is rewritten."""

    form: Callable[[Any, dict[str, Any]], PlanForm]
    content: Callable[[dict[str, Any], Any], Any]


REWRITING = {
    STEP.name: Rewriting(
        lambda data, start: StepForm(data, initial=start),
        lambda data, _was: Step(text=data["text"]),
    ),
    STANDING.name: Rewriting(
        lambda data, start: StandingForm(data, initial=start),
        lambda data, _was: Standing(score=data["score"], note=data["note"]),
    ),
    OUTCOME.name: Rewriting(
        lambda data, start: NoteForm(data, initial=start),
        lambda data, was: Outcome(outcome=was.outcome, note=data["note"]),
    ),
}


@require_http_methods(around.EITHER)
@door("plan")
def edit(request: HttpRequest, visit: Visit, part: UUID) -> HttpResponse:
    """Rewrite a step, a standing or the words with an outcome."""
    item = reading.one(visit, part, *REWRITING)
    rights.must(rights.may_change(visit, item))
    how = REWRITING[item.kind]
    form = how.form(around.typed(request), item.content.model_dump() | {"version": item.version})
    if request.method != "POST" or not form.is_valid():
        return _form(request, visit, form, item)
    content = how.content(form.cleaned_data, item.content)
    try:
        actions.rewrite(visit, item, content, version=form.cleaned_data["version"])
    except items.Conflict as clash:
        if clash.current.content != content:
            return _form(request, visit, form, clash.current, theirs=clash.current)
    return _back(visit, item)


def _back(visit: Visit, item: Opened[Any]) -> HttpResponse:
    return around.see(visit, "agreement" if item.kind == OUTCOME.name else "goal", item.parent)


def _form(
    request: HttpRequest, visit: Visit, form: PlanForm, item: Opened[Any], theirs: Opened[Any] | None = None
) -> HttpResponse:
    context = {"form": form, "item": item, "theirs": theirs, "back": around.page_of(visit, item)}
    status = around.CLASH if theirs else around.BAD if form.is_bound and form.errors else 200
    return around.show(request, visit, "part_form", context, status=status)
