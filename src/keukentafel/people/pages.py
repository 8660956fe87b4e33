"""The front door: the first page, signing in and out."""

from django.contrib.auth import authenticate, logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from keukentafel.look.show import see_other
from keukentafel.people import throttle
from keukentafel.people.coming import client_of, let_in, onward
from keukentafel.people.forms import SignIn
from keukentafel.people.models import Person
from keukentafel.people.shown import show_form, show_page


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
    if request.method != "POST":
        return show_form(request, "people/sign_in.html", SignIn(), {"next": onward(request)})
    form = SignIn(request.POST)
    if not form.is_valid():
        return show_form(request, "people/sign_in.html", form, {"next": onward(request)})
    login, client = form.cleaned_data["login"].strip().lower(), client_of(request)
    if throttle.full(throttle.WRONG, login, client):
        return _not_in(request, form, _("That was wrong too often. Wait 10 minutes, or ask for a new password."), 429)
    person = authenticate(request, username=login, password=form.cleaned_data["password"])
    if isinstance(person, Person):
        throttle.clear(throttle.WRONG, login, client)
        return let_in(request, person)
    throttle.count(throttle.WRONG, login, client)
    return _not_in(
        request, form, _("This e-mail address and password do not belong together. Look at both again."), 422
    )


def _not_in(request: HttpRequest, form: SignIn, sentence: str, status: int) -> HttpResponse:
    form.add_error(None, sentence)
    return show_form(request, "people/sign_in.html", form, {"next": onward(request)}, status=status)


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End this session; the browser forgets the pages. The chosen language stays."""
    logout(request)
    answer = see_other(reverse("people:front"))
    answer.headers["Clear-Site-Data"] = '"cache", "storage"'
    return answer
