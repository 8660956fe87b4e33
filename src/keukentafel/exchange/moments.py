"""What an archive says that was, was before it came: a later moment would pass for something that was done here."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any, Final

from pydantic import BaseModel

from keukentafel.exchange.unfit import Unfit

PAST: Final = frozenset({"created", "changed", "since", "frozen", "at", "recorded", "contested", "given"})
"""Fields that tell of what was done. When something happens, is due or ends may lie ahead."""
CLOCKS_DIFFER: Final = timedelta(minutes=5)


def must_have_been(part: BaseModel, name: str, now: datetime) -> None:
    """Raises ``Unfit`` for a moment that is still to come."""
    for field, at in _moments(part):
        if at > now + CLOCKS_DIFFER:
            raise Unfit("wrong", f"{name}.{field}")


def _moments(value: Any) -> Iterator[tuple[str, datetime]]:
    """In all that hangs under it; what somebody wrote (``content``) is left alone."""
    if isinstance(value, tuple):
        for one in value:
            yield from _moments(one)
    elif isinstance(value, BaseModel):
        for field, inner in value:
            if field in PAST and isinstance(inner, datetime):
                yield field, inner
            else:
                yield from _moments(inner)
