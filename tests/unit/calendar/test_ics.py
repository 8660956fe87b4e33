"""What other calendar programs get: by the rules of RFC 5545, and as parsers that are not ours read it."""

import re
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import icalendar
import pytest
import vobject
from hypothesis import given, settings
from hypothesis import strategies as st

from keukentafel.dossiers.opened import Opened
from keukentafel.rooms.calendar import ics, rules, zones
from keukentafel.rooms.calendar.ics import Voice
from keukentafel.rooms.calendar.kinds import Appointment, Changed, Moment

NOW = datetime(2026, 1, 5, 12, tzinfo=UTC)
ONE = UUID("01890000-0000-7000-8000-000000000001")
AMSTERDAM = ZoneInfo("Europe/Amsterdam")
HOSTILE = [
    "a\r\nATTENDEE:mailto:x@example.org", "a\nEND:VEVENT\nBEGIN:VEVENT", "; , : \\ \" ' \\n", "\u2028BEGIN:VALARM",
    "\x85SUMMARY:x", "\u202eevil\u202c", "👩‍👩‍👧 " * 60, "ع" * 300, "x" * 1000, "=?utf-8?q?x?=", "\x00\x0b\x0c", "    ",
]  # fmt: skip


def item(content: Appointment, state: str = "planned", version: int = 3) -> Opened[Any]:
    return Opened(ONE, ONE, None, "calendar.appointment", ONE, None, state, NOW, None, version, NOW, NOW, ONE, content)


def appointment(**fields: Any) -> Appointment:
    return Appointment(**{"what": "Tandarts", "day": date(2026, 3, 22), "at": "15:00"} | fields)


def lines(block: bytes) -> list[bytes]:
    assert block.endswith(b"\r\n")
    assert b"\n" not in block.replace(b"\r\n", b"")
    assert b"\r" not in block.replace(b"\r\n", b"")
    return block[:-2].split(b"\r\n")


@pytest.mark.parametrize("what", HOSTILE)
@pytest.mark.parametrize("titles", [True, False])
def test_nothing_that_people_type_gets_out_of_its_line(what: str, titles: bool) -> None:
    content = Appointment.model_construct(**appointment().model_dump() | {"what": what})
    block = ics.one_calendar([item(content)], Voice("Afspraak", titles=titles), method="REQUEST")
    assert all(len(line) <= 75 for line in lines(block))
    for line in lines(block):
        line.decode()  # folded between signs, never within one
    names = [re.split(rb"[:;]", line)[0] for line in lines(block.replace(b"\r\n ", b""))]
    assert names.count(b"BEGIN") == names.count(b"END") == 5
    assert names.count(b"SUMMARY") == 1
    assert b"ATTENDEE" not in names
    read = vobject.readOne(block.decode())
    said = read.vevent.summary.value
    assert len(read.vevent_list) == 1
    assert said == "Afspraak" if not titles else not set(said) & {chr(n) for n in (0x202E, 0x2028, 0x85, 0)}


def test_a_plain_one_says_nothing() -> None:
    content = appointment(
        where="Kliniek", link="https://meet.example.org/x", notes="angst", bring="pasje", travel_how="bus", who=(ONE,)
    )
    block = ics.one_calendar([item(content)], Voice("Afspraak"))
    for word in (
        b"Tandarts",
        b"Kliniek",
        b"meet",
        b"angst",
        b"pasje",
        b"bus",
        b"DESCRIPTION",
        b"LOCATION",
        b"ATTENDEE",
    ):
        assert word not in block
    assert str(ONE).encode() not in block
    assert b"Tandarts" in ics.one_calendar([item(content)], Voice("Afspraak", titles=True))
    assert b"Kliniek" not in ics.one_calendar([item(content)], Voice("Afspraak", titles=True))


