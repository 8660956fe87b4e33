"""What the events of a meeting do, by the room's own actions."""

from datetime import datetime, time
from typing import TYPE_CHECKING, Any

from keukentafel.access import Visit
from keukentafel.rooms.meetings import actions, queries
from keukentafel.rooms.meetings.kinds import Meeting, Point
from keukentafel.site.demo import events as e

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from keukentafel.site.demo.teller import Teller


def plan(event: e.Meeting, teller: "Teller", visit: Visit, zone: "ZoneInfo") -> None:
    """Planned; of a story this alone may lie ahead."""
    at = datetime.combine(teller.clock.day(event.on), time.fromisoformat(event.at), zone)
    content = Meeting(occasion=event.occasion, title=event.title, where=event.where)
    circle, chair = teller.circles[event.circle], teller.seats[event.chair]
    teller.items[event.id] = actions.plan(visit, content, circle=circle, at=at, chair=chair, once=None).id


def point(event: e.MeetingPoint, teller: "Teller", visit: Visit) -> None:
    """A point."""
    found = queries.whole(visit, teller.items[event.meeting]).meeting
    teller.items[event.id] = actions.add_point(visit, found, Point(question=event.question, why=event.why)).id
    teller.items[f"of {event.id}"] = found.id


def prepare(event: e.Prepare, teller: "Teller", visit: Visit) -> None:
    """Who comes."""
    actions.prepare(visit, queries.whole(visit, teller.items[event.meeting]), event.comes, event.hope)


def decide(event: e.Decide, teller: "Teller", visit: Visit) -> None:
    """What came of a point."""
    seen = queries.whole(visit, teller.items[f"of {event.on}"]).point(teller.items[event.on])
    what: dict[str, Any] = {"title": event.words} if event.sort == "goal" else {}
    if event.sort == "agreement":
        due = None if event.due is None else teller.clock.day(event.due)
        what = {"what": event.words, "assignee": teller.seats[event.who] if event.who else None, "due": due}
    actions.decide(visit, seen, event.sort, words=event.words, **what)


def held(event: e.Held, teller: "Teller", visit: Visit) -> None:
    """Who was there, and the minutes."""
    meeting = teller.items[event.meeting]
    for key in event.there:
        actions.tick(visit, queries.whole(visit, meeting), teller.seats[key], there=True)
    actions.bring(visit, queries.whole(visit, meeting).meeting, "held")
    actions.write_minutes(visit, queries.whole(visit, meeting), event.minutes)


def confirm(event: e.Confirm, teller: "Teller", visit: Visit) -> None:
    """So it was."""
    if minutes := queries.whole(visit, teller.items[event.meeting]).minutes:
        actions.confirm(visit, minutes, version=minutes.version)


def own_words(event: e.OwnWords, teller: "Teller", visit: Visit) -> None:
    """In one's own words."""
    if minutes := queries.whole(visit, teller.items[event.meeting]).minutes:
        actions.add_own_word(visit, minutes, event.text, once=None)
