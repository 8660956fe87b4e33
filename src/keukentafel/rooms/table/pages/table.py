"""The table: everybody who sits, and what waits for an answer."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from keukentafel.access import Visit, door
from keukentafel.dossiers import sharing
from keukentafel.dossiers.brought import brought
from keukentafel.dossiers.pages import kept
from keukentafel.rooms.table import endings, queries, rules, words
from keukentafel.rooms.table.pages.ways import page


@door("table")
@require_safe
@kept
def table(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Who sits here; for owners also letters and requests."""
    if visit.table is None:
        return guest(request, visit)
    seats = visit.sitting(visit.table.id)
    letters = queries.letters(visit, visit.table.id)
    return page(
        request,
        visit,
        "table",
        places=[words.place(visit, seat) for seat in seats],
        seats=seats,
        standing=sharing.standing,
        letters=[letter for letter in letters if letter.state in ("sent", "expired", "declined")],
        earlier=[letter for letter in letters if letter.state in ("accepted", "withdrawn")],
        asks=queries.asks(visit),
        may_ask=rules.may_ask(visit),
        writes=rules.writes(visit),
        roles=words.ROLES,
        endings=endings.waiting(visit),
        brought=brought(visit),
    )


def guest(request: HttpRequest, visit: Visit) -> HttpResponse:
    """What somebody sees who only sits in a personal circle."""
    circles = [
        (circle, sharing.faces(visit.sitting(circle.id))) for circle in visit.circles.values() if not circle.talk
    ]
    visit.has_read(visit.circles)
    return page(request, visit, "guest", circles=circles, writes=rules.writes(visit))
