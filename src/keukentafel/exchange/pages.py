"""Take my dossier along: what it is, how far it is, fetch it, destroy it."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from keukentafel.access import Refused, Visit, door
from keukentafel.access.files import files
from keukentafel.access.pulse import still_here
from keukentafel.dossiers.pages import show_in
from keukentafel.exchange import archives
from keukentafel.exchange.archives import Archive
from keukentafel.exchange.forms import TakeAlongForm
from keukentafel.exchange.passphrase import proposed
from keukentafel.look.show import see_other, show
from keukentafel.people.fresh import freshly_signed_in
from keukentafel.people.pace import a_copy, asked_by_itself

PLACE = "take_along"
LOOK_AGAIN_AFTER = 128
"""Chunks of 64 kB between two looks whether the one who fetches may still be here."""


@require_safe
@door(PLACE)
def take_along(request: HttpRequest, visit: Visit) -> HttpResponse:
    """What one can take along, and how far it is."""
    _must_be_oneself(visit)
    archive = archives.mine(visit)
    context = {
        "archive": archive,
        "size": filesizeformat(archive.size) if archive else "",
        "dossier": visit.dossier,
        "owner": visit.owner,
        "professional": visit.seat.role == "professional",
    }
    return show_in(request, visit, "exchange/take_along.html", context, room="")


@sensitive_post_parameters("passphrase")
@require_http_methods(["GET", "HEAD", "POST"])
@freshly_signed_in
@a_copy("POST")
@door(PLACE)
def new(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Choose a passphrase; then it is made."""
    _must_be_oneself(visit)
    language = (get_language() or "nl")[:2]
    known = [visit.cover.title, *(seat.card.name for seat in visit.seats.values())]
    if request.method == "POST":
        form = TakeAlongForm(request.POST, known=known)
        if form.is_valid():
            archives.ask(visit, form.cleaned_data["passphrase"], language)
            return see_other(reverse("exchange:take_along", args=[visit.dossier]))
    else:
        form = TakeAlongForm(initial={"passphrase": proposed(language)})
    context = {"form": form, "again": archives.mine(visit) is not None}
    return show_in(request, visit, "exchange/new.html", context, room="", status=form.status)


@asked_by_itself
@require_safe
def progress(request: HttpRequest, dossier: UUID) -> HttpResponse:
    """How far it is, for the open page that asks. Without an archive: not found."""
    if not request.user.is_authenticated:
        raise Http404
    archive = archives.progress(request.user.pk, dossier)
    if archive is None:
        raise Http404
    answer = show(request, "exchange/progress.html", {"archive": archive, "dossier": dossier})
    if archive.state != "making":
        answer.headers["HX-Refresh"] = "true"
    return answer


@require_safe
@freshly_signed_in
@a_copy("GET", "HEAD")
@door(PLACE)
def fetch(request: HttpRequest, visit: Visit) -> Any:
    """The archive itself, as a download."""
    _must_be_oneself(visit)
    archive = archives.fetch(visit)
    answer = StreamingHttpResponse(_while_here(visit, archive), content_type="application/zip")
    day = timezone.localdate(archive.created).isoformat()
    answer.headers["Content-Disposition"] = f'attachment; filename="keukentafel-{day}.zip"'
    answer.headers["Content-Length"] = str(archive.size)
    answer.headers["Content-Encoding"] = "identity"  # it can't get smaller
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer


@require_POST
@door(PLACE)
def end(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Destroy it now."""
    _must_be_oneself(visit)
    archives.destroy(visit)
    messages.success(request, _("The archive here is gone. What you fetched stays yours."))
    return see_other(reverse("exchange:take_along", args=[visit.dossier]))


def _must_be_oneself(visit: Visit) -> None:
    """Through another's eyes nothing is taken along."""
    if visit.looking_as is not None:
        raise Refused


def _while_here(visit: Visit, archive: Archive) -> Iterator[bytes]:
    """The file, as long as whoever fetches it may be here: who loses sight half-way gets no more of it."""
    person, dossier = visit.person, visit.dossier
    for at, chunk in enumerate(files().read(archive.stored, archive.key)):
        if at % LOOK_AGAIN_AFTER == LOOK_AGAIN_AFTER - 1 and not still_here(person, dossier):
            return
        yield chunk
