"""Where the chains of the access log ended, written outside the database and signed.

Whoever owns the database can cut the end off a chain, and nothing in the database would tell. So their heads are put
into a folder elsewhere: one file a day, one line each time, each bound to the one before it. The first line of a day
has all heads, the later ones what moved since. Plain Python; who signs is handed in.

One process writes at a time. A line without its end was broken off by a power cut or a full disk: nobody was told that
it was written, and the next one takes its place. (Who cuts the end off a line could as well take all of it away.)
"""

import fcntl
import json
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import UUID

from keukentafel.accesslog.chain import START, Head

Sign = Callable[[bytes], bytes]
Check = Callable[[bytes, bytes], bool]
Heads = Mapping[UUID, Head]
FIRST = ""
LOCK = ".lock"


class Broken(Exception):
    """The folder does not hold what was written there; says where."""


@dataclass(frozen=True)
class Put:
    """What one writing did. ``back``: chains that had gone further before; their old head stays the one that counts."""

    written: int
    back: tuple[UUID, ...] = ()


@dataclass
class Known:
    """What the folder says: the head of each chain, and the mark of the last line."""

    heads: dict[UUID, Head] = field(default_factory=dict)
    mark: str = FIRST


class Outside:
    """The folder of heads. ``sign`` and ``check`` belong to a key that the database does not have."""

    def __init__(self, folder: Path, sign: Sign, check: Check) -> None:
        self._folder = folder
        self._sign = sign
        self._check = check

    def put(self, heads: Heads, at: datetime) -> Put:
        """Write down what moved since the last time (on a new day: all). On disk before it returns.

        Raises ``Broken`` when what lies there is not what was written.
        """
        with self._alone():
            known = self.known()
            back = tuple(chain for chain, head in known.heads.items() if not _goes_on(head, heads.get(chain, START)))
            now = {chain: known.heads[chain] if chain in back else head for chain, head in heads.items()}
            file = self._file(at)
            there = _begun(file)
            told = _moved(known.heads, now) if there else {**known.heads, **now}
            if told:
                self._append(file, _line(told, at, known.mark, all_of_them=not there))
            return Put(len(told), back)

    def known(self) -> Known:
        """What the newest day says. Raises ``Broken``."""
        files = self._files()
        return self._read(files[-1]) if files else Known()

    def days(self) -> Iterator[tuple[str, Known]]:
        """What each day says at its end, oldest first; days hang together. Raises ``Broken``."""
        before = None
        for file in self._files():
            known = self._read(file, before)
            before = known.mark
            yield file.stem, known

    def _files(self) -> list[Path]:
        return sorted(file for file in self._folder.glob("????-??-??.jsonl") if _begun(file))

    def _file(self, at: datetime) -> Path:
        """That of the day; never one from before the newest, though a clock be put back."""
        today = self._folder / f"{at:%Y-%m-%d}.jsonl"
        return max([today, *self._files()[-1:]])

    @contextmanager
    def _alone(self) -> Iterator[None]:
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with (self._folder / LOCK).open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _append(self, file: Path, line: dict[str, Any]) -> None:
        line["signature"] = self._sign(_bytes(line)).hex()
        with file.open("a+b") as stream:
            stream.seek(0)
            stream.truncate(_whole(stream.read()))
            stream.write(_bytes(line) + b"\n")
            stream.flush()
            os.fsync(stream.fileno())

    def _read(self, file: Path, before: str | None = None) -> Known:
        known = Known(mark=before or FIRST)
        there = file.read_bytes()
        for number, raw in enumerate(there[: _whole(there)].splitlines(), 1):
            where = f"{file.name}, line {number}"
            line = self._proved(raw, where)
            if (number > 1 or before is not None) and line["before"] != known.mark:
                raise Broken(f"{where}: a line before it is missing")
            if line["all"] is not (number == 1):
                raise Broken(f"{where}: the day does not begin with all heads")
            known.heads |= {UUID(chain): Head(seq, bytes.fromhex(hash_)) for chain, seq, hash_ in line["heads"]}
            known.mark = sha256(raw).hexdigest()
        return known

    def _proved(self, raw: bytes, where: str) -> dict[str, Any]:
        try:
            line: dict[str, Any] = json.loads(raw)
            signature = bytes.fromhex(line.pop("signature"))
        except (ValueError, KeyError, AttributeError, TypeError):
            raise Broken(f"{where}: not readable") from None
        if not self._check(_bytes(line), signature):
            raise Broken(f"{where}: the signature is not ours")
        return line


def _begun(file: Path) -> bool:
    """Whether there is a whole line in it."""
    if not file.exists():
        return False
    with file.open("rb") as stream:
        return stream.readline().endswith(b"\n")


def _whole(there: bytes) -> int:
    """How many bytes of it are whole lines."""
    return there.rfind(b"\n") + 1


def _goes_on(before: Head, now: Head) -> bool:
    return now.seq > before.seq or now == before


def _moved(before: Heads, now: Heads) -> dict[UUID, Head]:
    return {chain: head for chain, head in now.items() if before.get(chain) != head}


def _line(heads: Heads, at: datetime, before: str, *, all_of_them: bool) -> dict[str, Any]:
    rows = [[chain.hex, head.seq, head.hash.hex()] for chain, head in sorted(heads.items())]
    return {"at": at.isoformat(), "before": before, "all": all_of_them, "heads": rows}


def _bytes(line: Mapping[str, Any]) -> bytes:
    return json.dumps(line, sort_keys=True, separators=(",", ":")).encode()
