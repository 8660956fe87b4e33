"""Let applications work in turns, so that whatever else the machine does falls on all of them alike."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import Any

from keukentafel.site.measuring.cast import Visitor
from keukentafel.site.measuring.processes import Runner

WARM_UP = 25


@dataclass(frozen=True, slots=True)
class Turn:
    """One contestant: a process, the addresses it serves in turn, and who asks."""

    runner: Runner
    paths: Sequence[str]
    cookie: str = ""

    @classmethod
    def of(cls, runner: Runner, visitor: Visitor, page: str) -> "Turn":
        """Somebody asks for a page of their dossier."""
        return cls(runner, [visitor.path(page)], visitor.cookie)


@dataclass(slots=True)
class Rounds:
    """A request's seconds by round: CPU of the server, CPU of the database (None if it can't be seen), and the time."""

    cpu: list[float] = field(default_factory=list)
    database: list[float | None] = field(default_factory=list)
    wall: list[float] = field(default_factory=list)

    @property
    def both(self) -> list[float]:
        """CPU of server and database together; the time where the database's can't be seen."""
        pairs = list(zip(self.cpu, self.database, strict=True))
        if any(database is None for _, database in pairs):
            return self.wall
        return [cpu + (database or 0) for cpu, database in pairs]

    def told(self) -> dict[str, Any]:
        """For JSON."""
        return {"cpu": self.cpu, "database_cpu": self.database, "wall": self.wall}


def in_turns(contestants: Mapping[str, Turn], *, rounds: int, requests: int) -> dict[str, Rounds]:
    """Each of them works ``requests`` times a round, after a warm-up."""
    for turn in contestants.values():
        _work(turn, max(WARM_UP, len(turn.paths)))
    found = {name: Rounds() for name in contestants}
    for at in range(rounds):
        order = list(contestants)
        for name in order if at % 2 == 0 else reversed(order):
            answer = _work(contestants[name], requests)
            found[name].cpu.append(answer["cpu"])
            found[name].database.append(answer["database"])
            found[name].wall.append(median(answer["walls"]))
    return found


def _work(turn: Turn, times: int) -> dict[str, Any]:
    return turn.runner.ask("run", paths=list(turn.paths), times=times, cookie=turn.cookie)
