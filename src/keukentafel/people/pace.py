"""How much one person may ask: far more than anybody reads or writes, far less than a machine takes in.

Pages are counted in the memory of each process, so it costs no statement; what is copied whole is counted in the
database, in all processes together (``throttle``). Nobody is locked out: they wait until the ten minutes are over.
"""

import time
from collections.abc import Callable
from functools import wraps
from threading import Lock
from typing import Any, Final, ParamSpec
from uuid import UUID

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest, HttpResponse

from keukentafel.look.show import show_bare
from keukentafel.people import throttle
from keukentafel.people.coming import client_of

WINDOW: Final = 10 * 60
"""Seconds."""
BY_ITSELF: Final = 10
"""So many times as much, for what an open page asks by itself: it is one cheap question."""
P = ParamSpec("P")
Page = Callable[P, HttpResponse]


class Pace:
    """Counts what each person asks in windows of ten minutes. ``clock``: seconds that only go forward."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock, self._lock = clock, Lock()
        self._began, self._counts = clock(), dict[object, int]()

    def within(self, who: object, most: int) -> bool:
        """Count one; whether it is still within ``most``."""
        with self._lock:
            if self._clock() - self._began >= WINDOW:
                self._began, self._counts = self._clock(), {}
            self._counts[who] = self._counts.get(who, 0) + 1
            return self._counts[who] <= most

    def left(self) -> int:
        """Seconds until everybody may ask again."""
        return max(1, round(WINDOW - (self._clock() - self._began)))


pace = Pace()


class NotTooFast:
    """Refuses, with a page that says so, what one person asks beyond ``settings.MOST_PAGES`` in ten minutes."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        """Before the page does anything. Who is not signed in has other limits (``throttle``)."""
        if settings.SESSION_COOKIE_NAME not in request.COOKIES or getattr(view, "for_machines", False):
            return None
        who = request.session.get(SESSION_KEY)  # the id is enough: nobody's account is opened for it, or asks for a key
        if who is None:
            return None
        alone, own = getattr(view, "by_itself", False), getattr(view, "by_session", False)
        most = settings.MOST_PAGES * (BY_ITSELF if alone else 1)
        counted = (request.session.session_key if own else who, alone)
        return None if pace.within(counted, most) else too_fast(request, pace.left())


def counted_by_session(page: Page[P]) -> Page[P]:
    """Mark a page by which somebody ends what others do in their name: who holds another session of theirs, and asks
    all that one person may ask, must not keep them from it.
    """
    page.by_session = True  # type: ignore[attr-defined]  # read by NotTooFast
    return page


def for_machines(page: Page[P]) -> Page[P]:
    """Mark a page that is nobody's: no session is looked at, and nothing is counted."""
    page.for_machines = True  # type: ignore[attr-defined]  # read by NotTooFast
    return page


def asked_by_itself(page: Page[P]) -> Page[P]:
    """Mark a page that an open page asks for every few seconds."""
    page.by_itself = True  # type: ignore[attr-defined]  # read by NotTooFast
    return page


def a_copy(*methods: str) -> Callable[[Page[P]], Page[P]]:
    """Make a page, asked by one of these methods, count as a copy of much at once: a table of the log, an archive, a
    print. Stands above ``@door``.
    """

    def counting(page: Page[P]) -> Page[P]:
        @wraps(page)
        def counted(*args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            request: Any = args[0]
            person = request.user.pk if request.method in methods else None
            return (person and one_too_many(request, person)) or page(*args, **kwargs)

        counted.a_copy = True  # type: ignore[attr-defined]  # a test finds them by this
        return counted

    return counting


def one_too_many(request: HttpRequest, person: UUID) -> HttpResponse | None:
    """Count a copy; the refusal when it is beyond the limit."""
    within = throttle.count(throttle.COPIES, str(person))
    return None if within else too_fast(request, throttle.COPIES.minutes * 60)


def opened_by_anybody(page: Page[P]) -> Page[P]:
    """Count a page that writes a session for whoever asks it, by client. Stands above all else."""

    @wraps(page)
    def counted(*args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        request: Any = args[0]
        within = throttle.count(throttle.OPENING, client_of(request))
        return page(*args, **kwargs) if within else too_fast(request, throttle.OPENING.minutes * 60)

    return counted


def too_fast(request: HttpRequest, seconds: int) -> HttpResponse:
    """In words, and by ``Retry-After`` for programs."""
    context = {"minutes": max(1, round(seconds / 60)), "sent": request.method == "POST"}
    answer = show_bare(request, "look/too_fast.html", context, status=429)
    answer.headers["Retry-After"] = str(seconds)
    return answer
