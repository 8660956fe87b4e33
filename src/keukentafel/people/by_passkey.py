"""Signing in with a passkey alone: no address, no password."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from keukentafel.people import throttle
from keukentafel.people.arriving import arrived
from keukentafel.people.coming import client_of, onward
from keukentafel.people.factors import passkeys
from keukentafel.people.pace import opened_by_anybody
from keukentafel.people.shown import show_page
from keukentafel.people.traces import Client, trace


@opened_by_anybody
@require_http_methods(["GET", "HEAD", "POST"])
def passkey(request: HttpRequest) -> HttpResponse:
    """The browser shows whose it is. Nobody can be kept out here: there is no address to guess for."""
    if not passkeys.possible(request):
        return _shown(request, "", "", 200)
    if request.method != "POST":
        return _shown(request, passkeys.ask(request), "", 200)
    if not throttle.count(throttle.PASSKEYS, client_of(request)):
        return _shown(request, passkeys.ask(request), _("That was wrong too often. Wait 10 minutes, please."), 429)
    try:
        found = passkeys.shown(request, request.POST.get("credential", ""))
    except passkeys.Refused:
        trace(None, "passkey_refused", Client.of(request))
        return _shown(
            request,
            passkeys.ask(request),
            _("This passkey does not work here. Try again, or sign in in another way."),
            422,
        )
    return arrived(request, found.person, "passkey", keep=request.POST.get("keep") == "1", strong=True)


def _shown(request: HttpRequest, options: str, wrong: str, status: int) -> HttpResponse:
    around = {"options": options, "wrong": wrong, "next": onward(request)}
    return show_page(request, "people/passkey.html", around, status=status)
