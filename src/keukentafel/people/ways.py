"""On every page: the other language, and exit now."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import translation
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from keukentafel.look.leave import harmless_page
from keukentafel.look.show import see_other
from keukentafel.people.coming import onward, speak
from keukentafel.people.models import Person


@require_POST
def set_language(request: HttpRequest) -> HttpResponse:
    """Speak the chosen language, here and at the next sign-in, and go back to the page."""
    language = request.POST.get("language", "")
    answer = see_other(onward(request) or "/")
    if language in dict(settings.LANGUAGES):
        speak(answer, language)
        translation.activate(language)
        if request.user.is_authenticated:
            Person.objects.filter(pk=request.user.pk).update(language=language)
    return answer


# Exempt, and by a link too: who has to leave at once must never meet a question. Forged, it only signs somebody out.
@csrf_exempt
@require_http_methods(["GET", "POST"])
def exit_now(request: HttpRequest) -> HttpResponse:
    """End the session, ask the browser to forget this site, and go to a harmless page without saying where from."""
    request.session.flush()
    answer = HttpResponseRedirect(harmless_page())
    answer.headers["Clear-Site-Data"] = '"cache", "cookies", "storage"'
    answer.headers["Referrer-Policy"] = "no-referrer"
    return answer
