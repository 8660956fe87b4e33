"""What every answer carries, whatever made it: pages, files, streams, refusals and our own mistakes.

Why each is as it is: docs/decisions/0017. Whatever somebody wrote, and however it got past the templates, no script of
theirs runs, no other site frames, opens or loads us, and nothing about people is kept.
"""

from collections.abc import Callable, Iterable
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

Answer = Callable[[HttpRequest], HttpResponseBase]

TWO_YEARS = 63_072_000
PAGE = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "media-src": "'self'",
    "manifest-src": "'self'",
    "worker-src": "'self'",
    "object-src": "'none'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}
"""A page loads from this site only. ``data:`` is for pictures in the style sheet; a picture runs nothing."""
FILE = "default-src 'none'; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox"
"""What is no page loads nothing, sends nothing and runs nothing, should a browser ever show it as one."""
WORKER = FILE.replace("; sandbox", "; connect-src 'self'; script-src 'self'")
"""Our service worker asks this site and nobody else. A sandbox would take that away: it is no document."""
POWERS_OFF = (
    "accelerometer", "autoplay", "browsing-topics", "camera", "clipboard-write", "display-capture",
    "encrypted-media", "geolocation", "gyroscope", "hid", "idle-detection", "local-fonts", "magnetometer", "microphone",
    "midi", "payment", "picture-in-picture", "screen-wake-lock", "serial", "sync-xhr", "usb", "window-management",
    "xr-spatial-tracking",
)  # fmt: skip
POWERS_OWN = ("publickey-credentials-create", "publickey-credentials-get")
"""What our own pages may ask of the browser: passkeys. Only names that browsers know."""
POWERS_OF_FILES = ", ".join(f"{power}=()" for power in ("camera", "geolocation", "microphone", "payment", "usb"))
"""A file is sandboxed and runs nothing: the whole list would cost a first visit 2 kB and take nothing more away."""


HEARS = "may_hear"
"""What a page sets on its answer when somebody can record a voice message there (``dossiers/sending.py``)."""


class Shield:
    """The outermost layer: whatever comes out of the site goes through here."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response
        self.cover = Cover()

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.cover.put_on(self.get_response(request))


class Cover:
    """The headers. A page may say for itself how long it is kept; what guards it, it can neither widen nor forget."""

    def __init__(self) -> None:
        self.always, self.unless_said = always(), unless_said()
        self.page = {
            "Content-Security-Policy": page_policy(settings.LEADS_TO, settings.LIVE),
            "Permissions-Policy": powers(),
        }
        self.worker = {"Content-Security-Policy": WORKER, "Permissions-Policy": POWERS_OF_FILES}
        self.hearing = self.page | {"Permissions-Policy": powers(*POWERS_OWN, "microphone")}
        self.file = {"Content-Security-Policy": FILE, "Permissions-Policy": POWERS_OF_FILES}

    def put_on(self, response: HttpResponseBase) -> HttpResponseBase:
        """Put them on an answer."""
        is_page = response.headers.get("Content-Type", "").startswith("text/html")
        page = self.hearing if getattr(response, HEARS, False) else self.page
        own = page if is_page else self.worker if hasattr(response, "is_our_worker") else self.file
        for name, value in (self.always | own).items():
            response.headers[name] = value
        for name, value in self.unless_said.items():
            response.headers.setdefault(name, value)
        return response


def page_policy(leads_to: Iterable[str], live: str = "") -> str:
    """The policy of pages.

    ``leads_to``: other sites to which a form may lead, like *exit now*. ``live``: where the streams are, which may be
    the same server by another port.
    """
    said = {
        **PAGE,
        "connect-src": " ".join(["'self'", *_sites([live])]),
        "form-action": " ".join(["'self'", *_sites(leads_to)]),
    }
    return "; ".join(f"{name} {value}" for name, value in said.items())


def _sites(addresses: Iterable[str]) -> Iterable[str]:
    parts = [urlsplit(address) for address in addresses]
    return dict.fromkeys(f"{part.scheme}://{part.netloc}" for part in parts if part.scheme and part.netloc)


def powers(*own: str) -> str:
    """What a page may ask of the browser: passkeys, and what else is named."""
    mine = own or POWERS_OWN
    off = [f"{power}=()" for power in POWERS_OFF if power not in mine]
    return ", ".join(off + [f"{power}=(self)" for power in mine])


def always() -> dict[str, str]:
    """The same on every answer."""
    headers = {
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
    }
    if settings.SECURE:
        headers["Strict-Transport-Security"] = f"max-age={TWO_YEARS}; includeSubDomains"
    return headers


def unless_said() -> dict[str, str]:
    """What an answer may say for itself: static files are kept, and *exit now* does not even tell us where from."""
    return {"Cache-Control": "no-store", "Referrer-Policy": "same-origin"}
