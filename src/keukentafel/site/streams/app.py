"""The streams as an ASGI application: ``/live/<dossier>/`` for open pages, ``/healthz`` for whoever keeps the house."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from typing import Any
from uuid import UUID

import psycopg
from django.conf import settings
from django.http import HttpResponse, parse_cookie

from keukentafel.site.shield import Cover
from keukentafel.site.streams.asking import Asking
from keukentafel.site.streams.ear import Ear
from keukentafel.site.streams.hub import Hub, Stream
from keukentafel.site.streams.news import BEAT, GONE, HERE

Message = dict[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
BEAT_EVERY = 20
"""Seconds."""
PREFIX = "/live/"
COME_BACK = b"retry: 2000\n"
"""Milliseconds after which a browser that lost the stream asks for it again."""


class Streams:
    """One process of streams. The first thing that is asked of it starts its ear."""

    def __init__(self, url: str) -> None:
        self._asking = Asking(url)
        self._hub = Hub(self._asking)
        self._ear = Ear(url, self._hub)
        self._listening: asyncio.Task[None] | None = None
        self._cover = Cover()

    async def __call__(self, scope: Mapping[str, Any], receive: Receive, send: Send) -> None:
        """As ASGI has it: starting and stopping, and requests."""
        if scope["type"] == "lifespan":
            await self._live(receive, send)
        elif scope["type"] == "http":
            await self._answer(scope, receive, send)

    async def _live(self, receive: Receive, send: Send) -> None:
        while True:
            message = await receive()
            if message["type"] == "lifespan.startup":
                await self._asking.open()
                self._listening = asyncio.create_task(self._ear.listen())
                await send({"type": "lifespan.startup.complete"})
            elif message["type"] == "lifespan.shutdown":
                if self._listening:
                    self._listening.cancel()
                await self._asking.close()
                await send({"type": "lifespan.shutdown.complete"})
                return

    async def _answer(self, scope: Mapping[str, Any], receive: Receive, send: Send) -> None:
        headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]}
        path, origin = str(scope["path"]), headers.get("origin", "")
        if path == "/healthz":
            return await self._short(send, 200 if self._ear.hears else 503)
        dossier = _dossier(path)
        if dossier is None or scope["method"] != "GET" or origin not in {"", settings.ORIGIN}:
            return await self._short(send, 404)
        if not self._ear.hears:
            return await self._short(send, 503, origin)
        try:
            stream = await self._stream(headers.get("cookie", ""), dossier)
        except psycopg.Error:
            return await self._short(send, 503, origin)
        if stream is None:
            return await self._short(send, 404, origin)
        if not self._hub.enter(stream):
            return await self._short(send, 429, origin)
        try:
            await self._send(stream, origin, receive, send)
        finally:
            self._hub.leave(stream)

    async def _stream(self, cookies: str, dossier: UUID) -> Stream | None:
        key = parse_cookie(cookies).get(settings.SESSION_COOKIE_NAME, "")
        person = await self._asking.who(key, dossier) if key else None
        return Stream(key, person, dossier) if person else None

    async def _send(self, stream: Stream, origin: str, receive: Receive, send: Send) -> None:
        """Until the page goes, or has to. Beats and news go out as they come."""
        await send(self._start(200, "text/event-stream; charset=utf-8", origin))
        await send(_body(COME_BACK + HERE))
        left = asyncio.ensure_future(_until_left(receive))
        left.add_done_callback(lambda _: stream.rung.set())
        try:
            while not left.done():
                with suppress(TimeoutError):
                    async with asyncio.timeout(BEAT_EVERY):
                        await stream.rung.wait()
                event = stream.take() or BEAT
                await send(_body(event))
                if event.endswith(GONE):
                    break
            await send(_body(b"", more=False))
        finally:
            left.cancel()

    async def _short(self, send: Send, status: int, origin: str = "") -> None:
        await send(self._start(status, "text/plain; charset=utf-8", origin))
        await send(_body(b"", more=False))

    def _start(self, status: int, media_type: str, origin: str) -> Message:
        answer = self._cover.put_on(HttpResponse(status=status, content_type=media_type))
        assert isinstance(answer, HttpResponse)  # noqa: S101  # for the type checker
        answer.headers["X-Accel-Buffering"] = "no"  # a proxy that gathers answers would gather this one for ever
        if origin:  # our own pages, on the port beside this one
            answer.headers["Access-Control-Allow-Origin"] = origin
            answer.headers["Access-Control-Allow-Credentials"] = "true"
        headers = [(name.lower().encode(), value.encode()) for name, value in answer.headers.items()]
        return {"type": "http.response.start", "status": status, "headers": headers}


def _dossier(path: str) -> UUID | None:
    inside = path.removeprefix(PREFIX).removesuffix("/")
    try:
        return UUID(inside) if path.startswith(PREFIX) and path.endswith("/") else None
    except ValueError:
        return None


async def _until_left(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


def _body(content: bytes, *, more: bool = True) -> Message:
    return {"type": "http.response.body", "body": content, "more_body": more}
