"""Sealed files: a folder outside the database with random names, in which every file has a key of its own.

A file is a row of chunks, each sealed by AES-256-GCM and bound to its place and to whether it is the last: what was cut
off, swapped or put in another order does not open. Both ways go by one chunk at a time, however long the file is.
"""

import os
import secrets
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from keukentafel.vault.sealing import FORMAT, NONCE, Unreadable, seal, unseal

CHUNK = 64 * 1024
"""Bytes of content in each chunk but the last."""
SEALED_CHUNK = len(FORMAT) + NONCE + CHUNK + 16
NAME = 32
"""Hexadecimal digits in a name."""


class NoFile(Unreadable):
    """The file is gone."""


def new_name() -> str:
    """A random name; it says nothing."""
    return secrets.token_hex(NAME // 2)


def new_key() -> bytes:
    """A key for one file (32 bytes)."""
    return AESGCM.generate_key(256)


class Writing:
    """A file that is being written. Until ``finish`` it has no end, so nobody can read it as whole."""

    def __init__(self, path: Path, key: bytes) -> None:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._path, self._cipher = path, AESGCM(key)
        self._handle = os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")
        self._kept, self._index = bytearray(), 0
        self.size = 0

    def add(self, piece: bytes) -> None:
        """More content."""
        self.size += len(piece)
        self._kept += piece
        while len(self._kept) > CHUNK:
            self._seal(bytes(self._kept[:CHUNK]), last=False)
            del self._kept[:CHUNK]

    def finish(self) -> None:
        """The last chunk, and all of it on the disk, the folder's own list too."""
        self._seal(bytes(self._kept), last=True)
        self._handle.flush()
        os.fsync(self._handle.fileno())
        self._handle.close()
        _settle(self._path.parent)

    def abandon(self) -> None:
        """Leave nothing behind."""
        self._handle.close()
        self._path.unlink(missing_ok=True)

    def _seal(self, chunk: bytes, *, last: bool) -> None:
        self._handle.write(seal(self._cipher, _bound(self._index, last=last), chunk))
        self._index += 1


class Files:
    """The folder (mode 0700); made when the first file is written."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def write(self, name: str, key: bytes, content: Iterable[bytes]) -> int:
        """Write a new file, safely on the disk when this returns; gives the bytes of content.

        What breaks off half-way leaves nothing behind. Raises ``FileExistsError``.
        """
        with self.writing(name, key) as writing:
            for piece in content:
                writing.add(piece)
        return writing.size

    @contextmanager
    def writing(self, name: str, key: bytes) -> Iterator["Writing"]:
        """The same for content that is handed over piece by piece: safely on the disk when the block ends well."""
        writing = self.begin(name, key)
        try:
            yield writing
            writing.finish()
        except BaseException:
            writing.abandon()
            raise

    def begin(self, name: str, key: bytes) -> Writing:
        """Begin a file; whoever does so calls ``finish`` or ``abandon``."""
        return Writing(self._path(name), key)

    def read(self, name: str, key: bytes, *, skip: int = 0) -> Iterator[bytes]:
        """The content, from chunk ``skip`` on. Raises ``Unreadable`` (``NoFile``), also half-way, never gives what is
        not the file's own.
        """
        cipher = AESGCM(key)
        with self._opened(name) as handle:
            handle.seek(skip * SEALED_CHUNK)
            index, block = skip, handle.read(SEALED_CHUNK)
            while True:
                after = handle.read(SEALED_CHUNK)
                yield unseal(cipher, _bound(index, last=not after), block)
                if not after:
                    return
                index, block = index + 1, after

    def on_disk(self, name: str) -> int:
        """Bytes that the file takes so far; 0 when there is none (yet)."""
        with suppress(FileNotFoundError):
            return self._path(name).stat().st_size
        return 0

    def remove(self, name: str) -> None:
        """Remove a file; one that is gone is gone."""
        self._path(name).unlink(missing_ok=True)

    def older_than(self, seconds: float) -> Iterator[str]:
        """The names of files that were last written that long ago."""
        before = time.time() - seconds
        for path in self._folder.glob("??/*"):
            with suppress(FileNotFoundError):  # removed while we look
                if path.stat().st_mtime < before:
                    yield path.name

    def _path(self, name: str) -> Path:
        if len(name) != NAME or not set(name) <= set("0123456789abcdef"):
            raise NoFile(name)
        return self._folder / name[:2] / name

    def _opened(self, name: str) -> BinaryIO:
        try:
            return self._path(name).open("rb")
        except FileNotFoundError:
            raise NoFile(name) from None


def _bound(index: int, *, last: bool) -> bytes:
    return b"file" + index.to_bytes(8, "big") + bytes([last])


def _settle(folder: Path) -> None:
    """The folder's own list must be on the disk too."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
