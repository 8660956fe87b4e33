"""Who keeps the key that wraps all others."""

import os
from pathlib import Path
from typing import Protocol

from cryptography.hazmat.primitives.keywrap import aes_key_unwrap, aes_key_wrap


class Provider(Protocol):
    """Keeps key-encryption keys and never gives one away; it only wraps and unwraps data keys."""

    def wrap(self, key: bytes) -> tuple[str, bytes]:
        """Wrap a data key (32 bytes); gives the id of the wrapping key and the wrapped key."""
        ...

    def unwrap(self, kek: str, wrapped: bytes) -> bytes:
        """Unwrap with the key-encryption key of that id."""
        ...


class FileProvider:
    """One key-encryption key in a file of mode 0600, outside the database and its backups."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._path = folder / "kek-1.key"
        self._key = self._read_or_make()

    def wrap(self, key: bytes) -> tuple[str, bytes]:
        """Wrap by AES key wrap (RFC 3394)."""
        return self._path.stem, aes_key_wrap(self._key, key)

    def unwrap(self, kek: str, wrapped: bytes) -> bytes:
        """Unwrap; raises ``KeyError`` for a key-encryption key that is not here."""
        if kek != self._path.stem:
            raise KeyError(kek)
        return aes_key_unwrap(self._key, wrapped)

    def _read_or_make(self) -> bytes:
        try:
            handle = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            return self._path.read_bytes()
        with os.fdopen(handle, "wb") as file:
            file.write(key := os.urandom(32))
            file.flush()
            os.fsync(file.fileno())
        return key
