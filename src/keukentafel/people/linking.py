"""Signing in by a link in a letter, for who keeps no password. It never says whether an address is known."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from keukentafel.look.show import see_other
from keukentafel.people import devices, throttle
from keukentafel.people.arriving import arrived
from keukentafel.people.coming import client_of, onward
from keukentafel.people.factors import links
from keukentafel.people.forms import AskLink
from keukentafel.people.letters import Letter, queue
from keukentafel.people.models import Person
from keukentafel.people.shown import show_form, show_page
from keukentafel.people.traces import Client, trace

SAME_BROWSER = "link"
"""In the session: a hash of the link that was asked for here."""


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """Where to send it. A known and an unknown address: the same answer, statements and number of letters."""
    form = AskLink(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return show_form(request, "people/link.html", form, {"next": onward(request)})
    if not throttle.count(throttle.ASKING, client_of(request)):
        form.add_error(None, _("You asked for many letters. Wait an hour, please."))
        return show_form(request, "people/link.html", form, {"next": onward(request)}, status=429)
    _send(request, form.cleaned_data["email"], keep=form.cleaned_data["keep"])
    return see_other(f"{reverse('people:look_in_your_mail')}?{urlencode({'for': 'link'})}")


@require_http_methods(["GET", "HEAD", "POST"])
def open_link(request: HttpRequest, token: str) -> HttpResponse:
    """What the letter's link opens: always a button, for mail programs open links by themselves; elsewhere than where
    it was asked for, with the question whether one asked for it.
    """
    if request.method != "POST":
        if not links.is_good(token):
            return _old(request)
        here = request.session.get(SAME_BROWSER) == links.mark(token).hex()
        around = {"here": here, "next": onward(request), "keep": request.GET.get("keep") == "1"}
        return show_page(request, "people/open_link.html", around)
    person = links.use(token)
    if person is None:
        return _old(request)
    request.session.pop(SAME_BROWSER, None)
    return arrived(request, person, "link", keep=request.POST.get("keep") == "1")


def _send(request: Any, address: str, *, keep: bool) -> None:
    person = Person.objects.filter(email=address, is_active=True).first()
    token = links.make(person)
    request.session[SAME_BROWSER] = links.mark(token).hex()
    onto = {"next": onward(request)} if onward(request) else {}
    more = urlencode(onto | ({"keep": "1"} if keep else {}))
    path = reverse("people:open_link", args=[token]) + (f"?{more}" if more else "")
    sort = "link" if person else "no_account"
    letter = Letter(sort, address, (get_language() or settings.LANGUAGE_CODE)[:2], path)
    queue(letter, devices.known(request, address))
    trace(person, "link_asked", Client.of(request))


def _old(request: HttpRequest) -> HttpResponse:
    return show_page(request, "people/link_is_old.html", {"again": reverse("people:link"), "short": True}, status=404)
