"""What people do with meetings."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from django.utils import timezone
from django.utils.translation import gettext as _

from keukentafel import events as house
from keukentafel.access import Visit
from keukentafel.dossiers import items, makers, moving, reading, rights
from keukentafel.dossiers.kinds import Content, Kind, all_kinds
from keukentafel.dossiers.models import new_id
from keukentafel.dossiers.opened import Opened
from keukentafel.rooms.meetings import events, queries, rules
from keukentafel.rooms.meetings.kinds import (
    AWAY,
    CONFIRMED,
    HELD,
    MEETING,
    MINUTES,
    NOT_NOW,
    OFF,
    ORDER,
    OWN_WORD,
    POINT,
    PREPARING,
    PRESENCE,
    RESULT,
    THERE,
    WRITTEN,
    Comes,
    Meeting,
    Minutes,
    NotNow,
    Order,
    OwnWord,
    Point,
    Preparing,
    Presence,
    Result,
)
from keukentafel.rooms.meetings.queries import PointSeen, Whole
from keukentafel.rooms.meetings.words import AGENDAS

APPOINTMENT = "calendar.appointment"


def plan(
    visit: Visit, content: Meeting, *, circle: UUID, at: datetime, chair: UUID | None, once: UUID | None
) -> Opened[Meeting]:
    """Plan a meeting, with the agenda that fits laid ready. Raises ``Refused``."""
    _must_sit(visit, circle, content.asked)
    entry = _entry(visit, content, circle, at, derived(once, "entry") if once else None) if has_calendar() else None
    content = content.model_copy(update={"entry": entry.id if entry else None})
    day = timezone.localdate(at)
    made = items.add_sent(visit, MEETING, content, circle=circle, once=once, assignee=chair, due=day, happened=at)
    if made.created != visit.now:  # the same form, sent once more
        return made
    for question in AGENDAS[content.occasion]:
        items.add(visit, POINT, Point(question=_(question), laid=True), circle=circle, parent=made)
    return _told(visit, events.MeetingPlanned, made)


def _entry(visit: Visit, said: Meeting, circle: UUID, at: datetime, once: UUID | None) -> Opened[Any]:
    more = {"where": said.where, "link": said.link, "who": said.asked}
    return makers.make(visit, APPOINTMENT, circle=circle, once=once, **_moment(said, at), **more)


def _moment(said: Meeting, at: datetime) -> dict[str, Any]:
    local = timezone.localtime(at)
    return {"what": said.title, "day": local.date(), "at": f"{local:%H:%M}", "minutes": said.minutes}


def derived(once: UUID, word: str) -> UUID:
    """Another id that goes with a form's own one: the same each time that the form comes in."""
    return UUID(bytes=once.bytes[:6] + uuid5(once, word).bytes[6:])


def has_calendar() -> bool:
    """Whether this house has a calendar."""
    return any(kind.name == APPOINTMENT for kind in all_kinds())


def change(
    visit: Visit, meeting: Opened[Meeting], content: Meeting, *, at: datetime, chair: UUID | None, version: int
) -> Opened[Meeting]:
    """Plan it otherwise. Raises ``Conflict``."""
    _must_sit(visit, meeting.circle, set(content.asked) - set(meeting.content.asked))
    rights.must(chair in (None, meeting.assignee) or chair in {seat.id for seat in visit.sitting(meeting.circle)})
    day = timezone.localdate(at)
    changed = items.change(visit, meeting, content, version=version, assignee=chair, due=day, happened=at)
    _follow(visit, changed)
    return _told(visit, events.MeetingChanged, changed)


def bring(visit: Visit, meeting: Opened[Meeting], state: str) -> Opened[Meeting]:
    """Held, called off, or on again."""
    stepped = items.step(visit, meeting, state)
    _follow(visit, stepped)
    return stepped if state == HELD else _told(visit, events.MeetingChanged, stepped)


def delete(visit: Visit, meeting: Opened[Meeting]) -> None:
    """Delete a meeting for good, with all under it and its place in the calendar."""
    if entry := _in_calendar(visit, meeting):
        items.delete(visit, entry)
    items.delete(visit, meeting)


def _follow(visit: Visit, meeting: Opened[Meeting]) -> None:
    """The appointment that was made for it goes along: to another moment, or cancelled."""
    entry = _in_calendar(visit, meeting)
    if entry is None:
        return
    said, at = meeting.content, meeting.happened
    content = entry.content.model_copy(update={**_moment(said, at), "where": said.where, "link": said.link})
    state = "cancelled" if meeting.state == OFF else "planned"
    if (content, state) != (entry.content, entry.state):
        items.change(visit, entry, content, version=entry.version, state=state, happened=at)


def _in_calendar(visit: Visit, meeting: Opened[Meeting]) -> Opened[Any] | None:
    """Its appointment, where it is in sight and the visitor may change it."""
    found = reading.these(visit, [meeting.content.entry] if meeting.content.entry else [])
    return next((one for one in found.values() if rights.may_change(visit, one)), None)


def add_point(visit: Visit, meeting: Opened[Meeting], content: Point, *, once: UUID | None = None) -> Opened[Point]:
    """Put a question on the agenda."""
    _must_sit(visit, meeting.circle, [content.of] if content.of else [])
    return items.add_sent(visit, POINT, content, circle=meeting.circle, parent=meeting, once=once)


def prepare(visit: Visit, found: Whole, comes: Comes, hope: str) -> None:
    """Say whether one comes, and what one hopes for; said again it is changed."""
    content, mine = Preparing(comes=comes, hope=hope), visit.circles[found.meeting.circle].seat
    before = found.preparing.get(mine)
    if before is None:
        _one(visit, found, PREPARING, content)
    elif before.content != content:
        items.change(visit, before, content, version=before.version)


