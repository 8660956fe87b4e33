"""What people do in the calendar. Each announces one event."""

from datetime import date
from typing import Any
from uuid import UUID

from keukentafel import events
from keukentafel.access import Visit
from keukentafel.dossiers import items, moving, rights
from keukentafel.dossiers.opened import Opened
from keukentafel.rooms.calendar import queries, rules
from keukentafel.rooms.calendar.events import (
    AppointmentCancelled,
    AppointmentChanged,
    AppointmentGone,
    AppointmentMade,
    AppointmentMoved,
    CalendarEvent,
)
from keukentafel.rooms.calendar.kinds import (
    ANSWER,
    APPOINTMENT,
    CANCELLED,
    MOST_CHANGED,
    PLANNED,
    Answer,
    Appointment,
    Changed,
    Day,
    Moment,
    Says,
)


class TooMany(Exception):
    """So many of one series are otherwise that it is better made anew."""


def make(visit: Visit, content: Appointment, *, circle: UUID, once: UUID | None) -> Opened[Appointment]:
    """Make an appointment. ``who`` holds seats of that circle alone. Sent twice it is one. Raises ``Refused``."""
    _must_sit(visit, circle, content.who)
    made = items.add_sent(
        visit,
        APPOINTMENT,
        content,
        circle=circle,
        once=once,
        due=rules.last_day(content),
        happened=rules.first_moment(content),
    )
    if made.created == visit.now:
        announce(visit, AppointmentMade, made)
    return made


def make_of(visit: Visit, *, circle: UUID, once: UUID | None = None, **fields: Any) -> Opened[Appointment]:
    """The same for another room (``dossiers/makers.py``): ``fields`` are those of ``kinds.Appointment``."""
    return make(visit, Appointment.model_validate(fields), circle=circle, once=once)


def change(visit: Visit, item: Opened[Appointment], content: Appointment, *, version: int) -> Opened[Appointment]:
    """Say it otherwise. What was otherwise on days that it has no more is gone. Raises ``Conflict``."""
    days = set(rules.rule_days(content)) if item.content.changed else set()
    content = content.model_copy(update={"changed": tuple(x for x in item.content.changed if x.on in days)})
    if content == item.content:
        return item
    _must_sit(visit, item.circle, set(content.who) - set(item.content.who))
    event = AppointmentMoved if _when(content) != _when(item.content) else AppointmentChanged
    return _rewrite(visit, item, content, version, event)


def change_one(  # keywords
    visit: Visit, item: Opened[Appointment], on: date, *, to: Moment | None, why: str, version: int
) -> Opened[Appointment]:
    """One of those that repeat is at another moment, or not at all. Raises ``Refused``, ``Conflict``, ``TooMany``."""
    rights.must(bool(item.content.repeats) and rules.the_one(item.content, on) is not None)
    rest = tuple(x for x in item.content.changed if x.on != on)
    if len(rest) >= MOST_CHANGED:
        raise TooMany
    changed = tuple(sorted((*rest, Changed(on=on, to=to, why=why)), key=lambda x: x.on))
    if changed == item.content.changed:
        return item
    content = item.content.model_copy(update={"changed": changed})
    return _rewrite(visit, item, content, version, AppointmentMoved if to else AppointmentCancelled)


def back_to_rule(visit: Visit, item: Opened[Appointment], on: date, *, version: int) -> Opened[Appointment]:
    """One that was otherwise is as all the others again. Raises ``Conflict``."""
    changed = tuple(x for x in item.content.changed if x.on != on)
    if changed == item.content.changed:
        return item
    content = item.content.model_copy(update={"changed": changed})
    return _rewrite(visit, item, content, version, AppointmentMoved)


def cancel(visit: Visit, item: Opened[Appointment], why: str, *, version: int) -> Opened[Appointment]:
    """It is not; it stays to be read, with the reason. Raises ``Conflict``."""
    content = item.content.model_copy(update={"why": why})
    return _rewrite(visit, item, content, version, AppointmentCancelled, CANCELLED)


