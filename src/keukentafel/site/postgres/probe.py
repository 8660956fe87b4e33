"""Ask a server itself how it is: a file that says it runs may be left from before."""

from __future__ import annotations

import os
import time
from pathlib import Path

import psycopg

from .errors import ClusterError

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


def settle(url: str, cluster: Path) -> None:
    """Wait for a server that comes up or goes down; take away a pid file whose number now is another program's."""
    pid_file = cluster / "postmaster.pid"
    until = time.monotonic() + PATIENCE
    while pid_file.exists() and not is_up(url):
        pid = _first_number(pid_file)
        if pid is None or not _is_alive(pid):
            return  # PostgreSQL clears it away itself, after looking for left-over processes
        if not _serves(pid, cluster):
            pid_file.unlink(missing_ok=True)
            return
        if time.monotonic() > until:
            raise ClusterError(
                f"A PostgreSQL (process {pid}) holds {cluster} and does not answer. End it, and try again."
            )
        time.sleep(0.1)


def _first_number(pid_file: Path) -> int | None:
    try:
        return int(pid_file.read_text().split()[0])
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
    """Whether it is the server of this cluster; where the system does not tell (no /proc), take it for one and wait."""
    try:
        return os.fsencode(cluster) in Path(f"/proc/{pid}/cmdline").read_bytes()
    except FileNotFoundError:
        return not Path("/proc/self/cmdline").exists()
