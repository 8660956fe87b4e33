"""Pages to delete an appointment or a proposal, and to bring it to another circle."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from keukentafel.access import Visit, door
from keukentafel.dossiers import items, sharing
from keukentafel.dossiers.carrying import to_another_circle
from keukentafel.dossiers.pages import show_in
from keukentafel.look.show import see_other
from keukentafel.rooms.calendar import actions, queries
from keukentafel.rooms.calendar.kinds import APPOINTMENT
from keukentafel.rooms.calendar.pages import read_and_send


@read_and_send
@door("calendar")
def delete(request: HttpRequest, visit: Visit, item: UUID) -> HttpResponse:
    """Delete it for good, after asking."""
    one = queries.to_change(visit, item)
    kept = items.others_wrote_under(visit, one)
    if request.method == "POST" and not kept:
        actions.delete(visit, one)
        messages.success(request, _("It is gone for good."))
        return see_other(reverse("calendar:calendar", args=[visit.dossier]))
    back = reverse(_page(one.kind), args=[visit.dossier, item])
    context = {"item": one, "by": sharing.name_of(visit, one.author), "kept": kept, "back": back}
    context["plain"] = one.kind == APPOINTMENT.name
    status = 422 if request.method == "POST" else 200
    return show_in(request, visit, "calendar/delete.html", context, room="calendar", status=status)


@read_and_send
@door("calendar")
def move(request: HttpRequest, visit: Visit, item: UUID) -> HttpResponse:
    """To another circle: choose one, read who will newly see it and who no longer, and then move it."""
    one = queries.either(visit, item)
    return to_another_circle(
        request,
        visit,
        one,
        room="calendar",
        words=one.content.what,
        back=reverse(_page(one.kind), args=[visit.dossier, item]),
        move=lambda circle: actions.move(visit, one, circle),
    )


def _page(kind: str) -> str:
    return "calendar:one" if kind == APPOINTMENT.name else "calendar:proposal"
