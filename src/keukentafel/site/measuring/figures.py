"""Figures against their aims: the arithmetic, and how they are told."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from statistics import median
from typing import Any


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured number. ``limit``: it may be at most this (None: told only); ``rounds``: all that it was made of."""

    aim: int
    name: str
    value: float
    unit: str = ""
    limit: float | None = None
    note: str = ""
    rounds: dict[str, Any] = field(default_factory=dict)

    @property
    def met(self) -> bool | None:
        """Whether the aim was met; None where there is none."""
        return None if self.limit is None else self.value <= self.limit

    def told(self) -> dict[str, Any]:
        """For JSON."""
        return asdict(self) | {"met": self.met}


def ratio(above: Sequence[float], below: Sequence[float]) -> float:
    """The median of the ratios of alternated rounds: what disturbs a round disturbs both of its sides.

    Raises ``ValueError`` for rounds that don't match.
    """
    return median(high / low for high, low in zip(above, below, strict=True))


def milliseconds(seconds: Sequence[float]) -> float:
    """The median, in milliseconds."""
    return median(seconds) * 1000


def missed(figures: Sequence[Figure]) -> list[Figure]:
    """Those that don't meet their aim."""
    return [figure for figure in figures if figure.met is False]
