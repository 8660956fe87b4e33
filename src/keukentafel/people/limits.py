"""How long a session lasts: idle and at most, by who somebody is and where they signed in (docs/decisions/0011)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from django.conf import settings
from django.utils import timezone

BEGUN, LIMITS, LEVEL, WAYS = "begun", "limits", "level", "ways"
"""In a session: when it began (seconds since 1970), which limits it has, how many factors were shown, and which."""
EVERY: Final = timedelta(minutes=3)
"""A sign of life is written at most this often: with 30 idle minutes, nobody is out more than 3 minutes early."""


@dataclass(frozen=True, slots=True)
class Limit:
    """``idle``: without a sign of life; ``most``: whatever happens; ``kept``: also when the browser was closed."""

    idle: timedelta
    most: timedelta
    kept: bool = False


def limit(data: Mapping[str, Any]) -> Limit:
    """The limit of a session, by what is in it; the shortest one for a session that says nothing."""
    idle, most, kept = settings.SESSION_LIMITS[data.get(LIMITS, "professional")]
    return Limit(timedelta(minutes=idle), timedelta(minutes=most), kept)


def begun(data: Mapping[str, Any]) -> datetime:
    """When the session began."""
    return datetime.fromtimestamp(data[BEGUN], UTC) if BEGUN in data else timezone.now()


def until(data: Mapping[str, Any]) -> datetime:
    """When it is over, if there is no other sign of life than this one."""
    mine = limit(data)
    return min(timezone.now() + mine.idle, begun(data) + mine.most)


def begin(data: Any, name: str, level: int, ways: tuple[str, ...]) -> None:
    """From now on the session has these limits. ``name``: of ``settings.SESSION_LIMITS``."""
    data[BEGUN], data[LIMITS] = timezone.now().timestamp(), name
    data[LEVEL], data[WAYS] = level, list(ways)
