"""Addresses that stand in notices: to where it leads after signing in, and to no more letters."""

from uuid import UUID

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from keukentafel.access import Refused, enter
from keukentafel.access.notices import sits_by_right
from keukentafel.notices import links
from keukentafel.notices.choosing import no_more_mail
from keukentafel.notices.looking import PLACE
from keukentafel.notices.marks import mailbox
from keukentafel.notices.queries import page_of
from keukentafel.people import throttle
from keukentafel.people.coming import client_of, me
from keukentafel.people.models import Person
from keukentafel.people.shown import show_page

STOPS = throttle.Limit("letters stopped by one client", 60, 10)


@require_safe
@login_required
def link(request: HttpRequest, token: str) -> HttpResponse:
    """Go on to the place. A link that leads nowhere for this person leads to their tables, whatever the reason."""
    person = me(request).pk
    place = links.place(person, token)
    if place is None:
        return redirect(settings.LOGIN_REDIRECT_URL)
    if place.dossier is None:
        return redirect(reverse("notices:waiting"))
    return redirect(_there(person, place.dossier, place.item))


def _there(person: UUID, dossier: UUID, item: UUID | None) -> str:
    """The page of the thing if it is in sight, else that of the table, else one's tables. Shows nothing itself."""
    if not sits_by_right(person, dossier):
        return str(settings.LOGIN_REDIRECT_URL)
    try:
        with enter(person, dossier, place=PLACE, by_right=True) as visit:
            visit.for_nobody()
            return page_of(visit, item)
    except Refused:
        return str(settings.LOGIN_REDIRECT_URL)


# Exempt and without a session: the button of a mail program (RFC 8058) knows this address, which does nothing else.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, sign: str) -> HttpResponse:
    """No more letters. Reading the page changes nothing: programs that look through mail open every link."""
    box = mailbox(sign, "stop")
    if box is None or not throttle.count(STOPS, client_of(request)):
        raise Http404
    person = Person.objects.get(pk=box.pk)
    if request.method == "POST":
        no_more_mail(person.pk)
    return show_page(request, "notices/stop.html", {"done": request.method == "POST"})
