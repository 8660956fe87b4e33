"""Who comes, where they go, and in which language."""

from ipaddress import IPv4Address, IPv6Network, ip_address
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils.http import url_has_allowed_host_and_scheme

from keukentafel.people.models import Person

BACKEND = "django.contrib.auth.backends.ModelBackend"
YEAR = 60 * 60 * 24 * 365


def onward(request: HttpRequest) -> str:
    """Where the visitor wanted to go: an address of this site, or nothing."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    hosts = {request.get_host()}
    return wanted if url_has_allowed_host_and_scheme(wanted, hosts, require_https=request.is_secure()) else ""


def speak(answer: HttpResponse, language: str) -> None:
    """Remember the language in the browser."""
    answer.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=YEAR,
        samesite="Lax",
        httponly=True,
        secure=bool(settings.SESSION_COOKIE_SECURE),
    )


def wear(answer: HttpResponse, reading: str) -> None:
    """Remember in the browser how somebody reads (``look/reading.py``); nothing when they never chose."""
    if reading:
        answer.set_cookie(
            settings.READING_COOKIE_NAME,
            reading,
            max_age=YEAR,
            samesite="Lax",
            httponly=True,
            secure=bool(settings.SESSION_COOKIE_SECURE),
        )


def me(request: HttpRequest) -> Person:
    """The person of the session. Only for pages that ask to sign in."""
    if not isinstance(request.user, Person):
        raise PermissionDenied
    return request.user


def client_of(request: Any) -> str:
    """Where a request comes from, to count it by: an address of IPv4, or the /64 of one of IPv6, which is one line.

    Behind a proxy, the server has to be told to pass the client's address on.
    """
    said = str(request.META.get("REMOTE_ADDR", ""))
    try:
        there = ip_address(said.partition("%")[0])
    except ValueError:
        return said
    if isinstance(there, IPv4Address):
        return str(there)
    return str(there.ipv4_mapped or IPv6Network((there, 64), strict=False))
