"""Several processes may use one cluster: the first starts it, the last one out stops it."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO


@contextmanager
def door(data_dir: Path) -> Iterator[None]:
    """Let one process at a time start or stop the cluster. The kernel frees it when a process is killed."""
    with _open(data_dir / "door.lock") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def come_in(data_dir: Path) -> IO[str]:
    """Count as a user of the cluster until the returned file is closed."""
    file = _open(data_dir / "users.lock")
    fcntl.flock(file, fcntl.LOCK_SH)
    return file


def is_last(users: IO[str]) -> bool:
    """Whether no other process uses the cluster. Ask it behind the door only."""
    try:
        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _open(path: Path) -> IO[str]:
    """Open a lock; root leaves it to the folder's owner, who may come next."""
    file = path.open("w")
    if os.geteuid() == 0:
        owner = path.parent.stat()
        os.fchown(file.fileno(), owner.st_uid, owner.st_gid)
    return file
