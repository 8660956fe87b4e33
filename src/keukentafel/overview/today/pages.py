"""The first page of a dossier."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from keukentafel.access import Visit, door
from keukentafel.access.ages import day_of
from keukentafel.dossiers.pages import show_in
from keukentafel.overview.today import queries
from keukentafel.overview.today.telling import birthdays, places, tell
from keukentafel.people import zones
from keukentafel.rooms.calendar.telling import Teller
from keukentafel.rooms.calendar.telling import tile as date_tile
from keukentafel.rooms.family.rules import coming, of_age
from keukentafel.rooms.family.words import what_changes
from keukentafel.rooms.meetings.queries import suggested


@require_safe
@door("today")
def today(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The table with its seats, what is new for me, what I said I would do, what comes next."""
    zone = zones.zone_of(request.user)
    found, teller = queries.today(visit, zone), Teller(visit, zone)
    near = birthdays(visit)
    context = {
        "places": places(visit),
        "things": [
            thing for thing, lies in (("plan", True), ("letter", bool(found.new)), ("cake", bool(near))) if lies
        ],
        "today": found,
        "new": [tell(visit, item, found) for item in found.new],
        "mine": [tell(visit, item, found) for item in found.mine],
        "coming": [tell(visit, item, found) for item in found.coming],
        "dates": [(date_tile(one.at.first(zone), day_of(visit.now)), teller.told(one)) for one in found.dates],
        "birthdays": near,
        "rights": [(one, what_changes(one)) for one in coming(visit, day_of(visit.now))],
        "of_age": of_age(visit),
        "worth_meeting": suggested(visit),
        "alone": len([seat for seat in visit.seats.values() if seat.present]) == 1,
    }
    return show_in(request, visit, "overview/today.html", context, room="today")
