"""Proving the log while the house is open, and while the worker puts its ends outside."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Thread

import pytest

from keukentafel import vault
from keukentafel.access.proving import findings, put_outside
from keukentafel.accesslog.chain import Head
from keukentafel.accesslog.heads import Outside
from keukentafel.dossiers.models import new_id
from tests.support.family import Family
from tests.support.house import House

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)


@pytest.fixture
def outside(tmp_path: Path) -> Outside:
    return Outside(tmp_path / "heads", vault.current().sign_log, vault.current().check_log)


def test_who_looks_while_the_log_is_proved_is_no_alarm(house: House, outside: Outside) -> None:
    family = Family(house)
    with family.visit("Ann") as visit:
        visit.has_read(visit.circles)
    put_outside(outside, NOW)
    seen: list[int] = []

    def somebody_looks(lines: int) -> None:
        seen.append(lines)
        with family.visit("Ann") as visit:
            visit.has_read(visit.circles)

    assert [one.what for one in findings(outside, somebody_looks)] == []
    assert seen


def test_two_that_put_the_ends_outside_at_once_break_nothing(tmp_path: Path) -> None:
    """The worker does so every five minutes, and `verify-log --put` whenever somebody likes."""
    house = vault.current()
    made = [Outside(tmp_path / "heads", house.sign_log, house.check_log) for _ in range(4)]

    def put(outside: Outside) -> None:
        for number in range(25):
            outside.put({new_id(): Head(number + 1, bytes(16))}, NOW)

    threads = [Thread(target=put, args=[one]) for one in made]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [len(known.heads) for _, known in made[0].days()] == [100]


def test_a_line_that_a_power_cut_broke_off_does_not_stop_the_next(outside: Outside, tmp_path: Path) -> None:
    one, other = new_id(), new_id()
    outside.put({one: Head(3, bytes(16))}, NOW)
    outside.put({one: Head(4, bytes(16))}, NOW)
    file = next((tmp_path / "heads").glob("*.jsonl"))
    file.write_bytes(file.read_bytes()[:-40])
    outside.put({one: Head(5, bytes(16)), other: Head(1, bytes(16))}, NOW)
    assert [known.heads for _, known in outside.days()] == [{one: Head(5, bytes(16)), other: Head(1, bytes(16))}]


@pytest.mark.parametrize("left", [0, 40])
def test_a_day_whose_first_line_was_broken_off_begins_anew(outside: Outside, tmp_path: Path, left: int) -> None:
    one = new_id()
    outside.put({one: Head(3, bytes(16))}, NOW)
    outside.put({one: Head(4, bytes(16))}, NOW + timedelta(days=1))
    file = max((tmp_path / "heads").glob("*.jsonl"))
    file.write_bytes(file.read_bytes()[:left])
    assert outside.known().heads == {one: Head(3, bytes(16))}
    outside.put({one: Head(5, bytes(16))}, NOW + timedelta(days=1))
    assert [known.heads[one].seq for _, known in outside.days()] == [3, 5]


def test_a_clock_that_is_put_back_breaks_nothing(outside: Outside) -> None:
    one = new_id()
    for seq, days in enumerate([0, 9, 1, 10], 1):
        outside.put({one: Head(seq, bytes(16))}, NOW + timedelta(days=days))
    assert [(day, known.heads[one].seq) for day, known in outside.days()] == [
        ("2026-05-01", 1),
        ("2026-05-10", 3),
        ("2026-05-11", 4),
    ]
