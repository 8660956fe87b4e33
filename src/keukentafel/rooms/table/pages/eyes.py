"""Look through somebody's eyes, and ask whether a page may stay open."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from keukentafel.access import Refused, Visit, door, enter
from keukentafel.access.door import look_as, looking_as
from keukentafel.access.pulse import still_here
from keukentafel.dossiers.rights import must
from keukentafel.look.show import see_other
from keukentafel.people.pace import asked_by_itself
from keukentafel.rooms.table import rules
from keukentafel.rooms.table.actions.seats import here
from keukentafel.rooms.table.pages.ways import go, seat_or_refuse


@door("table")
@require_POST
def view_as(request: HttpRequest, visit: Visit, seat: UUID) -> HttpResponse:
    """From now on an owner sees this dossier as that seat does, until they stop."""
    must(rules.may_look_as(visit, seat_or_refuse(visit, seat)))
    look_as(request, visit.dossier, seat)
    visit.note("view_as", here(visit), seat)
    return go(request, visit, "table")


@require_POST
def stop_viewing(request: HttpRequest, dossier: UUID) -> HttpResponse:
    """Look with one's own eyes again.

    Not behind ``door``, which lets nothing be sent while looking; the visit is entered here, as oneself.
    """
    if not request.user.is_authenticated:
        raise Http404
    seat = looking_as(request, dossier)
    try:
        with enter(request.user.pk, dossier, place="table") as visit:
            if seat:
                visit.note("view_as_end", here(visit), seat)
            look_as(request, dossier, None)
    except Refused:
        look_as(request, dossier, None)
        raise Http404 from None
    return see_other(reverse("table:table", args=[dossier]))


@asked_by_itself
@require_safe
def pulse(request: HttpRequest, dossier: UUID) -> HttpResponse:
    """Whether a page of this dossier may stay open: 204, else 404.

    Not behind ``door``: open pages ask every few seconds, and it shows nothing. A whole visit would bury the access log
    under lines and cost eight statements where one does.
    """
    request.by_itself = True  # type: ignore[attr-defined]  # nobody need sit before an open page: it keeps no session alive
    if request.user.is_authenticated and still_here(request.user.pk, dossier, looking_as(request, dossier)):
        return HttpResponse(status=204)
    return HttpResponse(status=404)
