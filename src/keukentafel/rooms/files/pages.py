"""Pages to read: the wall of all files, and one file."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from keukentafel.access import Refused, Visit, door
from keukentafel.dossiers import moving, reading, rights, sharing
from keukentafel.dossiers.circle_names import circle_name
from keukentafel.dossiers.filed import FILE
from keukentafel.dossiers.kinds import kind_named
from keukentafel.dossiers.opened import Opened
from keukentafel.dossiers.pages import show_in
from keukentafel.dossiers.reading import Mark
from keukentafel.look.addresses import address
from keukentafel.rooms.files import queries

SHORT = 80


@require_safe
@door("files")
def files(request: HttpRequest, visit: Visit) -> HttpResponse:
    """All files in the open circles; ``circle`` shows those of one, ``before`` starts further down."""
    chosen = reading.open_circle(visit, request.GET.get("circle", ""))
    asked = request.GET.get("before", "")
    before = Mark.asked(asked)
    if asked and before is None:
        raise Refused
    context = {
        "wall": queries.wall(visit, circle=chosen, before=before),
        "chosen": chosen,
        "deeper": before is not None,
        "circles": [(circle.id, circle_name(circle), circle.personal) for circle in visit.circles.values()],
        "may_add": any(rights.may_add(visit, FILE, circle) for circle in visit.circles),
    }
    return show_in(request, visit, "files/files.html", context, room="files", partial="wall")


@require_safe
@door("files")
def file(request: HttpRequest, visit: Visit, item: UUID) -> HttpResponse:
    """One file: seen, heard or saved, with its words, who put it in, and what it belongs to."""
    found, told = queries.file(visit, item)
    context = {
        "file": told,
        "item": found,
        "face": sharing.face(visit.seats[found.author]) if found.author in visit.seats else None,
        "circle": circle_name(visit.circles[found.circle]),
        "private": visit.circles[found.circle].personal,
        "seers": sharing.who_sees(visit, found.circle),
        "above": above(visit, found),
        "may_move": bool(moving.targets(visit, found)),
        "scanned": bool(settings.CLAMD),
    }
    return show_in(request, visit, "files/file.html", context, room="files")


def above(visit: Visit, found: Opened[Any]) -> dict[str, str] | None:
    """What it belongs to, in a few words, and where that stands."""
    if found.parent is None:
        return None
    parent = reading.one(visit, found.parent)
    kind = kind_named(parent.kind)
    text = " ".join(kind.headline(parent.content).split())
    shown = text if len(text) <= SHORT else text[:SHORT].rsplit(" ", 1)[0] + "…"
    return {"label": str(kind.label), "text": shown or str(_("Open")), "href": page_of(visit, parent)}


def page_of(visit: Visit, item: Opened[Any]) -> str:
    """The page of an item, or of what it hangs under; empty where it has none of its own."""
    kind = kind_named(item.kind)
    if kind.page:
        return address(kind.page, visit.dossier, item.id)
    return page_of(visit, reading.one(visit, item.parent)) if item.parent else ""
