"""What the pages here share."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from keukentafel.access import SeatInSight, Visit
from keukentafel.dossiers.pages import show_in
from keukentafel.dossiers.rights import must
from keukentafel.look.show import see_other


def go(request: HttpRequest, visit: Visit, name: str = "rights", *, told: str = "", part: str = "") -> HttpResponse:
    """On to another page. ``told`` waits in the session, which is not sealed: never a name in it."""
    if told:
        messages.success(request, told)
    return see_other(reverse(f"family:{name}", args=[visit.dossier]) + (f"#{part}" if part else ""))


def page(request: HttpRequest, visit: Visit, template: str, status: int = 200, **context: object) -> HttpResponse:
    """A page of this room. Its door is beside the table's."""
    return show_in(request, visit, f"family/{template}.html", context, room="table", status=status)


def family_only(visit: Visit) -> None:
    """Raises ``Refused`` for who is not on the family's side of the table."""
    must(visit.seat.family_side and visit.table is not None)


def seat_of(visit: Visit, seat: UUID, role: str = "") -> SeatInSight:
    """A seat in sight that sits here, of this role if one is asked. Raises ``Refused``."""
    one = visit.seats.get(seat)
    must(one is not None and one.present and role in ("", one.role))
    return visit.seats[seat]
