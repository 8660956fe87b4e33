"""Addresses of the site itself."""

from django.http import HttpRequest, JsonResponse
from django.urls import URLPattern, path
from django.views.decorators.http import require_safe

from keukentafel import __version__
from keukentafel.look.plain.serving import serve
from keukentafel.people.pace import for_machines
from keukentafel.site import health


@for_machines
@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """Whether the site can do its work, and if not which part: 200 or 503. Says nothing about anybody."""
    parts = health.parts()
    well = set(parts.values()) == {"ok"}
    answer = {"status": "ok" if well else "away", "version": __version__, **parts}
    return JsonResponse(answer, status=200 if well else 503)


urlpatterns: list[URLPattern] = [
    path("healthz", healthz, name="healthz"),
    path("plain-words/<str:mark>.json", serve, name="easier_words"),
]
