"""The help of a room, as a page or as a part of the page of that room. It is the same for everybody."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from keukentafel.look.show import show, wants_part
from keukentafel.overview.help.lines import of


@require_safe
def what_here(request: HttpRequest, room: str) -> HttpResponse:
    """What one can do in a room."""
    return show(
        request,
        "overview/help.html",
        {"lines": of(room), "room": "", "head": "h2" if wants_part(request) else "h1"},
        partial="help",
    )
