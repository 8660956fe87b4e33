"""How somebody reads: how big, and in easy words or not. A cookie says it to the first page; it tells nobody who."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Final

SIZES: Final = ("normal", "larger", "largest")


@dataclass(frozen=True, slots=True)
class Reading:
    """``size``: one of ``SIZES``; ``easy``: short sentences, and explanations that are open by themselves."""

    size: str = "normal"
    easy: bool = False

    @classmethod
    def read(cls, text: str) -> "Reading":
        """What a cookie or an account says, like ``larger.easy``; whatever else it says counts for nothing."""
        words = text[:40].split(".")
        return cls(next((size for size in SIZES if size in words), "normal"), "easy" in words)

    def __str__(self) -> str:
        return f"{self.size}.easy" if self.easy else self.size

    @property
    def css_class(self) -> str:
        """The classes of ``<html>``, each with a space before it."""
        return (f" kt-{self.size}" if self.size != "normal" else "") + (" kt-easy" if self.easy else "")


PLAIN: Final = Reading()
_now: ContextVar[Reading] = ContextVar("reading", default=PLAIN)


def reading() -> Reading:
    """How the reader of this page reads."""
    return _now.get()


def easy() -> bool:
    """Whether this page speaks in easy words; a template asks it to choose its shorter sentence."""
    return _now.get().easy


@contextmanager
def being_read(how: Reading) -> Iterator[None]:
    """For the length of a page."""
    before = _now.set(how)
    try:
        yield
    finally:
        _now.reset(before)
