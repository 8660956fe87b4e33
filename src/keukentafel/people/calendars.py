"""The secret address under which somebody's own calendar program fetches their appointments.

Only a keyed hash of it is kept. It ends with the device on which it was made, when that is signed out from afar, and
with whatever ends all sessions: another password, an operator's sign-out, the end of the account.
"""

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import models, transaction
from django.utils import timezone

from keukentafel import vault
from keukentafel.people.fields import SealedTextField

if TYPE_CHECKING:
    from keukentafel.people.models import Person

LONGEST = 64
"""Of a secret in an address: what is longer was never ours."""


class CalendarFeed(models.Model):
    """The address of one person, of whom there is never more than one. ``only``: the one table in it, or all."""

    person: "models.OneToOneField[Person, Person]" = models.OneToOneField(
        "people.Person", models.CASCADE, primary_key=True, related_name="+"
    )
    person_id: UUID
    device = models.ForeignKey("people.Device", models.CASCADE, null=True, related_name="+")
    token_hash = models.BinaryField(unique=True)
    only = SealedTextField()
    made = models.DateTimeField()

    class Meta:
        app_label = "people"
        db_table = "person_calendar"


@dataclass(frozen=True, slots=True)
class Feed:
    """Whose it is, and the one table in it (none: all of them)."""

    person: "Person"
    only: UUID | None


def make(person: "Person", device: UUID | None, only: UUID | None) -> str:
    """Make a secret; the one before it ends. It is given once, and kept by nobody but who asked."""
    token = secrets.token_urlsafe(32)
    row = {"device_id": device, "token_hash": _mark(token), "only": str(only or ""), "made": timezone.now()}
    with transaction.atomic():
        CalendarFeed.objects.filter(person=person).delete()
        CalendarFeed.objects.create(person=person, **row)
    return token


def end(person: "Person") -> bool:
    """End it; whether there was one."""
    return bool(CalendarFeed.objects.filter(person=person).delete()[0])


def of(person: "Person") -> CalendarFeed | None:
    """That there is one, and since when."""
    return CalendarFeed.objects.filter(person=person).first()


def find(token: str) -> Feed | None:
    """Whose secret this is. One statement, whether there is such a one or not."""
    row = (
        CalendarFeed.objects.select_related("person")
        .filter(token_hash=_mark(token[:LONGEST]), person__is_active=True)
        .first()
    )
    return Feed(row.person, UUID(row.only) if row.only else None) if row else None


def _mark(token: str) -> bytes:
    return vault.current().keyed_hash("calendar address", token.encode())
