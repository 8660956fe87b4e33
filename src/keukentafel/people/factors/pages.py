"""Adding and removing ways to sign in. For who has signed in freshly, and for a professional half way who adds one."""

import json
from base64 import b64decode, b64encode
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, ParamSpec
from uuid import UUID

from django.contrib import messages
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from keukentafel import vault
from keukentafel.look.show import see_other
from keukentafel.people import arriving, limits, roles
from keukentafel.people.coming import me
from keukentafel.people.factors import codes, passkeys, second, spare
from keukentafel.people.forms import Code, PasskeyName
from keukentafel.people.fresh import freshly_signed_in
from keukentafel.people.letters import Letter, queue
from keukentafel.people.models import Passkey, Person
from keukentafel.people.shown import drawn, show_form, show_page
from keukentafel.people.traces import Client, What, trace
from keukentafel.vault import Unreadable

ONCE = "spare_codes"
"""In the session, sealed: spare codes that were just made, until they were shown once."""
P = ParamSpec("P")


@dataclass(frozen=True, slots=True)
class Adding:
    """Who adds a factor; ``half``: a professional on the way in, whom it lets in."""

    person: Person
    half: arriving.Half | None


def for_who_adds(page: Callable[[HttpRequest, Adding], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """A page that adds a factor: for who proved in the last minutes who they are, by signing in or half way."""

    @freshly_signed_in
    def fresh_page(request: HttpRequest) -> HttpResponse:
        return page(request, Adding(me(request), None))

    @wraps(page)
    def asked(request: HttpRequest) -> HttpResponse:
        half = None if request.user.is_authenticated else arriving.half_of(request)
        adds = half and half.adds and not second.has(half.person.pk)  # added meanwhile elsewhere: then that is asked
        return page(request, Adding(half.person, half)) if half and adds else fresh_page(request)

    return asked


@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
@for_who_adds
def add_codes(request: HttpRequest, adding: Adding) -> HttpResponse:
    """Scan the picture with an app, and type the first code."""
    person = adding.person
    if second.of(person.pk).codes:
        return see_other(reverse("people:ways_in"))
    try:
        row = codes.begin(person, request.session)
    except IntegrityError:  # another page was first
        return see_other(reverse("people:ways_in"))
    form = Code(request.POST if request.method == "POST" else None)
    if form.is_valid() and codes.check(person, form.cleaned_data["code"], confirm=True):
        return _added(request, adding, "codes_on", "codes")
    if form.is_valid():
        form.add_error("code", _("This code is not right. Is the clock of your phone right? Try the next code."))
    around = {"picture": codes.picture(person, row.secret), "words": " ".join(_fours(row.secret)), "half": adding.half}
    return show_form(request, "people/add_codes.html", form, around)


@require_http_methods(["GET", "HEAD", "POST"])
@for_who_adds
def add_passkey(request: HttpRequest, adding: Adding) -> HttpResponse:
    """The browser makes a passkey."""
    if not passkeys.possible(request):
        return show_page(
            request,
            "people/add_passkey.html",
            {"options": "", "form": drawn(PasskeyName()), "refused": "", "half": adding.half},
        )
    form, refused = PasskeyName(request.POST if request.method == "POST" else None), False
    if form.is_valid():
        try:
            name = form.cleaned_data["name"] or _("My passkey")
            passkeys.keep(request, adding.person, request.POST.get("credential", ""), name)
        except passkeys.Refused:
            trace(adding.person, "passkey_refused", Client.of(request))
            refused = True
        else:
            return _added(request, adding, "passkey_added", "passkey")
    around = {"options": passkeys.offer(request, adding.person), "refused": refused, "half": adding.half}
    return show_form(request, "people/add_passkey.html", form, around, status=422 if refused else 0)


@require_http_methods(["GET", "HEAD", "POST"])
@freshly_signed_in
def spare_codes(request: HttpRequest) -> HttpResponse:
    """The codes that were just made, shown once; sending makes ten new ones."""
    person = me(request)
    if request.method == "POST":
        if not second.has(person.pk):
            raise Http404
        keep_once(request, person, spare.make(person))
        changed(request, person, "spare_codes_made")
        return see_other(reverse("people:spare_codes"))
    return show_page(request, "people/spare_codes.html", {"codes": _once(request, person)})


@require_POST
@freshly_signed_in
def codes_off(request: HttpRequest) -> HttpResponse:
    """No codes from an app any more."""
    person = me(request)
    has = second.of(person.pk)
    if not has.codes:
        raise Http404
    if not _may_miss(person, has.passkeys > 0):
        return _needed(request)
    codes.off(person)
    changed(request, person, "codes_off")
    messages.success(request, _("Codes are off."))
    return see_other(reverse("people:ways_in"))


@require_POST
@freshly_signed_in
def remove_passkey(request: HttpRequest, passkey: UUID) -> HttpResponse:
    """Take one passkey away."""
    person = me(request)
    row = Passkey.objects.filter(person=person, pk=passkey).first()
    if row is None:
        raise Http404
    has = second.of(person.pk)
    if not _may_miss(person, has.codes or has.passkeys > 1):
        return _needed(request)
    row.delete()
    changed(request, person, "passkey_removed")
    messages.success(request, _("That passkey no longer works here."))
    return see_other(reverse("people:ways_in"))


def changed(request: Any, person: Person, what: What) -> None:
    """Note it, and tell the account's holder by letter."""
    trace(person, what, Client.of(request))
    queue(Letter("changed", person.email, person.language))


def _added(request: Any, adding: Adding, what: What, way: str) -> HttpResponse:
    """The first factor brings ten spare codes, which are shown next. Who was half way is let in by it."""
    person = adding.person
    changed(request, person, what)
    request.session[limits.LEVEL] = 2
    made = spare.make(person) if not second.of(person.pk).spare else []
    answer = arriving.completed(request, adding.half, way) if adding.half else see_other(reverse("people:ways_in"))
    if made:
        keep_once(request, person, made, onto=answer["Location"])
        answer["Location"] = reverse("people:spare_codes")
    elif not adding.half:
        messages.success(request, _("It is kept."))
    return answer


def _may_miss(person: Person, others: bool) -> bool:
    return others or not roles.is_professional(person.pk)


def _needed(request: HttpRequest) -> HttpResponse:
    messages.error(request, _("You work with families, so you need this or another second step. Add the other first."))
    return see_other(reverse("people:ways_in"))


def keep_once(request: Any, person: Person, made: list[str], onto: str = "") -> None:
    """Keep codes until they were shown, sealed for this person."""
    block = vault.current().seal_text(json.dumps({"codes": made, "onto": onto}), ONCE.encode() + person.pk.bytes)
    request.session[ONCE] = b64encode(block).decode()


def _once(request: Any, person: Person) -> dict[str, Any] | None:
    block = request.session.pop(ONCE, None)
    if not block:
        return None
    try:
        return dict(json.loads(vault.current().open_text(b64decode(block), ONCE.encode() + person.pk.bytes)))
    except Unreadable:  # somebody else's, in the same browser
        return None


def _fours(secret: str) -> list[str]:
    return [secret[at : at + 4] for at in range(0, len(secret), 4)]
