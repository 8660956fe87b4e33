"""Sealed files: outside the database, with random names, and every file has a key of its own.

A file is a row of chunks, each sealed by AES-256-GCM and bound to its place and to whether it is the last: what was cut
off, swapped or put in another order does not open. Both ways go by one chunk at a time, however long the file is, and
reading may begin at any chunk. Where the chunks stand is a shelf's business (``shelves.py``).
"""

import io
import secrets
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from keukentafel.vault.sealing import FORMAT, NONCE, seal, unseal
from keukentafel.vault.shelves import NoFile, Shelf, Sink

CHUNK = 64 * 1024
"""Bytes of content in each chunk but the last."""
SEALED_CHUNK = len(FORMAT) + NONCE + CHUNK + 16
NAME = 32
"""Hexadecimal digits in a name."""


def new_name() -> str:
    """A random name; it says nothing."""
    return secrets.token_hex(NAME // 2)


def new_key() -> bytes:
    """A key for one file (32 bytes)."""
    return AESGCM.generate_key(256)


class Writing:
    """A file that is being written. Until ``finish`` it has no end, so nobody can read it as whole."""

    def __init__(self, sink: Sink, key: bytes) -> None:
        self._sink, self._cipher = sink, AESGCM(key)
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
        """The last chunk, and all of it safely on the shelf."""
        self._seal(bytes(self._kept), last=True)
        self._sink.settle()

    def abandon(self) -> None:
        """Leave nothing behind."""
        self._sink.drop()

    def _seal(self, chunk: bytes, *, last: bool) -> None:
        self._sink.write(seal(self._cipher, _bound(self._index, last=last), chunk))
        self._index += 1


class Files:
    """The sealed files on a shelf."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf

    def write(self, name: str, key: bytes, content: Iterable[bytes]) -> int:
        """Write a new file, safely there when this returns; gives the bytes of content.

        What breaks off half-way leaves nothing behind. Raises ``FileExistsError``.
        """
        with self.writing(name, key) as writing:
            for piece in content:
                writing.add(piece)
        return writing.size

    @contextmanager
    def writing(self, name: str, key: bytes) -> Iterator[Writing]:
        """The same for content that is handed over piece by piece: safely there when the block ends well."""
        writing = self.begin(name, key)
        try:
            yield writing
            writing.finish()
        except BaseException:
            writing.abandon()
            raise

    def begin(self, name: str, key: bytes) -> Writing:
        """Begin a file; whoever does so calls ``finish`` or ``abandon``."""
        return Writing(self._shelf.begin(_fit(name)), key)

    def read(self, name: str, key: bytes, *, skip: int = 0, most: int | None = None) -> Iterator[bytes]:
        """The content, from chunk ``skip`` on, at most so many chunks. Raises ``Unreadable`` (``NoFile``), also
        half-way, never gives what is not the file's own.
        """
        cipher = AESGCM(key)
        length = None if most is None else most * SEALED_CHUNK + 1  # one more byte tells whether a chunk is the last
        with closing(self._shelf.open(_fit(name), skip * SEALED_CHUNK, length)) as source:
            index, block = skip, _whole(source.read, SEALED_CHUNK)
            while most is None or index < skip + most:
                after = _whole(source.read, SEALED_CHUNK)
                yield unseal(cipher, _bound(index, last=not after), block)
                if not after:
                    return
                index, block = index + 1, after

    def on_disk(self, name: str) -> int:
        """Bytes that the file takes so far; 0 when there is none (yet)."""
        return self._shelf.size(_fit(name))

    def remove(self, name: str) -> None:
        """Remove a file; one that is gone is gone."""
        self._shelf.remove(_fit(name))

    def older_than(self, seconds: float) -> Iterator[str]:
        """The names of files that were last written that long ago."""
        return (name for name in self._shelf.older_than(seconds) if _fits(name))


class Opened(io.RawIOBase):
    """A sealed file as one that can be read anywhere: for looking at its parts. ``size``: bytes of content."""

    def __init__(self, files: Files, name: str, key: bytes, size: int) -> None:
        super().__init__()
        self._files, self._name, self._key, self._size = files, name, key, size
        self._at, self._index, self._chunk = 0, -1, b""

    def readable(self) -> bool:
        """It is."""
        return True

    def seekable(self) -> bool:
        """It is."""
        return True

    def tell(self) -> int:
        """Where the next byte comes from."""
        return self._at

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Go there."""
        self._at = max(0, offset + {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._size}[whence])
        return self._at

    def readinto(self, buffer: "memoryview | bytearray") -> int:  # type: ignore[override]  # of bytes alone
        """Fill as far as the chunk goes. Raises ``Unreadable``."""
        if self._at >= self._size:
            return 0
        index, within = divmod(self._at, CHUNK)
        if index != self._index:
            self._chunk = next(self._files.read(self._name, self._key, skip=index, most=1), b"")
            self._index = index
        piece = self._chunk[within : within + len(buffer)]
        buffer[: len(piece)] = piece
        self._at += len(piece)
        return len(piece)


def _whole(read: Callable[[int], bytes], size: int) -> bytes:
    """So many bytes; fewer only at the end. What comes over a network may come in pieces."""
    got = b""
    while len(got) < size and (piece := read(size - len(got))):
        got += piece
    return got


def _fits(name: str) -> bool:
    return len(name) == NAME and set(name) <= set("0123456789abcdef")


def _fit(name: str) -> str:
    if not _fits(name):
        raise NoFile(name)
    return name


def _bound(index: int, *, last: bool) -> bytes:
    return b"file" + index.to_bytes(8, "big") + bytes([last])


__all__ = ["CHUNK", "SEALED_CHUNK", "Files", "NoFile", "Opened", "Writing", "new_key", "new_name"]
