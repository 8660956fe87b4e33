"""What comes through the channel of the database, and what of it goes to a browser. Plain Python."""

import json
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

HERE: Final = b"event: here\ndata: {}\n\n"
"""The stream stands. A page that was away looks whether it missed something."""
AGAIN: Final = b"event: again\ndata: {}\n\n"
"""Something may have been missed: look again."""
GONE: Final = b"event: gone\ndata: {}\n\n"
"""This page is no longer its reader's."""
BEAT: Final = b":\n\n"
"""Says nothing; keeps the line open, and finds out when nobody is there any more."""


@dataclass(frozen=True, slots=True)
class Said:
    """Something was written (``room``), or is going on (``sign`` by ``seat``), in a circle."""

    dossier: UUID
    circle: UUID
    event: bytes


@dataclass(frozen=True, slots=True)
class Look:
    """Somebody may have to go: of a dossier (all who are there), or one person, there or everywhere."""

    dossier: UUID | None
    person: UUID | None


def read(payload: str) -> Said | Look | None:
    """What the database said; None when it is nothing of ours."""
    try:
        said = json.loads(payload)
        if said.get("look"):
            return Look(_id(said, "d"), _id(said, "who"))
        return Said(UUID(said["d"]), UUID(said["c"]), _event(said))
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


def _id(said: dict[str, Any], name: str) -> UUID | None:
    return UUID(said[name]) if said.get(name) else None


def _event(said: dict[str, Any]) -> bytes:
    """Not the circle: which one it is, is not the page's business."""
    if sign := said.get("s"):
        kept = {"sign": sign, "item": said["i"], "seat": said["seat"]}
        return f"event: sign\ndata: {json.dumps(kept)}\n\n".encode()
    kept = {"room": said["r"], "item": said["i"]} | ({"under": said["p"]} if "p" in said else {})
    return f"event: live\ndata: {json.dumps(kept)}\n\n".encode()
