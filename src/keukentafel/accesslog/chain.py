"""The chain of the access log: each line is bound to the one before it by a keyed hash.

There is one chain for each circle, and one for what concerns a dossier as a whole: so whoever may read a circle's log
reads all of a chain, and a line in a circle that is hidden from them leaves no gap anywhere. Nobody who has only the
database can make a hash: the key is not in it. Plain Python; who keeps the key is handed in.
"""

import hmac
import json
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

SIZE = 16
"""Bytes of HMAC-SHA256 that are kept: 128 bits, which nobody guesses."""
Mac = Callable[[UUID, bytes], bytes]
"""``mac(chain, block)``: a keyed hash of at least ``SIZE`` bytes, with a key of that chain's own."""


class Line(NamedTuple):
    """What a line says (NEN 7513:2018). ``circle``: by which it could be seen; without one it concerns the dossier.

    ``responsible``: the organisation on whose behalf, sealed. ``program``: from which client program.
    """

    id: UUID
    at: datetime
    dossier: UUID
    circle: UUID | None
    person: UUID | None
    seat: UUID | None
    eyes: UUID | None
    action: str
    place: str
    subject: UUID | None
    program: str
    consent: UUID | None
    emergency: bool
    responsible: bytes | None

    @property
    def chain(self) -> UUID:
        """The chain in which it stands."""
        return self.circle or self.dossier


class Head(NamedTuple):
    """The last line of a chain: how many there are, and its hash."""

    seq: int
    hash: bytes


class Linked(NamedTuple):
    """A line with its place in the chain."""

    line: Line
    seq: int
    hash: bytes


START = Head(0, b"")


def link(lines: Iterable[Line], heads: Mapping[UUID, Head], mac: Mac) -> list[Linked]:
    """Give each line its place behind the head of its chain; a chain without a head starts."""
    now = dict(heads)
    linked = []
    for line in lines:
        seq, before = now.get(line.chain, START)
        after = Head(seq + 1, hashed(line, seq + 1, before, mac))
        now[line.chain] = after
        linked.append(Linked(line, *after))
    return linked


def hashed(line: Line, seq: int, before: bytes, mac: Mac) -> bytes:
    """The hash of a line at its place behind ``before``."""
    return mac(line.chain, packed(line, seq, before))[:SIZE]


def holds(linked: Linked, before: Head, mac: Mac) -> bool:
    """Whether a line is what was written, directly behind ``before``."""
    right = hashed(linked.line, before.seq + 1, before.hash, mac)
    return linked.seq == before.seq + 1 and hmac.compare_digest(linked.hash, right)


def packed(line: Line, seq: int, before: bytes) -> bytes:
    """All that a line says, its place and the hash before it, in one way only."""
    values = [seq, before, *line]
    return json.dumps([_plain(value) for value in values], separators=(",", ":")).encode()


def _plain(value: object) -> object:
    if isinstance(value, UUID):
        return value.hex
    if isinstance(value, datetime):
        return f"{value.timestamp():.6f}"
    return value.hex() if isinstance(value, bytes) else value
