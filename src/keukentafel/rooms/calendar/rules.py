"""When things are: the clock in a zone, what repeats, what clashes, birthdays. Plain Python.

What the clock says is turned into a moment as RFC 5545 (3.3.5) has it: a time that does not exist that night is counted
by the clock before the change, and of a time that comes twice the first is meant, unless somebody says the later one.
"""

from calendar import monthrange
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from itertools import count, islice
from typing import Literal, Protocol
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, available_timezones

HOME = "Europe/Amsterdam"
A_DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
LONGEST = timedelta(days=32)
"""Nothing lasts longer, so whoever looks for what is going on need not look further back."""
FOREVER = date(2100, 12, 31)
MOST_STEPS = 4_000
"""Of one that repeats, from its first day on: every day, eleven years."""
ODD = frozenset("<>\"'`\\{}|^")


class When(Protocol):
    """A moment as it is kept (``kinds.Moment``)."""

    @property
    def day(self) -> date: ...
    @property
    def at(self) -> str | None: ...
    @property
    def later(self) -> bool: ...
    @property
    def minutes(self) -> int: ...
    @property
    def days(self) -> int: ...


class Otherwise(Protocol):
    """What is otherwise on one day (``kinds.Changed``)."""

    @property
    def on(self) -> date: ...
    @property
    def to(self) -> When | None: ...
    @property
    def why(self) -> str: ...


class Repeating(When, Protocol):
    """An appointment as it is kept (``kinds.Appointment``)."""

    @property
    def zone(self) -> str: ...
    @property
    def repeats(self) -> str | None: ...
    @property
    def until(self) -> date | None: ...
    @property
    def times(self) -> int | None: ...
    @property
    def changed(self) -> Sequence[Otherwise]: ...


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One time that it is. ``on``: its day by the rule; ``ends`` is just after it; both are moments in UTC."""

    on: date
    when: When
    starts: datetime
    ends: datetime
    cancelled: bool = False
    moved: bool = False
    why: str = ""

    @property
    def whole(self) -> bool:
        """Whether it lasts whole days: those are the same days for whoever looks, wherever they are."""
        return self.when.at is None

    def first(self, zone: ZoneInfo) -> date:
        """The day on which it begins, for somebody in that zone."""
        return self.when.day if self.whole else self.starts.astimezone(zone).date()

    def last(self, zone: ZoneInfo) -> date:
        """The last day of it."""
        if self.whole:
            return self.when.day + timedelta(days=self.when.days - 1)
        return max(self.starts, self.ends - timedelta(microseconds=1)).astimezone(zone).date()


def zone_named(name: str) -> str:
    """The name of a zone, as it is. Raises ``ValueError`` when there is none of that name."""
    if name not in _zones():
        raise ValueError("no such zone")
    return name


@lru_cache
def _zones() -> frozenset[str]:
    return frozenset(available_timezones())


def safe_link(link: str) -> str:
    """An address of the web by TLS, as it is; none is none. Raises ``ValueError``."""
    parts = urlsplit(link)
    host = parts.hostname or ""
    fits = parts.scheme == "https" and host and "@" not in parts.netloc and (parts.port or 443)
    if link and (not fits or not link.isprintable() or " " in link or ODD & set(link)):
        raise ValueError("no address by https")
    return link


def begins(when: When, zone: str) -> datetime:
    """The moment at which it begins, in UTC; whole days begin at midnight."""
    at = time.fromisoformat(when.at) if when.at else time(0)
    there = datetime.combine(when.day, at, ZoneInfo(zone)).replace(fold=int(when.later))
    return there.astimezone(UTC)


def ends(when: When, zone: str) -> datetime:
    """The moment at which it is over."""
    if when.at:
        return begins(when, zone) + timedelta(minutes=when.minutes)
    after = datetime.combine(when.day + timedelta(days=when.days), time(0), ZoneInfo(zone))
    return after.astimezone(UTC)


def clock(day: date, at: time, zone: str) -> Literal["", "gap", "twice"]:
    """Whether the clock skips that time on that day, or shows it twice."""
    there = datetime.combine(day, at, ZoneInfo(zone))
    before, after = there.utcoffset(), there.replace(fold=1).utcoffset()
    if before == after or before is None or after is None:
        return ""
    return "gap" if before < after else "twice"


def rule_days(one: Repeating) -> Iterator[date]:
    """Its days by the rule, the first one first; at most 4,000."""
    days = islice(_steps(one.day, one.repeats), MOST_STEPS)
    if one.times is not None:
        days = islice(days, one.times)
    return (day for day in days) if one.until is None else _upto(days, one.until)


def _upto(days: Iterable[date], last: date) -> Iterator[date]:
    for day in days:
        if day > last:
            return
        yield day


def _steps(first: date, repeats: str | None) -> Iterator[date]:
    """Every day by the rule, for ever. A month without that day is left out, as calendar programs do."""
    if not repeats:
        yield first
    elif repeats in EVERY:
        yield from (first + timedelta(days=EVERY[repeats] * step) for step in range(MOST_STEPS))
    else:
        found = (_in_month(first, repeats, *divmod(first.month - 1 + step, 12)) for step in count())
        yield from (day for day in found if day)


EVERY = {"daily": 1, "weekly": 7, "fortnightly": 14}


def _in_month(first: date, repeats: str, years: int, month: int) -> date | None:
    year, month = first.year + years, month + 1
    last = monthrange(year, month)[1]
    if repeats == "monthly":
        return date(year, month, first.day) if first.day <= last else None
    place = which_weekday(first)
    if place < 0:
        end = date(year, month, last)
        return end - timedelta(days=(end.weekday() - first.weekday()) % 7)
    start = date(year, month, 1)
    return start + timedelta(days=(first.weekday() - start.weekday()) % 7 + 7 * (place - 1))


def which_weekday(day: date) -> int:
    """Of its weekday, the first to fourth of the month; the fifth is said as the last: -1."""
    place = (day.day - 1) // 7 + 1
    return place if place < 5 else -1


def occurrences(one: Repeating, since: date, until: date, zone: ZoneInfo) -> list[Occurrence]:
    """Every time that it is, of which something lies in these days (both included) for somebody in that zone."""
    otherwise = {change.on: change for change in one.changed}
    near = _upto(rule_days(one), until + 2 * A_DAY)
    days = {day for day in near if day >= since - LONGEST - 2 * A_DAY} | set(otherwise)
    found = (_occurrence(one, day, otherwise.get(day)) for day in days)
    there = [this for this in found if this.first(zone) <= until and this.last(zone) >= since]
    return sorted(there, key=lambda this: (this.starts, this.on))


def the_one(one: Repeating, on: date) -> Occurrence | None:
    """The one of that day by the rule, if there is one."""
    if on not in _upto(rule_days(one), on):
        return None
    return _occurrence(one, on, next((change for change in one.changed if change.on == on), None))


def _occurrence(one: Repeating, day: date, change: Otherwise | None) -> Occurrence:
    when: When = On(day, one) if change is None or change.to is None else change.to
    starts, over = begins(when, one.zone), ends(when, one.zone)
    off = change is not None and change.to is None
    moved = change is not None and change.to is not None
    return Occurrence(day, when, starts, over, off, moved, change.why if change else "")


@dataclass(frozen=True, slots=True)
class On:
    """The same on another day. Which one of a time that comes twice can't be said of what repeats: the first."""

    day: date
    like: Repeating

    @property
    def at(self) -> str | None:
        """As the first."""
        return self.like.at

    @property
    def later(self) -> bool:
        """As the first."""
        return self.like.later and not self.like.repeats

    @property
    def minutes(self) -> int:
        """As the first."""
        return self.like.minutes

    @property
    def days(self) -> int:
        """As the first."""
        return self.like.days


