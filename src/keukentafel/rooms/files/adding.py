"""The page on which files are put in: by themselves, or at any item (``at``)."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from keukentafel.access import Refused, Visit, door
from keukentafel.dossiers import attachments, reading, rights, sharing
from keukentafel.dossiers.attachments import Sent
from keukentafel.dossiers.filed import CHECKING, FILE
from keukentafel.dossiers.kinds import kind_named
from keukentafel.dossiers.opened import Opened
from keukentafel.dossiers.pages import show_in
from keukentafel.dossiers.sharing import Place
from keukentafel.look.show import see_other
from keukentafel.rooms.files.forms import AddForm
from keukentafel.rooms.files.pages import page_of


@require_http_methods(["GET", "HEAD", "POST"])
@attachments.takes_files
@door("files")
def add(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Choose files, say a few words, and who may see them."""
    at = _at(request, visit)
    places = [sharing.place(visit, at.circle)] if at else sharing.places_to_add(visit, FILE)
    rights.must(bool(places))
    sent = attachments.sent(request, visit)
    form = AddForm(request.POST if request.method == "POST" else None, places=places)
    if form.is_bound and not sent.ready and sent.ok:
        sent.wrong.append(_("Choose a file first."))
    if form.is_bound and form.is_valid() and sent.ok:
        return _added(request, visit, form, sent, at)
    return _show(request, visit, form, sent.again(visit), places, at)


def _at(request: HttpRequest, visit: Visit) -> Opened[Any] | None:
    """The item to which the files belong. Raises ``Refused`` when nothing can be put there."""
    asked = request.GET.get("at", "")
    if not asked:
        return None
    try:
        item = reading.one(visit, UUID(asked))
    except ValueError:
        raise Refused from None
    rights.must(bool(attachments.address_to_add(visit, item)))
    return item


def _first(request: HttpRequest, visit: Visit, places: list[Place]) -> UUID:
    """The circle that stands chosen: the one from which somebody comes, else everybody."""
    asked = reading.open_circle(visit, request.GET.get("circle", ""))
    return asked if asked in {place.id for place in places} else places[0].id


def _added(request: HttpRequest, visit: Visit, form: AddForm, sent: Sent, at: Opened[Any] | None) -> HttpResponse:
    about = form.cleaned_data["about"]
    put = attachments.attach(visit, sent, circle=form.circle_id, once=form.own_id, parent=at, about=about)
    if any(one.state == CHECKING for one in put):
        messages.info(request, _("It came in well. First it is checked for viruses; until then nobody opens it."))
    else:
        messages.success(request, ngettext("The file is here.", "The files are here.", len(put)))
    if at and (page := page_of(visit, at)):
        return see_other(page)
    if len(put) == 1:
        return see_other(reverse("files:file", args=[visit.dossier, put[0].id]))
    return see_other(reverse("files:files", args=[visit.dossier]))


def _show(
    request: HttpRequest, visit: Visit, form: AddForm, sent: Sent, places: list[Place], at: Opened[Any] | None
) -> HttpResponse:
    context = {
        "form": form,
        "files": sent,
        "places": places,
        "chosen": form.typed("circle") if form.is_bound else str(_first(request, visit, places)),
        "at": at,
        "label": str(kind_named(at.kind).label) if at else "",
        "back": (page_of(visit, at) if at else "") or reverse("files:files", args=[visit.dossier]),
        "summary": [*sent.summary, *form.summary],
    }
    status = 422 if form.is_bound else 200
    return show_in(request, visit, "files/add.html", context, room="files", status=status)
