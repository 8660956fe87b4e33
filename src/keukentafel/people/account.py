"""My account: name, language, password."""

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from keukentafel.look.show import see_other
from keukentafel.people import throttle
from keukentafel.people.coming import client_of, me, speak
from keukentafel.people.factors.pages import changed
from keukentafel.people.forms import ChangePassword, Myself
from keukentafel.people.models import Person
from keukentafel.people.pace import counted_by_session
from keukentafel.people.sessions import end_all
from keukentafel.people.shown import drawn, show_page
from keukentafel.people.traces import Client, trace


@counted_by_session
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def account(request: HttpRequest) -> HttpResponse:
    """Name and language."""
    person = me(request)
    if request.method != "POST":
        return _shown(request, person)
    form = Myself(request.POST)
    if not form.is_valid():
        return _shown(request, person, myself=form)
    person.name, person.language = form.cleaned_data["name"], form.cleaned_data["language"]
    person.save(update_fields=["name", "language"])
    with translation.override(person.language):
        messages.success(request, _("It is kept."))
    answer = see_other(reverse("people:account"))
    speak(answer, person.language)
    return answer


@counted_by_session
@sensitive_post_parameters("old", "password")
@login_required
@require_http_methods(["POST"])
def change_password(request: HttpRequest) -> HttpResponse:
    """Another password: this browser stays signed in, every other one is signed out."""
    person = me(request)
    form = ChangePassword(request.POST, whose=person)
    guess = throttle.guess(person.email, client_of(request), request.session.device)  # type: ignore[attr-defined]  # ours
    if form.is_valid() and not guess.within():
        form.add_error("old", _("That was wrong too often. Wait 10 minutes, or ask for a new password."))
    elif form.is_valid() and not person.check_password(form.cleaned_data["old"]):
        trace(person, "prove_failed", Client.of(request))
        form.add_error("old", _("This is not your password of now."))
    if not form.is_valid():
        return _shown(request, person, password=form)
    guess.was_right()
    person.set_password(form.cleaned_data["password"])
    person.save(update_fields=["password"])
    update_session_auth_hash(request, person)
    end_all(person, but=request.session.session_key)
    changed(request, person, "password_changed")
    messages.success(request, _("Your password has changed. Other browsers and phones have been signed out."))
    return see_other(reverse("people:account"))


def _shown(
    request: HttpRequest, person: Person, *, myself: Myself | None = None, password: ChangePassword | None = None
) -> HttpResponse:
    mine = myself or Myself(initial={"name": person.name, "language": person.language})
    context = {"email": person.email, "myself": drawn(mine), "secret": drawn(password or ChangePassword())}
    return show_page(request, "people/account.html", context, status=422 if myself or password else 200)
