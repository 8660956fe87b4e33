"""In which language the site speaks, and how big."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from keukentafel.look.reading import Reading as How
from keukentafel.look.reading import being_read
from keukentafel.site import mistakes

Answer = Callable[[HttpRequest], HttpResponse]


class Keyless:
    """What a visitor is told when a key can't be had. Whatever was being written is undone by then."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Of a page; what other middleware finds comes to ``mistakes.broken``."""
        return mistakes.keyless(request, exception)


class Reading:
    """The size of the letters and easy words, as chosen in this browser: worn before the first letter is drawn."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with being_read(How.read(request.COOKIES.get(settings.READING_COOKIE_NAME, ""))):
            return self.get_response(request)


class Language:
    """The chosen language, else Dutch: the browser's own setting is not asked, so that everybody starts alike."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        language = chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        translation.activate(language)
        request.LANGUAGE_CODE = language
        response = self.get_response(request)
        response.headers["Content-Language"] = language
        return response
