"""Archives to take along, from the side of whoever takes one: ask for it, see how far it is, fetch it, destroy it."""

import json
from base64 import b64decode, b64encode
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from psycopg.types.json import Jsonb
from pydantic import Field

from keukentafel import events, vault
from keukentafel.access import Refused, Visit, on_the_threshold
from keukentafel.access.cards import Sealed
from keukentafel.access.files import files, remove_gone
from keukentafel.access.keys import destroy_doomed
from keukentafel.dossiers.models import new_id
from keukentafel.dossiers.rights import must
from keukentafel.exchange import reading
from keukentafel.exchange.events import ArchiveAsked
from keukentafel.vault.files import new_key, new_name

LASTS = timedelta(hours=24)
COLUMNS = "id, state, reason, created, expires, circles, expected, size, file, sealed, secret"
INSERT = """
INSERT INTO take_along (id, dossier_id, seat_id, person_id, state, reason, created, expires, circles, expected, size,
file, sealed, secret)
VALUES (%s, %s, %s, %s, 'making', '', %s, %s, %s, %s, 0, %s, %s, %s)
"""
MINE = f"SELECT {COLUMNS} FROM take_along WHERE dossier_id = %s ORDER BY created DESC, id DESC LIMIT 1"
ONE = f"SELECT {COLUMNS} FROM take_along WHERE dossier_id = %s AND id = %s"
DELETE = "DELETE FROM take_along WHERE dossier_id = %s"
READY = """
UPDATE take_along SET state = 'ready', size = %s, circles = %s, secret = NULL, expires = %s
 WHERE id = %s AND state = 'making'
"""
FAILED = "UPDATE take_along SET state = 'failed', secret = NULL WHERE id = %s AND state = 'making'"
OPEN = "SELECT circle_id FROM access_open_circle WHERE dossier_id = %s"


class Secret(Sealed):
    """What the job needs and nobody else: kept sealed until it is done."""

    passphrase: str = Field(max_length=200)
    language: str = Field(max_length=5)


@dataclass(frozen=True, slots=True)
class Archive:
    """One archive. ``state``: making, ready, failed; ``circles``: what is in it; ``stored``: its file; ``key``: of
    that.
    """

    id: UUID
    state: str
    created: datetime
    expires: datetime
    circles: frozenset[UUID]
    expected: int
    size: int
    stored: str
    key: bytes
    secret: bytes | None

    @property
    def percent(self) -> int:
        """How far it is, as far as its file tells: 0 to 99, and 100 when it is ready."""
        if self.state == "ready":
            return 100
        return min(99, files().on_disk(self.stored) * 100 // max(1, self.expected))


def ask(visit: Visit, passphrase: str, language: str) -> UUID:
    """Have an archive made, in place of an earlier one; gives its id. Raises ``Refused`` while looking as somebody
    else.
    """
    must(visit.looking_as is None)
    archive = new_id()
    vault.current().create(archive)
    with connection.cursor() as cursor:
        cursor.execute(DELETE, [visit.dossier])
        cursor.execute(INSERT, _row(visit, archive, Secret(passphrase=passphrase, language=language)))
    transaction.on_commit(tidy, robust=True)
    events.announce(ArchiveAsked(visit.dossier, visit.person, archive))
    return archive


def _row(visit: Visit, archive: UUID, secret: Secret) -> list[Any]:
    ring = vault.current().lend(archive, shared=(), personal=())
    key, told = ring.seal(archive, b"key", b64encode(new_key())), ring.seal(archive, b"secret", secret.block())
    whose = [archive, visit.dossier, visit.seat.id, visit.person, visit.now, visit.now + LASTS]
    return [*whose, Jsonb([]), reading.expected(visit), new_name(), key, told]


def mine(visit: Visit) -> Archive | None:
    """The visitor's archive of this dossier, unless its time is over."""
    return _first(visit, MINE, visit.dossier)


def one(visit: Visit, archive: UUID) -> Archive | None:
    """The archive that a job makes, if it is still wanted."""
    return _first(visit, ONE, visit.dossier, archive)


def progress(person: UUID, dossier: UUID) -> Archive | None:
    """For a page that asks every few seconds: how far it is. Shows nothing of the dossier, so nothing is logged."""
    with on_the_threshold(person) as cursor:
        cursor.execute(MINE, [dossier])
        row = cursor.fetchone()
    return _archive(row) if row else None


def secret(archive: Archive) -> Secret:
    """What the job needs. Raises ``Refused`` when it is done."""
    if archive.secret is None:
        raise Refused
    ring = vault.current().lend(archive.id, shared=(), personal=())
    return Secret.model_validate_json(ring.open(archive.id, b"secret", archive.secret))


def fetch(visit: Visit) -> Archive:
    """The archive, to give it out; logged in each circle that is in it. Raises ``Refused``, also when a circle in it
    is no longer open to the visitor: then it is destroyed.
    """
    archive = mine(visit)
    if archive is None or archive.state != "ready":
        raise Refused
    if not archive.circles <= set(visit.circles):
        raise Refused
    for circle in visit.circles:
        if circle in archive.circles:
            visit.note("take_along_fetch", circle)
    return archive


def made(visit: Visit, archive: Archive, size: int) -> None:
    """It is ready. Raises ``Refused`` when it is not wanted any more, or the visitor lost sight of something
    meanwhile.
    """
    circles = list(visit.circles)
    with connection.cursor() as cursor:
        cursor.execute(OPEN, [visit.dossier])
        must(set(circles) <= {row[0] for row in cursor.fetchall()})
        values: list[Any] = [size, Jsonb([str(circle) for circle in circles]), visit.now + LASTS, archive.id]
        cursor.execute(READY, values)
        must(cursor.rowcount == 1)
    for circle in circles:
        visit.note("take_along", circle)


def failed(visit: Visit, archive: UUID) -> None:
    """It could not be made."""
    with connection.cursor() as cursor:
        cursor.execute(FAILED, [archive])


def destroy(visit: Visit) -> None:
    """Destroy the visitor's archive, with its key. None there: nothing happens."""
    must(visit.looking_as is None)
    archive = mine(visit)
    with connection.cursor() as cursor:
        cursor.execute(DELETE, [visit.dossier])
        gone = cursor.rowcount > 0
    if gone:
        transaction.on_commit(tidy, robust=True)
        for circle in visit.circles:
            if archive and circle in archive.circles:
                visit.note("take_along_end", circle)


def tidy() -> None:
    """The files and keys of archives that are gone."""
    remove_gone()
    destroy_doomed()


def _first(visit: Visit, statement: str, *values: Any) -> Archive | None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        row = cursor.fetchone()
    archive = _archive(row) if row else None
    return archive if archive and archive.expires > visit.now else None


def _archive(row: Any) -> Archive:
    ring = vault.current().lend(row[0], shared=(), personal=())
    return Archive(
        id=row[0],
        state=row[1],
        created=row[3],
        expires=row[4],
        circles=frozenset(UUID(circle) for circle in json.loads(row[5])),
        expected=row[6],
        size=row[7],
        stored=row[8],
        key=b64decode(ring.open(row[0], b"key", bytes(row[9]))),
        secret=bytes(row[10]) if row[10] is not None else None,
    )
