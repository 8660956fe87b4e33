"""Making an account. The page never says whether an address has one: both get a letter and the same page."""

import secrets
from datetime import timedelta
from hashlib import sha256

from django import forms
from django.conf import settings
from django.contrib.auth.hashers import check_password, make_password
from django.db import IntegrityError, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from keukentafel.look.show import see_other
from keukentafel.people import devices, throttle
from keukentafel.people.arriving import arrived
from keukentafel.people.coming import client_of, onward
from keukentafel.people.forms import PasswordField, SignUp
from keukentafel.people.letters import Letter, queue
from keukentafel.people.models import NewAccount, Person
from keukentafel.people.proofs import proved
from keukentafel.people.shown import show_form, show_page
from keukentafel.people.traces import Client, trace

LASTS = timedelta(hours=24)
SAME_BROWSER = "new_account"
"""In the session: a hash of the link, so that opening it in the same browser needs no password again."""


class Finish(forms.Form):
    """Only the password that was chosen before."""

    password = PasswordField()


@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_up(request: HttpRequest) -> HttpResponse:
    """Name, address, password; then a letter. Who came by an invitation to that same address needs no letter."""
    if request.method != "POST":
        return show_form(request, "people/sign_up.html", SignUp(), {"next": onward(request)})
    form = SignUp(request.POST)
    if not form.is_valid():
        return show_form(request, "people/sign_up.html", form, {"next": onward(request)})
    if not throttle.count(throttle.ASKING, client_of(request)):
        form.add_error(None, _("You asked for many letters. Wait an hour, please."))
        return show_form(request, "people/sign_up.html", form, {"next": onward(request)}, status=429)
    new, token = _asked(form)
    there = Person.objects.filter(email=new.email).exists()
    if not there and proved(onward(request), new.email):
        return _let_in_new(request, new)
    request.session[SAME_BROWSER] = sha256(token.encode()).hexdigest()
    _write(request, new, token, there=there)
    return see_other(reverse("people:look_in_your_mail"))


@require_safe
def look_in_your_mail(request: HttpRequest) -> HttpResponse:
    """The same page for every address."""
    here = reverse("people:demo_letters") if settings.DEMO else ""
    around = {"demo_letters_href": here, "short": request.GET.get("for") == "link"}
    return show_page(request, "people/look_in_your_mail.html", around)


@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def finish(request: HttpRequest, token: str) -> HttpResponse:
    """What the letter's link opens. In another browser the chosen password is asked, so that nobody can finish an
    account that a stranger asked for in their name. A button, because mail programs open links by themselves.
    """
    mark = sha256(token.encode()).digest()
    new = NewAccount.objects.filter(token_hash=mark, asked__gt=timezone.now() - LASTS).first()
    if new is None:
        return show_page(request, "people/link_is_old.html", {"again": reverse("people:sign_up")}, status=404)
    known = request.session.get(SAME_BROWSER) == mark.hex()
    around = {"known": known, "next": onward(request)}
    if request.method != "POST":
        return show_form(request, "people/finish.html", Finish(), around)
    form = Finish(request.POST)
    if known or (form.is_valid() and _knows(form.cleaned_data["password"], new, token)):
        return _let_in_new(request, new)
    if form.is_valid():
        form.add_error("password", _("This is not the password that you chose."))
    return show_form(request, "people/finish.html", form, around)


def _asked(form: SignUp) -> tuple[NewAccount, str]:
    token = secrets.token_urlsafe(24)
    data = form.cleaned_data
    new = NewAccount(
        token_hash=sha256(token.encode()).digest(),
        email=data["email"],
        name=data["name"],
        password=make_password(data["password"]),
        language=(get_language() or "nl")[:2],
    )
    return new, token


def _write(request: HttpRequest, new: NewAccount, token: str, *, there: bool) -> None:
    """The same work both ways: for an address with an account the row waits for a link that nobody gets."""
    NewAccount.objects.filter(asked__lt=timezone.now() - LASTS).delete()
    throttle.sweep()
    devices.sweep()
    if there:
        new.token_hash = sha256(secrets.token_bytes(24)).digest()
    new.save(force_insert=True)
    onto = onward(request)
    path = reverse("people:finish", args=[token]) + (f"?{urlencode({'next': onto})}" if onto else "")
    queue(Letter("account_is_there" if there else "finish_account", new.email, new.language, path))


def _knows(password: str, new: NewAccount, token: str) -> bool:
    if not throttle.count(throttle.WRONG, token):
        raise Http404
    return check_password(password, new.password)


def _let_in_new(request: HttpRequest, new: NewAccount) -> HttpResponse:
    try:
        with transaction.atomic():
            person = Person.objects.create(email=new.email, name=new.name, password=new.password, language=new.language)
            NewAccount.objects.filter(email=new.email).delete()
    except IntegrityError:  # finished by another letter meanwhile
        return see_other(reverse("people:sign_in"))
    request.session.pop(SAME_BROWSER, None)
    trace(person, "account_made", Client.of(request))
    return arrived(request, person, "password")
