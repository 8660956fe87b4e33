"""One ear at the database for all streams of this process."""

import asyncio
import logging

import psycopg

from keukentafel.access.live import CHANNEL
from keukentafel.site.streams.hub import Hub
from keukentafel.site.streams.news import Look, Said, read

log = logging.getLogger(__name__)
LOOK_EVERY = 20
"""Seconds: sessions also end by the clock, of which nobody says anything."""
TRY_AGAIN = 1
"""Seconds after a connection was lost."""


class Ear:
    """Listens for as long as the process lives. ``hears``: whether it does now."""

    def __init__(self, url: str, hub: Hub) -> None:
        self._url, self._hub = url, hub
        self._heard: list[Said | Look] = []
        self._rung = asyncio.Event()
        self.hears = False

    async def listen(self) -> None:
        """Until cancelled. After a connection that was lost everybody looks again: what was said meanwhile is not
        said once more.
        """
        async with asyncio.TaskGroup() as together:
            together.create_task(self._hand_out())
            together.create_task(self._look_around())
            while True:
                try:
                    await self._listen_once()
                except psycopg.Error as problem:
                    log.warning("The streams don't hear the database: %s", type(problem).__name__)
                self.hears = False
                await asyncio.sleep(TRY_AGAIN)

    async def _listen_once(self) -> None:
        async with await psycopg.AsyncConnection.connect(self._url, autocommit=True) as connection:
            await connection.execute(f"LISTEN {CHANNEL}")
            self.hears = True
            self._hub.again()
            async for one in connection.notifies():
                if said := read(one.payload):
                    self._heard.append(said)
                    self._rung.set()

    async def _hand_out(self) -> None:
        while True:
            await self._rung.wait()
            self._rung.clear()
            heard, self._heard = self._heard, []
            try:
                await self._hub.hand_out(heard)
            except psycopg.Error as problem:
                log.warning("The streams could not ask the database: %s", type(problem).__name__)
                self._hub.again()

    async def _look_around(self) -> None:
        while True:
            await asyncio.sleep(LOOK_EVERY)
            try:
                await self._hub.look()
            except psycopg.Error as problem:
                log.warning("The streams could not ask the database: %s", type(problem).__name__)
