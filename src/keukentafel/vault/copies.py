"""Short backups of the key store: dated copies of a few days. What is destroyed goes from all of them at once.

They are what the promise "destroyed is destroyed, within N days in backups" rests on: see ``backups_last_days``.
"""

import logging
import sqlite3
from contextlib import AbstractContextManager, closing, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

from keukentafel.vault.disk import alone, sync_folder
from keukentafel.vault.errors import KeysAway
from keukentafel.vault.store import KeyStore

log = logging.getLogger(__name__)
DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR}
"""What SQLite says of a file that is none of its own, is broken, or has no table of keys."""
STAMP = "keys-%Y-%m-%dT%H%M%S.%fZ.sqlite3"

GRACE = timedelta(hours=1)
"""Or a nightly copy would find that of so many nights ago a second too young, and keep it a day longer."""


class Copies:
    """Copies of ``store`` in ``folder``, each for ``days`` days."""

    def __init__(self, store: KeyStore, folder: Path, days: int) -> None:
        self._store = store
        self._folder = folder
        self.days = days

    def make(self, now: datetime | None = None) -> Path:
        """Make a copy and remove those whose time is over. ``now``: UTC."""
        at = now or datetime.now(UTC)
        self._store.under()  # a store that is not there is told before a folder is made for its copies
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        path = self._folder / at.strftime(STAMP)
        with self._alone():
            for left in self._folder.glob("*.part*"):
                left.unlink()
            draft = path.with_suffix(".part")
            self._store.copy_to(draft)
            draft.replace(path)
            for one, made in self.all().items():
                if one != path and at - made >= timedelta(days=self.days) - GRACE:
                    one.unlink()
            sync_folder(self._folder)
        return path

    def all(self) -> dict[Path, datetime]:
        """The copies, oldest first, and when each was made."""
        dated = {}
        for path in sorted(self._folder.glob("keys-*.sqlite3")):
            with suppress(ValueError):  # somebody else's file
                dated[path] = datetime.strptime(path.name, STAMP).replace(tzinfo=UTC)
        return dated

    def destroy(self, key: UUID) -> None:
        """Remove a key from every copy; ``secure_delete`` overwrites it in the files."""
        if not self._folder.exists():
            return
        with self._alone():
            for path in self.all():
                _without(path, key)

    def drop_under(self, keks: list[str]) -> int:
        """Remove the copies that hold keys under one of these, which will be destroyed; gives how many."""
        if not self._folder.exists():
            return 0
        with self._alone():
            useless = [path for path in self.all() if _under(path) & set(keks)]
            for path in useless:
                path.unlink()
            sync_folder(self._folder)
        return len(useless)

    def _alone(self) -> AbstractContextManager[None]:
        return alone(self._folder / "copies.lock")


def _without(path: Path, key: UUID) -> None:
    """Take a key out of a copy. One that is damaged goes as a whole: it must not hold up what was promised."""
    try:
        with closing(sqlite3.connect(path, timeout=10)) as copy, copy:
            copy.execute("PRAGMA secure_delete = ON")
            copy.execute("DELETE FROM data_key WHERE id = ?", (key.bytes,))
    except sqlite3.DatabaseError as trouble:
        _drop_damaged(path, trouble)


def _under(path: Path) -> set[str]:
    """By which key-encryption keys its keys are wrapped; none for a damaged copy, which goes."""
    try:
        with closing(sqlite3.connect(path, timeout=10)) as copy:
            return {row[0] for row in copy.execute("SELECT DISTINCT kek FROM data_key")}
    except sqlite3.DatabaseError as trouble:
        _drop_damaged(path, trouble)
        return set()


def _drop_damaged(path: Path, trouble: sqlite3.DatabaseError) -> None:
    if trouble.sqlite_errorcode & 0xFF not in DAMAGED:
        raise KeysAway("store", f"the copy {path} of the key store can't be used ({trouble})") from None
    log.error("The copy %s of the key store was damaged (%s): it is removed.", path.name, trouble)
    path.unlink()
