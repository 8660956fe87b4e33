"""What every page of a dossier has around it."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any, Concatenate, ParamSpec

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from keukentafel.access import Visit
from keukentafel.dossiers.rooms import navigation
from keukentafel.dossiers.sharing import name_of
from keukentafel.look.addresses import address
from keukentafel.look.show import show, wants_part
from keukentafel.people import keeping

P = ParamSpec("P")
Page = Callable[Concatenate[HttpRequest, Visit, P], HttpResponse]


def show_in(
    request: HttpRequest,
    visit: Visit,
    template: str,
    context: dict[str, Any],
    *,
    room: str,
    partial: str | None = None,
    status: int = 200,
) -> HttpResponse:
    """Render a page of a dossier, inside the visit: the room's content with the doors, the title and who one is."""
    around = {
        "visit": visit,
        "dossier_title": visit.cover.title,
        "nav": navigation(visit, room),
        "person_name": visit.seat.card.name,
        "viewing_as": visit.seat.card.name if visit.looking_as else None,
        "stop_viewing_href": address("table:stop_viewing", visit.dossier) if visit.looking_as else None,
        "pulse_url": address("table:pulse", visit.dossier),
        "live_url": "" if visit.looking_as else f"{settings.LIVE}/live/{visit.dossier}/",
        "room": room,
        "frozen": visit.frozen_at is not None,
        "alarm": alarm_of(visit),
    }
    answer = show(request, template, around | context, partial=partial, status=status)
    whole = request.method == "GET" and status == HTTPStatus.OK and not wants_part(request)
    here = whole and not request.META.get("QUERY_STRING")
    if visit.looking_as is None:
        keeping.say(
            request, answer, visit.dossier, visit.circles, _kept(visit, wanted=here and hasattr(request, "may_be_kept"))
        )
    return answer


def _kept(visit: Visit, *, wanted: bool) -> str:
    """Nothing is kept of a frozen table, nor of what is seen by emergency access."""
    if visit.frozen_at is not None:
        return "gone"
    guest = visit.alarm is not None and visit.alarm.seat in visit.my_seats
    return "yes" if wanted and not guest else "no"


def kept(page: Page[P]) -> Page[P]:
    """Say of a page, below ``@door``, that a device of the visitor's own may keep it, sealed, for when it is offline.

    Only at its bare address, without a question behind it.
    """

    @wraps(page)
    def keeping_it(request: HttpRequest, visit: Visit, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        request.may_be_kept = True  # type: ignore[attr-defined]  # ``show_in`` asks it
        return page(request, visit, *args, **kwargs)

    return keeping_it  # type: ignore[return-value]  # the names of arguments that nobody names


def alarm_of(visit: Visit) -> dict[str, object] | None:
    """Emergency access that is asked for or open, as every page tells the family, and who asked."""
    if visit.alarm is None or visit.looking_as:
        return None
    alarm = visit.alarm
    return {
        "mine": alarm.seat in visit.my_seats,
        "name": name_of(visit, alarm.seat),
        "open": alarm.opened is not None,
        "may_open": alarm.may_open,
        "closes": alarm.closes,
        "may_veto": visit.owner or (visit.seat.role == "youth" and visit.seat.age_band >= 12),
        "href": address("family:emergency", visit.dossier),
    }
