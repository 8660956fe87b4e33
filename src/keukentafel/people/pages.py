"""The front door: the first page, signing in and out."""

from django.contrib.auth import logout
from django.contrib.auth.hashers import make_password
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from keukentafel.look.show import see_other
from keukentafel.people import devices, throttle
from keukentafel.people.arriving import HALF, arrived
from keukentafel.people.coming import client_of, onward
from keukentafel.people.factors import passkeys
from keukentafel.people.forms import SignIn
from keukentafel.people.models import Person
from keukentafel.people.oidc.providers import providers
from keukentafel.people.pace import counted_by_session
from keukentafel.people.shown import show_form, show_page
from keukentafel.people.traces import Client, trace


@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """The first page; whoever has signed in goes on to their tables."""
    if request.user.is_authenticated:
        return HttpResponseRedirect(reverse("overview:hall"))
    doors = {"start_href": reverse("people:sign_up"), "sign_in_href": reverse("people:sign_in")}
    return show_page(request, "look/front.html", doors)


@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Address and password. An unknown address and a wrong password get the same answer in the same time."""
    form = SignIn(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return _shown(request, form)
    login = form.cleaned_data["login"].strip().lower()
    guess = throttle.guess(login, client_of(request), devices.known(request, login))
    if not guess.within():
        return _too_often(request, form)
    person = Person.objects.filter(email=login).first()
    if person and right(person, form.cleaned_data["password"]):
        guess.was_right()
        return arrived(request, person, "password", keep=form.cleaned_data["keep"])
    if person is None:
        make_password(form.cleaned_data["password"])  # as long as checking one takes
    trace(person, "sign_in_failed", Client.of(request))
    form.add_error(None, _("This e-mail address and password do not belong together. Look at both again."))
    return _shown(request, form)


def right(person: Person, password: str) -> bool:
    """Whether this is the password of an account that may sign in; hashes once, whatever the answer."""
    return person.check_password(password) and person.is_active


def _too_often(request: HttpRequest, form: SignIn) -> HttpResponse:
    form.add_error(None, _("That was wrong too often. Wait 10 minutes, or let us send you a link."))
    return _shown(request, form, status=429)


def _shown(request: HttpRequest, form: SignIn, status: int = 0) -> HttpResponse:
    around = {
        "next": onward(request),
        "halfway": HALF in request.session,
        "passkeys": passkeys.possible(request),
        "providers": providers(),
    }
    return show_form(request, "people/sign_in.html", form, around, status=status)


@counted_by_session
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End this session; the browser forgets the pages. The chosen language stays, and that the device is known."""
    if isinstance(request.user, Person):
        trace(request.user, "signed_out", Client.of(request))
    logout(request)
    answer = see_other(reverse("people:front"))
    answer.headers["Clear-Site-Data"] = '"cache", "storage"'
    return answer
