"""Step-up: before something weighty, prove again who you are, unless you did in the last minutes.

``@freshly_signed_in`` above a page (and above ``@door``) is all that it takes::

    @require_http_methods(["GET", "HEAD", "POST"])
    @freshly_signed_in
    @door("table")
    def destroy(request, visit): ...

A page that is asked for comes back by itself after the proof. What was sent is done only with a fresh proof: it waits
sealed in the session, and after the proof the person is shown a button that sends it again.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps
from typing import Any, ParamSpec
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from keukentafel.look.show import see_other
from keukentafel.people import limits, waiting

FRESH = timedelta(minutes=10)
PROVED = "proved"
"""In the session: the moment of the last proof of who this is, in seconds since 1970."""
READS = frozenset({"GET", "HEAD"})
P = ParamSpec("P")
Page = Callable[P, HttpResponse]


def freshly_signed_in(page: Page[P]) -> Page[P]:
    """Make a page ask for a proof of who one is that is at most ``FRESH`` old; whoever has not signed in does that."""

    @wraps(page)
    def fresh_page(*args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        request: Any = args[0]
        if not request.user.is_authenticated:
            return see_other_found(f"{settings.LOGIN_URL}?{urlencode({'next': request.get_full_path()})}")
        return page(*args, **kwargs) if is_fresh(request) else _prove_first(request)

    fresh_page.freshly = True  # type: ignore[attr-defined]  # tests find the pages that ask for it by this
    return fresh_page


def see_other_found(address: str) -> HttpResponse:
    """To the way in: 302, as every page that asks to sign in answers."""
    answer = see_other(address)
    answer.status_code = 302
    return answer


def is_fresh(request: Any) -> bool:
    """Whether the last proof is recent. A moment in the future is none: a clock was put back."""
    proved = request.session.get(PROVED)
    if proved is None:
        return False
    age = timezone.now() - datetime.fromtimestamp(proved, tz=timezone.get_current_timezone())
    return timedelta(minutes=-1) <= age < FRESH


def note_proof(request: Any) -> None:
    """Just now it was proved who this is."""
    request.session[PROVED] = timezone.now().timestamp()


def _prove_first(request: HttpRequest) -> HttpResponse:
    back = request.get_full_path()
    if request.method not in READS:
        waiting.keep(request, back)
    return see_other(f"{reverse('people:prove')}?{urlencode({'next': back})}")


def unless_fresh(request: HttpRequest) -> HttpResponse | None:
    """For a page that is weighty at times only: where to prove who one is, or nothing when that is fresh."""
    return None if is_fresh(request) else _prove_first(request)


def on_signing_in(sender: Any, request: Any, user: Any, **more: Any) -> None:
    """Signing in is a proof. (A receiver of Django's signal, so that no way of signing in can forget it.)"""
    limits.begin(request.session, "family", 1, ())
    note_proof(request)
