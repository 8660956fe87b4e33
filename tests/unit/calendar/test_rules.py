"""When things are, against what others make of the same rules."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from dateutil import rrule
from hypothesis import given, settings
from hypothesis import strategies as st

from keukentafel.rooms.calendar import rules
from keukentafel.rooms.calendar.kinds import Appointment, Changed, Moment

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
DAYS = st.dates(date(2024, 1, 1), date(2027, 12, 31))
CLOCKS = st.times().map(lambda at: f"{at:%H:%M}")
REPEATS = st.sampled_from(["daily", "weekly", "fortnightly", "monthly", "monthly_weekday"])
ZONES = st.sampled_from(
    ["Europe/Amsterdam", "America/Paramaribo", "America/New_York", "Australia/Sydney", "Asia/Kolkata"]
)


def ruled(one: Appointment) -> rrule.rrule:
    """The same rule as dateutil has it."""
    start = datetime.combine(one.day, time(0))
    place = rules.which_weekday(one.day)
    weekday = rrule.weekdays[one.day.weekday()]
    named: dict[str, dict[str, Any]] = {
        "daily": {"freq": rrule.DAILY},
        "weekly": {"freq": rrule.WEEKLY},
        "fortnightly": {"freq": rrule.WEEKLY, "interval": 2},
        "monthly": {"freq": rrule.MONTHLY, "bymonthday": one.day.day},
        "monthly_weekday": {"freq": rrule.MONTHLY, "byweekday": weekday(place)},
    }
    options = named[one.repeats or ""]
    until = datetime.combine(one.until, time(0)) if one.until else None
    return rrule.rrule(dtstart=start, until=until, count=None if until else one.times, **options)


@given(day=DAYS, repeats=REPEATS, times=st.integers(1, 40))
def test_so_many_times_as_dateutil_has_it(day: date, repeats: Any, times: int) -> None:
    one = Appointment(what="x", day=day, repeats=repeats, times=times)
    assert list(rules.rule_days(one)) == [at.date() for at in ruled(one)]


@given(day=DAYS, repeats=REPEATS, long=st.integers(0, 400))
def test_until_a_day_as_dateutil_has_it(day: date, repeats: Any, long: int) -> None:
    one = Appointment(what="x", day=day, repeats=repeats, until=day + timedelta(days=long))
    assert list(rules.rule_days(one)) == [at.date() for at in ruled(one)]


@settings(max_examples=60)
@given(day=DAYS, at=CLOCKS, repeats=REPEATS, zone=ZONES, since=DAYS)
def test_the_clock_stays_the_same_all_year(day: date, at: str, repeats: Any, zone: str, since: date) -> None:
    one = Appointment(what="x", day=day, at=at, repeats=repeats, zone=zone)
    for this in rules.occurrences(one, since, since + timedelta(days=60), ZoneInfo(zone)):
        there = this.starts.astimezone(ZoneInfo(zone))
        if rules.clock(this.on, time.fromisoformat(at), zone) == "gap":
            assert there.utcoffset() != (this.starts - timedelta(hours=3)).astimezone(ZoneInfo(zone)).utcoffset()
        else:
            assert (there.date(), f"{there:%H:%M}") == (this.on, at)
        assert this.ends - this.starts == timedelta(hours=1)


@given(day=DAYS, repeats=REPEATS, since=DAYS, long=st.integers(0, 50), at=st.none() | CLOCKS, zone=ZONES)
def test_a_span_has_what_a_naive_look_finds(
    day: date, repeats: Any, since: date, long: int, at: str | None, zone: str
) -> None:
    one = Appointment(what="x", day=day, repeats=repeats, at=at, times=200)
    there, until = ZoneInfo(zone), since + timedelta(days=long)
    naive = []
    for each in islice(ruled(one), 200):
        start = datetime.combine(each.date(), time.fromisoformat(at or "00:00"), AMSTERDAM).astimezone(UTC)
        first = each.date() if at is None else start.astimezone(there).date()
        last = first if at is None else (start + timedelta(minutes=59)).astimezone(there).date()
        if first <= until and last >= since:
            naive.append(each.date())
    assert [this.on for this in rules.occurrences(one, since, until, there)] == naive


def at(one: Appointment) -> list[str]:
    found = rules.occurrences(one, date(2026, 3, 1), date(2026, 11, 30), AMSTERDAM)
    return [f"{this.starts:%m-%d %H:%M}" for this in found]


def test_weekly_at_three_stays_at_three_over_both_changes_of_2026() -> None:
    spring = Appointment(what="x", day=date(2026, 3, 22), at="15:00", repeats="weekly", times=3)
    autumn = Appointment(what="x", day=date(2026, 10, 18), at="15:00", repeats="weekly", times=3)
    assert at(spring) == ["03-22 14:00", "03-29 13:00", "04-05 13:00"]
    assert at(autumn) == ["10-18 13:00", "10-25 14:00", "11-01 14:00"]


def test_a_time_that_is_not_or_comes_twice() -> None:
    assert rules.clock(date(2026, 3, 29), time(2, 30), "Europe/Amsterdam") == "gap"
    assert rules.clock(date(2026, 10, 25), time(2, 30), "Europe/Amsterdam") == "twice"
    assert rules.clock(date(2026, 10, 25), time(2, 30), "America/Paramaribo") == ""
    first = Moment(day=date(2026, 10, 25), at="02:30")
    assert rules.begins(first, "Europe/Amsterdam") == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    later = first.model_copy(update={"later": True})
    assert rules.begins(later, "Europe/Amsterdam") == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
    gap = Moment(day=date(2026, 3, 29), at="02:30")
    assert rules.begins(gap, "Europe/Amsterdam").astimezone(AMSTERDAM).strftime("%H:%M") == "03:30"


@pytest.mark.parametrize("zone", ["Pacific/Auckland", "America/Los_Angeles", "Europe/Amsterdam"])
def test_whole_days_are_the_same_days_everywhere(zone: str) -> None:
    one = Appointment(what="x", day=date(2026, 10, 24), days=3)
    [this] = rules.occurrences(one, date(2026, 10, 20), date(2026, 10, 30), ZoneInfo(zone))
    assert (this.first(ZoneInfo(zone)), this.last(ZoneInfo(zone))) == (date(2026, 10, 24), date(2026, 10, 26))


def test_one_moved_and_one_off() -> None:
    moved = Changed(on=date(2026, 3, 12), to=Moment(day=date(2026, 5, 1), at="09:00"), why="feest")
    off = Changed(on=date(2026, 3, 19))
    one = Appointment(what="x", day=date(2026, 3, 5), at="15:00", repeats="weekly", times=4, changed=(moved, off))
    found = rules.occurrences(one, date(2026, 3, 1), date(2026, 3, 31), AMSTERDAM)
    assert [(this.on.day, this.cancelled) for this in found] == [(5, False), (19, True), (26, False)]
    [late] = rules.occurrences(one, date(2026, 5, 1), date(2026, 5, 1), AMSTERDAM)
    assert (late.on, late.moved, late.why) == (date(2026, 3, 12), True, "feest")
    last = rules.last_day(one)
    assert last
    assert last >= date(2026, 5, 1)


def test_what_is_over_within_a_day_needs_no_last_day() -> None:
    assert rules.last_day(Appointment(what="x", day=date(2026, 1, 1), at="23:00", minutes=180)) is None
    assert rules.last_day(Appointment(what="x", day=date(2026, 1, 1))) is None
    assert rules.last_day(Appointment(what="x", day=date(2026, 1, 1), days=2))
    assert rules.last_day(Appointment(what="x", day=date(2026, 1, 1), at="23:00", minutes=3000))


@given(
    st.lists(
        st.tuples(st.integers(0, 50), st.integers(0, 10)).map(
            lambda pair: (
                datetime(2026, 1, 1, tzinfo=UTC) + timedelta(hours=pair[0]),
                datetime(2026, 1, 1, tzinfo=UTC) + timedelta(hours=sum(pair)),
            )
        ),
        max_size=8,
    )
)
def test_clashes_are_those_that_a_naive_look_finds(spans: list[tuple[datetime, datetime]]) -> None:
    real = [(number, *span) for number, span in enumerate(spans) if span[1] > span[0]]
    naive = {
        number
        for number, start, end in real
        if any(start < other_end and other < end for n, other, other_end in real if n != number)
    }
    assert rules.clashing(real) == naive


def test_born_on_29_february() -> None:
    born = date(2020, 2, 29)
    found = rules.birthdays(born, date(2020, 1, 1), date(2025, 1, 1))
    assert found == [date(2021, 3, 1), date(2022, 3, 1), date(2023, 3, 1), date(2024, 2, 29)]


@pytest.mark.parametrize(
    "link",
    ["http://meet.example.org/x", "javascript:alert(1)", "https://", "https://a@meet.example.org/", "https://x y",
     "https://x/\"onclick=1", "https://x/<b>", "data:text/html,x", "//meet.example.org", "https://x:99999/"],
)  # fmt: skip
def test_links_that_are_none(link: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        rules.safe_link(link)
    assert rules.safe_link("https://meet.example.org/a?b=c#d") == "https://meet.example.org/a?b=c#d"
