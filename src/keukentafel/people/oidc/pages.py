"""Away to a provider and back: to sign in, to link it to an account, or to show again who one is."""

from dataclasses import asdict
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from keukentafel import vault
from keukentafel.look.show import see_other
from keukentafel.people import roles
from keukentafel.people.arriving import arrived
from keukentafel.people.coming import me, onward
from keukentafel.people.factors.pages import changed
from keukentafel.people.fresh import freshly_signed_in, note_proof
from keukentafel.people.models import Identity, Passkey, Person
from keukentafel.people.oidc import client
from keukentafel.people.oidc.fetching import NoAnswer
from keukentafel.people.oidc.providers import Provider, provider
from keukentafel.people.pace import opened_by_anybody
from keukentafel.people.shown import show_page
from keukentafel.people.traces import Client, trace

AWAY = "away"
"""In the session: what belongs to the way to a provider and back. It is used once, within ten minutes."""
LASTS = 10 * 60


@opened_by_anybody
@require_safe
def sign_in_with(request: HttpRequest, key: str) -> HttpResponse:
    """To the provider, to sign in."""
    return _leave(request, _known(key), "sign_in")


@require_safe
@freshly_signed_in
def link(request: HttpRequest, key: str) -> HttpResponse:
    """To the provider, to link it to my account."""
    return _leave(request, _known(key), "link", again=True)


@login_required
@require_safe
def prove_with(request: HttpRequest, key: str) -> HttpResponse:
    """To the provider, to show again who I am."""
    if not Identity.objects.filter(person=me(request), provider=key).exists():
        raise Http404
    return _leave(request, _known(key), "prove", again=True)


@require_safe
def back(request: HttpRequest, key: str) -> HttpResponse:
    """Back from the provider."""
    there, kept = _known(key), request.session.pop(AWAY, None)
    now = timezone.now().timestamp()
    if not kept or kept["key"] != key or kept["state"] != request.GET.get("state") or now - kept["at"] > LASTS:
        return _refused(request, there, "late")
    begun = client.Begun(kept["state"], kept["nonce"], kept["verifier"])
    try:
        found = client.shown(there, begun, _back(there), request.GET.dict(), again=kept["for"] != "sign_in")
    except (client.NotShown, NoAnswer):
        return _refused(request, there, "failed")
    return {"sign_in": _sign_in, "link": _link, "prove": _prove}[kept["for"]](request, there, found, kept)


@require_POST
@freshly_signed_in
def unlink(request: HttpRequest, identity: UUID) -> HttpResponse:
    """No longer by that provider; unless it is the last way in."""
    person = me(request)
    row = Identity.objects.filter(person=person, pk=identity).first()
    if row is None:
        raise Http404
    others = Identity.objects.filter(person=person).exclude(pk=row.pk).exists()
    if not (others or person.has_usable_password() or Passkey.objects.filter(person=person).exists()):
        messages.error(request, _("This is your last way in. Add another one first."))
        return see_other(reverse("people:ways_in"))
    row.delete()
    changed(request, person, "unlinked")
    messages.success(request, _("It is no longer linked."))
    return see_other(reverse("people:ways_in"))


def _leave(request: Any, there: Provider, purpose: str, *, again: bool = False) -> HttpResponse:
    begun = client.Begun.now()
    try:
        address = client.address(there, begun, _back(there), again=again)
    except NoAnswer:
        return _refused(request, there, "away", 503)
    said = {"key": there.key, "for": purpose, "onto": onward(request), "keep": request.GET.get("keep") == "1"}
    request.session[AWAY] = asdict(begun) | said | {"at": timezone.now().timestamp()}
    return HttpResponseRedirect(address)


def _sign_in(request: Any, there: Provider, found: client.Shown, kept: dict[str, Any]) -> HttpResponse:
    row = Identity.objects.select_related("person").filter(subject_hash=_mark(there, found)).first()
    if row is None or not row.person.is_active:
        return _refused(request, there, "unknown")
    if not _high_enough(there, row.person, found):
        return _refused(request, there, "low", person=row.person)
    Identity.objects.filter(pk=row.pk).update(used=timezone.now())
    request.GET = request.GET.copy()
    request.GET["next"] = kept["onto"]
    strong = there.enough(_role(row.person), found.acr, found.amr)
    return arrived(request, row.person, f"with {there.key}", keep=kept["keep"], strong=strong)


def _link(request: Any, there: Provider, found: client.Shown, kept: dict[str, Any]) -> HttpResponse:
    if not request.user.is_authenticated:
        return _refused(request, there, "late")
    person = me(request)
    if not _high_enough(there, person, found):
        return _refused(request, there, "low", person=person)
    mark = _mark(there, found)
    if Identity.objects.filter(subject_hash=mark).exclude(person=person).exists():
        return _refused(request, there, "taken", person=person)
    Identity.objects.get_or_create(subject_hash=mark, defaults={"person": person, "provider": there.key})
    changed(request, person, "linked")
    messages.success(request, _("It is linked. From now on you can sign in with it."))
    return see_other(reverse("people:ways_in"))


def _prove(request: Any, there: Provider, found: client.Shown, kept: dict[str, Any]) -> HttpResponse:
    row = Identity.objects.filter(subject_hash=_mark(there, found)).first()
    if not request.user.is_authenticated or row is None or row.person_id != request.user.pk:
        return _refused(request, there, "unknown")
    if not _high_enough(there, me(request), found):
        return _refused(request, there, "low", person=me(request))
    note_proof(request)
    trace(me(request), "proved", Client.of(request))
    return see_other(kept["onto"] or reverse("people:account"))


def _refused(
    request: Any, there: Provider, why: str, status: int = 422, *, person: Person | None = None
) -> HttpResponse:
    """Said in words; nothing of what the provider told."""
    if why in ("low", "unknown", "taken"):
        trace(person, "identity_refused", Client.of(request))
    return show_page(request, "people/not_by_that.html", {"provider": there, "why": why}, status=status)


def _high_enough(there: Provider, person: Person, found: client.Shown) -> bool:
    role = _role(person)
    return not there.needs_level(role) or there.enough(role, found.acr, found.amr)


def _role(person: Person) -> str:
    return "professional" if roles.is_professional(person.pk) else "family"


def _mark(there: Provider, found: client.Shown) -> bytes:
    return vault.current().keyed_hash("identity", f"{there.issuer}\0{found.subject}".encode())


def _back(there: Provider) -> str:
    return f"{settings.ORIGIN}{reverse('people:back', args=[there.key])}"


def _known(key: str) -> Provider:
    there = provider(key)
    if there is None:
        raise Http404
    return there
