"""The web app: what a browser asks to install it, and to know what to say without us. Nothing here is about anybody."""

from functools import cache
from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

import keukentafel.look
from keukentafel.look import themes
from keukentafel.look.app_words import described, said
from keukentafel.look.show import show_bare
from keukentafel.people.pace import for_machines

BUILT = Path(keukentafel.look.__file__).parent / "static" / "built"
DAY = "public, max-age=86400"
ICONS = (("192x192", "icon-192", "any"), ("512x512", "icon-512", "any"), ("512x512", "icon-maskable", "maskable"))


@for_machines
@require_safe
def service_worker(request: HttpRequest) -> HttpResponse:
    """Our service worker, at the top of the site: so it serves every page."""
    answer = HttpResponse(_worker(), content_type="text/javascript; charset=utf-8")
    answer.is_our_worker = True  # type: ignore[attr-defined]  # the shield gives it a policy of its own
    return answer


@cache
def _worker() -> bytes:
    return (BUILT / "service-worker.js").read_bytes()


@for_machines
@require_safe
def manifest(request: HttpRequest, language: str) -> HttpResponse:
    """What the installed app is called and looks like."""
    with translation.override(known(language)):
        theme = themes.current()
        shortcuts = [(_("My tables"), reverse("overview:hall")), (_("Reading and looking"), reverse("people:reading"))]
        told = {
            "id": "/",
            "name": _("Kitchen table"),
            "short_name": _("Kitchen table"),
            "description": described(),
            "lang": language,
            "dir": "ltr",
            "start_url": reverse("overview:hall"),
            "scope": "/",
            "display": "standalone",
            "theme_color": theme.colours[0],
            "background_color": theme.colours[0],
            "icons": [
                {"src": static(f"built/{name}.png"), "sizes": sizes, "type": "image/png", "purpose": purpose}
                for sizes, name, purpose in ICONS
            ],
            "shortcuts": [{"name": name, "url": url} for name, url in shortcuts],
        }
    return JsonResponse(told, content_type="application/manifest+json; charset=utf-8")


@for_machines
@require_safe
def words(request: HttpRequest, language: str) -> HttpResponse:
    """The sentences that our scripts say."""
    with translation.override(known(language)):
        answer = JsonResponse(said())
    answer.headers["Cache-Control"] = DAY
    return answer


@for_machines
@require_safe
def offline(request: HttpRequest, language: str) -> HttpResponse:
    """The page for who is not connected, kept as it is by every browser with our service worker; it is of nobody."""
    with translation.override(known(language)):
        return show_bare(request, "look/offline.html", {}, status=200)


def known(language: str) -> str:
    """A language of ours. Raises ``Http404``."""
    if language not in dict(settings.LANGUAGES):
        raise Http404
    return language
