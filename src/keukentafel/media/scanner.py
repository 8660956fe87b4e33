"""Ask a virus scanner (clamd) about a file: its protocol is a socket, a word and pieces with their length (INSTREAM).

The file goes there as a stream; neither side keeps it.
"""

import socket
from collections.abc import Iterable
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator

Answer = Literal["clean", "found", "away", "too_long"]
TIMES_OUT: Final = 60.0
"""Seconds for an answer."""
CONNECTS: Final = 3.0
LONGEST_ANSWER: Final = 4096
END: Final = b"\0\0\0\0"


def ask(where: str, content: Iterable[bytes]) -> Answer:
    """Whether the scanner at ``where`` (``/path`` or ``host:port``) finds something.

    ``away``: it could not be asked, or said nothing that we know: nobody knows. ``too_long``: it takes no file so long.
    """
    try:
        with _at(where) as there:
            return _meant(_sent(there, content))
    except OSError:
        return "away"


def version(where: str) -> str:
    """What the scanner says that it is, with its signatures; empty when it does not answer."""
    try:
        with _at(where) as there:
            there.sendall(b"zVERSION\0")
            return _answer(there).decode("ascii", "replace")
    except OSError:
        return ""


@contextmanager
def _at(where: str) -> "Iterator[socket.socket]":
    if where.startswith("/"):
        there = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        there.settimeout(CONNECTS)
        there.connect(where)
    else:
        host, _, port = where.rpartition(":")
        there = socket.create_connection((host.strip("[]"), int(port)), CONNECTS)
    with there:
        there.settimeout(TIMES_OUT)
        yield there


def _sent(there: socket.socket, content: Iterable[bytes]) -> bytes:
    try:
        there.sendall(b"zINSTREAM\0")
        for piece in content:
            if piece:
                there.sendall(len(piece).to_bytes(4, "big") + piece)
        there.sendall(END)
    except (BrokenPipeError, ConnectionResetError):
        pass  # it had enough: why, it says
    return _answer(there)


def _answer(there: socket.socket) -> bytes:
    answer = b""
    while b"\0" not in answer and len(answer) < LONGEST_ANSWER and (piece := there.recv(1024)):
        answer += piece
    return answer.rstrip(b"\0").strip()


def _meant(answer: bytes) -> Answer:
    if answer == b"stream: OK":
        return "clean"
    if answer.endswith(b" FOUND"):
        return "found"
    return "too_long" if b"size limit exceeded" in answer else "away"
