"""Tombstones beside the keys: that something was destroyed and when, apart from the database and its backups.

A line each, only ever added, in every folder that is named: beside the key store, and beside its backups. A database
that comes back from a backup is compared with them before anybody may look at it.
"""

import fcntl
import json
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID

NAME = "tombstones"


@dataclass(frozen=True, slots=True)
class Tombstone:
    """``kind``: dossier, circle, account or archive."""

    id: UUID
    kind: str
    at: datetime

    def line(self) -> bytes:
        """As it is written."""
        return json.dumps({"id": str(self.id), "kind": self.kind, "at": self.at.isoformat()}).encode() + b"\n"


class Tombstones:
    """The list, in one or more folders: written in all of them, read from any."""

    def __init__(self, folders: Sequence[Path]) -> None:
        self._files = [folder / NAME for folder in folders]

    def add(self, stones: Iterable[Tombstone]) -> None:
        """Write what is not there yet, in every folder, on the disk before this returns."""
        new = {stone.id: stone for stone in stones}
        for file in self._files:
            _append(file, new)

    def all(self) -> dict[UUID, Tombstone]:
        """What any of the folders knows."""
        return {stone.id: stone for file in self._files for stone in _read(file)}


def _append(file: Path, stones: dict[UUID, Tombstone]) -> None:
    if not stones:
        return
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle = os.open(file, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o600)
    with os.fdopen(handle, "r+b", buffering=0) as lines:
        fcntl.flock(lines, fcntl.LOCK_EX)
        there = lines.read()
        known = {stone.id for stone in _parsed(there)}
        # a process that died half-way through a line: the line is written again, whole, below it
        mended = b"\n" if there and not there.endswith(b"\n") else b""
        if added := b"".join(stone.line() for stone in stones.values() if stone.id not in known):
            lines.write(mended + added)
            os.fsync(lines.fileno())


def _read(file: Path) -> list[Tombstone]:
    return _parsed(file.read_bytes()) if file.exists() else []


def _parsed(lines: bytes) -> list[Tombstone]:
    """Every whole line. A torn one is of something whose key still waits to be destroyed: it will be written again."""
    return [_stone(line) for line in lines.splitlines() if line.endswith(b"}")]


def _stone(line: bytes) -> Tombstone:
    told = json.loads(line)
    return Tombstone(UUID(told["id"]), str(told["kind"]), datetime.fromisoformat(told["at"]))
