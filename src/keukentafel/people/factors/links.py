"""A link to sign in by, for who keeps no password: works once, for ten minutes."""

import secrets
from datetime import timedelta
from hashlib import sha256
from typing import Final

from django.utils import timezone

from keukentafel.people.models import Link, Person

LASTS: Final = timedelta(minutes=10)


def make(person: Person | None) -> str:
    """The token of a new link. For an address without an account too: the same work, and it leads nowhere."""
    token, now = secrets.token_urlsafe(24), timezone.now()
    Link.objects.filter(asked__lt=now - timedelta(days=1)).delete()
    Link(token_hash=mark(token), person=person, asked=now).save(force_insert=True)
    return token


def is_good(token: str) -> bool:
    """Whether a link still works; looking does not use it, for mail programs open links by themselves."""
    return Link.objects.filter(**_good(token)).exists()


def use(token: str) -> Person | None:
    """Whose link it is; from then on it no longer works. Two at once: one of them gets in."""
    if Link.objects.filter(**_good(token)).update(used=timezone.now()) != 1:
        return None
    person = Link.objects.select_related("person").get(token_hash=mark(token)).person
    return person if person and person.is_active else None


def mark(token: str) -> bytes:
    """What the database knows of a link."""
    return sha256(token.encode()).digest()


def _good(token: str) -> dict[str, object]:
    return {
        "token_hash": mark(token),
        "used": None,
        "person__isnull": False,
        "asked__gt": timezone.now() - LASTS,
    }
