"""What every page may need, whichever room it is of."""

from typing import Any

from django.contrib.messages import get_messages
from django.http import HttpRequest
from django.urls import reverse


def around(request: HttpRequest) -> dict[str, Any]:
    """The notes of the last action, and the way out for who has signed in."""
    signed_in = hasattr(request, "user") and request.user.is_authenticated
    return {
        "messages": get_messages(request),
        "signed_in": signed_in,
        "account_href": reverse("people:account") if signed_in else "",
        "sign_out_href": reverse("people:sign_out") if signed_in else "",
    }