def first_moment(one: Repeating) -> datetime:
    """The earliest at which any of it begins."""
    return min(begins(when, one.zone) for when in (On(one.day, one), *(x.to for x in one.changed if x.to)))


def last_day(one: Repeating) -> date | None:
    """The last day on which something of it can be, with room for other zones. Nothing for what is over within a day:
    to find that, its first moment is enough.
    """
    if not one.repeats:
        long = one.days > 1 if one.at is None else one.minutes > A_DAY // MINUTE
        return one.day + LONGEST if long else None
    by_rule = one.until or (max(rule_days(one), default=one.day) if one.times else FOREVER)
    days = [by_rule, *(x.to.day for x in one.changed if x.to)]
    return min(max(days) + LONGEST, FOREVER)


def clashing(spans: Iterable[tuple[int, datetime, datetime]]) -> set[int]:
    """Which of these (number, begin, end) lie at the same time as another."""
    found: set[int] = set()
    going_on: list[tuple[int, datetime]] = []
    for number, starts, over in sorted(spans, key=lambda span: (span[1], span[2])):
        going_on = [(other, end) for other, end in going_on if end > starts]
        found |= {number, *(other for other, _ in going_on)} if going_on and over > starts else set()
        going_on.append((number, over))
    return found


def birthday_in(born: date, year: int) -> date:
    """The birthday in a year. Who was born on 29 February has it on 1 March in other years."""
    try:
        return born.replace(year=year)
    except ValueError:
        return date(year, 3, 1)


def birthdays(born: date, since: date, until: date) -> list[date]:
    """The birthdays between two days, both included; the day of birth itself is none."""
    days = (birthday_in(born, year) for year in range(since.year, until.year + 1))
    return [day for day in days if since <= day <= until and day > born]
