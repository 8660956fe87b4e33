"""Who makes this request: read from the session, without a statement of its own."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare
from django.utils.functional import SimpleLazyObject

from keukentafel.people import arriving, limits, roles
from keukentafel.people.models import Person


class SignedIn:
    """Gives ``request.user``: the person of the session, or an anonymous one. Asked only when a page looks.

    Once in a few minutes a request counts as a sign of life, and then it is asked again whether the person is a
    professional. A page that asks by itself, with nobody behind it, says ``request.by_itself = True``: it keeps no
    session alive.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.user = SimpleLazyObject(lambda: person_of(request.session))  # type: ignore[assignment]
        answer = self.get_response(request)
        if request.session.accessed and not getattr(request, "by_itself", False):
            sign_of_life(request)
        return answer


def person_of(session: Any) -> Person | AnonymousUser:
    """The person of a session. A session from before a change of password, or of a closed account, is thrown away."""
    if session.get(SESSION_KEY) is None:
        return AnonymousUser()
    person: Person | None = session.person
    if person and person.is_active and _same_password(session, person):
        return person
    session.flush()
    return AnonymousUser()


def sign_of_life(request: Any) -> None:
    """Write it, when the last one is some minutes ago. Who became a professional gets a professional's limits."""
    session = request.session
    if session.person is None or SESSION_KEY not in session or not session.quiet():
        return
    if session.get(limits.LIMITS) != "professional" and roles.is_professional(session.person.pk):
        if session.get(limits.LEVEL, 1) < 2:
            arriving.promoted(request, session.get(limits.WAYS, ()))
            return
        session[limits.LIMITS] = "professional"
    session.alive()


def _same_password(session: Any, person: Person) -> bool:
    return constant_time_compare(session.get(HASH_SESSION_KEY, ""), person.get_session_auth_hash())
