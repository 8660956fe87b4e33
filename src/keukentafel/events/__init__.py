"""Announce what happened. Who listens is written on one screen, in ``site/wiring.py``."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

Handler = Callable[[Any], None]
_handlers: Mapping[type, Sequence[Handler]] = {}


def connect(handlers: Mapping[type, Sequence[Handler]]) -> None:
    """Say which handlers hear which event (done once, by the wiring)."""
    global _handlers
    _handlers = handlers


def announce(event: object) -> None:
    """Tell the handlers, inside the transaction of the action. An event holds ids, never content."""
    for handler in _handlers.get(type(event), ()):
        handler(event)
