"""Live delivery: from what somebody does to the other browser, with many streams open on one process of streams."""

import asyncio
import http.client
import time
from collections.abc import Iterator, Sequence
from statistics import median, quantiles
from typing import NamedTuple
from urllib.parse import urlencode
from uuid import UUID

from keukentafel.dossiers.models import new_id
from keukentafel.site.measuring.figures import Figure
from keukentafel.site.measuring.processes import Runner, memory, server
from keukentafel.site.measuring.rows import Planted
from keukentafel.site.measuring.stage import Database, Sizes

MEDIAN, NEARLY_ALL, MEMORY = 100.0, 300.0, 60.0
"""Milliseconds, milliseconds for 95 of 100, and kilobytes a stream."""
ACTIONS = 200
PAUSE, PATIENCE = 0.02, 30
"""Seconds between two actions, and to wait for an answer."""
TABS = 25
SECRET = "k" * 32
"""Of the browser that sends forms: the same in its cookie and in the form."""


class Reader:
    """A page that is open. ``at``: when (``perf_counter``) it was told last."""

    def __init__(self, dossier: UUID, cookie: str, port: int) -> None:
        self.dossier, self.cookie, self._port = dossier, cookie, port
        self.told, self.stands, self.at = asyncio.Event(), False, 0.0

    async def hear(self) -> None:
        """Until cancelled. Raises ``RuntimeError`` when it is not let in."""
        reading, writing = await asyncio.open_connection("127.0.0.1", self._port)
        asked = f"GET /live/{self.dossier}/ HTTP/1.1\r\nHost: 127.0.0.1:8000\r\nCookie: {self.cookie}\r\n\r\n"
        writing.write(asked.encode())
        try:
            if b" 200 " not in (first := await reading.readline()):
                raise RuntimeError(f"a stream was answered by {first!r}")
            while line := await reading.readline():
                self.stands = self.stands or line == b"event: here\n"
                if line == b"event: live\n":
                    self.at = time.perf_counter()
                    self.told.set()
        finally:
            writing.close()


class Measured(NamedTuple):
    """Seconds of each delivery, and megabytes of the process with all streams open."""

    took: list[float]
    full: float


def live(large: Database, subject: Runner, dossiers: Sequence[Planted], sizes: Sizes) -> Iterator[Figure]:
    """Two people at each of many tables; one writes, and the other's stream tells of it."""
    with (
        server("keukentafel.site.asgi", large.web_url, live=True) as (port, pid),
        server("keukentafel.site.wsgi", large.web_url) as (pages, _),
    ):
        readers, writers = _people(subject, dossiers, sizes.streams, port)
        empty = memory(pid)
        took, full = asyncio.run(_measured(readers, writers, pages, pid))
    named = {"milliseconds": [one * 1000 for one in took]}
    note = f"{len(readers):,} streams, {len(took)} deliveries"
    yield Figure(8, "from action to the other browser, median", median(took) * 1000, "ms", MEDIAN, note, named)
    yield Figure(
        8, "from action to the other browser, 95 of 100", quantiles(took, n=20)[-1] * 1000, "ms", NEARLY_ALL, note
    )
    yield Figure(8, "memory a stream", (full - empty) * 1000 / len(readers), "kB", MEMORY, f"{full:.0f} MB in all")


def _people(
    subject: Runner, dossiers: Sequence[Planted], streams: int, port: int
) -> tuple[list[Reader], list[tuple[Reader, UUID]]]:
    """Who listens, as many as there are streams; and who writes: the first at each table, with its circle."""
    readers: list[Reader] = []
    writers: list[tuple[Reader, UUID]] = []
    for one in dossiers:
        people = [person for person in one.people[: len(one.people) - 1] if person]
        seen = [Reader(one.id, subject.ask("sign_in", person=str(person))["cookie"], port) for person in people]
        writers.append((seen[0], one.circles[0]))
        readers += seen[1:]
        if len(readers) >= streams:
            return readers[:streams], writers
    tabs = min(TABS, -(-streams // len(readers)))
    return [Reader(one.dossier, one.cookie, port) for one in readers for _ in range(tabs)][:streams], writers


async def _measured(readers: list[Reader], writers: list[tuple[Reader, UUID]], pages: int, pid: int) -> Measured:
    """Write at one table after the other, with all streams open."""
    hearing = [asyncio.create_task(reader.hear()) for reader in readers]
    while not all(reader.stands for reader in readers):
        await asyncio.sleep(0.05)
        for broken in (task for task in hearing if task.done()):
            broken.result()
    full = memory(pid)
    took: list[float] = []
    for at in range(ACTIONS):
        writer, circle = writers[at % len(writers)]
        beside = [reader for reader in readers if reader.dossier == writer.dossier]
        took += await _delivered(writer, circle, pages, beside)
        await asyncio.sleep(PAUSE)
    for task in hearing:
        task.cancel()
    return Measured(took, full)


async def _delivered(writer: Reader, circle: UUID, pages: int, beside: list[Reader]) -> list[float]:
    """Seconds until each page beside the writer's was told. Raises ``RuntimeError`` when one is not told at all."""
    for reader in beside:
        reader.told.clear()
    started = time.perf_counter()
    await asyncio.to_thread(_write, writer, circle, pages)
    try:
        async with asyncio.timeout(PATIENCE):
            await asyncio.gather(*(reader.told.wait() for reader in beside))
    except TimeoutError:
        raise RuntimeError("an open page was not told of what was written") from None
    return [reader.at - started for reader in beside]


def _write(writer: Reader, circle: UUID, pages: int) -> None:
    words = {"text": "Vandaag ging het goed.", "circle": circle, "once": new_id(), "csrfmiddlewaretoken": SECRET}
    line = http.client.HTTPConnection("127.0.0.1", pages, timeout=PATIENCE)
    headers = {
        "Host": "127.0.0.1:8000",
        "Cookie": f"{writer.cookie}; csrftoken={SECRET}",
        "Content-Type": "application/x-www-form-urlencoded",
    }
    line.request("POST", f"/d/{writer.dossier}/journal/write/", urlencode(words), headers)
    status = line.getresponse().status
    line.close()
    if status != 303:
        raise RuntimeError(f"writing was answered by {status}")
