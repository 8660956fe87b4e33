"""What the pages of the plan share: where one may put something, who is at hand, and how to go on afterwards."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse

from keukentafel.access import Visit
from keukentafel.dossiers import reading, sharing
from keukentafel.dossiers.opened import Opened
from keukentafel.dossiers.pages import show_in
from keukentafel.look.show import see_other

BAD, CLASH = 422, 409
EITHER = ["GET", "HEAD", "POST"]


@dataclass(frozen=True, slots=True)
class Earlier:
    """How something was before: when and by whom it was written so."""

    item: Opened[Any]
    by: str


def show(
    request: HttpRequest,
    visit: Visit,
    template: str,
    context: dict[str, Any],
    *,
    partial: str | None = None,
    status: int = 200,
) -> HttpResponse:
    """A page of this room."""
    shown = {"here": visit.dossier, "name_of": lambda seat: sharing.name_of(visit, seat)} | context
    return show_in(request, visit, f"plan/{template}.html", shown, room="plan", partial=partial, status=status)


def typed(request: HttpRequest) -> QueryDict | None:
    """What was sent, also when it is empty; nothing when a form is only asked for."""
    return request.POST if request.method == "POST" else None


def see(visit: Visit, name: str, *args: Any, mark: str = "") -> HttpResponse:
    """Go and see a page after something was written."""
    return see_other(address(visit, name, *args) + mark)


def address(visit: Visit, name: str, *args: Any) -> str:
    """The address of a page of this room."""
    return reverse(f"plan:{name}", args=[visit.dossier, *args])


def page_of(visit: Visit, item: Opened[Any]) -> str:
    """The page on which one reads an item: its own, or that of what it hangs under."""
    own = {"plan.goal": "goal", "plan.agreement": "agreement", "plan.review": "review"}.get(item.kind)
    if own:
        return address(visit, own, item.id)
    return address(visit, "agreement" if item.kind == "plan.outcome" else "goal", item.parent)


def seats(visit: Visit, circles: Iterable[UUID]) -> list[tuple[str, str]]:
    """Who sits in any of these circles now, to choose from."""
    sitting = {seat.id: seat.card.name for circle in set(circles) for seat in visit.sitting(circle)}
    return [(str(seat), sitting[seat]) for seat in visit.seats if seat in sitting]


def sitting(visit: Visit, circles: Iterable[UUID]) -> dict[str, set[str]]:
    """For each of these circles, who sits in it."""
    return {str(circle): {str(seat.id) for seat in visit.sitting(circle)} for circle in circles}


def earlier(visit: Visit, item: Opened[Any]) -> list[Earlier]:
    """How it was before, newest first; nothing for what never changed."""
    if not item.edited:
        return []
    return [Earlier(was, sharing.name_of(visit, was.changed_by)) for was in reversed(reading.versions(visit, item))]