def test_the_zone_has_both_rules() -> None:
    block = ics.one_calendar([item(appointment())], Voice("Afspraak"))
    read = vobject.readOne(block.decode())
    zone = read.vtimezone
    assert [str(zone.daylight.rrule.value), str(zone.standard.rrule.value)] == [
        "FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3",
        "FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10",
    ]
    assert b"TZOFFSETFROM:+0100\r\nTZOFFSETTO:+0200" in block


@pytest.mark.parametrize("name", ["Europe/Amsterdam", "America/New_York", "Africa/Casablanca", "America/Paramaribo",
                                  "Australia/Sydney", "Asia/Kabul"])  # fmt: skip
def test_a_zone_counts_as_the_zone_itself(name: str) -> None:
    """By icalendar's own reading of the component, every twelve hours of three years."""
    read: Any = icalendar.Timezone.from_ical(zones.timezone(name, 2026).to_ical())
    made = read.to_tz()
    at = datetime(2026, 1, 1, 12)  # noqa: DTZ001
    while at.year < 2029:
        assert at.replace(tzinfo=made).utcoffset() == at.replace(tzinfo=ZoneInfo(name)).utcoffset(), at
        at += timedelta(hours=12)


def test_the_sequence_rises_and_the_uid_stays() -> None:
    first, then = (icalendar.Calendar.from_ical(ics.one_calendar([item(appointment(), version=n)], Voice("A")))
                   for n in (1, 2))  # fmt: skip
    assert [one.walk("VEVENT")[0]["SEQUENCE"] for one in (first, then)] == [1, 2]
    assert first.walk("VEVENT")[0]["UID"] == then.walk("VEVENT")[0]["UID"]


def test_gone_says_only_that() -> None:
    block = ics.write([ics.gone(ONE, 4, Voice("Afspraak", stamp=NOW, house="no@example.org"))], [], method="CANCEL")
    event = icalendar.Calendar.from_ical(block).walk("VEVENT")[0]
    assert set(event) == {"UID", "DTSTAMP", "SEQUENCE", "STATUS", "ORGANIZER", "ATTENDEE"}


@settings(max_examples=60, deadline=None)
@given(
    day=st.dates(date(2026, 1, 1), date(2026, 12, 31)),
    at=st.none() | st.sampled_from(["00:00", "01:59", "03:00", "15:00", "23:30"]),
    repeats=st.sampled_from(["daily", "weekly", "fortnightly", "monthly", "monthly_weekday"]),
    times=st.integers(1, 12),
    otherwise=st.integers(0, 5),
)
def test_others_count_the_same_moments(day: date, at: str | None, repeats: Any, times: int, otherwise: int) -> None:
    one = appointment(day=day, at=at, repeats=repeats, times=times)
    days = list(rules.rule_days(one))
    moved = Moment(day=days[0] + timedelta(days=1), at=at)
    changed = [Changed(on=days[0], to=moved)] if otherwise == 1 else [Changed(on=days[-1])] if otherwise == 2 else []
    one = one.model_copy(update={"changed": tuple(changed)})
    block = ics.one_calendar([item(one)], Voice("A"))
    theirs = sorted(expanded(block))
    ours = rules.occurrences(one, date(2020, 1, 1), date(2040, 1, 1), AMSTERDAM)
    assert theirs == sorted(this.starts if at else datetime.combine(this.when.day, datetime.min.time(), UTC)
                            for this in ours if not this.cancelled)  # fmt: skip


def expanded(block: bytes) -> list[datetime]:
    """Every moment as dateutil expands what vobject read."""
    found: list[datetime] = []
    events = vobject.readOne(block.decode()).vevent_list
    moved = [one.recurrence_id.value for one in events if hasattr(one, "recurrence_id")]
    for one in events:
        if hasattr(one, "recurrence_id"):
            found.append(utc(one.dtstart.value))
        else:
            found += [at for at in map(utc, one.getrruleset(addRDate=True)) if at not in [utc(x) for x in moved]]
    return found


def utc(at: Any) -> datetime:
    if not isinstance(at, datetime):
        return datetime.combine(at, datetime.min.time(), UTC)
    return at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)
