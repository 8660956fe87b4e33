"""Half way: the second factor is asked, or a professional adds one first."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from keukentafel.look.show import see_other
from keukentafel.people import devices, throttle
from keukentafel.people.arriving import Half, completed, half_of
from keukentafel.people.coming import client_of
from keukentafel.people.factors import codes, passkeys, second, spare
from keukentafel.people.forms import Code
from keukentafel.people.models import Person
from keukentafel.people.shown import show_form, show_page
from keukentafel.people.traces import Client, trace

Page = Callable[[HttpRequest, Half], HttpResponse]


def for_who_is_halfway(page: Page) -> Callable[[HttpRequest], HttpResponse]:
    """A page for somebody half way; everybody else begins at signing in."""

    @wraps(page)
    def asked(request: HttpRequest) -> HttpResponse:
        half = half_of(request)
        return page(request, half) if half else see_other(reverse("people:sign_in"))

    return asked


@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
@for_who_is_halfway
def ask_second(request: HttpRequest, half: Half) -> HttpResponse:
    """A code from the app, or a spare one. A passkey has its own page."""
    if half.adds:
        return see_other(reverse("people:protect"))
    form = Code(request.POST if request.method == "POST" else None)
    way = tried(request, half.person, form) if form.is_valid() else ""
    if way:
        return completed(request, half, way)
    around = {"has": second.of(half.person.pk), "passkeys": passkeys.possible(request)}
    return show_form(request, "people/second.html", form, around)


@require_safe
@for_who_is_halfway
def protect(request: HttpRequest, half: Half) -> HttpResponse:
    """A professional chooses a second factor before anything else."""
    if not half.adds:
        return see_other(reverse("people:second"))
    return show_page(request, "people/protect.html", {"passkeys": passkeys.possible(request)})


@require_safe
def lost(request: HttpRequest) -> HttpResponse:
    """What somebody can do who has lost everything; honest about what nobody can do for them."""
    return show_page(request, "people/lost.html", {})


def tried(request: Any, person: Person, form: Code) -> str:
    """Look at a code: ``codes`` or ``spare``, or nothing, with the reason at the field."""
    guess = throttle.guess(person.email, client_of(request), devices.known(request, person.email), codes=True)
    text, client = form.cleaned_data["code"], Client.of(request)
    if not guess.within():
        form.add_error("code", _("That was wrong too often. Wait 10 minutes, or use a passkey."))
        return ""
    way = "codes" if codes.check(person, text) else "spare" if spare.use(person, text) else ""
    if not way:
        trace(person, "factor_failed", client)
        form.add_error("code", _("This code is not right, or it was used before. Wait for the next one and try again."))
        return ""
    guess.was_right()
    trace(person, "codes_used" if way == "codes" else "spare_code_used", client)
    return way
