"""What one may do with anything in the plan: bring it to another circle, delete it for good."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from keukentafel.access import Visit, door
from keukentafel.dossiers import items, reading, rights
from keukentafel.dossiers.carrying import to_another_circle
from keukentafel.rooms.plan import actions, telling
from keukentafel.rooms.plan.kinds import AGREEMENT, GOAL, PLAN, REVIEW
from keukentafel.rooms.plan.pages import around

TOPS = (GOAL.name, AGREEMENT.name, REVIEW.name)


@require_http_methods(around.EITHER)
@door("plan")
def move(request: HttpRequest, visit: Visit, item: UUID) -> HttpResponse:
    """To another circle; first it is told who will newly see it."""
    found = reading.one(visit, item, *TOPS)
    return to_another_circle(
        request,
        visit,
        found,
        room="plan",
        words=telling.words_of(found),
        back=around.page_of(visit, found),
        move=lambda circle: actions.relocate(visit, found, circle),
    )


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
