"""Who listens in this process, and to whom of them a piece of news goes."""

import asyncio
from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

from keukentafel.site.streams.asking import Asking
from keukentafel.site.streams.news import AGAIN, GONE, Look, Said

MOST_WAITING = 100
"""Events for a browser that does not take them. Then they are thrown away, and it is told to look again."""
MOST_OF_ONE = 30
"""Streams of one session: as many tabs as anybody has open."""


class Stream:
    """One open page: what still has to go to it."""

    __slots__ = ("dossier", "key", "person", "rung", "waiting")

    def __init__(self, key: str, person: UUID, dossier: UUID) -> None:
        self.key, self.person, self.dossier = key, person, dossier
        self.waiting: list[bytes] = []
        self.rung = asyncio.Event()

    def give(self, event: bytes) -> None:
        """Put it in line."""
        if len(self.waiting) >= MOST_WAITING:
            self.waiting = [AGAIN]
        self.waiting.append(event)
        self.rung.set()

    def take(self) -> bytes:
        """All that waits."""
        taken, self.waiting = b"".join(self.waiting), []
        self.rung.clear()
        return taken


class Hub:
    """The streams of this process."""

    def __init__(self, asking: Asking) -> None:
        self._asking = asking
        self._of: defaultdict[UUID, set[Stream]] = defaultdict(set)
        self._count: defaultdict[str, int] = defaultdict(int)

    def __len__(self) -> int:
        return sum(map(len, self._of.values()))

    def enter(self, stream: Stream) -> bool:
        """False when this session has too many."""
        if self._count[stream.key] >= MOST_OF_ONE:
            return False
        self._count[stream.key] += 1
        self._of[stream.dossier].add(stream)
        return True

    def leave(self, stream: Stream) -> None:
        """The page is closed."""
        self._of[stream.dossier].discard(stream)
        if not self._of[stream.dossier]:
            del self._of[stream.dossier]
        self._count[stream.key] -= 1
        if not self._count[stream.key]:
            del self._count[stream.key]

    async def hand_out(self, news: Iterable[Said | Look]) -> None:
        """Give each to whoever may have it at this moment. What came together for one circle is asked for once.

        Raises ``psycopg.Error``: nobody got anything that was not asked for.
        """
        by_circle: dict[tuple[UUID, UUID], list[bytes]] = {}
        for one in news:
            if isinstance(one, Look):
                await self.look(one)
            else:
                by_circle.setdefault((one.dossier, one.circle), []).append(one.event)
        for (dossier, circle), events in by_circle.items():
            streams = self._of.get(dossier, ())
            hearers = await self._asking.hearers({s.key for s in streams}, dossier, circle) if streams else ()
            for stream in [s for s in self._of.get(dossier, ()) if s.key in hearers]:
                for event in dict.fromkeys(events):
                    stream.give(event)

    async def look(self, about: Look | None = None) -> None:
        """Send away whoever may not stay; whom it was about looks again. Without ``about``: everybody."""
        streams = [s for s in self.everyone() if about is None or _is_about(about, s)]
        staying = await self._asking.staying({(s.key, s.dossier) for s in streams}) if streams else set()
        for stream in streams:
            if (stream.key, stream.dossier) not in staying:
                stream.give(GONE)
            elif about and about.person:
                stream.give(AGAIN)

    def again(self) -> None:
        """Something may have been missed by everybody."""
        for stream in self.everyone():
            stream.give(AGAIN)

    def everyone(self) -> list[Stream]:
        """All streams, as they are now."""
        return [stream for streams in self._of.values() for stream in streams]


def _is_about(about: Look, stream: Stream) -> bool:
    return about.dossier in (None, stream.dossier) and about.person in (None, stream.person)
