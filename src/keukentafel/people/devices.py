"""The browsers of an account. A cookie makes one known: it names no account, and only our key could have made it.

Whoever has the cookie of an account is not kept out by what others try (docs/decisions/0011); whoever comes without
one is told of to the account's holder.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hmac import compare_digest
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpResponse
from django.utils import timezone

from keukentafel import vault
from keukentafel.people.agents import in_words
from keukentafel.people.models import Device, Person, PersonSession

YEAR = 60 * 60 * 24 * 365
MOST = 5
"""Accounts that one browser remembers: two parents share a tablet, and a cookie has to stay small."""
NEVER = UUID(int=0)


@dataclass(frozen=True, slots=True)
class Known:
    """A device of mine as it is shown; ``open``: signed in now, ``here``: the one in front of me;
    ``keeps``: it may keep pages, sealed.
    """

    id: UUID
    browser: str
    first: datetime
    last: datetime
    open: bool
    here: bool
    keeps: bool


def known(request: Any, address: str) -> UUID | None:
    """Which device of the account with this address makes the request; none when it is not known or was forgotten.

    One statement, whether or not there is a cookie or an account.
    """
    claimed = next((device for device, mark in _claims(request) if compare_digest(mark, _mark(device, address))), NEVER)
    found = Device.objects.filter(pk=claimed).values_list("pk", flat=True).first()
    return found or None


def arrive(request: Any, person: Person) -> tuple[UUID, bool]:
    """Note the device on which somebody signs in; gives its id, and whether it is new to the account."""
    device, now = known(request, person.email), timezone.now()
    if device:
        Device.objects.filter(pk=device).update(last=now)
        return device, False
    agent = str(request.META.get("HTTP_USER_AGENT", ""))[:300]
    made = Device.objects.create(person=person, agent=agent, first=now, last=now)
    return made.pk, True


def remember(request: Any, answer: HttpResponse, person: Person, device: UUID) -> None:
    """Give the browser the cookie by which it is known next time, beside those of other accounts."""
    others = [(one, mark) for one, mark in _claims(request) if one != device]
    claims = [(device, _mark(device, person.email)), *others][:MOST]
    answer.set_cookie(
        settings.DEVICE_COOKIE_NAME,
        ".".join(urlsafe_b64encode(one.bytes + mark).decode() for one, mark in claims),
        max_age=YEAR,
        samesite="Lax",
        httponly=True,
        secure=bool(settings.SESSION_COOKIE_SECURE),
    )


def of(person: Person, here: UUID | None) -> Sequence[Known]:
    """The devices of an account, the one in front of it first, then by last use; two statements."""
    alive = PersonSession.objects.filter(person=person, expire_date__gt=timezone.now())
    open_now = set(alive.values_list("device_id", flat=True))
    rows = Device.objects.filter(person=person).order_by("-last")[:50]
    shown = [
        Known(row.pk, in_words(row.agent), row.first, row.last, row.pk in open_now, row.pk == here, bool(row.keeps))
        for row in rows
    ]
    return sorted(shown, key=lambda one: not one.here)


def end(person: Person, device: UUID) -> bool:
    """Sign a device out from afar, and forget it: it has to show again who it is, as a new one."""
    return bool(Device.objects.filter(person=person, pk=device).delete()[0])


def end_others(person: Person, session: Any) -> None:
    """Sign out everywhere but in this session, and forget every device but this one."""
    PersonSession.objects.filter(person=person).exclude(session_key=session.session_key).delete()
    Device.objects.filter(person=person).exclude(pk=session.device or NEVER).delete()


def sweep() -> None:
    """Forget devices that were not seen for two years."""
    Device.objects.filter(last__lt=timezone.now() - timedelta(days=730)).delete()


def _claims(request: Any) -> Iterator[tuple[UUID, bytes]]:
    for one in str(request.COOKIES.get(settings.DEVICE_COOKIE_NAME, ""))[:1000].split(".")[:MOST]:
        try:
            block = urlsafe_b64decode(one)
        except ValueError:
            continue
        if len(block) == 32:
            yield UUID(bytes=block[:16]), block[16:]


def _mark(device: UUID, address: str) -> bytes:
    return vault.current().keyed_hash("device", device.bytes + address.strip().lower().encode())[:16]
