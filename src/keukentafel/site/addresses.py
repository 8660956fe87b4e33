"""Addresses of the site itself."""

from django.http import HttpRequest, JsonResponse
from django.urls import URLPattern, path
from django.views.decorators.http import require_safe

from keukentafel import __version__
from keukentafel.look.plain.serving import serve
from keukentafel.people.pace import for_machines
from keukentafel.site import health, web_app


@for_machines
@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """Whether the site can do its work, and if not which part: 200 or 503. Says nothing about anybody."""
    parts = health.parts()
    well = set(parts.values()) == {"ok"}
    answer = {"status": "ok" if well else "away", "version": __version__, **parts}
    return JsonResponse(answer, status=200 if well else 503)


urlpatterns: list[URLPattern] = [
    path("plain-words/<str:mark>.json", serve, name="easier_words"),
    path("service-worker.js", web_app.service_worker, name="service_worker"),
    path("app/<str:language>/manifest.webmanifest", web_app.manifest, name="manifest"),
    path("app/<str:language>/words.json", web_app.words, name="app_words"),
    path("app/<str:language>/offline/", web_app.offline, name="offline"),
    path("healthz", healthz, name="healthz"),
]
