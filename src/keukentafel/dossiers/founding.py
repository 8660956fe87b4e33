"""Found a dossier: a family starts; it is theirs from the first second."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from sqlite3 import IntegrityError as KeyIsThere
from typing import Any
from uuid import UUID

from django.utils import timezone

from keukentafel import vault
from keukentafel.access import on_the_threshold
from keukentafel.access.ages import band_on, day_of
from keukentafel.access.cards import CircleName, Cover, SeatCard, bound_circle, bound_cover, bound_seat
from keukentafel.dossiers.models import new_id

FOUND = "SELECT access_found(%s, %s, %s, %s, %s::smallint, %s, %s, %s, %s, %s, %s, %s)"


@dataclass(frozen=True, slots=True)
class Founded:
    """The ids of a new dossier."""

    dossier: UUID
    seat: UUID
    table: UUID
    family: UUID


def found(
    person: UUID,
    *,
    cover: Cover,
    card: SeatCard,
    role: str = "parent",
    now: datetime | None = None,
    once: UUID | None = None,
    dossier: UUID | None = None,
) -> Founded:
    """Found a dossier with the founder at its table.

    ``role`` is parent, or youth with a birth date on the card and 16 years or older; else the database refuses.
    ``once`` is the form's own id: sent twice, the second raises ``IntegrityError`` (see ``founded_as``).
    ``dossier``: an id that was chosen for it before, which founds it once as well.
    """
    at = now or timezone.now()
    new = Founded(dossier or founded_as(person, once), new_id(), new_id(), new_id())
    with suppress(KeyIsThere):  # made by the same form, sent twice or broken off half-way
        vault.current().create(new.dossier)
    values = _sealed(new, cover, card, role, at)
    with on_the_threshold(person) as cursor:
        cursor.execute(FOUND, values)
    return new


def _sealed(new: Founded, cover: Cover, card: SeatCard, role: str, at: datetime) -> list[Any]:
    """The values of ``FOUND``, each text sealed for its place."""
    ring = vault.current().lend(new.dossier, shared=[new.table, new.family], personal=())
    nameless = CircleName().block()
    return [
        new.dossier,
        ring.seal(new.dossier, bound_cover(new.dossier), cover.block()),
        new.seat,
        role,
        band_on(card.birth_date, day_of(at)) if card.birth_date else 18,
        ring.seal(new.dossier, bound_seat(new.dossier, new.seat), card.block()),
        new.table,
        ring.seal(new.table, bound_circle(new.dossier, new.table), nameless),
        new.family,
        ring.seal(new.family, bound_circle(new.dossier, new.family), nameless),
        new_id(),
        at,
    ]


def founded_as(person: UUID, once: UUID | None) -> UUID:
    """The id of the dossier that this person's form leads to; without a form, a new one."""
    if once is None:
        return new_id()
    return UUID(bytes=vault.current().keyed_hash("found", person.bytes + once.bytes)[:16], version=4)
