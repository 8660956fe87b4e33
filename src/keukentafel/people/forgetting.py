"""A new password by letter. The same answer, and a letter, whether or not the address has an account."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.tokens import default_token_generator
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import urlsafe_base64_decode, urlsafe_base64_encode
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from keukentafel.look.show import see_other
from keukentafel.people import devices, throttle
from keukentafel.people.coming import client_of
from keukentafel.people.factors.pages import changed
from keukentafel.people.forms import Forgotten, NewPassword
from keukentafel.people.letters import Letter, queue
from keukentafel.people.models import Person
from keukentafel.people.sessions import end_all
from keukentafel.people.shown import show_form, show_page
from keukentafel.people.traces import Client, trace


@require_http_methods(["GET", "HEAD", "POST"])
def forgotten(request: HttpRequest) -> HttpResponse:
    """Ask for a letter."""
    form = Forgotten(request.POST) if request.method == "POST" else Forgotten()
    if not form.is_valid():
        return show_form(request, "people/forgotten.html", form)
    if not throttle.count(throttle.ASKING, client_of(request)):
        form.add_error(None, _("You asked for many letters. Wait an hour, please."))
        return show_form(request, "people/forgotten.html", form, status=429)
    address, language = form.cleaned_data["email"], (get_language() or settings.LANGUAGE_CODE)[:2]
    person = Person.objects.filter(email=address, is_active=True).first()
    letter = Letter("new_password" if person else "no_account", address, language, _path(person) if person else "")
    queue(letter, devices.known(request, address))
    trace(person, "link_asked", Client.of(request))
    return see_other(reverse("people:look_in_your_mail"))


@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def new_password(request: HttpRequest, who: str, token: str) -> HttpResponse:
    """What the letter's link opens: choose a new password; all sessions of the account end.

    It leads to signing in, where a second factor is asked as always: a letter never goes round it.
    """
    person = _person(who)
    if person is None or not default_token_generator.check_token(person, token):
        return show_page(request, "people/link_is_old.html", {"again": reverse("people:forgotten")}, status=404)
    form = NewPassword(request.POST, whose=person) if request.method == "POST" else NewPassword()
    if not form.is_valid():
        return show_form(request, "people/new_password.html", form)
    person.set_password(form.cleaned_data["password"])
    person.save(update_fields=["password"])
    logout(request)
    end_all(person)
    throttle.guess(person.email, client_of(request), devices.known(request, person.email)).was_right()
    changed(request, person, "password_reset")
    messages.success(request, _("Your new password works from now on."))
    return see_other(reverse("people:sign_in"))


def _path(person: Person) -> str:
    who = urlsafe_base64_encode(person.pk.bytes)
    return reverse("people:new_password", args=[who, default_token_generator.make_token(person)])


def _person(who: str) -> Person | None:
    try:
        return Person.objects.filter(pk=urlsafe_base64_decode(who).hex(), is_active=True).first()
    except (ValueError, ValidationError):
        return None
