"""The designed answers for what is not there and what went wrong."""

import logging
import re
import sys
from collections.abc import Iterator

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse

from keukentafel.look.show import show, show_bare
from keukentafel.vault import KeysAway, NoKey

log = logging.getLogger(__name__)
FORM_TOKEN = "csrfmiddlewaretoken"  # noqa: S105  # the name of a field
SECRET = re.compile("pass|^old$|code|token|secret|totp", re.IGNORECASE)
"""Fields whose value is never put on a page."""
LONG = 40
"""Characters: a text that is longer, or has lines, is shown as it was typed."""
MINUTE = 60


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The same for what never was and for what may not be seen."""
    return _shown(request, "look/404.html", 404)


def refused(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """What no page of ours sends: too much at once, another site's name, a broken address."""
    too_much = isinstance(exception, RequestDataTooBig | TooManyFieldsSent | TooManyFilesSent)
    return show_bare(request, "look/400.html", {"too_much": too_much}, status=413 if too_much else 400)


def broken(request: HttpRequest) -> HttpResponse:
    """Something of ours went wrong; nothing of it is told. What a middleware finds without keys arrives here too."""
    return keyless(request, sys.exception()) or show_bare(request, "look/500.html", {}, status=500)


def form_too_old(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without a good token: too old, or sent by another site."""
    return _shown(request, "look/403_csrf.html", 403)


def keyless(request: HttpRequest, exception: BaseException | None) -> HttpResponse | None:
    """Words for the visitor when a key can't be had, and a line for the operator: which key, never what it opens."""
    if isinstance(exception, KeysAway):
        log.error("No keys: %s", exception)
        return keys_away(request)
    if isinstance(exception, NoKey):
        log.error("There is no key for %s: `keukentafel keys verify` tells whether there should be", exception)
        return key_lost(request)
    return None


def keys_away(request: HttpRequest) -> HttpResponse:
    """No key can be had now. Nothing was written; what was typed is handed back, to be sent again."""
    sent = request.method == "POST"
    secret = any(SECRET.search(name) for name in request.POST if name != FORM_TOKEN)
    context = {"typed": list(_typed(request)), "sent": sent, "again": sent and not secret, "files": bool(request.FILES)}
    answer = show_bare(request, "look/keys_away.html", context, status=503)
    answer.headers["Retry-After"] = str(MINUTE)
    return answer


def key_lost(request: HttpRequest) -> HttpResponse:
    """There is a dossier or a circle without its key: nobody can open it, and the operator is told in the log."""
    return show_bare(request, "look/key_lost.html", {}, status=500)


def _shown(request: HttpRequest, template: str, status: int) -> HttpResponse:
    """With what every page has, unless that can't be had: then the page stands without it."""
    try:
        return show(request, template, status=status)
    except (KeysAway, DatabaseError):
        return show_bare(request, template, {}, status=status)


def _typed(request: HttpRequest) -> Iterator[tuple[str, str, bool]]:
    """Name, value and whether it is a text to show; no secrets."""
    for name, values in request.POST.lists():
        if name != FORM_TOKEN and not SECRET.search(name):
            for value in values:
                yield name, str(value), len(str(value)) > LONG or "\n" in str(value)
