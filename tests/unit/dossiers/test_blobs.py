"""Sealed files: in and out in chunks, gone with their item, and found out when they were touched."""

import os
from base64 import b64decode
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from keukentafel.access import Refused
from keukentafel.access.files import files, remove_gone, remove_strays
from keukentafel.dossiers import blobs, items, moving, reading
from keukentafel.dossiers.models import new_id
from keukentafel.rooms.journal import actions as journal
from keukentafel.vault import Unreadable
from keukentafel.vault.files import CHUNK, SEALED_CHUNK, Files, new_key, new_name
from keukentafel.vault.shelves import Folder
from tests.support.family import Family
from tests.support.house import House

SIZES = (0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK, 3 * CHUNK + 7)

JPEG = b"\xff\xd8\xff"


def stored(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


@pytest.mark.parametrize("size", SIZES)
def test_what_goes_in_comes_out(tmp_path: Path, size: int) -> None:
    here, name, key, content = Files(Folder(tmp_path)), new_name(), new_key(), os.urandom(size)
    pieces = [content[at : at + 1000] for at in range(0, size, 1000)]
    assert here.write(name, key, pieces) == size
    chunks = max(1, -(-size // CHUNK))
    assert here.on_disk(name) == size + chunks * (SEALED_CHUNK - CHUNK)
    assert b"".join(here.read(name, key)) == content
    last = max(size - 1, 0) // CHUNK
    assert b"".join(here.read(name, key, skip=last)) == content[last * CHUNK :]
    assert max((len(chunk) for chunk in here.read(name, key)), default=0) <= CHUNK


def hurt(block: bytes) -> Iterator[tuple[str, bytes]]:
    """The file, changed in every way that matters."""
    chunks = [block[at : at + SEALED_CHUNK] for at in range(0, len(block), SEALED_CHUNK)]
    yield "a chunk less", b"".join(chunks[:-1])
    yield "a byte less", block[:-1]
    yield "empty", b""
    yield "a byte more", block + b"x"
    yield "swapped", b"".join([chunks[1], chunks[0], *chunks[2:]])
    yield "doubled", b"".join([chunks[0], *chunks])
    for at in (0, 1, 20, SEALED_CHUNK - 1, SEALED_CHUNK + 5, len(block) - 1):
        yield f"flipped at {at}", block[:at] + bytes([block[at] ^ 1]) + block[at + 1 :]


def unreadable(here: Files, name: str, key: bytes) -> bool:
    try:
        list(here.read(name, key))
    except Unreadable:
        return True
    return False


def test_a_touched_file_is_found_out(tmp_path: Path) -> None:
    here, name, key = Files(Folder(tmp_path)), new_name(), new_key()
    here.write(name, key, [os.urandom(3 * CHUNK + 7)])
    path = stored(tmp_path)[0]
    whole = path.read_bytes()
    for how, block in hurt(whole):
        path.write_bytes(block)
        assert unreadable(here, name, key), how
    path.write_bytes(whole)
    with pytest.raises(Unreadable):
        list(here.read(name, new_key()))
    with pytest.raises(Unreadable):
        list(here.read("../../etc/passwd", key))
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_file_lives_and_goes_with_its_item(house: House, files_folder: Path) -> None:
    family = Family(house)
    family.seat("Bo", "professional")
    family.seat("Oma", "relative")
    with family.visit("Ann") as visit:
        entry = journal.write(visit, "een foto", circle=family.family, once=new_id(), happened=visit.now)
        made = blobs.add(visit, entry, [JPEG, b"plain", b"words"], name="foto.jpg", media_type="image/jpeg")
    assert b"plain" not in stored(files_folder)[0].read_bytes()
    with family.visit("Oma") as visit:
        found = blobs.one(visit, made.id)
        assert (found.name, found.media_type, found.size) == ("foto.jpg", "image/jpeg", 13)
        assert b"".join(blobs.content(found)) == JPEG + b"plainwords"
        with pytest.raises(Refused):
            blobs.add(visit, reading.one(visit, entry.id), [b"x"], name="x", media_type="text/plain")
    with pytest.raises(Refused), family.visit("Bo") as visit:
        blobs.one(visit, made.id)
    with family.visit("Ann") as visit:
        moving.move(visit, reading.one(visit, entry.id), family.table)
    with family.visit("Bo") as visit:
        assert b"".join(blobs.content(blobs.one(visit, made.id))) == JPEG + b"plainwords"
    with family.visit("Ann") as visit:
        items.delete(visit, reading.one(visit, entry.id))
    assert stored(files_folder) == []
    assert house.owner.execute("SELECT count(*) FROM gone_file").fetchone() == (0,)


def test_a_crash_leaves_a_name_or_a_stray_and_both_are_swept(house: House, files_folder: Path) -> None:
    family = Family(house)
    with family.visit("Ann") as visit:
        entry = journal.write(visit, "twee", circle=family.table, once=new_id(), happened=visit.now)
        kept = blobs.add(visit, entry, [b"kept"], name="a", media_type="text/plain")
        blobs.add(visit, entry, [b"gone"], name="b", media_type="text/plain")
    house.owner.execute("DELETE FROM blob WHERE id <> %s", [kept.id])  # and the process dies before it removes the file
    with suppress(Refused), family.visit("Ann") as visit:
        blobs.add(visit, reading.one(visit, entry.id), [b"undone"], name="c", media_type="text/plain")
        reading.one(visit, new_id())
    assert len(stored(files_folder)) == 3
    house.owner.execute("INSERT INTO gone_file (name) VALUES (%s)", [kept.stored])
    assert remove_gone() == 1
    assert remove_strays() == 0
    assert remove_strays(older_than=-1) == 1
    assert [path.name for path in stored(files_folder)] == [kept.stored]
    assert b"".join(files().read(kept.stored, b64decode(kept.card.key))) == b"kept"