def put_in_order(visit: Visit, found: Whole, point: UUID, *, up: bool) -> None:
    """A point one place up or down. Only who leads the meeting. Raises ``Refused``."""
    rights.must(queries.may_chair(visit, found.meeting))
    found.point(point)
    content = Order(points=tuple(rules.moved(found.points, point, up)))
    mine = next((one for one in found.of(ORDER.name) if one.author in visit.my_seats), None)
    if mine is None:
        _one(visit, found, ORDER, content)
    else:
        items.change(visit, mine, content, version=mine.version)


def tick(visit: Visit, found: Whole, seat: UUID, *, there: bool) -> None:
    """Somebody is there, or not. Raises ``Refused``."""
    _must_sit(visit, found.meeting.circle, [seat])
    state = THERE if there else AWAY
    mine = [one for one in found.of(PRESENCE.name) if one.content.seat == seat and one.author in visit.my_seats]
    if mine:
        items.change(visit, mine[0], version=mine[0].version, state=state)
    else:
        _one(visit, found, PRESENCE, Presence(seat=seat), str(seat), state=state)


def _one(visit: Visit, found: Whole, kind: Kind, content: Content, word: str = "", state: str | None = None) -> None:
    """Add what there is one of: two presses at the same moment are one."""
    meeting = found.meeting
    once = derived(meeting.id, f"{kind.name}{word}")
    items.add(visit, kind, content, circle=meeting.circle, parent=meeting, once=once, state=state)


def decide(
    visit: Visit, point: PointSeen, sort: Any, *, words: str = "", once: UUID | None = None, **what: Any
) -> Opened[Result]:
    """What came of a point: made in its room at once, kept with the point. ``what``: for its maker. Raises ``Refused``.

    Sent twice it is one.
    """
    circle, seat, made = point.item.circle, what.pop("seat", None), None
    _must_sit(visit, circle, [seat] if seat else [])
    if maker := makes(visit, sort, circle):
        made = makers.make(visit, maker, circle=circle, once=derived(once, maker) if once else None, **what).id
    # the words of what was made stand there alone: the family may bring it where not everybody here sits
    content = Result(sort=sort, words="" if made else words, made=made, seat=seat)
    return items.add_sent(visit, RESULT, content, circle=circle, parent=point.item, once=once)


def makes(visit: Visit, sort: str, circle: UUID) -> str:
    """What another room makes of an outcome; empty for what is only said here.

    A question to invite somebody lies where everybody reads it: only of a meeting that everybody reads.
    """
    if sort in ("agreement", "goal"):
        return f"plan.{sort}"
    if sort == "seats":
        return "table.ask" if visit.circles[circle].kind == "table" else ""
    return APPOINTMENT if sort == "appointment" else ""


def write_minutes(visit: Visit, found: Whole, text: str) -> Opened[Minutes]:
    """Make the minutes of a meeting that was held; there are never two. Only who leads it. Raises ``Refused``."""
    rights.must(queries.may_chair(visit, found.meeting) and found.meeting.state == HELD)
    if found.minutes:
        return found.minutes
    content = Minutes(text=text)
    made = items.add(visit, MINUTES, content, circle=found.meeting.circle, parent=found.meeting, once=found.meeting.id)
    return _told(visit, events.MinutesReady, made)


def rewrite(visit: Visit, minutes: Opened[Minutes], text: str, *, version: int) -> Opened[Minutes]:
    """Say it in other words: a new version, that the family confirms anew. Raises ``Conflict``."""
    if text == minutes.content.text:
        return minutes
    changed = items.change(visit, minutes, Minutes(text=text), version=version, state=WRITTEN)
    return _told(visit, events.MinutesReady, changed)


def confirm(visit: Visit, minutes: Opened[Minutes], *, version: int) -> Opened[Minutes]:
    """So it was, says the family; of the version that was read. Raises ``Conflict`` and ``Refused``."""
    rights.must(rights.may_step(visit, minutes, CONFIRMED))
    if version != minutes.version:
        raise items.Conflict(minutes)
    return _told(visit, events.MinutesConfirmed, items.step(visit, minutes, CONFIRMED))


def add_own_word(visit: Visit, minutes: Opened[Minutes], text: str, *, once: UUID | None) -> Opened[OwnWord]:
    """Say something with the minutes in one's own words."""
    return items.add_sent(visit, OWN_WORD, OwnWord(text=text), circle=minutes.circle, parent=minutes, once=once)


def not_now(visit: Visit, seat: UUID) -> None:
    """No meeting because of this seat. Raises ``Refused``."""
    rights.must(visit.owner and visit.table is not None and seat in visit.seats)
    if visit.table and seat in {one.id for _why, one in queries.suggested(visit)}:
        items.add(visit, NOT_NOW, NotNow(seat=seat), circle=visit.table.id, once=new_id())


def move(visit: Visit, meeting: Opened[Meeting], circle: UUID) -> None:
    """Bring it to another circle, with all under it."""
    moving.move(visit, meeting, circle)


def _must_sit(visit: Visit, circle: UUID, seats: Sequence[UUID] | set[UUID]) -> None:
    rights.must(circle in visit.circles and set(seats) <= {seat.id for seat in visit.sitting(circle)})


def _told(visit: Visit, event: type[events.MeetingEvent], item: Opened[Any]) -> Opened[Any]:
    house.announce(event(visit.dossier, item.circle, item.id, visit.circles[item.circle].seat))
    return item
