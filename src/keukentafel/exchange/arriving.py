"""Bring a dossier along: the page on which somebody gives an archive of another house."""

from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from keukentafel.dossiers.models import new_id
from keukentafel.exchange import arrivals, words
from keukentafel.exchange.archives import Secret
from keukentafel.exchange.arrivals import Arrival
from keukentafel.exchange.forms import BringAlongForm
from keukentafel.exchange.unfit import Reason
from keukentafel.exchange.uploads import SealedUpload
from keukentafel.look.show import see_other, show, wants_part
from keukentafel.people.coming import me
from keukentafel.people.pace import one_too_many

AROUND_A_FILE = 20_000
"""Bytes of a form besides its file."""


@csrf_exempt  # the check reads the form, and with it the file: it is made below, once there is somewhere to seal it
@sensitive_post_parameters("passphrase")
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def bring_along(request: HttpRequest) -> HttpResponse:
    """Give an archive; how far it is; what came of it."""
    if request.method != "POST":
        return _page(request, BringAlongForm(), arrivals.latest(me(request).pk))
    if int(request.headers.get("Content-Length") or 0) > settings.BRING_MOST_BYTES + AROUND_A_FILE:
        answer = _page(request, BringAlongForm(), None, wrong_file=_why_not("too_big"), status=413)
        answer.headers["Connection"] = "close"
        return answer
    if refused := one_too_many(request, me(request).pk):
        refused.headers["Connection"] = "close"  # what is still coming is not read
        return refused
    upload = SealedUpload(request, settings.BRING_MOST_BYTES)
    request.upload_handlers = [upload]
    try:
        return _given(request, upload)
    finally:
        upload.let_go()


@csrf_protect
def _given(request: HttpRequest, upload: SealedUpload) -> HttpResponse:
    if "forget" in request.POST:
        arrivals.forget(me(request).pk)
        return see_other(reverse("exchange:bring_along"))
    form = BringAlongForm(request.POST)
    if not form.is_valid() or not upload.size:
        wrong = _why_not("too_big") if upload.too_big else _("Choose the archive.")
        return _page(request, form, None, wrong_file="" if upload.size else wrong, status=422)
    stored, key, size = upload.take()
    secret = Secret(passphrase=form.cleaned_data["passphrase"], language=(get_language() or "nl")[:2])
    arrivals.keep(me(request).pk, new_id(), stored, key, size, secret)
    return see_other(reverse("exchange:bring_along"))


def _page(
    request: HttpRequest, form: BringAlongForm, arrival: Arrival | None, *, wrong_file: str = "", status: int = 200
) -> HttpResponse:
    context: dict[str, Any] = {"form": form, "arrival": arrival, "wrong_file": wrong_file, "why": _why(arrival)}
    context["summary"] = [*([("archive", wrong_file)] if wrong_file else []), *form.summary]
    context["person_name"] = me(request).name
    answer = show(request, "exchange/bring_along.html", context, partial="waiting", status=status)
    if wants_part(request) and (arrival is None or arrival.state != "reading"):
        answer.headers["HX-Refresh"] = "true"
    return answer


def _why(arrival: Arrival | None) -> str:
    if arrival is None or arrival.state != "refused":
        return ""
    return _why_not(arrival.reason, arrival.detail)


def _why_not(reason: Reason, detail: str = "") -> str:
    sentence = words.REFUSED[reason]
    return _(sentence) % {"detail": detail}
