"""A small server on this machine that says what a test wants to be said, and remembers what it was asked."""

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from tests.support.listening import Heard, Listening, listening


class Answering(Listening):
    """``says``: status, headers and JSON for each path; ``asked``: the paths, in their order."""

    def __init__(self, context: ssl.SSLContext | None) -> None:
        super().__init__(_Asked, context)
        self.says: dict[str, tuple[int, dict[str, str], Any]] = {}
        self.asked: list[str] = []

    def leads(self, path: str, to: str, status: int = 302) -> None:
        """Send whoever asks for this somewhere else."""
        self.says[path] = (status, {"Location": to}, {})


class _Asked(Heard):
    server: Answering

    def do_GET(self) -> None:  # noqa: N802  # as the library calls it
        """Whatever is asked, in whichever way."""
        self.sent()
        path = self.path.partition("?")[0]
        self.server.asked.append(path)
        status, headers, said = self.server.says.get(path, (404, {}, {}))
        self.say(status, said, headers)

    do_POST = do_PUT = do_GET  # noqa: N815  # as the library calls them


@contextmanager
def answering(context: ssl.SSLContext | None = None) -> Iterator[Answering]:
    """It listens as long as the block lasts."""
    with listening(Answering(context)) as server:
        yield server
