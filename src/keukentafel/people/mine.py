"""How I sign in, my devices, and when I signed in."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from keukentafel.look.show import see_other
from keukentafel.people import devices as known
from keukentafel.people import roles, traces
from keukentafel.people.coming import me
from keukentafel.people.factors import passkeys, second
from keukentafel.people.models import Identity, Passkey
from keukentafel.people.oidc.providers import provider, providers
from keukentafel.people.pace import counted_by_session
from keukentafel.people.sentences import SENTENCES
from keukentafel.people.shown import show_page
from keukentafel.people.traces import Client, trace


@counted_by_session
@login_required
@require_safe
def ways_in(request: HttpRequest) -> HttpResponse:
    """Everything by which I can sign in."""
    person = me(request)
    linked = {one.provider: one for one in Identity.objects.filter(person=person)}
    around = {
        "has": second.of(person.pk),
        "passkeys": list(Passkey.objects.filter(person=person).order_by("made")),
        "possible": passkeys.possible(request),
        "password": person.has_usable_password(),
        "linked": [(one, provider(one.provider)) for one in linked.values()],
        "to_link": [one for one in providers() if one.key not in linked],
        "needs": roles.is_professional(person.pk),
    }
    return show_page(request, "people/ways_in.html", around)


@counted_by_session
@login_required
@require_safe
def devices(request: HttpRequest) -> HttpResponse:
    """Where I am signed in, or was."""
    mine = known.of(me(request), request.session.device)  # type: ignore[attr-defined]  # our own session
    return show_page(request, "people/devices.html", {"devices": mine})


@counted_by_session
@login_required
@require_POST
def end_device(request: HttpRequest, device: UUID) -> HttpResponse:
    """Sign one out from here. No fresh sign-in is asked: who found their account in other hands must be quick."""
    here = device == request.session.device  # type: ignore[attr-defined]  # as above
    if not known.end(me(request), device):
        raise Http404
    if here:  # and its session went with it
        request.session.flush()
        return see_other(reverse("people:front"))
    trace(me(request), "device_ended", Client.of(request))
    messages.success(request, _("That device has been signed out."))
    return see_other(reverse("people:devices"))


@counted_by_session
@login_required
@require_POST
def end_others(request: HttpRequest) -> HttpResponse:
    """Sign out everywhere but here."""
    known.end_others(me(request), request.session)
    trace(me(request), "device_ended", Client.of(request))
    messages.success(request, _("All other devices have been signed out."))
    return see_other(reverse("people:devices"))


@counted_by_session
@login_required
@require_safe
def when(request: HttpRequest) -> HttpResponse:
    """When I signed in, and what else happened at my door."""
    lines = [(line, SENTENCES[line.what]) for line in traces.mine(me(request).pk)]
    return show_page(request, "people/when.html", {"lines": lines})
