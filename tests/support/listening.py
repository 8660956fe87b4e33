"""Small servers of a test, in threads of their own, that speak JSON."""

import json
import socket
import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer, ThreadingHTTPServer
from threading import Thread
from typing import Any, TypeVar

Server = TypeVar("Server", bound=HTTPServer)


class Listening(ThreadingHTTPServer):
    """On a port of its own of this machine; over TLS if there is a context. ``address``: where."""

    daemon_threads = True

    def __init__(self, handler: type[BaseHTTPRequestHandler], context: ssl.SSLContext | None) -> None:
        super().__init__(("127.0.0.1", 0), handler)
        self.address = f"http{'s' if context else ''}://127.0.0.1:{self.server_address[1]}"
        if context:
            self.socket = context.wrap_socket(self.socket, server_side=True)

    def handle_error(self, *_: Any) -> None:
        """Whoever does not trust us hangs up: nothing to tell."""


class Heard(BaseHTTPRequestHandler):
    """One request."""

    def sent(self) -> bytes:
        """What came with it."""
        return self.rfile.read(int(self.headers.get("Content-Length") or 0))

    def say(self, status: int, answer: Any, headers: Mapping[str, str] | None = None) -> None:
        """Answer with JSON, or with nothing."""
        body = b"" if answer is None else json.dumps(answer).encode()
        self.send_response(status)
        for name, value in {
            **(headers or {}),
            "Content-Type": "application/json",
            "Content-Length": str(len(body)),
        }.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@contextmanager
def listening(server: Server) -> Iterator[Server]:
    """It listens as long as the block lasts."""
    thread = Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def free_port() -> int:
    """A port on which nobody listens now."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port
