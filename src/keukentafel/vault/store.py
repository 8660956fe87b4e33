"""The key store: wrapped data keys in an SQLite file that lives apart from the database."""

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from uuid import UUID

TABLE = "CREATE TABLE IF NOT EXISTS data_key (id BLOB PRIMARY KEY, kek TEXT NOT NULL, wrapped BLOB NOT NULL)"


class NoKey(Exception):
    """There is no such key: it was destroyed, or the key store is not the one of this database."""


class KeyStore:
    """Wrapped keys by id. Every call opens the file anew, so that processes and threads may share it."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._path = path
        with closing(self._open()) as store, store:
            store.execute(TABLE)
        path.chmod(0o600)

    def put(self, keys: Iterable[tuple[UUID, str, bytes]]) -> None:
        """Add keys as (id, id of the wrapping key, wrapped key), all or none."""
        rows = [(key.bytes, kek, wrapped) for key, kek, wrapped in keys]
        with closing(self._open()) as store, store:
            store.executemany("INSERT INTO data_key VALUES (?, ?, ?)", rows)

    def get(self, key: UUID) -> tuple[str, bytes]:
        """The id of the wrapping key and the wrapped key. Raises ``NoKey``."""
        with closing(sqlite3.connect(self._path, timeout=30)) as store:
            row = store.execute("SELECT kek, wrapped FROM data_key WHERE id = ?", (key.bytes,)).fetchone()
        if row is None:
            raise NoKey(str(key))
        return row[0], row[1]

    def delete(self, key: UUID) -> None:
        """Remove a key for good; ``secure_delete`` overwrites it in the file."""
        with closing(self._open()) as store, store:
            store.execute("DELETE FROM data_key WHERE id = ?", (key.bytes,))

    def _open(self) -> sqlite3.Connection:
        store = sqlite3.connect(self._path, timeout=30)
        store.execute("PRAGMA secure_delete = ON")
        store.execute("PRAGMA synchronous = FULL")
        return store
