"""The real process of streams, and a browser that keeps one open and writes down what comes."""

import json
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.test import Client

from tests.journeys.serving import PATIENCE, around, free_port
from tests.support.house import House

ORIGIN = "http://127.0.0.1:8000"


@contextmanager
def streaming(house: House, origin: str = ORIGIN) -> Iterator[int]:
    """The port of a process of streams on this worker's database, for pages of that origin."""
    port = free_port()
    command = [
        sys.executable, "-m", "granian", "--interface", "asgi", "--port", str(port), "--log-level", "warning",
        "--workers-kill-timeout", "1", "--no-ws", "--backlog", "4096", "keukentafel.site.asgi:application",
    ]  # fmt: skip
    server = subprocess.Popen(command, env=around(house, origin), cwd=Path(__file__).parents[2])
    try:
        until_it_hears(port)
        yield port
    finally:
        server.terminate()
        server.wait(10)


def until_it_hears(port: int) -> None:
    """Wait until it answers, with an ear at the database."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=2):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.05)
    raise TimeoutError(port)


class Listening:
    """One open stream. ``events``: (name, data) as they came; ``status``: what the server answered."""

    def __init__(self, port: int, dossier: UUID, client: Client, *, origin: str = "") -> None:
        key = client.cookies[settings.SESSION_COOKIE_NAME].value
        asked = [f"GET /live/{dossier}/ HTTP/1.1", "Host: 127.0.0.1", f"Cookie: {settings.SESSION_COOKIE_NAME}={key}"]
        asked += [f"Origin: {origin}"] if origin else []
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=60)
        self._socket.sendall("\r\n".join([*asked, "", ""]).encode())
        self._lines = self._socket.makefile("rb")
        self.status = int(self._lines.readline().split()[1])
        headers = iter(lambda: self._lines.readline().decode().strip(), "")
        self.headers = {name.lower(): value for name, value in (line.split(": ", 1) for line in headers)}
        self.events: list[tuple[str, dict[str, Any]]] = []
        self.ended = threading.Event()
        self._come = threading.Condition()
        if self.status == 200:
            threading.Thread(target=self._read, daemon=True).start()
            self.wait_for("here")

    def _read(self) -> None:
        """Lines of events; between them stand the lengths of the pieces, in which a line is never cut."""
        name = ""
        with suppress(OSError, ValueError):
            for line in self._lines:
                if line.startswith(b"event: "):
                    name = line[7:].strip().decode()
                elif line.startswith(b"data: "):
                    with self._come:
                        self.events.append((name, json.loads(line[6:])))
                        self._come.notify_all()
                elif line == b"0\r\n":
                    break
        self.ended.set()

    def wait_for(self, name: str, patience: float = 10) -> dict[str, Any]:
        """The first event of that name; ``AssertionError`` when none comes."""
        with self._come:
            found = self._come.wait_for(lambda: [data for what, data in self.events if what == name], patience)
        assert found, f"no {name!r} in {self.events}"
        return found[0]

    def forget(self) -> None:
        """Begin a new page of what came."""
        with self._come:
            self.events.clear()

    def heard(self) -> list[str]:
        """The items of which it was told that they were written."""
        return [data["item"] for name, data in self.events if name == "live"]

    def close(self) -> None:
        """The page is closed."""
        with suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
