"""Letters, from the side of who gets them.

Nobody has a seat yet: this happens on the threshold (``access/sql/doors.sql``).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone

from keukentafel import events, vault
from keukentafel.access import on_the_threshold
from keukentafel.access.cards import CircleName, Cover, Reach, SeatCard, bound_circle, bound_cover, bound_seat
from keukentafel.access.seats import COLOURS
from keukentafel.dossiers.models import new_id
from keukentafel.dossiers.reach import said_by
from keukentafel.people.models import Person
from keukentafel.rooms.table.events import SatDown
from keukentafel.rooms.table.letters import Letter, address_hash, bound_answer, bound_letter, token_hash
from keukentafel.vault import Ring

LETTER = "SELECT id, dossier_id, circle_id, seat_id, role, authority, expires, sealed FROM access_letter(%s, %s)"
CIRCLES = "SELECT * FROM access_letter_circles(%s, %s)"
SEATS = "SELECT * FROM access_letter_seats(%s, %s)"
ACCEPT = "SELECT access_accept(%s, %s, %s, %s, %s, %s)"
DECLINE = "SELECT access_decline(%s, %s, %s, %s, %s)"
REFUSED = "SELECT access_letter_refused(%s, %s, %s)"
READ = "SELECT access_letter_read(%s, %s, %s, %s)"


@dataclass(frozen=True, slots=True)
class Sitting:
    """Somebody who already sits there."""

    id: UUID
    role: str
    card: SeatCard
    colour: int


@dataclass(frozen=True)
class Open:
    """A letter that its reader has open. ``circles``: (id, kind, name) of what they would see."""

    invitation: UUID
    dossier: UUID
    circle: UUID
    seat: UUID | None
    role: str
    authority: bool
    expires: datetime
    letter: Letter
    title: str
    circles: tuple[tuple[UUID, str, str], ...]
    sitting: tuple[Sitting, ...]
    ring: Ring

    @property
    def personal(self) -> bool:
        """Whether it asks for a guest in somebody's own circle."""
        return self.circles[0][1] == "personal"


def read(person: Person, token: str, now: datetime | None = None) -> Open | None:
    """Open a letter for the account whose address it was sent to; None, and a refusal in the log, for all else."""
    at = now or timezone.now()
    with _opened(person, token, at) as (cursor, letter):
        if letter:
            cursor.execute(READ, [*_keys(person, token), new_id(), at])
        return letter


def accept(person: Person, token: str, *, name: str, phone: str = "", now: datetime | None = None) -> Open | None:
    """Sit down. None when the letter is no longer good."""
    at = now or timezone.now()
    with _opened(person, token, at) as (cursor, letter):
        if letter is None:
            return None
        seat = letter.seat or new_id()
        card = _card(letter, name, phone, said_by(person.pk))
        sealed = letter.ring.seal(letter.dossier, bound_seat(letter.dossier, seat), card.block())
        cursor.execute(ACCEPT, [*_keys(person, token), seat, sealed, new_id(), at])
        if not cursor.fetchone()[0]:
            return None
        events.announce(SatDown(letter.dossier, seat))
        return letter


def decline(person: Person, token: str, *, word: str = "", now: datetime | None = None) -> Open | None:
    """Say no, with a word if one likes. None when the letter is no longer good."""
    at = now or timezone.now()
    with _opened(person, token, at) as (cursor, letter):
        if letter is None:
            return None
        place = bound_answer(letter.dossier, letter.invitation)
        sealed = letter.ring.seal(letter.circle, place, word.encode()) if word else None
        cursor.execute(DECLINE, [*_keys(person, token), sealed, new_id(), at])
        return letter if cursor.fetchone()[0] else None


@contextmanager
def _opened(person: Person, token: str, at: datetime) -> Iterator[tuple[Any, Open | None]]:
    with on_the_threshold(person.pk) as cursor:
        letter = _open(cursor, _keys(person, token))
        if letter is None:
            cursor.execute(REFUSED, [token_hash(token), new_id(), at])
        yield cursor, letter


def _keys(person: Person, token: str) -> list[bytes]:
    return [token_hash(token), address_hash(person.email)]


def _card(letter: Open, name: str, phone: str, reach: Reach) -> SeatCard:
    written = letter.letter
    return SeatCard(
        name=name,
        relation=written.relation,
        organisation=written.organisation,
        function=written.function,
        phone=phone,
        birth_date=written.birth_date,
        reach=reach,
    )


def _open(cursor: Any, keys: list[bytes]) -> Open | None:
    cursor.execute(LETTER, keys)
    row = cursor.fetchone()
    if row is None:
        return None
    cursor.execute(CIRCLES, keys)
    circles = cursor.fetchall()
    ring = vault.current().lend(
        row[1],
        shared=[one[0] for one in circles if one[1] != "personal"],
        personal=[one[0] for one in circles if one[1] == "personal"],
    )
    cursor.execute(SEATS, keys)
    return Open(
        invitation=row[0],
        dossier=row[1],
        circle=row[2],
        seat=row[3],
        role=row[4],
        authority=row[5],
        expires=row[6],
        letter=Letter.model_validate_json(ring.open(row[2], bound_letter(row[1], row[0]), row[7])),
        title=Cover.model_validate_json(ring.open(row[1], bound_cover(row[1]), circles[0][3])).title,
        circles=tuple((one[0], one[1], _name(ring, row[1], one)) for one in circles),
        sitting=tuple(
            Sitting(one[0], one[1], _seat_card(ring, row[1], one), at % COLOURS)
            for at, one in enumerate(cursor.fetchall())
        ),
        ring=ring,
    )


def _name(ring: Ring, dossier: UUID, row: Any) -> str:
    return CircleName.model_validate_json(ring.open(row[0], bound_circle(dossier, row[0]), row[2])).name


def _seat_card(ring: Ring, dossier: UUID, row: Any) -> SeatCard:
    return SeatCard.model_validate_json(ring.open(dossier, bound_seat(dossier, row[0]), row[2]))
