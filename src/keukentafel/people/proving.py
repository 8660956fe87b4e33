"""The page that asks again who you are, and the one that sends what waited."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from keukentafel.look.show import see_other
from keukentafel.people import halfway, throttle, waiting
from keukentafel.people.coming import client_of, me, onward
from keukentafel.people.factors import passkeys, second
from keukentafel.people.forms import Code, Prove
from keukentafel.people.fresh import is_fresh, note_proof
from keukentafel.people.models import Identity, Person
from keukentafel.people.oidc.providers import provider
from keukentafel.people.pace import counted_by_session
from keukentafel.people.purposes import purpose
from keukentafel.people.shown import drawn, show_page
from keukentafel.people.traces import Client, trace


@counted_by_session
@sensitive_post_parameters("password", "code")
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def prove(request: HttpRequest) -> HttpResponse:
    """Prove again that it is you, by password, code or passkey; then on to where you were going."""
    person, forms = me(request), {"password": Prove(), "code": Code()}
    way = request.POST.get("way", "password")
    if request.method == "POST" and way in forms:
        forms[way] = type(forms[way])(request.POST)
    if request.method == "POST" and _right(request, person, way, forms):
        note_proof(request)
        trace(person, "proved", Client.of(request))
        return see_other(_onto(request))
    return _shown(request, person, forms, 422 if request.method == "POST" else 200)


def _shown(request: HttpRequest, person: Person, forms: dict[str, Any], status: int) -> HttpResponse:
    has, possible = second.of(person.pk), passkeys.possible(request)
    around = {
        "next": onward(request),
        "purpose": purpose(onward(request)),
        "has": has,
        "secret": drawn(forms["password"]) if person.has_usable_password() else None,
        "code": drawn(forms["code"]) if has.codes or has.spare else None,
        "linked": [there for row in Identity.objects.filter(person=person) if (there := provider(row.provider))],
        "passkey": passkeys.ask(request, person) if has.passkeys and possible else "",
        "refused": status == 422 and request.POST.get("way") == "passkey",
    }
    return show_page(request, "people/prove.html", around, status=status)


@login_required
@require_safe
def go_on(request: HttpRequest) -> HttpResponse:
    """What waited, behind a button: nothing is done by only looking."""
    kept = waiting.sent(request)
    if kept is None or not is_fresh(request):
        return see_other(onward(request) or reverse("people:account"))
    waiting.forget(request)
    return show_page(request, "people/go_on.html", {"kept": kept, "purpose": purpose(kept.to)})


def _right(request: Any, person: Person, way: str, forms: dict[str, Any]) -> bool:
    if way == "passkey":
        return _passkey(request, person)
    form = forms.get(way)
    if form is None or not form.is_valid():
        return False
    return bool(halfway.tried(request, person, form)) if way == "code" else _password(request, person, form)


def _passkey(request: Any, person: Person) -> bool:
    try:
        return passkeys.shown(request, request.POST.get("credential", "")).person == person
    except passkeys.Refused:
        trace(person, "passkey_refused", Client.of(request))
        return False


def _password(request: Any, person: Person, form: Any) -> bool:
    guess = throttle.guess(person.email, client_of(request), request.session.device)
    if not guess.within():
        form.add_error("password", _("That was wrong too often. Wait 10 minutes, or ask for a new password."))
    elif not person.check_password(form.cleaned_data["password"]):
        trace(person, "prove_failed", Client.of(request))
        form.add_error("password", _("This is not your password of now."))
    else:
        guess.was_right()
    return bool(form.is_valid())


def _onto(request: HttpRequest) -> str:
    back = onward(request) or reverse("people:account")
    kept = waiting.sent(request)
    return f"{reverse('people:go_on')}?{urlencode({'next': back})}" if kept and kept.to == back else back
