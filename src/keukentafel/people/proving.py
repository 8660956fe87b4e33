"""The page that asks again who you are, and the one that sends what waited."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from keukentafel.look.show import see_other
from keukentafel.people import throttle, waiting
from keukentafel.people.coming import client_of, me, onward
from keukentafel.people.forms import Prove
from keukentafel.people.fresh import is_fresh, note_proof
from keukentafel.people.shown import show_form, show_page


@sensitive_post_parameters("password")
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def prove(request: HttpRequest) -> HttpResponse:
    """Prove again that it is you; then on to where you were going."""
    form = Prove(request.POST if request.method == "POST" else None)
    if form.is_valid() and _right(request, form):
        note_proof(request)
        return see_other(_onto(request))
    return show_form(request, "people/prove.html", form, {"next": onward(request)})


@login_required
@require_safe
def go_on(request: HttpRequest) -> HttpResponse:
    """What waited, behind a button: nothing is done by only looking."""
    kept = waiting.sent(request)
    if kept is None or not is_fresh(request):
        return see_other(onward(request) or reverse("people:account"))
    waiting.forget(request)
    return show_page(request, "people/go_on.html", {"kept": kept})


def _right(request: HttpRequest, form: Prove) -> bool:
    person, client = me(request), client_of(request)
    if not throttle.count(throttle.WRONG, person.email, client):
        form.add_error("password", _("That was wrong too often. Wait 10 minutes, or ask for a new password."))
    elif not person.check_password(form.cleaned_data["password"]):
        form.add_error("password", _("This is not your password of now."))
    else:
        throttle.clear(throttle.WRONG, person.email, client)
    return form.is_valid()


def _onto(request: HttpRequest) -> str:
    back = onward(request) or reverse("people:account")
    kept = waiting.sent(request)
    return f"{reverse('people:go_on')}?{urlencode({'next': back})}" if kept and kept.to == back else back
