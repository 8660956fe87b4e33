"""Appointments as other calendar programs know them (RFC 5545, 5546). What goes out says when, and what only if asked.

Never a place, a note, a link or who else comes: a phone's calendar is seen by others and copied to whoever made it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Final, Literal
from uuid import UUID
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, vCalAddress, vRecur, vText

from keukentafel import vault
from keukentafel.dossiers.opened import Opened
from keukentafel.people.words import shows_something
from keukentafel.rooms.calendar import rules
from keukentafel.rooms.calendar.kinds import CANCELLED, Appointment
from keukentafel.rooms.calendar.rules import Occurrence
from keukentafel.rooms.calendar.zones import WEEKDAYS, timezone

PRODUCT: Final = "-//Keukentafel//Calendar//EN"
UNSAFE: Final = {
    **dict.fromkeys((*range(32), 127, 133, 8232, 8233), " "),
    **dict.fromkeys((*range(8234, 8239), *range(8294, 8298))),
}
"""What a program may take for the end of a line, and what turns the direction of all that follows."""
Method = Literal["REQUEST", "CANCEL"]


@dataclass(frozen=True, slots=True)
class Voice:
    """How appointments are said. ``title``: instead of what they are, unless ``titles``; ``stamp``: when this was made,
    else when each was changed; ``house``: the address in whose name it is sent.
    """

    title: str
    titles: bool = False
    stamp: datetime | None = None
    house: str = ""

    def say(self, what: str) -> str:
        """The words that go out."""
        words = " ".join(what.translate(UNSAFE).split())
        return words if self.titles and shows_something(words) else self.title


def uid(item: UUID) -> str:
    """By what other programs know it: the same for everybody and for ever, and it leads to nothing."""
    return vault.current().keyed_hash("calendar uid", item.bytes)[:16].hex() + "@keukentafel"


def write(events: Sequence[Event], zones: Iterable[tuple[str, int]], *, method: Method | None = None) -> bytes:
    """A whole calendar. ``zones``: those that occur, each with the earliest year in which."""
    made = Calendar()
    made.add("VERSION", "2.0")
    made.add("PRODID", PRODUCT)
    made.add("CALSCALE", "GREGORIAN")
    if method:
        made.add("METHOD", method)
    for zone, year in sorted(zones):
        made.add_component(timezone(zone, year))
    for event in events:
        made.add_component(event)
    return bytes(made.to_ical())


def one_calendar(items: Sequence[Opened[Appointment]], voice: Voice, *, method: Method | None = None) -> bytes:
    """These appointments as a calendar."""
    events = [event for item in items for event in events_of(item, voice)]
    return write(events, zones_of(item.content for item in items), method=method)


def zones_of(contents: Iterable[Appointment]) -> list[tuple[str, int]]:
    """The zones that occur by name, each with the earliest year."""
    years: dict[str, int] = {}
    for one in contents:
        if one.at or any(x.to and x.to.at for x in one.changed):
            year = min(one.day.year, *(x.to.day.year for x in one.changed if x.to), one.day.year)
            years[one.zone] = min(year, years.get(one.zone, year))
    return list(years.items())


def events_of(item: Opened[Appointment], voice: Voice) -> list[Event]:
    """An appointment; of what repeats the rule, and each one that is otherwise."""
    one = item.content
    first = rules.the_one(one.model_copy(update={"changed": ()}), one.day)
    assert first  # noqa: S101  # the first day is of the rule
    master = _event(item, first, voice)
    if one.repeats:
        master.add("RRULE", _rule(one))
        off = [_start(this, one.zone) for x in one.changed if not x.to and (this := _plain(one, x.on))]
        for moment in off:
            master.add("EXDATE", moment)
    return [master, *_otherwise(item, voice)]


def gone(item: UUID, sequence: int, voice: Voice) -> Event:
    """That something is not there any more: nothing of what it was."""
    made = Event()
    made.add("UID", uid(item))
    made.add("DTSTAMP", voice.stamp or datetime.now(UTC))
    made.add("SEQUENCE", sequence)
    made.add("STATUS", "CANCELLED")
    _from_the_house(made, voice)
    return made


def _otherwise(item: Opened[Appointment], voice: Voice) -> list[Event]:
    found = []
    for x in item.content.changed:
        plain, moved = _plain(item.content, x.on), rules.the_one(item.content, x.on)
        if x.to and plain and moved:
            event = _event(item, moved, voice)
            event.add("RECURRENCE-ID", _start(plain, item.content.zone))
            found.append(event)
    return found


def _plain(one: Appointment, on: date) -> Occurrence | None:
    """The one of that day as the rule has it."""
    return rules.the_one(one.model_copy(update={"changed": ()}), on)


def _event(item: Opened[Appointment], at: Occurrence, voice: Voice) -> Event:
    made, zone = Event(), item.content.zone
    made.add("UID", uid(item.id))
    made.add("DTSTAMP", voice.stamp or item.changed)
    made.add("LAST-MODIFIED", item.changed)
    made.add("SEQUENCE", item.version)
    made.add("SUMMARY", vText(voice.say(item.content.what)))
    made.add("DTSTART", _start(at, zone))
    made.add("DTEND", _end(at, zone))
    made.add("CLASS", "PRIVATE")
    made.add("STATUS", "CANCELLED" if item.state == CANCELLED else "CONFIRMED")
    _from_the_house(made, voice)
    return made


def _from_the_house(made: Event, voice: Voice) -> None:
    """Who asks and who is asked, in a mail: the house, and nobody by their own address."""
    if voice.house:
        house = vCalAddress(f"mailto:{voice.house}")
        made.add("ORGANIZER", house)
        guest = vCalAddress(f"mailto:{voice.house}")
        guest.params["ROLE"] = vText("REQ-PARTICIPANT")
        guest.params["RSVP"] = vText("FALSE")
        made.add("ATTENDEE", guest)


def _start(at: Occurrence, zone: str) -> date | datetime:
    return at.when.day if at.whole else _clock(at.starts, zone)


def _end(at: Occurrence, zone: str) -> date | datetime:
    return at.when.day + timedelta(days=at.when.days) if at.whole else _clock(at.ends, zone)


def _clock(moment: datetime, zone: str) -> datetime:
    """By the clock there, so that what repeats stays at its time; of a time that comes twice the later one by UTC."""
    there = moment.astimezone(ZoneInfo(zone))
    return moment if there.fold else there


def _rule(one: Appointment) -> vRecur:
    freq, every = FREQUENCIES[one.repeats or ""]
    rule: dict[str, object] = {"freq": freq}
    if every > 1:
        rule["interval"] = every
    if one.repeats == "monthly":
        rule["bymonthday"] = one.day.day
    if one.repeats == "monthly_weekday":
        rule["byday"] = f"{rules.which_weekday(one.day)}{WEEKDAYS[one.day.weekday()]}"
    if one.until:
        rule["until"] = _until(one, one.until)
    elif one.times:
        rule["count"] = one.times
    return vRecur(rule)


def _until(one: Appointment, last: date) -> date | datetime:
    """By UTC, as what has a zone wants it; a day when it has none."""
    if one.at is None:
        return last
    return rules.begins(one.model_copy(update={"day": last, "later": False}), one.zone)


FREQUENCIES: Final = {
    "daily": ("DAILY", 1),
    "weekly": ("WEEKLY", 1),
    "fortnightly": ("WEEKLY", 2),
    "monthly": ("MONTHLY", 1),
    "monthly_weekday": ("MONTHLY", 1),
}
