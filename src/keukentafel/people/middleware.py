"""Who makes this request: read from the session, without a statement of its own."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare
from django.utils.functional import SimpleLazyObject

from keukentafel.people.models import Person


class SignedIn:
    """Gives ``request.user``: the person of the session, or an anonymous one. Asked only when a page looks."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.user = SimpleLazyObject(lambda: person_of(request.session))  # type: ignore[assignment]
        return self.get_response(request)


def person_of(session: Any) -> Person | AnonymousUser:
    """The person of a session. A session from before a change of password, or of a closed account, is thrown away."""
    if session.get(SESSION_KEY) is None:
        return AnonymousUser()
    person: Person | None = session.person
    if person and person.is_active and _same_password(session, person):
        return person
    session.flush()
    return AnonymousUser()


def _same_password(session: Any, person: Person) -> bool:
    return constant_time_compare(session.get(HASH_SESSION_KEY, ""), person.get_session_auth_hash())
