"""Archives that somebody brought along: kept sealed until they are read, on the threshold, for there is no dossier
yet.
"""

from base64 import b64decode, b64encode
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from keukentafel import events, vault
from keukentafel.access import on_the_threshold
from keukentafel.exchange.archives import Secret, tidy
from keukentafel.exchange.events import ArchiveCame
from keukentafel.exchange.unfit import Reason, Unfit

LASTS = timedelta(hours=24)
COLUMNS = "id, state, reason, detail, created, expires, dossier_id, size, file, sealed, secret"
INSERT = """
INSERT INTO bring_along (id, person_id, state, reason, detail, created, expires, size, file, sealed, secret)
VALUES (%s, %s, 'reading', '', '', %s, %s, %s, %s, %s, %s)
"""
LATEST = f"SELECT {COLUMNS} FROM bring_along ORDER BY created DESC, id DESC LIMIT 1"
ONE = f"SELECT {COLUMNS} FROM bring_along WHERE id = %s AND state = 'reading'"
ALONE = "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))"
"""Not the row's own lock: whoever puts the archive away meanwhile does not wait until it was read."""
STILL = "SELECT FROM bring_along WHERE id = %s AND state = 'reading'"
DONE = "UPDATE bring_along SET state = 'done', dossier_id = %s, secret = NULL WHERE id = %s AND state = 'reading'"
REFUSED = """
UPDATE bring_along SET state = 'refused', reason = %s, detail = %s, secret = NULL WHERE id = %s AND state = 'reading'
"""
DELETE = "DELETE FROM bring_along"


@dataclass(frozen=True, slots=True)
class Arrival:
    """One archive. ``state``: reading, done (``dossier``) or refused (``reason``, ``detail``)."""

    id: UUID
    state: str
    reason: Reason
    detail: str
    dossier: UUID | None
    expires: datetime
    size: int
    stored: str
    key: bytes
    secret: bytes | None


def keep(person: UUID, archive: UUID, stored: str, key: bytes, size: int, secret: Secret) -> None:
    """Keep an archive whose file was written, in place of an earlier one, and have it read."""
    now = timezone.now()
    vault.current().create(archive)
    ring = vault.current().lend(archive, shared=(), personal=())
    with on_the_threshold(person) as cursor:
        cursor.execute(DELETE)
        transaction.on_commit(tidy, robust=True)
        sealed = ring.seal(archive, b"key", b64encode(key))
        values = [archive, person, now, now + LASTS, size, stored, sealed]
        cursor.execute(INSERT, [*values, ring.seal(archive, b"secret", secret.block())])
        events.announce(ArchiveCame(person, archive))


def latest(person: UUID) -> Arrival | None:
    """The archive that this person brought last, unless that is a day ago."""
    found = _one(person, LATEST)
    return found if found and found.expires > timezone.now() else None


def waiting(person: UUID, archive: UUID) -> Arrival | None:
    """One that is still to be read."""
    return _one(person, ONE, archive)


def secret(arrival: Arrival) -> Secret:
    """What opens it. Raises ``Unfit`` when it was read before."""
    if arrival.secret is None:
        raise Unfit("broken")
    ring = vault.current().lend(arrival.id, shared=(), personal=())
    return Secret.model_validate_json(ring.open(arrival.id, b"secret", arrival.secret))


class Elsewhere(Exception):
    """It was read by another worker, or put away meanwhile."""


def begin(cursor: Any, archive: UUID) -> None:
    """From here to the end of the transaction nobody else reads it. Raises ``Elsewhere``."""
    cursor.execute(ALONE, [str(archive)])
    cursor.execute(STILL, [archive])
    if cursor.fetchone() is None:
        raise Elsewhere


def done(cursor: Any, archive: UUID, dossier: UUID) -> None:
    """It is a dossier, in the transaction in which it becomes one. Raises ``Elsewhere``."""
    cursor.execute(DONE, [dossier, archive])
    if not cursor.rowcount:
        raise Elsewhere


def refused(person: UUID, archive: UUID, unfit: Unfit) -> None:
    """It is not taken, and why."""
    with on_the_threshold(person) as cursor:
        cursor.execute(REFUSED, [unfit.reason, unfit.detail, archive])


def forget(person: UUID) -> None:
    """Put away what was said of the last one."""
    with on_the_threshold(person) as cursor:
        cursor.execute(DELETE)
        transaction.on_commit(tidy, robust=True)


def _one(person: UUID, statement: str, *values: Any) -> Arrival | None:
    with on_the_threshold(person) as cursor:
        cursor.execute(statement, values)
        row = cursor.fetchone()
    if row is None:
        return None
    ring = vault.current().lend(row[0], shared=(), personal=())
    return Arrival(
        id=row[0],
        state=row[1],
        reason=row[2],
        detail=row[3],
        dossier=row[6],
        expires=row[5],
        size=row[7],
        stored=row[8],
        key=b64decode(ring.open(row[0], b"key", bytes(row[9]))),
        secret=bytes(row[10]) if row[10] is not None else None,
    )
