"""The pages on which something is brought to another circle, in every room: choose, read who will see it, and do it."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from keukentafel.access import Visit
from keukentafel.dossiers import moving, reading, rights, sharing
from keukentafel.dossiers.opened import Opened
from keukentafel.dossiers.pages import show_in
from keukentafel.dossiers.sharing import Face, Place
from keukentafel.look.show import see_other
from keukentafel.people.fresh import unless_fresh

NOT_YET = 422


def to_another_circle(
    request: HttpRequest,
    visit: Visit,
    item: Opened[Any],
    *,
    room: str,
    words: str,
    back: str,
    move: Callable[[UUID], None],
) -> HttpResponse:
    """A whole page. ``words``: what the item says; ``back``: its own page; ``move``: does it, in that circle.

    Who came to sit in that circle since its faces were read is shown first. Raises ``Refused``.
    """
    sent = request.method == "POST"
    to = reading.open_circle(visit, (request.POST if sent else request.GET).get("to", ""))
    if sent and to == item.circle:
        return see_other(back)
    places = sharing.places_to_move(visit, item)
    rights.must(bool(places))
    chosen = next((place for place in places if place.id == to), None)
    rights.must(chosen is not None or to is None)
    around = {"words": words, "back": back}
    if chosen is None or chosen.hindrance:
        context = around | {"places": places, "here": sharing.place(visit, item.circle), "unchosen": sent}
        return show_in(request, visit, "dossiers/move.html", context, room=room, status=NOT_YET if sent else 200)
    newly = sharing.faces(moving.will_newly_see(visit, item, chosen.id))
    if newly and (prove := unless_fresh(request)):  # to fewer people it goes without a question
        return prove
    if sent and request.POST.get("newly", "") == _marks(newly):
        move(chosen.id)
        messages.success(request, _("It lies in the other circle now."))  # the session is not sealed: no name in it
        return see_other(back)
    context = around | _change(visit, item, chosen, newly) | {"again": sent}
    return show_in(request, visit, "dossiers/move_confirm.html", context, room=room, status=NOT_YET if sent else 200)


def _change(visit: Visit, item: Opened[Any], to: Place, newly: list[Face]) -> dict[str, object]:
    no_longer = sharing.faces(moving.will_no_longer_see(visit, item, to.id))
    return {"to": to, "newly": newly, "no_longer": no_longer, "shown": _marks(newly)}


def _marks(faces: list[Face]) -> str:
    """Those faces as one word, to see whether they are the same ones later."""
    return ",".join(sorted(face.id.hex for face in faces))
