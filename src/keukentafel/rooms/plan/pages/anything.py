"""What one may do with anything in the plan: bring it to another circle, delete it for good."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from keukentafel.access import Visit, door
from keukentafel.dossiers import items, moving, reading, rights
from keukentafel.rooms.plan import actions, cards, telling
from keukentafel.rooms.plan.kinds import AGREEMENT, GOAL, PLAN, REVIEW
from keukentafel.rooms.plan.pages import around

TOPS = (GOAL.name, AGREEMENT.name, REVIEW.name)


@require_http_methods(around.EITHER)
@door("plan")
def move(request: HttpRequest, visit: Visit, item: UUID) -> HttpResponse:
    """To another circle; first it is told who will newly see it."""
    found = reading.one(visit, item, *TOPS)
    choices = around.move_choices(visit, found)
    rights.must(bool(choices))
    chosen = (request.POST if request.method == "POST" else request.GET).get("circle", "")
    to = next((one for one in choices if one.id == chosen and not one.hindrance), None)
    if request.method == "POST" and to:
        actions.relocate(visit, found, UUID(to.id))
        return around.see(visit, found.kind.removeprefix("plan."), found.id)
    context = {
        "item": found,
        "words": telling.words_of(found),
        "choices": choices,
        "to": to,
        "newly": cards.faces(moving.will_newly_see(visit, found, UUID(to.id))) if to else [],
        "no_longer": cards.faces(moving.will_no_longer_see(visit, found, UUID(to.id))) if to else [],
        "back": around.page_of(visit, found),
        "unchosen": request.method == "POST",
    }
    return around.show(request, visit, "move", context, status=around.BAD if request.method == "POST" else 200)


@require_http_methods(around.EITHER)
@door("plan")
def delete(request: HttpRequest, visit: Visit, item: UUID) -> HttpResponse:
    """Really gone, with all under it; asked for once more."""
    found = reading.one(visit, item, *(kind.name for kind in PLAN))
    rights.must(rights.may_change(visit, found))
    back = around.page_of(visit, found)
    kept = items.others_wrote_under(visit, found)
    if request.method == "POST" and not kept:
        actions.delete(visit, found)
        if found.parent:
            top = "agreement" if found.kind == "plan.outcome" else "goal"
            return around.see(visit, top, found.parent)
        return around.see(visit, "plan")
    context = {"item": found, "words": telling.words_of(found), "back": back, "kept": kept}
    return around.show(request, visit, "delete", context, status=around.BAD if request.method == "POST" else 200)
