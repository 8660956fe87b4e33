"""My data at one table: what it holds about me, all that I wrote, and what I can do at once."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from keukentafel.access import SeatInSight, Visit, door
from keukentafel.dossiers import items, reading, rights, sharing
from keukentafel.dossiers.opened import Opened
from keukentafel.dossiers.pages import show_in
from keukentafel.dossiers.reading import Mark
from keukentafel.look.show import see_other
from keukentafel.overview.mine import agreed, queries, telling
from keukentafel.overview.mine.account import platform
from keukentafel.rooms.family.words import sources
from keukentafel.rooms.requests.words import TONES, state
from keukentafel.rooms.table import words as table_words
from keukentafel.rooms.table.actions.seats import edit_card
from keukentafel.rooms.table.pages.seats import facts


@require_safe
@door("my_data")
def about_me(request: HttpRequest, visit: Visit) -> HttpResponse:
    """What this table holds about me. Nobody looks at it through other eyes: it is nobody else's page."""
    rights.must(visit.looking_as is None)
    held = queries.held(visit)
    context = {
        "seats": [_seat(visit.seats[seat]) for seat in sorted(visit.my_seats)],
        "circles": [sharing.place(visit, circle) for circle in visit.circles],
        "wrote": [(queries.label(kind), number) for kind, number in held.wrote.items()],
        "seen": held.seen,
        "given": [telling.thing(visit, item) for item in held.given],
        "about": [telling.thing(visit, item) for item in held.about],
        "asked": [_asked(visit, item) for item in held.asked],
        "did": telling.did(visit, queries.my_lines(visit)),
        "owners": sharing.faces(seat for seat in visit.seats.values() if seat.owner and seat.present),
        "platform": platform(),
        "consents": agreed.consents(visit),
        "authority": agreed.authority(visit),
        "sources": sources(),
    }
    return _show(request, visit, "my_table", context)


def _seat(seat: SeatInSight) -> dict[str, Any]:
    return {"seat": seat, "role": table_words.ROLES[seat.role], "facts": facts(seat)}


def _asked(visit: Visit, item: Opened[Any]) -> tuple[telling.Thing, str, str, Opened[Any]]:
    return telling.thing(visit, item), state(item.state, item.kind), TONES[item.state], item


@require_safe
@door("my_data")
def my_words(request: HttpRequest, visit: Visit) -> HttpResponse:
    """All that I wrote here, of every kind, the newest first."""
    rights.must(visit.looking_as is None)
    found = queries.wrote(visit, before=Mark.asked(request.GET.get("before", "")))
    here = reverse("overview:my_words", args=[visit.dossier])
    context = {
        "things": [telling.thing(visit, item, whole=True) for item in found.items],
        "newest": here if "before" in request.GET else "",
        "older": f"{here}?before={found.older}".replace("+", "%2B") if found.older else "",
    }
    return _show(request, visit, "my_words", context)


@require_http_methods(["GET", "HEAD", "POST"])
@door("my_data")
def delete(request: HttpRequest, visit: Visit, item: UUID) -> HttpResponse:
    """Delete something that I wrote, for good; asked for once more."""
    found = reading.one(visit, item)
    rights.must(visit.looking_as is None and found.author in visit.my_seats)
    kept = items.others_wrote_under(visit, found)
    if request.method == "POST" and not kept:
        items.delete(visit, found)
        messages.success(request, _("It is gone."))
        return see_other(reverse("overview:my_words", args=[visit.dossier]))
    context = {"thing": telling.thing(visit, found, whole=True), "kept": kept}
    return _show(request, visit, "my_word_delete", context, 409 if request.method == "POST" else 200)


@require_POST
@door("my_data")
def no_phone(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Take my phone number off my card, at once."""
    for seat in sorted(visit.my_seats):
        if visit.seats[seat].card.phone:
            edit_card(visit, visit.seats[seat], phone="", call_for="")
    messages.success(request, _("Your phone number is not on your card any more."))
    return see_other(reverse("overview:about_me", args=[visit.dossier]))


def _show(
    request: HttpRequest, visit: Visit, template: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    return show_in(request, visit, f"overview/{template}.html", context, room="my_data", status=status)
