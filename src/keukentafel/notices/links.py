"""Links in notices: an address that says nothing, for one person, for 30 days. It opens nothing by itself."""

import secrets
from dataclasses import dataclass
from uuid import UUID

from django.utils import timezone

from keukentafel import vault
from keukentafel.access.threshold import standing
from keukentafel.notices.models import Link
from keukentafel.notices.rules import KEPT


@dataclass(frozen=True, slots=True)
class Place:
    """Where it leads; no ``dossier``: to what waits at all tables."""

    dossier: UUID | None
    item: UUID | None


def made(person: UUID, place: Place) -> str:
    """A new token."""
    token = secrets.token_urlsafe(24)
    with standing(person):
        Link.objects.create(
            token_hash=_hash(token),
            person_id=person,
            dossier_id=place.dossier,
            item=place.item,
            expires=timezone.now() + KEPT,
        )
    return token


def place(person: UUID, token: str) -> Place | None:
    """Where somebody's own link leads; None for one that never was, is over, or is somebody else's."""
    with standing(person):
        row = Link.objects.filter(token_hash=_hash(token), person=person, expires__gt=timezone.now()).first()
    return Place(row.dossier_id, row.item) if row else None


def _hash(token: str) -> bytes:
    return vault.current().keyed_hash("link of a notice", token.encode())
