"""The bench's side of ``runner``, and servers with a worker to look at."""

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from psycopg.conninfo import make_conninfo

from keukentafel.site.cli.serve import SPARING

PATIENCE = 30


class Runner:
    """One application in a process of its own."""

    def __init__(self, name: str, web_url: str) -> None:
        self.name = name
        self._process = subprocess.Popen(
            [sys.executable, "-m", "keukentafel.site.measuring.runner", name],
            env=environment(web_url),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def ask(self, do: str, **order: Any) -> dict[str, Any]:
        """Give an order and wait for the answer. Raises ``RuntimeError`` when the process ends instead."""
        assert self._process.stdin  # noqa: S101  # it is a pipe
        assert self._process.stdout  # noqa: S101  # it is a pipe
        self._process.stdin.write(json.dumps({"do": do, **order}) + "\n")
        self._process.stdin.flush()
        answer = self._process.stdout.readline()
        if not answer:
            raise RuntimeError(f"the process with the {self.name} ended; what it said stands above")
        found: dict[str, Any] = json.loads(answer)
        return found

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._process.stdin  # noqa: S101  # it is a pipe
        self._process.stdin.close()
        try:
            self._process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self._process.kill()


@contextmanager
def server(module: str, web_url: str, *, live: bool = False) -> Iterator[tuple[int, int]]:
    """One worker of granian, as ``serve`` starts them; yields its port and the worker's process id.

    ``live``: a process of streams.
    """
    port = _free_port()
    how = ["--interface", "asgi", "--backlog", "4096"] if live else ["--interface", "wsgi", "--blocking-threads", "4"]
    command = [
        sys.executable, "-m", "granian", *how, "--host", "127.0.0.1", "--port", str(port), "--workers", "1", "--no-ws",
        "--log-level", "warning", "--workers-kill-timeout", "2", f"{module}:application",
    ]  # fmt: skip
    process = subprocess.Popen(command, env=environment(web_url) | SPARING)
    try:
        _until_open(port)
        yield port, _worker(process.pid)
    finally:
        process.terminate()
        process.wait(PATIENCE)


def environment(web_url: str) -> dict[str, str]:
    """For a process that must not have the owner's rights."""
    named = make_conninfo(web_url, application_name="keukentafel-bench")
    return os.environ | {
        "KEUKENTAFEL_WEB_URL": named,
        "KEUKENTAFEL_WORKER_URL": "",
        "KEUKENTAFEL_OWNER_URL": "",
        "DATABASE_URL": "",
    }


def memory(pid: int) -> float:
    """Megabytes (10^6 bytes) of memory that a process holds, what it shares with others included."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return int(next(line for line in lines if line.startswith("VmRSS")).split()[1]) * 1024 / 1e6


def _worker(parent: int) -> int:
    """The process that serves, under granian's own (which keeps a tracker of resources beside it)."""
    children = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
    return max((int(child) for child in children), key=memory)


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as any_port:
        return int(any_port.getsockname()[1])


def _until_open(port: int) -> None:
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.05)
        else:
            return
