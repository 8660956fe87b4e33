"""Choosing a moment together: propose some, say what suits, pick one."""

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from keukentafel.access import Visit
from keukentafel.dossiers import items, rights
from keukentafel.dossiers.opened import Opened
from keukentafel.rooms.calendar import actions, queries, rules
from keukentafel.rooms.calendar.events import AppointmentMade, ProposalMade, ProposalPicked
from keukentafel.rooms.calendar.kinds import (
    APPOINTMENT,
    DROPPED,
    OPEN,
    PICKED,
    PROPOSAL,
    SUITS,
    Appointment,
    Moment,
    Proposal,
    Says,
    Suits,
)


def key(moment: Moment) -> str:
    """How a moment is named in what suits whom: its day and time."""
    return f"{moment.day.isoformat()}T{moment.at or ''}{'+' if moment.later else ''}"


def propose(visit: Visit, content: Proposal, *, circle: UUID, once: UUID | None) -> Opened[Proposal]:
    """Propose several moments; whoever sits in the circle says what suits."""
    made = items.add_sent(visit, PROPOSAL, content, circle=circle, once=once, happened=_last(content))
    if made.created == visit.now:
        actions.announce(visit, ProposalMade, made)
    return made


def change(visit: Visit, item: Opened[Proposal], content: Proposal, *, version: int) -> Opened[Proposal]:
    """Propose other moments. Of those that stay, what suits whom stays. Raises ``Refused``, ``Conflict``."""
    rights.must(item.state == OPEN)
    if content == item.content:
        return item
    return items.change(visit, item, content, version=version, happened=_last(content))


def suits(visit: Visit, item: Opened[Proposal], ticks: Mapping[str, Says]) -> Opened[Suits]:
    """Say what suits me. Raises ``Refused`` when it is chosen already."""
    rights.must(item.state == OPEN)
    known = [key(moment) for moment in item.content.moments]
    said = Suits(ticks=tuple((name, ticks[name]) for name in known if name in ticks))
    mine: Opened[Suits] | None = next(
        (x for x in queries.under(visit, item) if x.kind == SUITS.name and x.author in visit.my_seats), None
    )
    if mine is None:
        return items.add(visit, SUITS, said, circle=item.circle, parent=item, once=item.id)
    return mine if mine.content == said else items.change(visit, mine, said, version=mine.version)


def pick(visit: Visit, item: Opened[Proposal], place: int, *, version: int) -> Opened[Appointment]:
    """Pick a moment: it becomes an appointment with whom it suits. For who proposed, and holders.

    Raises ``Refused`` when there is no such moment or one was picked, ``Conflict``.
    """
    rights.must(item.state == OPEN and 0 <= place < len(item.content.moments))
    moment = item.content.moments[place]
    content = item.content.model_copy(update={"picked": place})
    moments = rules.begins(moment, content.zone)
    items.change(visit, item, content, version=version, state=PICKED, happened=moments)
    fields = {"what": content.what, "zone": content.zone, "where": content.where, "link": content.link}
    there = {seat.id for seat in visit.sitting(item.circle)}
    who = [seat for seat in coming(queries.under(visit, item), moment) if seat in there]
    made = Appointment(**moment.model_dump(), **fields, notes=content.notes, who=tuple(who))
    one = items.add(
        visit,
        APPOINTMENT,
        made,
        circle=item.circle,
        once=UUID(int=item.id.int ^ 1),  # not the id by which the picker's own ticks are one
        happened=rules.first_moment(made),
        due=rules.last_day(made),
    )
    actions.announce(visit, AppointmentMade, one)
    actions.announce(visit, ProposalPicked, item)
    return one


def drop(visit: Visit, item: Opened[Proposal], *, version: int) -> Opened[Proposal]:
    """None of them is picked. Raises ``Refused``, ``Conflict``."""
    rights.must(item.state == OPEN)
    return items.change(visit, item, version=version, state=DROPPED)


def coming(said: list[Opened[Suits]], moment: Moment) -> list[UUID]:
    """The seats that a moment suits, or suits if need be."""
    name = key(moment)
    return [
        one.author for one in said if one.kind == SUITS.name and dict(one.content.ticks).get(name) in ("yes", "maybe")
    ]


def last_day(item: Opened[Proposal]) -> date:
    """The day of the last moment."""
    return max(moment.day for moment in item.content.moments)


def _last(content: Proposal) -> datetime:
    return max(rules.begins(moment, content.zone) for moment in content.moments)
