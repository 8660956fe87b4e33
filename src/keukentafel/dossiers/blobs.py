"""Sealed files of items: a photo, a letter, a recording. What is in them passes in chunks, in bounded memory.

A file has a key of its own, which is sealed in its row with the key of the circle. So it opens for whoever the circle
is open to; moving it seals a few bytes anew; and deleting its row makes the file unreadable before it is removed.
"""

from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from pydantic import Field

from keukentafel.access import Refused, Visit
from keukentafel.access.cards import Sealed
from keukentafel.access.files import files, remove_gone
from keukentafel.access.rows import fetch
from keukentafel.dossiers import rights
from keukentafel.dossiers.media import as_said
from keukentafel.dossiers.models import new_id
from keukentafel.dossiers.opened import Opened
from keukentafel.vault import Ring
from keukentafel.vault.files import CHUNK, new_key, new_name

COLUMNS = "id, circle_id, item_id, size, file, created, sealed, checked"
INSERT = f"INSERT INTO blob (dossier_id, {COLUMNS}) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s) ON CONFLICT DO NOTHING"
ONE = f"SELECT {COLUMNS} FROM blob WHERE id = %s AND dossier_id = %s"
OF_ITEMS = f"SELECT {COLUMNS} FROM blob WHERE item_id = ANY(%s) AND dossier_id = %s ORDER BY created, id"
USED = "SELECT coalesce(sum(size), 0)::bigint FROM blob WHERE dossier_id = %s"
MOVE = "UPDATE blob SET circle_id = %s, sealed = %s WHERE id = %s"


class FileCard(Sealed):
    """What is sealed of a file. ``key``: base64 of 32 bytes; ``sha256``: of its content, in hexadecimal; ``small``:
    the small picture of another file of the same item.
    """

    name: str = Field(max_length=200)
    media_type: str = Field(max_length=100)
    key: str = Field(max_length=44)
    sha256: str = Field(min_length=64, max_length=64)
    small: bool = False


@dataclass(frozen=True, slots=True)
class Blob:
    """One file. ``size``: bytes of content; ``stored``: its name on the shelf; ``checked``: when the scanner saw it."""

    id: UUID
    circle: UUID
    item: UUID
    size: int
    stored: str
    created: datetime
    card: FileCard
    checked: datetime | None = None

    @property
    def name(self) -> str:
        """How the family calls it."""
        return self.card.name

    @property
    def media_type(self) -> str:
        """What it is, like ``image/jpeg``."""
        return self.card.media_type


def bound_file(dossier: UUID, item: UUID, blob: UUID) -> bytes:
    """What the card of a file is bound to."""
    return b"blob" + dossier.bytes + item.bytes + blob.bytes


def add(visit: Visit, item: Opened[Any], content: Iterable[bytes], *, name: str, media_type: str) -> Blob:
    """Put a file with an item.

    Raises ``Refused`` unless the visitor may change the item, and ``NotWhatItSays`` for a file of another type.
    """
    rights.must(rights.may_change(visit, item))
    blob = write(content, item=item.id, circle=item.circle, name=name, media_type=media_type, created=visit.now)
    lay(visit, blob)
    visit.note("change", item.circle, item.id)
    return blob


def lay(visit: Visit, blob: Blob, ring: Ring | None = None) -> None:
    """Write the row of a file that stands on the shelf already. Raises ``Refused`` when another row has it.

    ``ring``: with the key of its circle, when that was made in this very visit.
    """
    values: list[Any] = [blob.id, blob.circle, blob.item, blob.size, blob.stored, blob.created]
    sealed = seal_card(ring or visit.ring, visit.dossier, blob)
    with connection.cursor() as cursor:
        cursor.execute(INSERT, [visit.dossier, *values, sealed, blob.checked])
        rights.must(cursor.rowcount == 1)


