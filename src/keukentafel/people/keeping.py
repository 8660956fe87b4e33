"""What a browser may keep of the dossiers, sealed: whether at all, whose it is, and until when (docs/decisions/0027).

Only on a device of which its owner said at sign-in that it is theirs, and where they turned it on. The browser
hears it with every page (``Keeping``); a page of a dossier says of itself that it may be kept (``say``).
"""

from base64 import urlsafe_b64encode
from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import Any, Final
from uuid import UUID

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest, HttpResponse

from keukentafel import vault
from keukentafel.people import limits
from keukentafel.people.models import Device, PersonSession

KEEPS, SENT = "keeps", "sent"
"""In a session: whether this device keeps pages (absent: never asked), and where a form was sent to last."""
WHOSE, WHAT = "X-Keep", "X-Keep-Of"
"""Headers for our service worker: session and until when; dossier, sight, and yes, no or gone."""
DRAFTS: Final = timedelta(days=30)
"""How long a draft waits in a browser for who typed it: so long it is known that their session only ran out."""
FORGET: Final = '"storage"'


def may(session: Any) -> bool:
    """Whether this device may keep anything: it is one's own, and somebody at work has leave of the house."""
    of = session.get(limits.LIMITS) if SESSION_KEY in session else None
    return of == "kept" or (of == "professional" and settings.KEEP_FOR_PROFESSIONALS)


def keeps(session: Any) -> bool:
    """Whether this device keeps pages and drafts."""
    return may(session) and session.get(KEEPS) is True


def asks(session: Any) -> bool:
    """Whether the question was never answered on this device, and can be asked."""
    return may(session) and session.get(KEEPS) is None


def choose(session: Any, *, yes: bool) -> None:
    """Turn it on or off on this device; it is known at the next sign-in here."""
    session[KEEPS] = yes
    Device.objects.filter(pk=session.device).update(keeps=yes)


def remembered(session: Any) -> None:
    """At sign-in: what was chosen on this device."""
    chosen = Device.objects.filter(pk=session.device).values_list("keeps", flat=True).first()
    if chosen is not None:
        session[KEEPS] = chosen


def half(session: Any) -> str:
    """The server's half of the key of drafts: of this person on this device. Only their own pages hold it."""
    return _short("drafts", session.device.bytes + UUID(session[SESSION_KEY]).bytes, 16) if session.device else ""


def sent(session: Any) -> str:
    """To which address a form was sent since the last page, once: its draft can go."""
    return str(session.pop(SENT)) if SENT in session else ""


def say(request: Any, answer: HttpResponse, dossier: UUID, circles: Iterable[UUID], verdict: str) -> None:
    """A page of a dossier says of itself: ``yes`` (may be kept), ``no`` or ``gone`` (nor any of this dossier).

    ``circles`` are those in sight: a browser whose copy was made with others in sight throws it away.
    """
    if keeps(request.session):
        sight = _short("sight", b"".join(sorted(one.bytes for one in circles)), 6)
        answer.headers[WHAT] = f"{dossier} {sight} {verdict}"


class Keeping:
    """Tells the browser with each page whose copies it may have; none said: none may stay."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = self.get_response(request)
        session: Any = request.session
        if not session.accessed:
            return answer
        if keeps(session):
            _told(request, session, answer)
        elif _ended_from_afar(request, session):
            answer.headers.setdefault("Clear-Site-Data", FORGET)
        return answer


def _told(request: HttpRequest, session: Any, answer: HttpResponse) -> None:
    if request.method == "POST" and answer.status_code == 303:
        session[SENT] = request.path
    if answer.headers.get("Content-Type", "").startswith("text/html"):
        mark = _short("copies", str(session.session_key).encode(), 9)
        answer.headers[WHOSE] = f"{mark} {int(limits.until(session).timestamp())}"


def _ended_from_afar(request: HttpRequest, session: Any) -> bool:
    """The browser has a session that was ended elsewhere. One that only ran out still has its row: drafts may wait."""
    key = request.COOKIES.get(settings.SESSION_COOKIE_NAME)
    if not key or SESSION_KEY in session or session.session_key:
        return False
    return not PersonSession.objects.filter(session_key=key[:40]).exists()


def _short(purpose: str, value: bytes, length: int) -> str:
    return urlsafe_b64encode(vault.current().keyed_hash(purpose, value)[:length]).decode().rstrip("=")
