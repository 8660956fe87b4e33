"""Addresses of the site itself."""

from django.db import connection
from django.http import HttpRequest, JsonResponse
from django.urls import URLPattern, path
from django.views.decorators.http import require_safe

from keukentafel import __version__


@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """Whether the site can do its work; says nothing about anybody."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"status": "ok", "version": __version__})


urlpatterns: list[URLPattern] = [path("healthz", healthz, name="healthz")]
