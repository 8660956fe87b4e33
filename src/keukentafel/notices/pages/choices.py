"""Choose what you are told, how and when."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from keukentafel.look.show import see_other
from keukentafel.notices import waiting, words
from keukentafel.notices.choosing import keep, wish_of
from keukentafel.notices.forms import NEVER, ZONES, Choosing, as_sent
from keukentafel.notices.models import Subscription
from keukentafel.notices.push.keys import public_key
from keukentafel.notices.rules import ready_made
from keukentafel.people.coming import me
from keukentafel.people.shown import drawn, show_page


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: HttpRequest) -> HttpResponse:
    """Three ready-made choices; the rest is folded."""
    person = me(request)
    wish = wish_of(person.pk)
    form = Choosing(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        keep(person.pk, form.wish(wish))
        waiting.choose_anew(person.pk)
        messages.success(request, _("It is kept."))
        return see_other(reverse("notices:choices"))
    sent = drawn(form)
    if not form.is_bound:
        sent["value"] = as_sent(wish, ready_made(wish))
    return show_page(request, "notices/choices.html", _around(request, sent), status=422 if form.is_bound else 200)


def _around(request: HttpRequest, sent: dict[str, Any]) -> dict[str, Any]:
    person, device = me(request), request.session.device  # type: ignore[attr-defined]  # our own session
    zone = sent["value"]["zone"]
    hours = [(str(hour), f"{hour}:00") for hour in range(24)]
    return {
        "form": sent,
        "person": person,
        "ready": words.ready(),
        "sorts": words.sorts(),
        "ways": words.ways(),
        "rhythms": words.rhythms(),
        "weekdays": words.weekdays(),
        "hours": hours,
        "or_never": [(NEVER, _("No quiet hours")), *hours],
        "zones": [(one, one.replace("_", " ")) for one in sorted({*ZONES, zone})],
        "push_key": public_key() if device else "",
        "pushed_here": bool(device) and Subscription.objects.filter(person=person, device_id=device).exists(),
    }
