"""Work through the queue in three lanes at once: what may take minutes, notices, and all else.

A link to sign in by works for ten minutes: its letter does not wait until somebody's archive of gigabytes was read.
In each lane one job comes after another, so that no two archives are in memory.
"""

import asyncio
import signal
from collections.abc import Iterable
from typing import Any, Final

from procrastinate import App

LONG: Final = frozenset({"archives", "copies"})
"""Queues of jobs whose length is somebody's choice."""
NOTICES: Final = frozenset({"notices"})
"""Very many, and they wait for servers of others."""


class LaneBroke(Exception):
    """A lane ended that nobody had asked to: it lost the database."""


def work(app: App, **how: Any) -> None:
    """Work until SIGINT or SIGTERM; what was begun is finished first. ``how``: as procrastinate's ``run_worker``.

    A lane that breaks stops the other and raises: whoever watches over the worker starts both anew.
    """
    asyncio.run(_both(app, how))


async def _both(app: App, how: dict[str, Any]) -> None:
    short = {task.queue for task in app.tasks.values()} - LONG - NOTICES
    async with app.open_async():
        lanes = [asyncio.create_task(_lane(app, queues, how)) for queues in (short, LONG, NOTICES)]
        for stopping in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().add_signal_handler(stopping, _stop, lanes)
        await asyncio.wait(lanes, return_when=asyncio.FIRST_COMPLETED)
        _stop(lanes)
        for ended in await asyncio.gather(*lanes, return_exceptions=True):
            if isinstance(ended, Exception):
                raise ended


async def _lane(app: App, queues: Iterable[str], how: dict[str, Any]) -> None:
    await app.run_worker_async(queues=sorted(queues), install_signal_handlers=False, **how)
    # procrastinate ends without a word when it can't tell any more that it lives
    raise LaneBroke


def _stop(lanes: Iterable[asyncio.Task[None]]) -> None:
    for lane in lanes:
        # asked a second time it would leave the job that it is finishing, and nobody would know that it was done
        if not lane.cancelling():
            lane.cancel()
