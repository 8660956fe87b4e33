"""Bring a dossier along: read an archive, and have the same dossier here. All of it, or nothing.

The files of it are sealed into the folder while it is read; everything else goes into one transaction, which makes the
dossier. When anything is not as it should be, the transaction is undone, the files and keys go, and it is as it was.
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import DataError, IntegrityError
from django.utils import timezone

from keukentafel import vault
from keukentafel.access import on_the_threshold
from keukentafel.access.files import files
from keukentafel.dossiers.models import new_id
from keukentafel.exchange import arrivals, zipped
from keukentafel.exchange.arrivals import Arrival
from keukentafel.exchange.checking import Bounds, check
from keukentafel.exchange.ids import AsTheyAre, Ids, Mapped
from keukentafel.exchange.laying import Layer
from keukentafel.exchange.unfit import Unfit
from keukentafel.vault import Unreadable
from keukentafel.vault.files import CHUNK

DONE = "SELECT access_bring_done(%s, %s)"


@dataclass
class Staged:
    """What was made outside the database: it goes again unless all ends well."""

    files: list[str] = field(default_factory=list)
    keys: list[UUID] = field(default_factory=list)


def bring(person: UUID, archive: UUID, now: datetime | None = None) -> UUID | None:
    """Read an archive that waits; gives the id of the dossier.

    None when it was refused (it then says why), put away, or read by another worker.
    """
    arrival = arrivals.waiting(person, archive)
    if arrival is None:
        return None
    at = now or timezone.now()
    try:
        return read(person, arrival, at)
    except arrivals.Elsewhere:
        return None
    except Unfit as unfit:
        arrivals.refused(person, archive, unfit)
        return None
    except Exception:
        if arrivals.waiting(person, archive) is None:  # another one took its place, and its file went
            return None
        arrivals.refused(person, archive, Unfit("broken"))
        raise
    finally:
        files().remove(arrival.stored)


def read(person: UUID, arrival: Arrival, at: datetime) -> UUID:
    """Read it; gives the dossier's id. Raises ``Unfit``; then nothing was kept.

    Its ids stay as they were, unless one of them is taken here: then all of it gets others.
    """
    passphrase = arrivals.secret(arrival).passphrase
    try:
        tail = b"".join(files().read(arrival.stored, arrival.key, skip=max(0, (arrival.size - 1) // CHUNK - 1)))

        def whole() -> Iterator[bytes]:
            return files().read(arrival.stored, arrival.key)

        zipped.must_be_whole(whole, tail, arrival.size, passphrase)
        with suppress(IntegrityError):  # an id is taken
            return _attempt(person, whole, arrival, passphrase, AsTheyAre(), at)
        return _attempt(person, whole, arrival, passphrase, Mapped(), at)
    except Unreadable:
        raise Unfit("changed") from None
    except (IntegrityError, DataError):
        raise Unfit("wrong") from None


def _attempt(person: UUID, whole: zipped.Reader, arrival: Arrival, passphrase: str, ids: Ids, at: datetime) -> UUID:
    with _staging() as staged, on_the_threshold(person) as cursor:
        arrivals.begin(cursor, arrival.id)
        layer = Layer(cursor, ids, staged.files, staged.keys)
        entries = zipped.unzipped(whole, arrival.size, passphrase, bounds().content)
        check(entries, bounds(), layer, at)
        cursor.execute(DONE, [new_id(), at])
        arrivals.done(cursor, arrival.id, layer.dossier)
    return layer.dossier


@contextmanager
def _staging() -> Iterator[Staged]:
    staged = Staged()
    try:
        yield staged
    except BaseException:
        for name in staged.files:
            files().remove(name)
        for key in staged.keys:
            vault.current().destroy(key)
        raise


def bounds() -> Bounds:
    """How much this house takes."""
    return Bounds(
        entries=settings.BRING_MOST_ENTRIES,
        items=settings.BRING_MOST_ITEMS,
        content=settings.BRING_MOST_CONTENT,
        file=settings.BRING_MOST_FILE,
    )
