"""What every page of a dossier has around it."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from keukentafel.access import Visit
from keukentafel.dossiers.rooms import navigation
from keukentafel.dossiers.sharing import name_of
from keukentafel.look.addresses import address
from keukentafel.look.show import show


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
        "frozen": visit.frozen_at is not None,
        "alarm": alarm_of(visit),
    }
    return show(request, template, around | context, partial=partial, status=status)


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
