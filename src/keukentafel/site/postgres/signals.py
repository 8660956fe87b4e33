"""Leave in an orderly way when asked to stop."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

ASKED_TO_STOP = (signal.SIGTERM, signal.SIGHUP)


@contextmanager
def leaving_on_signals() -> Iterator[None]:
    """Turn SIGTERM and SIGHUP into SystemExit, so that a `finally` runs. Handlers that somebody set stay."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    ours = [number for number in ASKED_TO_STOP if signal.getsignal(number) is signal.SIG_DFL]
    for number in ours:
        signal.signal(number, _leave)
    try:
        yield
    finally:
        for number in ours:
            signal.signal(number, signal.SIG_DFL)


def _leave(number: int, _frame: FrameType | None) -> None:
    raise SystemExit(128 + number)
