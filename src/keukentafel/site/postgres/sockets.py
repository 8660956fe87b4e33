"""The folder of the Unix socket: inside the data where its path fits."""

from __future__ import annotations

import hashlib
import os
import stat
import tempfile
from pathlib import Path

from .errors import ClusterError

PORT = 5432  # only a part of the socket's name: nothing listens on TCP
LONGEST = 103  # bytes of a socket's path; Linux takes 107, macOS 103


def socket_folder(data_dir: Path, server_uid: int | None = None) -> Path:
    """The private folder (0700) for the socket of the cluster in `data_dir`, made when it is not there.

    Two processes on the same data get the same folder. `server_uid` is who else may own it.
    """
    folder = data_dir / "socket"
    if not _fits(folder):
        name = f"keukentafel-{os.getuid()}-{hashlib.sha256(os.fsencode(data_dir)).hexdigest()[:12]}"
        folder = next(place for place in _short_places(name) if _fits(place))
    folder.mkdir(mode=0o700, exist_ok=True)
    _insist_private(folder, {os.geteuid(), server_uid})
    return folder


def _short_places(name: str) -> tuple[Path, Path]:
    return Path(tempfile.gettempdir()) / name, Path("/tmp") / name  # noqa: S108 - private, and checked to be


def _fits(folder: Path) -> bool:
    """Short enough, and without what libpq or PostgreSQL read as the end of a name."""
    return not set(str(folder)) & set(',"') and len(os.fsencode(folder / f".s.PGSQL.{PORT}")) <= LONGEST


def _insist_private(folder: Path, owners: set[int | None]) -> None:
    """In a folder that all may write to, somebody else may have put something there first."""
    seen = folder.lstat()
    if not stat.S_ISDIR(seen.st_mode) or seen.st_uid not in owners or seen.st_mode & 0o077:
        raise ClusterError(f"{folder} is not a private folder of yours. Take it away, and try again.")
