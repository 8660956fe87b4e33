"""Where sealed files stand: a folder, or storage elsewhere (``bucket.py``). A shelf sees sealed bytes and random names.

A file is written from its begin to its end, once, and never changed after that.
"""

import os
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO, Protocol

from keukentafel.vault.sealing import Unreadable


class NoFile(Unreadable):
    """The file is gone."""


class Sink(Protocol):
    """A file that is being written: nobody finds it whole before ``settle``."""

    def write(self, block: bytes) -> None:
        """More bytes."""

    def settle(self) -> None:
        """All of it is safely there when this returns."""

    def drop(self) -> None:
        """Leave nothing behind."""


class Source(Protocol):
    """A file that is being read."""

    def read(self, size: int) -> bytes:
        """So many bytes; fewer only at its end."""

    def close(self) -> None:
        """No more of it."""


class Shelf(Protocol):
    """Keeps files under names."""

    def begin(self, name: str) -> Sink:
        """A new file. Raises ``FileExistsError`` where that can be known."""

    def open(self, name: str, start: int, most: int | None) -> Source:
        """From byte ``start`` on, at most so many bytes. Raises ``NoFile``."""

    def size(self, name: str) -> int:
        """Bytes that it takes; 0 when there is none (yet)."""

    def remove(self, name: str) -> None:
        """Remove it; one that is gone is gone."""

    def older_than(self, seconds: float) -> Iterator[str]:
        """The names of files that were last written that long ago."""


class FolderSink:
    """A file of mode 0600."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._path = path
        self._handle = os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")

    def write(self, block: bytes) -> None:
        """More bytes."""
        self._handle.write(block)

    def settle(self) -> None:
        """On the disk, the folder's own list too."""
        self._handle.flush()
        os.fsync(self._handle.fileno())
        self._handle.close()
        folder = os.open(self._path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)

    def drop(self) -> None:
        """Leave nothing behind."""
        self._handle.close()
        self._path.unlink(missing_ok=True)


class Folder:
    """A folder (mode 0700); made when the first file is written."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def begin(self, name: str) -> Sink:
        """A new file. Raises ``FileExistsError``."""
        return FolderSink(self._of(name))

    def open(self, name: str, start: int, most: int | None) -> BinaryIO:
        """From ``start`` on. Raises ``NoFile``."""
        try:
            handle = self._of(name).open("rb")
        except FileNotFoundError:
            raise NoFile(name) from None
        handle.seek(start)
        return handle

    def size(self, name: str) -> int:
        """Bytes so far."""
        with suppress(FileNotFoundError):
            return self._of(name).stat().st_size
        return 0

    def remove(self, name: str) -> None:
        """Remove it."""
        self._of(name).unlink(missing_ok=True)

    def older_than(self, seconds: float) -> Iterator[str]:
        """By when they were last written to."""
        before = time.time() - seconds
        for path in self._path.glob("??/*"):
            with suppress(FileNotFoundError):  # removed while we look
                if path.stat().st_mtime < before:
                    yield path.name

    def _of(self, name: str) -> Path:
        return self._path / name[:2] / name