def go_on(visit: Visit, item: Opened[Appointment], *, version: int) -> Opened[Appointment]:
    """It is, after all. Raises ``Conflict``."""
    content = item.content.model_copy(update={"why": ""})
    return _rewrite(visit, item, content, version, AppointmentMade, PLANNED)


def answer(visit: Visit, item: Opened[Appointment], says: Says, on: date | None = None) -> Opened[Answer]:
    """Say whether I come: always, or on one day of what repeats. Raises ``Refused``."""
    rights.must(on is None or (bool(item.content.repeats) and rules.the_one(item.content, on) is not None))
    under = queries.under(visit, item)
    mine: Opened[Answer] | None = next(
        (one for one in under if one.kind == ANSWER.name and one.author in visit.my_seats), None
    )
    before = mine.content if mine else Answer()
    said = answered(before, says, on)
    if mine is None:
        # the appointment's own id as the form's: two presses at the same moment are still one answer
        return items.add(visit, ANSWER, said, circle=item.circle, parent=item, once=item.id)
    return mine if said == before else items.change(visit, mine, said, version=mine.version)


def answered(before: Answer, says: Says, on: date | None) -> Answer:
    """An answer with this in it. Of so many days the oldest go."""
    if on is None:
        return Answer(says=says, days=before.days)
    days = sorted((*(x for x in before.days if x.on != on), Day(on=on, says=says)), key=lambda x: x.on)
    return Answer(says=before.says, days=tuple(days[-300:]))


def delete(visit: Visit, item: Opened[Any]) -> None:
    """Delete an appointment or a proposal for good, with what people said to it."""
    items.delete(visit, item)
    if item.kind == APPOINTMENT.name:
        announce(visit, AppointmentGone, item)


def move(visit: Visit, item: Opened[Any], circle: UUID) -> None:
    """Bring it to another circle. Who does not sit there comes no more. Raises ``Refused``."""
    before, there = item, {seat.id for seat in visit.sitting(circle)}
    if item.kind == APPOINTMENT.name and not there.issuperset(item.content.who):
        who = tuple(seat for seat in item.content.who if seat in there)
        item = items.change(visit, item, item.content.model_copy(update={"who": who}), version=item.version)
    moving.move(visit, item, circle)
    if item.kind == APPOINTMENT.name:
        announce(visit, AppointmentGone, before, without=there)
        announce(visit, AppointmentChanged, item._replace(circle=circle))


def announce(
    visit: Visit, event: type[CalendarEvent], item: Opened[Any], without: frozenset[UUID] | set[UUID] = frozenset()
) -> None:
    """Tell it, with the accounts of those for whom it is (and not of ``without``)."""
    here, me = visit.circles[item.circle], visit.circles[item.circle].seat
    sitting = {seat.id for seat in visit.sitting(item.circle)}
    who = set(getattr(item.content, "who", ()))
    seats = (((sitting & who) | {me}) if who else sitting) - without
    people = queries.accounts(visit, seats)
    events.announce(event(visit.dossier, here.id, item.id, me, item.version, people))


def _rewrite(
    visit: Visit,
    item: Opened[Appointment],
    content: Appointment,
    version: int,
    event: type[CalendarEvent],
    state: str | None = None,
) -> Opened[Appointment]:
    changed = items.change(
        visit,
        item,
        content,
        version=version,
        state=item.state if state is None else state,
        due=rules.last_day(content),
        happened=rules.first_moment(content),
    )
    announce(visit, event, changed)
    return changed


def _when(one: Appointment) -> tuple[object, ...]:
    return (one.day, one.at, one.later, one.minutes, one.days, one.zone, one.repeats, one.until, one.times)


def _must_sit(visit: Visit, circle: UUID, who: Any) -> None:
    rights.must(circle in visit.circles and {seat.id for seat in visit.sitting(circle)}.issuperset(who))
