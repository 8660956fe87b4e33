"""What every page may need, whichever room it is of."""

from typing import Any

from django.contrib.messages import get_messages
from django.http import HttpRequest


def around(request: HttpRequest) -> dict[str, Any]:
    """The notes of the last action, and the way out for who has signed in."""
    signed_in = hasattr(request, "user") and request.user.is_authenticated
    return {
        "messages": get_messages(request),
        "signed_in": signed_in,
    }
