"""Goals: one page for each, to read it all, rewrite it, and say that it was reached."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from keukentafel.access import Refused, Visit, door
from keukentafel.dossiers import attachments, items, moving, reading, rights, sharing
from keukentafel.dossiers.opened import Opened
from keukentafel.rooms.plan import actions, cards, queries
from keukentafel.rooms.plan.forms import GoalForm, StandingForm, StepForm
from keukentafel.rooms.plan.kinds import AGREEMENT, GOAL, STANDING, STEP, Goal
from keukentafel.rooms.plan.pages import around


@require_safe
@door("plan")
def goal(request: HttpRequest, visit: Visit, goal: UUID) -> HttpResponse:
    """One goal with all under it."""
    return goal_page(request, visit, queries.goal(visit, goal))


def goal_page(
    request: HttpRequest,
    visit: Visit,
    seen: queries.GoalInSight,
    *,
    step: StepForm | None = None,
    standing: StandingForm | None = None,
    partial: str | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page of a goal, with what was typed in one of its forms."""
    item, today = seen.item, timezone.localdate(visit.now)
    context = {
        "goal": item,
        "card": cards.goal_card(visit, seen, today),
        "agreements": cards.agreement_lines(visit, seen.agreements, today),
        "standings": seen.standings[::-1],
        "points": [(one.happened, one.content.score) for one in seen.standings][-12:],
        "steps": seen.steps,
        "step_form": step or StepForm(),
        "standing_form": standing or StandingForm(),
        "seats": around.seats(visit, [item.circle]),
        "place": sharing.place(visit, item.circle),
        "earlier": around.earlier(visit, item),
        "files": attachments.of(visit, seen.hangs),
        "add_files": attachments.address_to_add(visit, item),
        "may": what_one_may(visit, item),
        "may_change": lambda one: rights.may_change(visit, one),
    }
    return around.show(request, visit, "goal", context, partial=partial, status=status)


def what_one_may(visit: Visit, goal: Opened[Goal]) -> dict[str, bool | str]:
    """Which buttons are drawn."""
    states: dict[str, bool | str] = {state: rights.may_step(visit, goal, state) for state in GOAL.states}
    adds = {
        kind.name.removeprefix("plan."): rights.may_add(visit, kind, goal.circle)
        for kind in (STEP, STANDING, AGREEMENT)
    }
    return states | adds | {
        "change": rights.may_change(visit, goal),
        "move": moving.moving_on(visit, goal),
    }  # fmt: skip


@require_http_methods(around.EITHER)
@door("plan")
def new(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Put a goal in the plan."""
    choices = sharing.places_to_add(visit, GOAL)
    rights.must(bool(choices))
    places = [one.id for one in choices]
    form = GoalForm(around.typed(request), places=choices, seats=around.seats(visit, places))
    if request.method == "POST" and form.is_valid():
        made = actions.add_goal(visit, _content(form), circle=form.circle_id, once=form.cleaned_data["once"])
        return around.see(visit, "goal", made.id)
    return _form(request, visit, form, choices=choices)


@require_http_methods(around.EITHER)
@door("plan")
def edit(request: HttpRequest, visit: Visit, goal: UUID) -> HttpResponse:
    """Rewrite a goal."""
    item = reading.one(visit, goal, GOAL.name)
    rights.must(rights.may_change(visit, item))
    before = item.content.model_dump() | {"whose": str(item.content.whose or ""), "version": item.version}
    form = GoalForm(around.typed(request), initial=before, seats=around.seats(visit, [item.circle]))
    if request.method != "POST" or not form.is_valid():
        return _form(request, visit, form, goal=item)
    content = _content(form)
    try:
        actions.change_goal(visit, item, content, version=form.cleaned_data["version"])
    except items.Conflict as clash:
        if clash.current.content != content:
            return _form(request, visit, form, goal=clash.current, theirs=clash.current)
    return around.see(visit, "goal", item.id)


@require_POST
@door("plan")
def state(request: HttpRequest, visit: Visit, goal: UUID) -> HttpResponse:
    """Reached, set aside, or open again."""
    item = reading.one(visit, goal, GOAL.name)
    wanted = request.POST.get("state", "")
    if wanted not in GOAL.states:
        raise Refused
    actions.move_goal(visit, item, wanted)
    return around.see(visit, "goal", item.id)


def _content(form: GoalForm) -> Goal:
    data = form.cleaned_data
    return Goal(title=data["title"], why=data["why"], picture=data["picture"], whose=form.seat("whose"))


def _form(
    request: HttpRequest,
    visit: Visit,
    form: GoalForm,
    *,
    choices: list[sharing.Place] | None = None,
    goal: Opened[Goal] | None = None,
    theirs: Opened[Goal] | None = None,
) -> HttpResponse:
    context: dict[str, Any] = {
        "form": form,
        "goal": goal,
        "theirs": theirs,
        "circles": choices or ([sharing.place(visit, goal.circle)] if goal else []),
        "seats": form.fields["whose"].choices[1:],  # type: ignore[attr-defined]  # a ChoiceField
    }
    status = around.CLASH if theirs else around.BAD if form.is_bound and form.errors else 200
    return around.show(request, visit, "goal_form", context, status=status)
