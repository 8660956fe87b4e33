"""Birthdays: on the local day, over leap days and nights in which the clock changes; told twice ahead, and never again."""

import threading
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from procrastinate.contrib.django import app
from tests.properties.oracle import birthday_of
from tests.support.family import Family
from tests.support.house import House

from keukentafel.access.ages import BANDS, band_on, birthday, day_of, next_band
from keukentafel.rooms.family import jobs, rounds, rules

HERE = ZoneInfo("Europe/Amsterdam")
DAYS = [date(1990, 1, 1) + timedelta(days=n) for n in range((date(2051, 1, 1) - date(1990, 1, 1)).days)]
CHANGES = [
    day
    for day in DAYS
    if datetime.combine(day, time(), HERE).utcoffset() != datetime.combine(day, time(12), HERE).utcoffset()
]
"""Days on which the clock is put forward or back."""


def midnight(day: date) -> datetime:
    """The first moment of a day in Amsterdam."""
    return datetime.combine(day, time(), HERE).astimezone(UTC)


def test_a_day_begins_at_midnight_in_amsterdam() -> None:
    """All days from 1990 to 2050."""
    tick = timedelta(microseconds=1)
    assert [
        day for day in DAYS if (day_of(midnight(day)), day_of(midnight(day) - tick)) != (day, day - timedelta(days=1))
    ] == []


def test_the_nights_in_which_the_clock_changes() -> None:
    assert len(CHANGES) == 2 * 61
    for day in CHANGES:
        hours = {day_of(midnight(day) + timedelta(hours=hour)) for hour in range(25)}
        assert day in hours
        assert hours <= {day, day + timedelta(days=1)}
        length = midnight(day + timedelta(days=1)) - midnight(day)
        assert length in (timedelta(hours=23), timedelta(hours=25))


def test_rights_move_on_the_birthday_and_not_a_day_before() -> None:
    """Whoever was born on any day from 1990 to 2050, judged by another reckoning."""
    wrong = []
    for born in DAYS:
        for band in (12, 16, 18):
            day = birthday(born, band)
            if (
                day != birthday_of(born, band)
                or band_on(born, day) != band
                or band_on(born, day - timedelta(days=1)) >= band
            ):
                wrong.append((born, band))
    assert wrong == []


def test_who_was_born_on_29_february() -> None:
    born = date(2012, 2, 29)
    assert [birthday(born, band) for band in (12, 16, 18)] == [date(2024, 2, 29), date(2028, 2, 29), date(2030, 3, 1)]
    assert band_on(born, date(2030, 2, 28)) == 16
    assert band_on(born, date(2030, 3, 1)) == 18


@given(born=st.sampled_from(DAYS), age=st.integers(0, 20 * 366))
def test_the_next_birthday_is_the_first_that_moves_anything(born: date, age: int) -> None:
    day = born + timedelta(days=age)
    following = next_band(born, day)
    if following is None:
        assert band_on(born, day) == 18
        return
    band, when = following
    assert when > day
    assert band_on(born, when) == band
    assert {band_on(born, day + timedelta(days=n)) for n in range(min((when - day).days, 400))} <= {band_on(born, day)}
    assert band in BANDS


@pytest.fixture
def family(house: House) -> Family:
    family = Family(house)
    family.seat("Ben", "parent", authority=True)
    family.seat("Oma", "relative")
    family.seat("Bo", "professional")
    family.seat("Tess", "youth", born=date(2014, 3, 29))  # 12 on the day on which the clock goes forward
    family.seat("Opa", "relative", account=False)
    return family


def at(day: date, hour: int = 3) -> datetime:
    """That hour of the day, in Amsterdam."""
    return datetime.combine(day, time(hour), HERE).astimezone(UTC)


def told(family: Family) -> list[tuple[str, int, int]]:
    names = {seat: name for name, seat in family.seats.items()}
    found = family.house.owner.execute(
        "SELECT seat_id, band, days FROM age_notice ORDER BY days DESC, seat_id"
    ).fetchall()
    return [(names[row[0]], row[1], row[2]) for row in found]


def letters(family: Family) -> list[UUID]:
    sql = "SELECT (args->>'person')::uuid FROM procrastinate_jobs WHERE task_name = 'family.send_news' ORDER BY id"
    return [row[0] for row in family.house.owner.execute(sql).fetchall()]


def band(family: Family) -> int:
    row = family.house.owner.execute("SELECT age_band FROM seat WHERE id = %s", [family.seats["Tess"]]).fetchone()
    assert row
    return int(row[0])


