"""PostgreSQL over TCP and TLS, as an outside server is: a door in front of the socket of the tests' own server.

The embedded PostgreSQL is built without TLS. The door answers libpq's question for it (``SSLRequest``), shakes hands
with a certificate, and passes on what follows, as poolers do.
"""

import asyncio
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from threading import Thread

ASKS_FOR_TLS = (8).to_bytes(4, "big") + (80877103).to_bytes(4, "big")


@dataclass
class Door:
    """``port`` on 127.0.0.1; ``came``: how many knocked, ``passed``: how many came in over TLS."""

    socket: str
    tls: ssl.SSLContext | None
    port: int = 0
    came: int = 0
    passed: int = 0
    _server: list[asyncio.Server] = field(default_factory=list)

    async def listen(self) -> None:
        """Until it is cancelled."""
        server = await asyncio.start_server(self._met, "127.0.0.1", 0)
        self.port = server.sockets[0].getsockname()[1]
        async with server:
            await server.serve_forever()

    async def _met(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.came += 1
        with suppress(OSError, asyncio.IncompleteReadError):
            first = await reader.readexactly(8)
            if first == ASKS_FOR_TLS:
                writer.write(b"S" if self.tls else b"N")
                await writer.drain()
                if self.tls:
                    await writer.start_tls(self.tls)
                    self.passed += 1
                first = b""
            inner, outer = await asyncio.open_unix_connection(self.socket)
            outer.write(first)
            await asyncio.gather(_pour(reader, outer), _pour(inner, writer))


async def _pour(source: asyncio.StreamReader, into: asyncio.StreamWriter) -> None:
    with suppress(OSError):
        while block := await source.read(65536):
            into.write(block)
            await into.drain()
    into.close()


@contextmanager
def door(socket: str, tls: ssl.SSLContext | None) -> Iterator[Door]:
    """It listens as long as the block lasts. ``tls``: None for a server that can only be plain."""
    made, loop = Door(socket, tls), asyncio.new_event_loop()
    task = loop.create_task(made.listen())

    def run() -> None:
        """The whole life of the loop: another one may run in the thread of the test, as Playwright's does."""
        with suppress(asyncio.CancelledError):
            loop.run_until_complete(task)
        for left in asyncio.all_tasks(loop):
            left.cancel()
        loop.run_until_complete(asyncio.sleep(0))
        loop.close()

    thread = Thread(target=run)
    thread.start()
    while not made.port:
        thread.join(0.01)
    try:
        yield made
    finally:
        loop.call_soon_threadsafe(task.cancel)
        thread.join()
