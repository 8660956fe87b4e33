"""When somebody is told, by their own clock; which sorts a thing is of; and the three ready-made choices."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from keukentafel.notices.rules import A_MOMENT, READY, SORTS, WAYS, Wish, ready_made, sorts_of

HOME = ZoneInfo("Europe/Amsterdam")
HOURS = st.integers(0, 23)
START = datetime(2026, 1, 1, tzinfo=UTC)
MOMENTS = st.integers(0, 4 * 365 * 24 * 3600).map(lambda seconds: START + timedelta(seconds=seconds))
ZONES = st.sampled_from(["Europe/Amsterdam", "America/Paramaribo", "Asia/Kabul", "UTC", "Pacific/Apia"])


def at(year: int, month: int, day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=HOME)


def test_by_day_it_is_told_at_once() -> None:
    assert Wish().when(at(2026, 11, 23, 12)) == at(2026, 11, 23, 12) + A_MOMENT


@pytest.mark.parametrize(
    ("now", "told"),
    [
        (at(2026, 11, 23, 22), at(2026, 11, 24, 7)),
        (at(2026, 11, 23, 23, 59), at(2026, 11, 24, 7)),
        (at(2026, 11, 24, 0), at(2026, 11, 24, 7)),
        (at(2026, 11, 24, 6, 59), at(2026, 11, 24, 7)),
        (at(2026, 3, 28, 23), at(2026, 3, 29, 7)),  # the night of an hour less
        (at(2026, 10, 24, 23), at(2026, 10, 25, 7)),  # and of one more
    ],
)
def test_not_at_night(now: datetime, told: datetime) -> None:
    assert Wish().when(now) == told


def test_the_moment_before_night_that_would_fall_into_it_waits_too() -> None:
    assert Wish().when(at(2026, 11, 23, 21, 59) + timedelta(seconds=50)) == at(2026, 11, 24, 7)


def test_quiet_by_day_for_who_works_at_night() -> None:
    sleeper = Wish(quiet_from=9, quiet_until=16)
    assert sleeper.when(at(2026, 11, 23, 10)) == at(2026, 11, 23, 16)
    assert sleeper.when(at(2026, 11, 23, 3)) == at(2026, 11, 23, 3) + A_MOMENT


def test_once_a_day_and_once_a_week() -> None:
    daily = READY["daily"]
    assert daily.when(at(2026, 11, 23, 16, 59)) == at(2026, 11, 23, 17)
    assert daily.when(at(2026, 11, 23, 17)) == at(2026, 11, 24, 17)
    weekly = replace(daily, rhythm="weekly", weekday=6)
    assert weekly.when(at(2026, 11, 23, 12)) == at(2026, 11, 29, 17)
    assert weekly.when(at(2026, 11, 29, 18)) == at(2026, 12, 6, 17)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # a busy machine is no fault
@given(MOMENTS, HOURS, st.integers(0, 6), HOURS, HOURS, ZONES, st.sampled_from(["now", "daily", "weekly"]))
def test_never_in_the_past_never_much_later_and_never_in_quiet_hours(
    now: datetime, hour: int, weekday: int, quiet_from: int, quiet_until: int, zone: str, rhythm: str
) -> None:
    wish = Wish(rhythm=rhythm, hour=hour, weekday=weekday, quiet_from=quiet_from, quiet_until=quiet_until, zone=zone)
    told = wish.when(now)
    assert (
        now
        < told
        <= now
        + {"now": timedelta(hours=26), "daily": timedelta(hours=49), "weekly": timedelta(days=8, hours=25)}[rhythm]
    )
    if rhythm == "now":
        local = told.astimezone(ZoneInfo(zone)).hour
        quiet = (
            quiet_from <= local < quiet_until
            if quiet_from < quiet_until
            else local >= quiet_from or local < quiet_until
        )
        assert quiet_from == quiet_until or not quiet or local == quiet_until


def test_ready_made() -> None:
    assert [ready_made(one) for one in READY.values()] == ["everything", "daily", "asked"]
    assert ready_made(replace(READY["daily"], zone="UTC")) == "daily"
    assert ready_made(replace(READY["daily"], quiet_from=3)) == "daily", "quiet hours are for what comes at once"
    assert ready_made(replace(READY["daily"], hour=3)) == "own"
    assert ready_made(Wish(ways=dict.fromkeys(SORTS, "mail"))) == "own"


def test_one_of_its_sorts_is_enough() -> None:
    asked = READY["asked"]
    assert not asked.wants({"plan"}, "mail")
    assert asked.wants({"plan", "asked"}, "mail")
    for way in WAYS:
        wish = Wish(ways=dict.fromkeys(SORTS, way))
        assert wish.wants({"rest"}, "mail") == (way in ("both", "mail"))
        assert wish.wants({"rest"}, "push") == (way in ("both", "push"))


def test_sorts() -> None:
    assert sorts_of("talk.message", mine_to_do=False, answers_me=False) == {"messages"}
    assert sorts_of("talk.message", mine_to_do=False, answers_me=True) == {"messages", "to_me"}
    assert sorts_of("talk.message", mine_to_do=True, answers_me=False) == {"messages", "to_me", "asked"}
    assert sorts_of("plan.agreement", mine_to_do=True, answers_me=False) == {"plan", "asked"}
    assert sorts_of("journal.comment", mine_to_do=False, answers_me=True) == {"rest"}
    assert sorts_of("something.new", mine_to_do=False, answers_me=False) == {"rest"}
