"""What the pages of meetings share."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse

from keukentafel.access import Refused, Visit
from keukentafel.dossiers import sharing
from keukentafel.dossiers.pages import show_in
from keukentafel.look.show import see_other

CLASH = 409
EITHER = ["GET", "HEAD", "POST"]


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
    return show_in(request, visit, f"meetings/{template}.html", shown, room="meetings", partial=partial, status=status)


def typed(request: HttpRequest) -> QueryDict | None:
    """What was sent, also when it is empty; nothing when a form is only asked for."""
    return request.POST if request.method == "POST" else None


def see(visit: Visit, name: str, *args: Any, more: str = "") -> HttpResponse:
    """Go and see a page after something was written."""
    return see_other(reverse(f"meetings:{name}", args=[visit.dossier, *args]) + more)


def seats(visit: Visit, *circles: UUID) -> list[tuple[str, str]]:
    """Who sits in any of these circles now, to choose from."""
    sitting = {seat.id: seat.card.name for circle in circles for seat in visit.sitting(circle)}
    return [(str(seat), sitting[seat]) for seat in visit.seats if seat in sitting]


def an_id(text: str | None) -> UUID:
    """An id that came in. Raises ``Refused``."""
    try:
        return UUID(text or "")
    except ValueError:
        raise Refused from None
