"""Whether somebody has this page before them for their work: then it says that the family reads what they write."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_at_work: ContextVar[bool] = ContextVar("at_work", default=False)


def at_work() -> bool:
    """Whether a professional has the page before them. Never true for the family side and the people they know."""
    return _at_work.get()


@contextmanager
def being_at_work(yes: bool) -> Iterator[None]:
    """For the length of a page. Every field and form asks it, so that none has to be told: a new room has it too."""
    before = _at_work.set(yes)
    try:
        yield
    finally:
        _at_work.reset(before)
