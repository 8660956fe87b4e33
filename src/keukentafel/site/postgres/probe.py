"""Ask a server itself how it is: a file that says it runs may be left from before."""

from __future__ import annotations

import os
import time
from pathlib import Path

import psycopg

from .errors import ClusterError

PID_FILE = "postmaster.pid"
SILENT = "PostgreSQL (process {pid}) holds {cluster} and does not answer. End it, and try again."
PATIENCE = 60.0  # seconds, for a server that is still coming up or going down


def is_up(url: str) -> bool:
    """Whether a real connection succeeds."""
    try:
        psycopg.connect(url, connect_timeout=5).close()
    except psycopg.OperationalError:
        return False
    return True


def is_durable(url: str) -> bool:
    """Whether the server writes to the disk before it says that it did."""
    with psycopg.connect(url, connect_timeout=5) as connection:
        return connection.execute("SHOW fsync").fetchone() == ("on",)


def settle(url: str, cluster: Path, sockets: Path) -> None:
    """Wait for a server that comes up or goes down; clear away what a killed one left, when none of it still runs."""
    until = time.monotonic() + PATIENCE
    while not is_up(url):
        pid = holder(cluster)
        if pid is None and not _is_memory_in_use(cluster):
            _clear(cluster, sockets)
            return
        if time.monotonic() > until:
            raise ClusterError(SILENT.format(pid=pid, cluster=cluster))
        time.sleep(0.1)


def _clear(cluster: Path, sockets: Path) -> None:
    """PostgreSQL clears up after itself, but not when its number now is another program's, or is not yet buried."""
    pid = _noted_pid(cluster)
    if pid and _is_alive(pid):
        (cluster / PID_FILE).unlink(missing_ok=True)
    for left_over in sockets.glob(".s.PGSQL.*"):
        left_over.unlink(missing_ok=True)


def _is_memory_in_use(cluster: Path) -> bool:
    """Whether a helper of a killed server still holds its shared memory, named on line 7 of the pid file."""
    try:
        noted = (cluster / PID_FILE).read_text().splitlines()[6].split()
        segments = [line.split() for line in Path("/proc/sysvipc/shm").read_text().splitlines()[1:]]
    except (OSError, IndexError):
        return False
    return any(segment[:2] == noted and segment[6] != "0" for segment in segments)


def holder(cluster: Path) -> int | None:
    """The process that serves this cluster now, if there is one."""
    pid = _noted_pid(cluster)
    return pid if pid and _is_alive(pid) and _serves(pid, cluster) else None


def _noted_pid(cluster: Path) -> int | None:
    try:
        return int((cluster / PID_FILE).read_text().split()[0])
    except (OSError, ValueError, IndexError):
        return None


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _serves(pid: int, cluster: Path) -> bool:
    """Where the system does not tell what a process runs (no /proc), take it for our server and wait."""
    try:
        return os.fsencode(cluster) in Path(f"/proc/{pid}/cmdline").read_bytes()
    except FileNotFoundError:
        return not Path("/proc/self/cmdline").exists()
