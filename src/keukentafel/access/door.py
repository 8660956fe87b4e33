"""How a page gets its visit."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from keukentafel.access.doorway import Refused, enter
from keukentafel.access.pulse import still_here
from keukentafel.access.visit import Visit
from keukentafel.look.at_work import being_at_work

P = ParamSpec("P")
Page = Callable[Concatenate[HttpRequest, Visit, P], HttpResponse]
READS = frozenset({"GET", "HEAD", "OPTIONS"})


def door(place: str) -> Callable[[Page[P]], Callable[..., HttpResponse]]:
    """Make a function a page of a dossier: ``page(request, visit, ...)`` runs inside the visit.

    The address must have ``<uuid:dossier>``; the id of the thing asked for, if any, is the first other
    UUID in it. Whoever is not signed in is asked to; whoever may not see it gets *not found*. While an owner looks
    through another seat's eyes nothing can be written.
    """

    def with_door(page: Page[P]) -> Callable[..., HttpResponse]:
        @wraps(page)
        def through(request: HttpRequest, dossier: UUID, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            if not request.user.is_authenticated:
                return redirect(f"{settings.LOGIN_URL}?{urlencode({'next': request.get_full_path()})}")
            eyes = looking_as(request, dossier)
            if eyes and request.method not in READS:
                raise Http404
            subject = next((value for value in kwargs.values() if isinstance(value, UUID)), None)
            try:
                entered = enter(request.user.pk, dossier, place=place, eyes=eyes, subject=subject)
                with entered as visit, being_at_work(visit.at_work):
                    return page(request, visit, *args, **kwargs)
            except Refused:
                if eyes and not still_here(request.user.pk, dossier, eyes):
                    # that seat can no longer be looked through: be yourself again
                    look_as(request, dossier, None)
                    return redirect(request.get_full_path())
                raise Http404 from None

        through.door = place  # type: ignore[attr-defined]  # the architecture test finds pages without a door by it
        return through

    return with_door


def looking_as(request: Any, dossier: UUID) -> UUID | None:
    """The seat through whose eyes this session looks at this dossier, if any."""
    seat = request.session.get("eyes", {}).get(str(dossier))
    return UUID(seat) if seat else None


def look_as(request: Any, dossier: UUID, seat: UUID | None) -> None:
    """Start looking through a seat's eyes, or stop (None)."""
    eyes = {key: value for key, value in request.session.get("eyes", {}).items() if key != str(dossier)}
    request.session["eyes"] = eyes | ({str(dossier): str(seat)} if seat else {})
