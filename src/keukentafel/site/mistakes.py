"""The designed answers for what is not there and what went wrong."""

from django.http import HttpRequest, HttpResponse

from keukentafel.look.show import show


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The same for what never was and for what may not be seen."""
    return show(request, "look/404.html", status=404)


def broken(request: HttpRequest) -> HttpResponse:
    """Something of ours went wrong; nothing of it is told."""
    return show(request, "look/500.html", status=500)


def form_too_old(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without a good token: too old, or sent by another site."""
    return show(request, "look/403_csrf.html", status=403)
