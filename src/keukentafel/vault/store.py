"""The key store: wrapped data keys in an SQLite file that lives apart from the database."""

import os
import sqlite3
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from uuid import UUID

from keukentafel.vault.disk import new_file, sync_folder
from keukentafel.vault.errors import KeysAway, NoKey, Retired

TABLES = (
    """CREATE TABLE IF NOT EXISTS data_key
       (id BLOB PRIMARY KEY, kek TEXT NOT NULL, wrapped BLOB NOT NULL, made INTEGER NOT NULL DEFAULT 0)""",
    "CREATE INDEX IF NOT EXISTS by_kek ON data_key (kek)",
    "CREATE TABLE IF NOT EXISTS retired (kek TEXT PRIMARY KEY)",
)
SINCE_WHEN = "ALTER TABLE data_key ADD COLUMN made INTEGER NOT NULL DEFAULT 0"
"""For a store that was made before keys told their age."""

Wrapped = tuple[str, bytes]
"""The id of the wrapping key, and the wrapped key."""


class KeyStore:
    """Wrapped keys by id. Every call opens the file anew, so that processes and threads may share it.

    A file that is not there is never made by the way: an empty store beside a full database would look like a start.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.log = path.with_name("destroyed.ids")
        """The ids of destroyed keys, 16 bytes each. Other processes see by its length that they must forget."""

    def make(self) -> None:
        """Make what is not there yet of the store, in its folder. One process at a time."""
        for path in (self.log, self.path):
            with suppress(FileExistsError):
                new_file(path, b"")
        with self._open() as store, store:
            columns = {row[1] for row in store.execute("PRAGMA table_info(data_key)")}
            if columns and "made" not in columns:
                store.execute(SINCE_WHEN)
            for table in TABLES:
                store.execute(table)

    def put(self, keys: Iterable[tuple[UUID, str, bytes]]) -> None:
        """Add keys as (id, id of the wrapping key, wrapped key), all or none. Raises ``Retired``."""
        rows = [(key.bytes, kek, wrapped, int(time.time())) for key, kek, wrapped in keys]
        with self._writing() as store:
            for kek in {row[1] for row in rows}:
                if store.execute("SELECT 1 FROM retired WHERE kek = ?", (kek,)).fetchone():
                    raise Retired(kek)
            store.executemany("INSERT INTO data_key (id, kek, wrapped, made) VALUES (?, ?, ?, ?)", rows)

    def get(self, key: UUID) -> Wrapped:
        """The id of the wrapping key and the wrapped key. Raises ``NoKey``."""
        with self._open() as store:
            row = store.execute("SELECT kek, wrapped FROM data_key WHERE id = ?", (key.bytes,)).fetchone()
        if row is None:
            raise NoKey(str(key))
        return row[0], row[1]

    def delete(self, key: UUID) -> None:
        """Remove a key for good, and tell other processes. ``secure_delete`` overwrites it in the file."""
        with self._writing() as store:
            store.execute("DELETE FROM data_key WHERE id = ?", (key.bytes,))
        log = os.open(self.log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        try:
            os.write(log, key.bytes)
        finally:
            os.close(log)

    def made(self) -> dict[UUID, float]:
        """Every key, and when it was made (seconds; 0 when nobody knows)."""
        with self._open() as store:
            return {UUID(bytes=row[0]): row[1] for row in store.execute("SELECT id, made FROM data_key")}

    def under(self) -> dict[str, int]:
        """How many keys are wrapped by each key-encryption key."""
        with self._open() as store:
            return dict(store.execute("SELECT kek, count(*) FROM data_key GROUP BY kek").fetchall())

    def not_under(self, kek: str, most: int) -> list[tuple[UUID, Wrapped]]:
        """Some keys that are wrapped by another key-encryption key than this one."""
        asked = "SELECT id, kek, wrapped FROM data_key WHERE kek <> ? LIMIT ?"
        with self._open() as store:
            return [(UUID(bytes=row[0]), (row[1], row[2])) for row in store.execute(asked, (kek, most))]

    def wrap_anew(self, turned: Mapping[UUID, tuple[Wrapped, Wrapped]]) -> None:
        """Exchange wrapped keys: id -> (as it was, as it will be). One that went or changed meanwhile stays so."""
        rows = [(*new, key.bytes, *old) for key, (old, new) in turned.items()]
        with self._writing() as store:
            store.executemany("UPDATE data_key SET kek = ?, wrapped = ? WHERE id = ? AND kek = ? AND wrapped = ?", rows)

    def retire(self, keks: Iterable[str], current: str) -> bool:
        """From now on nothing can be put under these. False, and nothing done, while a key is not under ``current``."""
        with self._writing() as store:
            if store.execute("SELECT 1 FROM data_key WHERE kek <> ? LIMIT 1", (current,)).fetchone():
                return False
            store.executemany("INSERT OR IGNORE INTO retired VALUES (?)", [(kek,) for kek in keks])
        return True

    def copy_to(self, path: Path) -> None:
        """A whole copy, of one moment, while others go on reading and writing. ``path`` is new."""
        new_file(path, b"")
        with self._open() as store, closing(sqlite3.connect(path)) as copy:
            store.backup(copy)
        sync_folder(path.parent)

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        with self._open() as store:
            store.execute("BEGIN IMMEDIATE")
            with store:
                yield store

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        """The file, which has to be there. Errors of SQLite become ``KeysAway``, but for ``IntegrityError``."""
        try:
            with closing(sqlite3.connect(f"{self.path.absolute().as_uri()}?mode=rw", timeout=10, uri=True)) as store:
                store.execute("PRAGMA secure_delete = ON")
                store.execute("PRAGMA synchronous = FULL")
                yield store
        except sqlite3.IntegrityError:
            raise
        except sqlite3.DatabaseError as trouble:
            there = "can't be used" if self.path.exists() else "is not there"
            raise KeysAway("store", f"the key store {self.path} {there} ({trouble})") from None