def write(content: Iterable[bytes], *, item: UUID, circle: UUID, name: str, media_type: str, created: datetime) -> Blob:
    """Write a file into the folder. Without a row it is a stray, which is swept up after a day.

    Raises ``NotWhatItSays``.
    """
    stored, key, hashed = new_name(), new_key(), sha256()
    size = files().write(stored, key, _hashing(as_said(media_type, content), hashed))
    card = FileCard(name=name, media_type=media_type, key=b64encode(key).decode(), sha256=hashed.hexdigest())
    return Blob(new_id(), circle, item, size, stored, created, card)


def one(visit: Visit, blob: UUID) -> Blob:
    """A file in sight. Raises ``Refused``."""
    rows = fetch(ONE, [blob, visit.dossier])
    if not rows:
        raise Refused
    visit.has_read({rows[0][1]})
    return opened(visit.ring, visit.dossier, rows[0])


def copied(blob: Blob, *, item: UUID, circle: UUID) -> Blob:
    """Its bytes once more on the shelf, under a key of their own, for another item; no row knows of them yet."""
    stored, key = new_name(), new_key()
    size = files().write(stored, key, content(blob))
    card = blob.card.model_copy(update={"key": b64encode(key).decode()})
    return replace(blob, id=new_id(), circle=circle, item=item, size=size, stored=stored, card=card)


def of_items(visit: Visit, items: Iterable[UUID]) -> dict[UUID, list[Blob]]:
    """The files of these items, in the order in which they came."""
    found: dict[UUID, list[Blob]] = {}
    for row in fetch(OF_ITEMS, [list(items), visit.dossier]):
        found.setdefault(row[2], []).append(opened(visit.ring, visit.dossier, row))
    return found


def used(visit: Visit) -> int:
    """Bytes of all files in sight."""
    return int(fetch(USED, [visit.dossier])[0][0])


def unknown(blob: Blob) -> bool:
    """Whether nobody may open it yet: there is a scanner, and it has not seen it."""
    return bool(settings.CLAMD) and blob.checked is None


def content(blob: Blob, *, start: int = 0) -> Iterator[bytes]:
    """What is in it from byte ``start`` on, in pieces of at most 64 kB. Only the chunks that are asked for are read.

    Raises ``Unreadable`` when it was changed, cut off or is gone.
    """
    skip, within = divmod(start, CHUNK)
    chunks = files().read(blob.stored, b64decode(blob.card.key), skip=skip)
    first = next(chunks, b"")
    yield first[within:]
    yield from chunks


def remove(visit: Visit, item: Opened[Any], blob: UUID) -> None:
    """Take a file from its item, for good. Raises ``Refused``."""
    rights.must(rights.may_change(visit, item))
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM blob WHERE id = %s AND item_id = %s", [blob, item.id])
        rights.must(cursor.rowcount == 1)
    visit.note("change", item.circle, item.id)
    transaction.on_commit(remove_gone, robust=True)


def move(visit: Visit, items: Iterable[UUID], circle: UUID) -> None:
    """Seal the cards of the files of these items for another circle; the files stay as they are."""
    with connection.cursor() as cursor:
        for blobs in of_items(visit, items).values():
            for blob in blobs:
                card = visit.ring.seal(circle, bound_file(visit.dossier, blob.item, blob.id), blob.card.block())
                cursor.execute(MOVE, [circle, card, blob.id])
                rights.must(cursor.rowcount == 1)


def opened(ring: Ring, dossier: UUID, row: Any) -> Blob:
    """Open a row of ``COLUMNS``. Raises ``NotLent`` or ``Unreadable``."""
    card = FileCard.model_validate_json(ring.open(row[1], bound_file(dossier, row[2], row[0]), row[6]))
    return Blob(row[0], row[1], row[2], row[3], row[4], row[5], card, row[7])


def seal_card(ring: Ring, dossier: UUID, blob: Blob) -> bytes:
    """Seal what is known of a file for its place."""
    return ring.seal(blob.circle, bound_file(dossier, blob.item, blob.id), blob.card.block())


def _hashing(content: Iterable[bytes], hashed: Any) -> Iterator[bytes]:
    for piece in content:
        hashed.update(piece)
        yield piece