def actions(family: Family) -> list[str]:
    return [row[0] for row in family.house.owner.execute("SELECT action FROM access_event ORDER BY at, id").fetchall()]


def test_everybody_concerned_is_told_30_and_7_days_ahead_and_never_twice(family: Family) -> None:
    family.house.owner.execute("UPDATE seat SET age_band = 0 WHERE id = %s", [family.seats["Tess"]])
    day, around = date(2026, 3, 29), {"Ann", "Ben", "Oma", "Tess"}
    for ahead in range(40, -3, -1):
        for hour in (0, 1, 12, 23):
            jobs.go_round(at(day - timedelta(days=ahead), hour))
        expected = (4 if ahead <= 30 else 0) + (4 if ahead <= 7 else 0)
        assert len(told(family)) == len(letters(family)) == (expected if ahead > -3 else 8), ahead
        assert band(family) == (12 if ahead <= 0 else 0), ahead
    assert {name for name, _, days in told(family) if days == 30} == around
    assert {name for name, _, days in told(family) if days == 7} == around
    people = {family.people[name].pk for name in around}
    assert set(letters(family)) == people
    assert actions(family).count("birthday_near") == 2
    assert actions(family).count("birthday") == 1
    assert "read" not in actions(family), "nobody looked"
    assert family.house.owner.execute("SELECT count(*) FROM presence").fetchone() == (0,)


def test_who_was_not_awake_on_the_day_is_told_later_and_only_what_is_next(family: Family) -> None:
    family.house.owner.execute("UPDATE seat SET age_band = 0 WHERE id = %s", [family.seats["Tess"]])
    jobs.go_round(at(date(2026, 3, 25)))
    assert {days for _, _, days in told(family)} == {7}
    assert len(letters(family)) == 4


def test_a_round_that_is_run_twice_at_once_tells_once(family: Family) -> None:
    family.house.owner.execute("UPDATE seat SET age_band = 0 WHERE id = %s", [family.seats["Tess"]])
    now = at(date(2026, 3, 24))
    person = family.people["Ann"].pk

    def once() -> None:
        from django.db import connection

        rounds.visit_one(person, family.id, now)
        connection.close()

    both = [threading.Thread(target=once) for _ in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert len(told(family)) == len(letters(family)) == 4


def test_one_dossier_that_fails_does_not_stop_the_others(family: Family, monkeypatch: pytest.MonkeyPatch) -> None:
    other = Family(family.house, "Zed")
    other.seat("Yun", "youth", born=date(2014, 3, 29))
    family.house.owner.execute("UPDATE seat SET age_band = 0 WHERE role = 'youth'")
    real = rounds.tell_ahead

    def broken(visit: Any, today: date) -> None:
        if visit.dossier == family.id:
            raise RuntimeError("broken")
        real(visit, today)

    monkeypatch.setattr(rounds, "tell_ahead", broken)
    with pytest.raises(ExceptionGroup):
        jobs.go_round(at(date(2026, 3, 24)))
    assert family.house.owner.execute("SELECT dossier_id FROM age_round").fetchall() == [(other.id,)]


def test_the_round_is_in_the_queue_every_hour() -> None:
    assert "family.round" in {task.task.name for task in app.periodic_registry.periodic_tasks.values()}
    assert jobs.every_hour.queueing_lock == "family.round"


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_letter_says_no_name_and_no_topic(language: str) -> None:
    said = jobs.mail("a@example.org", language, soon=False)
    words = f"{said.subject} {said.body}".lower()
    assert not {"tess", "12", "16", "18", "jarig", "birthday", "nood", "emergency", "gezag", "kind", "child"} & set(
        words.split()
    )
    assert "/today/" in words


def test_today_tells_it_in_words_for_the_young_and_for_the_family(family: Family) -> None:
    today = day_of(datetime.now(UTC))
    soon = today.replace(year=today.year - 12) + timedelta(days=5)
    family.seat("Lot", "youth", born=soon)
    own = family.client("Lot").get(f"/d/{family.id}/").content.decode()
    parents = family.client("Ann").get(f"/d/{family.id}/").content.decode()
    assert "ben je 12" in own
    assert "is Lot 12 jaar" in parents
    assert "Waar jullie voor Lot ja tegen zeiden, vervalt" in parents
    assert "vanaf" not in family.client("Bo").get(f"/d/{family.id}/").content.decode()


def test_the_two_notices_are_30_and_7() -> None:
    assert rules.AHEAD == (30, 7)
