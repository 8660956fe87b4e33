"""What the pages here share: going on after an action, and finding what was asked for."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from keukentafel.access import OpenCircle, Refused, SeatInSight, Visit
from keukentafel.dossiers.pages import show_in
from keukentafel.look.show import see_other


def go(request: HttpRequest, visit: Visit, name: str, *ids: UUID, told: str = "") -> HttpResponse:
    """On to another page. ``told`` waits in the session, which is not sealed: never a name or a word of the family."""
    if told:
        messages.success(request, told)
    return see_other(reverse(f"table:{name}", args=[visit.dossier, *ids]))


def page(request: HttpRequest, visit: Visit, template: str, status: int = 200, **context: Any) -> HttpResponse:
    """A page of this room."""
    return show_in(request, visit, f"table/{template}.html", context, room="table", status=status)


def seat_or_refuse(visit: Visit, seat: UUID) -> SeatInSight:
    """A seat in sight. Raises ``Refused``."""
    if seat not in visit.seats:
        raise Refused
    return visit.seats[seat]


def circle_or_refuse(visit: Visit, circle: UUID) -> OpenCircle:
    """An open circle; its reading is logged in that circle. Raises ``Refused``."""
    if circle not in visit.circles:
        raise Refused
    visit.has_read({circle})
    return visit.circles[circle]
