"""Data keys in memory: a page asks neither the key store nor the provider. What was destroyed is forgotten."""

import os
from collections.abc import Callable
from pathlib import Path
from threading import Lock
from uuid import UUID

from cryptography.hazmat.primitives.ciphers.aead import AESGCM, AESSIV
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand

from keukentafel.vault.errors import KeysAway

MOST = 4096
"""Dossiers and personal circles whose keys one process keeps."""
ID = 16


class DataKey:
    """One data key with what was derived from it."""

    __slots__ = ("_key", "ciphers", "siv")

    def __init__(self, key: bytes) -> None:
        self._key = key
        self.ciphers: dict[UUID, AESGCM] = {}
        self.siv: AESSIV | None = None

    def sub_key(self, purpose: bytes, length: int) -> bytes:
        """A key for one purpose (HKDF-Expand with SHA-256)."""
        return HKDFExpand(SHA256(), length, purpose).derive(self._key)

    def cipher(self, scope: UUID) -> AESGCM:
        """The cipher of a circle or of a dossier's cover."""
        if (cipher := self.ciphers.get(scope)) is None:
            cipher = self.ciphers[scope] = AESGCM(self.sub_key(b"circle " + scope.bytes, 32))
        return cipher


class Memory:
    """``fetch`` unwraps the data key of an id; ``log``: see ``KeyStore.log``."""

    def __init__(self, fetch: Callable[[UUID], bytes], log: Path) -> None:
        self._fetch = fetch
        self._log = log
        self._keys: dict[UUID, DataKey] = {}
        self._seen = (0, 0)
        self._lock = Lock()

    def look(self) -> None:
        """Forget what any process destroyed since the last look: one ``stat``, at each visit."""
        try:
            file = os.stat(self._log)  # noqa: PTH116  # half the time of Path.stat
        except FileNotFoundError:
            self._forget_all((0, 0))
            raise KeysAway("store", f"{self._log} is not there") from None
        if (file.st_ino, file.st_size) != self._seen:
            self._forget(file.st_ino, file.st_size)

    def key(self, key: UUID) -> DataKey:
        """A data key. Raises ``NoKey`` or ``KeysAway``."""
        return self._keys.get(key) or self._remembered(key)

    def _remembered(self, key: UUID) -> DataKey:
        seen = self._seen
        opened = DataKey(self._fetch(key))
        with self._lock:
            # what was destroyed while we fetched is not kept: another thread may have looked already
            if seen == self._seen:
                if len(self._keys) >= MOST:
                    del self._keys[next(iter(self._keys))]
                self._keys[key] = opened
        return opened

    def _forget(self, inode: int, size: int) -> None:
        """``size`` may be in the midst of an id: what is whole of it is read, the rest at the next look."""
        before, was = self._seen
        if inode != before or size < was:
            self._forget_all((inode, size))
            return
        with self._log.open("rb") as log:
            log.seek(was)
            gone = log.read(size - was)
        with self._lock:
            whole = len(gone) - len(gone) % ID
            for start in range(0, whole, ID):
                self._keys.pop(UUID(bytes=gone[start : start + ID]), None)
            self._seen = (inode, was + whole)

    def _forget_all(self, seen: tuple[int, int]) -> None:
        with self._lock:
            self._keys = {}
            self._seen = seen
