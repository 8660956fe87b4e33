"""Push to this browser, or no more."""

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from keukentafel.look.show import see_other
from keukentafel.notices.push import subscriptions
from keukentafel.notices.push.addresses import LONGEST
from keukentafel.people.coming import me


class Subscribing(forms.Form):
    """What a browser says of itself."""

    endpoint = forms.CharField(max_length=LONGEST)
    p256dh = forms.CharField(max_length=100)
    auth = forms.CharField(max_length=40)


@login_required
@require_POST
def begin(request: HttpRequest) -> HttpResponse:
    """From now on."""
    form, device = Subscribing(request.POST), request.session.device  # type: ignore[attr-defined]  # our own session
    browser = subscriptions.Browser(**form.cleaned_data) if form.is_valid() else None
    if browser and device and subscriptions.begin(me(request).pk, device, browser):
        messages.success(request, _("From now on this device tells you."))
    else:
        messages.error(request, _("This browser could not be connected. Letters still come by mail."))
    return see_other(reverse("notices:choices"))


@login_required
@require_POST
def end(request: HttpRequest) -> HttpResponse:
    """No more."""
    subscriptions.end(me(request).pk, request.session.device)  # type: ignore[attr-defined]  # as above
    messages.success(request, _("This device tells you nothing any more."))
    return see_other(reverse("notices:choices"))
