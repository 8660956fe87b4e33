"""What somebody wants to be told, by which way and when. Plain Python."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Final, Literal
from zoneinfo import ZoneInfo

Sort = Literal["asked", "to_me", "messages", "appointments", "plan", "meetings", "files", "rest"]
Way = Literal["both", "mail", "push", "page"]
Rhythm = Literal["now", "daily", "weekly"]

SORTS: Final[tuple[Sort, ...]] = ("asked", "to_me", "messages", "appointments", "plan", "meetings", "files", "rest")
WAYS: Final[tuple[Way, ...]] = ("both", "mail", "push", "page")
RHYTHMS: Final[tuple[Rhythm, ...]] = ("now", "daily", "weekly")
BY_ROOM: Final[Mapping[str, Sort]] = {
    "talk": "messages",
    "calendar": "appointments",
    "plan": "plan",
    "meeting": "meetings",
    "meetings": "meetings",
    "alignment": "meetings",
    "files": "files",
    "requests": "asked",
}
"""By the first part of a kind's name; a room that is not named here falls under the rest."""
HOME: Final = "Europe/Amsterdam"
A_MOMENT: Final = timedelta(seconds=15)
"""Who has the page open sees it meanwhile, and needs no notice."""
PAUSE: Final = timedelta(hours=4)
"""So long we are still about a table of which somebody was told and at which they did not look since."""
KEPT: Final = timedelta(days=30)


@dataclass(frozen=True)
class Wish:
    """What one person chose. Hours are whole ones of their own clock; no quiet hours: both are None.

    ``ways``: one of ``WAYS`` for each of ``SORTS``; ``rhythm``: one of ``RHYTHMS``; ``weekday``: 0 is Monday.
    """

    ways: Mapping[str, str] = field(default_factory=lambda: dict.fromkeys(SORTS, "both"))
    rhythm: str = "now"
    hour: int = 17
    weekday: int = 0
    quiet_from: int | None = 22
    quiet_until: int | None = 7
    zone: str = HOME

    def wants(self, sorts: Collection[str], way: Literal["mail", "push"]) -> bool:
        """Whether something of these sorts is told by this way: one of its sorts is enough."""
        return any(self.ways.get(sort, "both") in ("both", way) for sort in sorts)

    def when(self, now: datetime) -> datetime:
        """When something that happens now is told."""
        if self.rhythm == "now":
            return self._after_the_night(now + A_MOMENT)
        local = now.astimezone(ZoneInfo(self.zone))
        for days in range(8):
            day = local.date() + timedelta(days=days)
            at = _at(day, self.hour, self.zone)
            if at > now and (self.rhythm == "daily" or day.weekday() == self.weekday):
                return at
        return _at(local.date() + timedelta(days=7), self.hour, self.zone)

    def _after_the_night(self, at: datetime) -> datetime:
        local = at.astimezone(ZoneInfo(self.zone))
        if self.quiet_from is None or self.quiet_until is None or not self._quiet(local.hour):
            return at
        later = local.hour >= self.quiet_until
        return _at(local.date() + timedelta(days=later), self.quiet_until, self.zone)

    def _quiet(self, hour: int) -> bool:
        start, end = self.quiet_from or 0, self.quiet_until or 0
        return start <= hour < end if start < end else start != end and (hour >= start or hour < end)


READY: Final[Mapping[str, Wish]] = {
    "everything": Wish(),
    "daily": Wish(rhythm="daily"),
    "asked": Wish(ways={sort: "both" if sort in ("asked", "to_me", "appointments") else "page" for sort in SORTS}),
}
"""Three that are ready-made; the first is what holds until somebody chooses."""


def ready_made(wish: Wish) -> str:
    """Which of the three it is, but for the zone; else "own"."""
    same = [name for name, one in READY.items() if _bare(one) == _bare(wish)]
    return same[0] if same else "own"


def sorts_of(kind: str, *, mine_to_do: bool, answers_me: bool) -> frozenset[str]:
    """The sorts of one thing. ``mine_to_do``: it is given to me; ``answers_me``: it hangs under words of mine."""
    sort = BY_ROOM.get(kind.partition(".")[0], "rest")
    also = {"asked"} if mine_to_do else set()
    return frozenset({sort, *also, *({"to_me"} if sort == "messages" and (answers_me or mine_to_do) else ())})


def _bare(wish: Wish) -> tuple[object, ...]:
    hours = (wish.hour,) if wish.rhythm != "now" else (wish.quiet_from, wish.quiet_until)
    day = wish.weekday if wish.rhythm == "weekly" else None
    return tuple(wish.ways.get(sort) for sort in SORTS), wish.rhythm, hours, day


def _at(day: date, hour: int, zone: str) -> datetime:
    return datetime.combine(day, time(hour), ZoneInfo(zone)).astimezone(UTC)
