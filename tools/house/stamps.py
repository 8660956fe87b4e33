"""A step runs again only when its inputs changed: a stamp keeps a hash of them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

from .words import ROOT, VENV

STAMPS = VENV / ".house"


def digest(files: Iterable[Path], *facts: str) -> str:
    """Hash the facts, and the names and contents of the files, to 64 hex digits."""
    total = hashlib.sha256(repr(facts).encode())
    for file in sorted(set(files)):
        content = hashlib.sha256(file.read_bytes()).hexdigest() if file.is_file() else "-"
        total.update(f"{file.relative_to(ROOT)}={content};".encode())
    return total.hexdigest()


def is_fresh(step: str, key: str) -> bool:
    """Whether the step last ended well with these inputs."""
    stamp = STAMPS / step
    return stamp.is_file() and stamp.read_text() == key


def stamp(step: str, key: str) -> None:
    """Remember that the step ended well."""
    STAMPS.mkdir(parents=True, exist_ok=True)
    (STAMPS / step).write_text(key)


def forget(step: str) -> None:
    """Make the step run again next time, also when it is cut off half-way."""
    (STAMPS / step).unlink(missing_ok=True)
