"""Which bytes of a file somebody asks for (RFC 9110, section 14). Plain Python."""

import re
from typing import Final, NamedTuple

ONE: Final = re.compile(r"bytes\s*=\s*(\d{0,18})\s*-\s*(\d{0,18})\s*", re.IGNORECASE)


class Span(NamedTuple):
    """Bytes from ``start`` up to, not with, ``end``."""

    start: int
    end: int


class Beyond(ValueError):
    """None of these bytes is there."""


def asked(header: str, size: int) -> Span | None:
    """The one range that is asked for; None for all of it, also when what is asked is no range or several.

    Raises ``Beyond``.
    """
    match = ONE.fullmatch(header.strip())
    if not match or not any(match.groups()):
        return None
    first, last = match[1], match[2]
    if not first:
        start, end = max(0, size - int(last)), size
    else:
        start, end = int(first), size if not last else min(int(last) + 1, size)
        if last and int(last) < start:
            return None
    if start >= end:
        raise Beyond
    return Span(start, end)
