"""Key-encryption keys in files of mode 0600, in a folder of mode 0700, outside the database and its backups."""

import os
import re
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from cryptography.hazmat.primitives.keywrap import InvalidUnwrap, aes_key_unwrap, aes_key_wrap

from keukentafel.vault.disk import new_file, sync_folder
from keukentafel.vault.errors import KekGone, KeysAway
from keukentafel.vault.provider import Health, Kek

NAME = re.compile(r"kek-([1-9][0-9]{0,8})")


class FileProvider:
    """``kek-1.key``, ``kek-2.key`` ...: 32 random bytes each. Read at every use: nothing of them stays in memory."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def wrap(self, key: bytes) -> tuple[str, bytes]:
        """Wrap by AES key wrap (RFC 3394)."""
        newest = self._newest()
        return newest, aes_key_wrap(self._read(newest), key)

    def unwrap(self, kek: str, wrapped: bytes) -> bytes:
        """Unwrap; a file that is missing or another than it was is a ``KekGone``."""
        try:
            return aes_key_unwrap(self._read(kek), wrapped)
        except (InvalidUnwrap, ValueError):
            raise KekGone(kek) from None

    def rotate(self) -> str:
        """Make the next file, whole or not at all."""
        numbers = self._numbers()
        kek = f"kek-{(numbers[-1] if numbers else 0) + 1}"
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._tidy()
        new_file(self._path(kek), os.urandom(32))
        return kek

    def destroy(self, kek: str) -> None:
        """Overwrite the file and remove it. (What a disk kept of it elsewhere, no program can reach.)"""
        if kek == self._newest():
            raise ValueError(f"{kek} is in use")
        with suppress(FileNotFoundError), self._path(kek).open("r+b") as file:
            file.write(os.urandom(32))
            file.flush()
            os.fsync(file.fileno())
        self._path(kek).unlink(missing_ok=True)
        self._tidy()
        sync_folder(self._folder)

    def health(self) -> Health:
        """Whether the newest wraps and unwraps, and which there are."""
        keks = tuple(Kek(f"kek-{number}", self._made(number)) for number in self._numbers())
        try:
            probe = os.urandom(32)
            fits = self.unwrap(*self.wrap(probe)) == probe
        except KeysAway as trouble:
            return Health("file", keks, str(trouble))
        return Health("file", keks, "" if fits else "what it wraps it does not unwrap")

    def _tidy(self) -> None:
        """A process that died while it made a key left a second name of it, or half of it."""
        for left in self._folder.glob(".kek-*.part"):
            left.unlink(missing_ok=True)

    def _newest(self) -> str:
        numbers = self._numbers()
        if not numbers:
            raise KeysAway("provider", f"there is no key-encryption key in {self._folder}")
        return f"kek-{numbers[-1]}"

    def _numbers(self) -> list[int]:
        try:
            names = [path.stem for path in self._folder.iterdir() if path.suffix == ".key"]
        except OSError:
            return []
        return sorted(int(found[1]) for name in names if (found := NAME.fullmatch(name)))

    def _read(self, kek: str) -> bytes:
        if not NAME.fullmatch(kek):  # the key store names it, and others may have written there
            raise KekGone(kek)
        try:
            return self._path(kek).read_bytes()
        except FileNotFoundError:
            raise KekGone(kek) from None
        except OSError as trouble:
            raise KeysAway("provider", f"{kek} can't be read: {trouble.strerror}") from None

    def _made(self, number: int) -> datetime | None:
        with suppress(OSError):
            return datetime.fromtimestamp(self._path(f"kek-{number}").stat().st_mtime, UTC)
        return None

    def _path(self, kek: str) -> Path:
        return self._folder / f"{kek}.key"
