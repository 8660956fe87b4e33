"""A small server on this machine that says what a test wants to be said, and remembers what it was asked."""

import json
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from tests.support.listening import listening


class Answering(ThreadingHTTPServer):
    """``says``: status, headers and JSON for each path; ``asked``: the paths, in their order."""

    daemon_threads = True

    def __init__(self, context: ssl.SSLContext | None) -> None:
        super().__init__(("127.0.0.1", 0), _Asked)
        self.says: dict[str, tuple[int, dict[str, str], Any]] = {}
        self.asked: list[str] = []
        self.address = f"http{'s' if context else ''}://127.0.0.1:{self.server_address[1]}"
        if context:
            self.socket = context.wrap_socket(self.socket, server_side=True)

    def handle_error(self, *_: Any) -> None:
        """Whoever does not trust us hangs up: nothing to tell."""

    def leads(self, path: str, to: str, status: int = 302) -> None:
        """Send whoever asks for this somewhere else."""
        self.says[path] = (status, {"Location": to}, {})


class _Asked(BaseHTTPRequestHandler):
    server: Answering

    def do_GET(self) -> None:
        """Read."""
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        path = self.path.partition("?")[0]
        self.server.asked.append(path)
        status, headers, said = self.server.says.get(path, (404, {}, {}))
        body = json.dumps(said).encode()
        self.send_response(status)
        for name, value in (headers | {"Content-Type": "application/json", "Content-Length": str(len(body))}).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    do_POST = do_PUT = do_GET  # noqa: N815  # as the library calls them

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@contextmanager
def answering(context: ssl.SSLContext | None = None) -> Iterator[Answering]:
    """It listens as long as the block lasts."""
    with listening(Answering(context)) as server:
        yield server
