"""Dates, initials and paragraphs in words."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import translation

from keukentafel.look import words

TODAY = date(2026, 3, 4)
NOON = datetime(2026, 3, 4, 11, 0, tzinfo=UTC)  # 12:00 in Amsterdam


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (TODAY, "today"),
        (date(2026, 3, 3), "yesterday"),
        (date(2026, 3, 5), "tomorrow"),
        (date(2026, 3, 10), "Tuesday 10 March"),
        (date(2025, 12, 31), "31 December 2025"),
    ],
)
def test_a_day_in_english(day: date, said: str) -> None:
    with translation.override("en"):
        assert words.day_words(day, today=TODAY) == said


def test_a_day_in_dutch_has_no_capitals() -> None:
    with translation.override("nl"):
        assert words.day_words(date(2026, 3, 10), today=TODAY) == "dinsdag 10 maart"


def test_a_moment_is_said_in_local_time() -> None:
    with translation.override("en"):
        assert words.moment_words(datetime(2026, 3, 3, 23, 30, tzinfo=UTC), now=NOON) == "today at 00:30"


@pytest.mark.parametrize(
    ("past", "said"),
    [
        (timedelta(seconds=20), "just now"),
        (timedelta(minutes=1), "1 minute ago"),
        (timedelta(minutes=59), "59 minutes ago"),
        (timedelta(hours=3), "3 hours ago"),
        (timedelta(hours=20), "yesterday"),
    ],
)
def test_how_long_ago(past: timedelta, said: str) -> None:
    with translation.override("en"):
        assert words.ago_words(NOON - past, now=NOON) == said


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (0, "today"),
        (1, "tomorrow"),
        (4, "in 4 days"),
        (-2, "2 days late"),
        (9, "Friday 13 March"),
        (-9, "Monday 23 February"),
    ],
)
def test_a_day_to_come(days: int, said: str) -> None:
    with translation.override("en"):
        assert words.due_words(TODAY + timedelta(days=days), today=TODAY) == said


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Fatma Yılmaz", "FY"),
        ("Opa", "O"),
        ("Ria van der Berg", "RB"),
        ("", "?"),
        ("  ", "?"),
        ("Ann-Marie de Wit", "AW"),
        ("de", "D"),
        ("(Jo) Bos", "JB"),
        ("Rana Al-Hassan (رنا الحسن)", "RA"),
        ("رنا الحسن (Rana Al-Hassan)", "را"),
        (" (Jo)", "J"),
        ("فاطمة علي", "فع"),
        ("\u202eEvil Name", "EN"),
        ("🙂", "?"),
    ],
)
def test_initials(name: str, letters: str) -> None:
    assert words.initials(name) == letters


def test_paragraphs_are_safe_and_keep_lines() -> None:
    assert (
        words.paragraphs("Hoi <b>\nlijn\r\n\r\nTwee") == '<p dir="auto">Hoi &lt;b&gt;<br>lijn</p><p dir="auto">Twee</p>'
    )


def test_direction_overrides_do_not_reach_the_page() -> None:
    assert "\u202e" not in words.paragraphs("a\u202eb")


def test_nothing_says_nothing() -> None:
    assert (
        words.paragraphs(None)
        == words.day_words(None)
        == words.due_words(None)
        == words.ago_words(None)
        == words.moment_words(None)
        == ""
    )
