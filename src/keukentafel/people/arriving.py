"""Who has shown something of who they are: signed in at once, or first asked for the second thing.

Until everything that is asked was shown, nobody is signed in: the session has no person, only this note of who is half
way. So no page can forget to ask, for to every page a visitor half way is nobody.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth import SESSION_KEY, login
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from keukentafel.look.show import see_other
from keukentafel.people import devices, keeping, letters, limits, roles
from keukentafel.people.coming import BACKEND, onward, speak, wear
from keukentafel.people.factors import second
from keukentafel.people.models import Person
from keukentafel.people.traces import Client, trace

HALF = "half"
LASTS = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Half:
    """Somebody half way. ``ways``: what was shown; ``adds``: a professional who has to add a second factor first."""

    person: Person
    ways: tuple[str, ...]
    keep: bool
    onto: str
    adds: bool


def arrived(request: Any, person: Person, way: str, *, keep: bool = False, strong: bool = False) -> HttpResponse:
    """Something was shown that proves who this is: sign in, or ask for the second factor.

    ``keep``: stay signed in on this device; ``strong``: what was shown is two factors by itself (a passkey).
    """
    onto, professional = onward(request), roles.is_professional(person.pk)
    if strong:
        return signed_in(request, Half(person, (way,), keep, onto, adds=False), level=2, professional=professional)
    has = second.has(person.pk)
    if not has and not professional:
        return signed_in(request, Half(person, (way,), keep, onto, adds=False), level=1, professional=False)
    halfway(request, Half(person, (way,), keep, onto, adds=not has))
    return see_other(reverse("people:protect" if not has else "people:second"))


def halfway(request: Any, half: Half) -> None:
    """Note who is half way, in a new session."""
    if SESSION_KEY in request.session:
        request.session.flush()
    else:
        request.session.cycle_key()
    request.session[HALF] = {
        "person": str(half.person.pk),
        "password": half.person.get_session_auth_hash(),
        "ways": list(half.ways),
        "keep": half.keep,
        "onto": half.onto,
        "adds": half.adds,
        "at": timezone.now().timestamp(),
    }


def half_of(request: Any) -> Half | None:
    """Who is half way in this session; nobody after 15 minutes, or after a change of password."""
    kept = request.session.get(HALF)
    if not kept or not 0 <= timezone.now().timestamp() - kept["at"] < LASTS.total_seconds():
        return None
    person = Person.objects.filter(pk=UUID(kept["person"]), is_active=True).first()
    if person is None or not constant_time_compare(kept["password"], person.get_session_auth_hash()):
        return None
    return Half(person, tuple(kept["ways"]), kept["keep"], kept["onto"], kept["adds"])


def completed(request: Any, half: Half, way: str) -> HttpResponse:
    """The second factor was shown: sign in."""
    done = Half(half.person, (*half.ways, way), half.keep, half.onto, adds=False)
    return signed_in(request, done, level=2, professional=roles.is_professional(half.person.pk))


def signed_in(request: Any, half: Half, *, level: int, professional: bool) -> HttpResponse:
    """Sign in with a fresh session, note the device, tell of a new one, and go on in the person's own language."""
    person, first_time = half.person, half.person.last_login is None
    request.session.pop(HALF, None)
    device, is_new = devices.arrive(request, person)
    login(request, person, backend=BACKEND)
    request.session.device = device
    keeping.remembered(request.session)
    limits.begin(request.session, _limits(professional=professional, keep=half.keep), level, half.ways)
    _told(request, person, is_new=is_new and not first_time)
    answer = see_other(half.onto or settings.LOGIN_REDIRECT_URL)
    speak(answer, person.language)
    wear(answer, person.reading)
    devices.remember(request, answer, person, device)
    return answer


def promoted(request: Any, ways: Sequence[str]) -> None:
    """Somebody who is signed in with one factor turned out to have become a professional: half way again."""
    person = request.session.person
    halfway(request, Half(person, tuple(ways), keep=False, onto="", adds=not second.has(person.pk)))


def _limits(*, professional: bool, keep: bool) -> str:
    return "professional" if professional else "kept" if keep else "family"


def _told(request: Any, person: Person, *, is_new: bool) -> None:
    client = Client.of(request)
    trace(person, "signed_in", client)
    if is_new:
        trace(person, "new_device", client)
        letters.queue(letters.Letter("new_device", person.email, person.language))
