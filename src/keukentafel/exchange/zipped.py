"""The envelope: an AES-256 zip that ordinary programs open, and at its end a mark by which we see that it is whole.

A zip keeps each entry safe, and says nothing of entries that were taken out, put in or renamed. The mark does: it
stands in the zip's comment and is a keyed hash of every byte before it. Its key comes from the passphrase by scrypt,
so nobody who does not know the passphrase can make one, and what was changed on its way is refused before anything of
it is read.

The zip libraries are loaded where they work: they take 6 MB, and a web worker that shows pages needs none of it.
"""

import hashlib
import hmac
import os
import re
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from keukentafel.exchange.unfit import Unfit

MARK = re.compile(rb"keukentafel ([A-Za-z0-9+/]{22})== ([A-Za-z0-9+/]{11})= ([A-Za-z0-9+/]{43})=")
MARK_LENGTH = len("keukentafel ") + 24 + 1 + 12 + 1 + 44
ROUNDS = 2**15
TURNS = 3
"""Cost of scrypt (OWASP's figures): 32 MB three times, a third of a second or more, for each passphrase that somebody
tries at the mark."""
END = 22
"""Bytes of the record with which a zip ends; its last two say how long the comment is."""
MOST_SQUEEZED = 200
"""A family's words get 3 to 40 times smaller in a zip; an entry that gets smaller than this is a bomb."""
FREE = 50_000_000
"""So many bytes may come out of any archive, however small it is."""
MODE = 0o600
PLAIN = 0
"""Level of compression for what is compressed already."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry to write. ``size``: bytes of content as far as known; it decides only between two forms of a header."""

    name: str
    content: Iterable[bytes]
    size: int = 0
    level: int = 6


def zipped(entries: Iterable[Entry], passphrase: str, at: datetime) -> Iterator[bytes]:
    """The archive, piece by piece. ``at``: the moment that every entry bears."""
    import stream_zip

    members = ((one.name, at, MODE, stream_zip.ZIP_AUTO(one.size, level=one.level), one.content) for one in entries)
    salt = os.urandom(16)
    secret, check = _secrets(passphrase, salt)
    mac, kept = hmac.new(secret, digestmod=hashlib.sha256), b""
    for piece in stream_zip.stream_zip(members, password=passphrase):
        kept += piece
        ready, kept = kept[:-END], kept[-END:]
        mac.update(ready)
        yield ready
    end = kept[:-2] + MARK_LENGTH.to_bytes(2, "little")
    mac.update(end)
    yield end + b"keukentafel %b %b %b" % tuple(b64encode(part) for part in (salt, check, mac.digest()))


Reader = Callable[[], Iterator[bytes]]
"""Reads the archive from its beginning, as often as it is asked."""


def must_be_whole(read: Reader, tail: bytes, size: int, passphrase: str) -> None:
    """Look at the mark. ``tail``: the archive's last bytes, at least 200. Raises ``Unfit``."""
    mark = MARK.fullmatch(tail[-MARK_LENGTH:])
    if mark is None:
        raise Unfit("not_whole")
    salt, check, digest = (b64decode(part + b"=" * (-len(part) % 4)) for part in mark.groups())
    secret, right = _secrets(passphrase, salt)
    if not hmac.compare_digest(check, right):
        raise Unfit("passphrase")
    mac, left = hmac.new(secret, digestmod=hashlib.sha256), size - MARK_LENGTH
    for piece in read():
        mac.update(piece[:left])
        left -= min(left, len(piece))
    if not hmac.compare_digest(digest, mac.digest()) or tail[-MARK_LENGTH - 2 : -MARK_LENGTH] != _length():
        raise Unfit("changed")


def unzipped(read: Reader, size: int, passphrase: str, most: int) -> Iterator[tuple[str, Iterator[bytes]]]:
    """Every entry in turn: its name and its content, which must be read to its end. Raises ``Unfit``.

    ``most``: bytes that may come out of it all.
    """
    import stream_unzip

    left = [min(most, FREE + size * MOST_SQUEEZED)]
    allowed = (stream_unzip.AE_2, stream_unzip.AES_256)
    with _no_zip():
        found = stream_unzip.stream_unzip(read(), password=passphrase.encode(), allowed_encryption_mechanisms=allowed)
        for name, said, content in found:
            if (said or 0) > left[0]:  # what a header says; some say nothing
                raise Unfit("bomb")
            yield _name(name), _counted(content, left)


@contextmanager
def _no_zip() -> Iterator[None]:
    """What the reader of zips finds wrong, in our terms. The mark was right: so the passphrase is."""
    import stream_unzip

    try:
        yield
    except stream_unzip.UnzipError:
        raise Unfit("changed") from None


def _counted(content: Iterable[bytes], left: list[int]) -> Iterator[bytes]:
    with _no_zip():
        for piece in content:
            left[0] -= len(piece)
            if left[0] < 0:
                raise Unfit("bomb")
            yield piece


def _name(name: bytes) -> str:
    return name[:300].decode("ascii", "replace")


def _length() -> bytes:
    return MARK_LENGTH.to_bytes(2, "little")


def _secrets(passphrase: str, salt: bytes) -> tuple[bytes, bytes]:
    """The key of the mark, and eight bytes that tell a wrong passphrase from a changed archive."""
    both = hashlib.scrypt(passphrase.encode(), salt=salt, n=ROUNDS, r=8, p=TURNS, maxmem=2**26, dklen=64)
    return both[:32], hashlib.sha256(both[32:]).digest()[:8]
