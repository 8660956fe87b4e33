"""Exit now: away to a harmless page, and nothing of ours stays behind in the browser."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

HARMLESS = "https://www.buienradar.nl/"


def harmless_page() -> str:
    """Where one goes: the setting `KEUKENTAFEL_EXIT_TO`, else the weather."""
    return str(getattr(settings, "KEUKENTAFEL_EXIT_TO", HARMLESS))


# Exempt: whoever needs to leave at once must never meet "your form was too old"; a forged exit only signs someone out.
@csrf_exempt
@require_POST
def exit_now(request: HttpRequest) -> HttpResponse:
    """End the session, ask the browser to forget us, and go to the harmless page."""
    if hasattr(request, "session"):
        request.session.flush()
    response = HttpResponseRedirect(harmless_page())
    response.headers["Clear-Site-Data"] = '"cache", "cookies", "storage"'
    response.headers["Cache-Control"] = "no-store"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
