"""A small load on the loopback: a few connections that stay open, each asking again as soon as it has its answer."""

import socket
import threading
import time
from collections.abc import Sequence

CONNECTIONS = 4


def load(port: int, requests: Sequence[tuple[str, str]], times: int) -> float:
    """Ask ``times`` times in all, (path, cookie) in turn; gives answers a second.

    Raises ``RuntimeError`` for an answer that is not good.
    """
    problems: list[Exception] = []
    share = [_Share(port, requests, times // CONNECTIONS, problems) for _ in range(CONNECTIONS)]
    started = time.perf_counter()
    for one in share:
        one.start()
    for one in share:
        one.join()
    if problems:
        raise problems[0]
    return times // CONNECTIONS * CONNECTIONS / (time.perf_counter() - started)


class _Share(threading.Thread):
    def __init__(self, port: int, requests: Sequence[tuple[str, str]], times: int, problems: list[Exception]) -> None:
        super().__init__(daemon=True)
        self._port, self._times, self._problems = port, times, problems
        self._requests = [_request(path, cookie) for path, cookie in requests]

    def run(self) -> None:
        try:
            with socket.create_connection(("127.0.0.1", self._port), 30) as connection:
                for at in range(self._times):
                    connection.sendall(self._requests[at % len(self._requests)])
                    _answer(connection)
        except (OSError, RuntimeError) as problem:
            self._problems.append(problem)


def _request(path: str, cookie: str) -> bytes:
    return f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:8000\r\nCookie: {cookie}\r\n\r\n".encode()


def _answer(connection: socket.socket) -> None:
    got = b""
    while b"\r\n\r\n" not in got:
        more = connection.recv(65536)
        if not more:
            raise RuntimeError("the server closed the connection")
        got += more
    head, _, body = got.partition(b"\r\n\r\n")
    if b" 200 " not in head[:16]:
        raise RuntimeError(f"the server answered {head[:40]!r}")
    missing = _length(head) - len(body)
    while missing > 0:
        missing -= len(connection.recv(65536))


def _length(head: bytes) -> int:
    lines = head.lower().split(b"\r\n")
    return int(next(line for line in lines if line.startswith(b"content-length:")).split(b":")[1])
