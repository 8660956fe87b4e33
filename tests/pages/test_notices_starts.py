"""Reminders of what starts at a moment: a day and an hour before, as its room says."""

from datetime import datetime, timedelta
from uuid import UUID

import pytest
from django.utils import timezone
from tests.support.house import House
from tests.support.journal import Cast
from tests.support.noticed import absent, absent_again, at_a_table, deliver, names, write
from tests.support.queue import work

from keukentafel import events
from keukentafel.access import Visit
from keukentafel.access.rows import fetch
from keukentafel.dossiers import items, kinds, starting
from keukentafel.dossiers.events import Written
from keukentafel.notices import starts
from keukentafel.rooms.calendar.kinds import APPOINTMENT, Appointment
from keukentafel.rooms.journal.kinds import Entry


@pytest.fixture
def family(house: House, settings) -> Cast:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    return at_a_table(house)


@pytest.fixture
def appointment(monkeypatch: pytest.MonkeyPatch) -> list[starting.Start]:
    """A room that says when its items start: as the calendar does. The list is what it says."""
    said: list[starting.Start] = []
    monkeypatch.setattr(starting, "_rooms", {})
    monkeypatch.setattr(kinds, "_kinds", dict(kinds._kinds))
    if "calendar.appointment" not in kinds._kinds:
        kinds.register(
            kinds.Kind(
                name="calendar.appointment",
                label="x",
                content=Entry,
                states=("planned", "cancelled"),
                page="journal:entry",
            )
        )

    def says(visit: Visit, after: datetime, before: datetime) -> list[starting.Start]:
        visit.has_read(visit.circles)
        seen = {row[0] for row in fetch("SELECT id FROM item WHERE dossier_id = %s", [visit.dossier])}
        return [one for one in said if one.item in seen and after <= one.at < before]

    starting.register("calendar.appointment", says)
    return said


def appoint(house: House, family: Cast, circle: str, hours: float, said: list[starting.Start]) -> UUID:
    """An appointment of Bo that starts so many hours from now, put there long ago."""
    item: UUID = write(family, "Bo", circle=circle).id
    at = timezone.now() + timedelta(hours=hours)
    house.owner.execute(
        "UPDATE item SET kind = 'calendar.appointment', state = 'planned', happened = %s WHERE id = %s", [at, item]
    )
    absent(house)
    said.append(starting.Start(item, at))
    return item


def scheduled(house: House) -> list[str]:
    """When reminders are planned, in hours from now."""
    rows = house.owner.execute(
        "SELECT scheduled_at FROM procrastinate_jobs WHERE task_name = 'notices.starts' AND status = 'todo' ORDER BY 1"
    ).fetchall()
    return [f"{(row[0] - timezone.now()).total_seconds() / 3600:.0f}" for row in rows]


def test_a_day_and_an_hour_before_it_starts(house: House, family: Cast, appointment: list[starting.Start]) -> None:
    appoint(house, family, "School", 30, appointment)
    assert starts.go_round(timezone.now()) == 2
    assert scheduled(house) == ["6", "6", "29", "29"], "Bo and Ann; Eva does not sit in School"
    assert starts.go_round(timezone.now()) == 0, "once a day is enough"
    lines = house.owner.execute("SELECT count(*) FROM access_event WHERE place = 'notice'").fetchone()
    assert lines == (0,)
    assert deliver(house, timedelta(hours=7)) == [], "the moment came: now it waits like all else"
    assert names(family, deliver(house)) == ["Ann", "Bo"]


def test_what_was_moved_or_cancelled_is_not_told(house: House, family: Cast, appointment: list[starting.Start]) -> None:
    appoint(house, family, "table", 30, appointment)
    starts.go_round(timezone.now())
    appointment.clear()
    assert deliver(house, timedelta(hours=7)) == []
    assert deliver(house) == []


def test_who_does_not_see_it_any_more_is_not_reminded(
    house: House, family: Cast, appointment: list[starting.Start]
) -> None:
    appoint(house, family, "table", 30, appointment)
    starts.go_round(timezone.now())
    family.end("Eva")
    assert deliver(house, timedelta(hours=7)) == [], "the moment came: now it waits like all else"
    assert names(family, deliver(house)) == ["Ann", "Bo", "Opa"]


def test_what_is_written_for_today_is_planned_at_once(
    house: House, family: Cast, appointment: list[starting.Start]
) -> None:
    item = appoint(house, family, "School", 3, appointment)
    events.announce(
        Written(family.id, family.circles["School"], item, "calendar.appointment", family.seats["Bo"], "change")
    )
    work()
    assert scheduled(house) == ["2", "2"]


def test_the_calendar_says_when_its_appointments_start(house: House, family: Cast) -> None:
    there = timezone.localtime() + timedelta(hours=30)
    made = Appointment(
        what="Naar de tandarts met Sterretje", day=there.date(), at=there.strftime("%H:%M"), who=(family.seats["Opa"],)
    )
    with family.visit("Bo") as visit:
        items.add(visit, APPOINTMENT, made, circle=family.table, happened=there)
    work()
    assert scheduled(house) == ["6", "29"], "for Opa alone, a day and an hour before"
    absent_again(house)
    house.owner.execute("UPDATE item SET changed = changed - interval '1 hour'")
    house.owner.execute("DELETE FROM notice_waiting")
    assert deliver(house, timedelta(hours=7)) == []
    assert names(family, deliver(house)) == ["Opa"]
