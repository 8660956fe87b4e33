"""A zone as iCalendar wants it said (RFC 5545, 3.6.5): by its rules, else by the moments at which its clock changes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from icalendar import Component, Timezone, TimezoneDaylight, TimezoneStandard, vRecur

AHEAD = 12
"""Years that are looked at. What changes alike in all of them has a rule."""
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
EVER = datetime(1970, 1, 1)  # noqa: DTZ001  # as the clock there says
LAST = -1


@dataclass(frozen=True, slots=True)
class Change:
    """The clock changes: ``local`` is what it says just before. ``summer``: into summer time."""

    local: datetime
    before: timedelta
    after: timedelta
    name: str
    summer: bool


@lru_cache(maxsize=64)
def timezone(name: str, year: int) -> Timezone:
    """The zone as a component, good for what begins in this year or later."""
    zone, made = ZoneInfo(name), Timezone()
    made.add("TZID", name)
    changes = list(_changes(zone, year - 1, year + AHEAD))
    sorts = dict.fromkeys((one.before, one.after, one.summer) for one in changes)
    for sort in sorts:
        made.add_component(_observance([one for one in changes if (one.before, one.after, one.summer) == sort]))
    if not changes:
        made.add_component(_always(zone, year))
    return made


def _observance(changes: Sequence[Change]) -> Component:
    first = changes[0]
    made = TimezoneDaylight() if first.summer else TimezoneStandard()
    made.add("DTSTART", first.local)
    made.add("TZOFFSETFROM", first.before)
    made.add("TZOFFSETTO", first.after)
    made.add("TZNAME", first.name)
    place = _place(changes)
    if place:
        made.add("RRULE", vRecur(freq="YEARLY", bymonth=first.local.month, byday=_weekday(first, place)))
    elif len(changes) > 1:
        made.add("RDATE", [one.local for one in changes[1:]])
    return made


def _weekday(first: Change, place: int) -> str:
    return f"{place}{WEEKDAYS[first.local.weekday()]}"


def _always(zone: ZoneInfo, year: int) -> Component:
    """A clock that does not change."""
    there = datetime(year, 1, 1, tzinfo=zone)
    made = TimezoneStandard()
    made.add("DTSTART", EVER)
    made.add("TZOFFSETFROM", there.utcoffset())
    made.add("TZOFFSETTO", there.utcoffset())
    made.add("TZNAME", there.tzname())
    return made


def _place(changes: Sequence[Change]) -> int:
    """Which one of its weekday it is in the month, every year alike; 0 when there is no such rule."""
    alike = {(one.local.month, one.local.weekday(), one.local.time()) for one in changes}
    years = [one.local.year for one in changes]
    if len(alike) > 1 or years != list(range(years[0], years[0] + AHEAD + 2)):
        return 0
    if all((one.local + timedelta(days=7)).month != one.local.month for one in changes):
        return LAST
    places = {(one.local.day - 1) // 7 + 1 for one in changes}
    return places.pop() if len(places) == 1 else 0


def _changes(zone: ZoneInfo, first: int, last: int) -> Iterator[Change]:
    at, end = datetime(first, 1, 1, tzinfo=UTC), datetime(last + 1, 1, 1, tzinfo=UTC)
    while at < end:
        after = at + timedelta(days=1)
        if _offset(at, zone) != _offset(after, zone):
            yield _change(_between(at, after, zone), zone)
        at = after


def _between(low: datetime, high: datetime, zone: ZoneInfo) -> datetime:
    """The first minute of the new clock."""
    before = _offset(low, zone)
    while high - low > timedelta(minutes=1):
        middle = low + timedelta(minutes=((high - low) // timedelta(minutes=1)) // 2)
        low, high = (middle, high) if _offset(middle, zone) == before else (low, middle)
    return high


def _change(at: datetime, zone: ZoneInfo) -> Change:
    before, there = _offset(at - timedelta(minutes=1), zone), at.astimezone(zone)
    local = (at + before).replace(tzinfo=None)
    return Change(local, before, _offset(at, zone), there.tzname() or "", bool(there.dst()))


def _offset(at: datetime, zone: ZoneInfo) -> timedelta:
    return at.astimezone(zone).utcoffset() or timedelta(0)
