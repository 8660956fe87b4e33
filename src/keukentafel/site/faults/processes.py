"""The three that are killed. Each comes back by itself, as a supervisor of services would see to."""

import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

from keukentafel.site.postgres import Cluster, ClusterError
from keukentafel.site.postgres.probe import holder, settle
from keukentafel.site.postgres.server import SUPERUSER, find_server
from keukentafel.site.postgres.sockets import PORT, socket_folder

PATIENCE = 60.0
LOSING = "-c synchronous_commit=off -c wal_writer_delay=10s -c wal_writer_flush_after=1GB"
"""The control: a commit is acknowledged before it is on the disk, and the log waits long in memory."""


class Database:
    """PostgreSQL that comes along. ``losing``: acknowledge first, write later."""

    def __init__(self, data: Path, *, losing: bool) -> None:
        data.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._server = find_server(data.resolve())
        self._server.make()
        self._sockets = socket_folder(self._server.data_dir, self._server.runs_as.uid)
        self._server.runs_as.own(self._sockets)
        self._options = LOSING if losing else ""
        self.cluster = Cluster(self._sockets, PORT, SUPERUSER, self._server.password)

    def start(self) -> None:
        """Start it; clear away first what a killed one left."""
        settle(self.cluster.url("postgres"), self._server.cluster, self._sockets)
        self._server.start(self._sockets, durable=True, options=self._options)

    def kill(self) -> None:
        """All of its processes at once: memory that they share, and what was only there, is gone."""
        main = holder(self._server.cluster)
        if main is None:
            return
        os.kill(main, signal.SIGSTOP)  # or it would see its children die and begin to mend
        for pid in [*_children(main), main]:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        while holder(self._server.cluster):
            time.sleep(0.01)

    def restart(self) -> None:
        """Kill it and start it again."""
        self.kill()
        for attempt in range(5):
            with suppress(ClusterError):
                self.start()
                return
            time.sleep(attempt + 1)
        self.start()

    def stop(self) -> None:
        """In an orderly way."""
        self._server.stop()


class Program:
    """A program of ours in a session of its own, so that it and all it started can be killed at once."""

    def __init__(self, command: list[str], environment: dict[str, str], log: Path) -> None:
        self._command, self._environment, self._log = command, environment, log
        self._process: subprocess.Popen[bytes] | None = None
        self.starts = 0

    def start(self) -> None:
        """Start it, if it does not run."""
        if self._process and self._process.poll() is None:
            return
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                self._command, env=os.environ | self._environment, stdout=log, stderr=log, start_new_session=True
            )
        self.starts += 1

    def kill(self) -> None:
        """It, and all that it started."""
        if self._process:
            with suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()

    def restart(self) -> None:
        """Kill it and start it again."""
        self.kill()
        self.start()


def web(port: int, web_url: str, log: Path) -> Program:
    """The web server, as ``serve`` starts it."""
    command = [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port),
        "--workers", "2", "--blocking-threads", "4", "--no-ws", "--log-level", "warning",
        "--workers-kill-timeout", "3", "keukentafel.site.wsgi:application",
    ]  # fmt: skip
    return Program(command, _bare(web_url), log)


def worker(web_url: str, worker_url: str, log: Path) -> Program:
    """The worker, as in production: with the web role's rights and its own doors."""
    return Program([sys.executable, "-m", "keukentafel.site.cli", "worker"], _bare(web_url, worker_url), log)


def free_port() -> int:
    """A port on which nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as any_port:
        return int(any_port.getsockname()[1])


def until_open(port: int) -> None:
    """Until somebody listens. Raises ``TimeoutError``."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        with suppress(OSError):
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        time.sleep(0.05)
    raise TimeoutError(f"nobody listens on {port}")


def _bare(web_url: str, worker_url: str = "") -> dict[str, str]:
    return {
        "KEUKENTAFEL_WEB_URL": web_url,
        "KEUKENTAFEL_WORKER_URL": worker_url,
        "KEUKENTAFEL_OWNER_URL": "",
        "DATABASE_URL": "",
    }


def _children(pid: int) -> list[int]:
    try:
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except FileNotFoundError:
        return []
