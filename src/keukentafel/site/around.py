"""What every page may need, whichever room it is of."""

from typing import Any

from django.contrib.messages import get_messages
from django.http import HttpRequest
from django.urls import reverse

from keukentafel.look.show import wants_part
from keukentafel.people import keeping

ASKED_AT = ("overview:hall", "overview:today")
"""Where it is asked, once, whether this device may keep pages."""


def around(request: HttpRequest) -> dict[str, Any]:
    """The notes of the last action, and the way out for who has signed in."""
    signed_in = hasattr(request, "user") and request.user.is_authenticated
    keeps = signed_in and keeping.keeps(request.session)
    return {
        "half": keeping.half(request.session) if keeps else "",
        "sent": keeping.sent(request.session) if keeps and not wants_part(request) else "",
        "asks_keep": signed_in and _asked_here(request) and keeping.asks(request.session),
        "messages": get_messages(request),
        "signed_in": signed_in,
        "account_href": reverse("people:account") if signed_in else "",
        "sign_out_href": reverse("people:sign_out") if signed_in else "",
    }


def _asked_here(request: HttpRequest) -> bool:
    return request.method == "GET" and getattr(request.resolver_match, "view_name", "") in ASKED_AT
