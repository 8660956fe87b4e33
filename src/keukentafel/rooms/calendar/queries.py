"""What the pages of the calendar read. A month, a week and what is coming are one statement, however much there is."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from keukentafel.access import Visit
from keukentafel.access.rows import fetch
from keukentafel.dossiers import reading, rights
from keukentafel.dossiers.opened import COLUMNS, Opened, Opens, open_row
from keukentafel.dossiers.starting import Start
from keukentafel.rooms.calendar import rules
from keukentafel.rooms.calendar.kinds import APPOINTMENT, OPEN, PROPOSAL, Answer, Appointment, Proposal
from keukentafel.rooms.calendar.rules import Occurrence

# ruff: noqa: S608  # statements are put together from constants of the house
MOST, MOST_LONG, MOST_OPEN = 300, 100, 12
"""Of one circle: appointments of these days, those that repeat or last long, and moments still to choose from."""
AROUND = timedelta(days=2)
"""What is a day here may be the day before or after it elsewhere, and in UTC."""
DATES = f"""
  (SELECT i.* FROM unnest(%s::uuid[]) AS open(circle_id) CROSS JOIN LATERAL (
    SELECT {COLUMNS} FROM item
     WHERE dossier_id = %s AND circle_id = open.circle_id AND kind = '{APPOINTMENT.name}' AND due IS NULL
       AND happened >= %s AND happened < %s ORDER BY happened, id LIMIT %s) i)
  UNION ALL
  (SELECT i.* FROM unnest(%s::uuid[]) AS open(circle_id) CROSS JOIN LATERAL (
    SELECT {COLUMNS} FROM item
     WHERE dossier_id = %s AND circle_id = open.circle_id AND kind = '{APPOINTMENT.name}'
       AND due >= %s AND happened < %s ORDER BY due, id LIMIT %s) i)
"""
"""What is on some days: what is over within a day by its own moment, the rest by its first moment and its last day.

Two ranges of two indexes, apart: a series that began years ago must not make a month read all months before it.
"""
SPAN = f"""
WITH found AS MATERIALIZED (
  {DATES}
  UNION ALL
  (SELECT i.* FROM unnest(%s::uuid[]) AS open(circle_id) CROSS JOIN LATERAL (
    SELECT {COLUMNS} FROM item
     WHERE dossier_id = %s AND circle_id = open.circle_id AND kind = '{PROPOSAL.name}' AND state = '{OPEN}'
       AND happened >= %s ORDER BY happened, id LIMIT %s) i))
SELECT * FROM found
UNION ALL
SELECT {reading.I_COLUMNS} FROM item i WHERE i.parent_id IN (SELECT id FROM found)
"""
"""What hangs under these is not asked by kind: the planner would read all of that kind, of everybody."""
ACCOUNTS = "SELECT person_id FROM seat WHERE id = ANY(%s) AND person_id IS NOT NULL"


@dataclass(frozen=True, slots=True)
class Date:
    """One time that an appointment is, with what people said about coming."""

    item: Opened[Appointment]
    at: Occurrence
    answers: Sequence[Opened[Answer]]

    @property
    def cancelled(self) -> bool:
        """Whether it is not, all of it or this one."""
        return self.at.cancelled or self.item.state != APPOINTMENT.states[0]

    @property
    def why(self) -> str:
        """Why it is not."""
        return self.at.why or self.item.content.why


@dataclass(frozen=True, slots=True)
class Found:
    """What is on some days, in order of time; moments to choose from; ``more``: not all of it is here."""

    dates: Sequence[Date]
    proposals: Sequence[Opened[Proposal]]
    ticks: dict[UUID, list[Opened[Any]]]
    more: bool


def window(circles: Iterable[UUID], dossier: UUID, since: date, until: date, most: int = MOST) -> list[Any]:
    """The values of ``DATES`` for these days, both included."""
    start, end = midnight(since) - AROUND, midnight(until) + AROUND
    where = [list(circles), dossier]
    return [*where, start, end, most + 1, *where, start.date(), end, MOST_LONG + 1]


def midnight(day: date) -> datetime:
    """Of a day, by UTC."""
    return datetime.combine(day, time(0), UTC)


def span(visit: Visit, since: date, until: date, zone: ZoneInfo, circles: Iterable[UUID] | None = None) -> Found:
    """What is on these days, both included, for somebody in that zone. One statement."""
    here = [circle for circle in (visit.circles if circles is None else circles) if circle in visit.circles]
    values = [*window(here, visit.dossier, since, until), here, visit.dossier, visit.now, MOST_OPEN]
    items = [open_row(visit, row) for row in fetch(SPAN, values)]
    visit.has_read({item.circle for item in items})
    under: dict[UUID, list[Opened[Any]]] = {}
    for item in items:
        if item.parent:
            under.setdefault(item.parent, []).append(item)
    proposals = [item for item in items if item.kind == PROPOSAL.name]
    dates = dates_of([item for item in items if item.kind == APPOINTMENT.name], since, until, zone, under)
    return Found(dates, proposals, under, more=_more(items))


def dates_of(
    items: Iterable[Opened[Appointment]],
    since: date,
    until: date,
    zone: ZoneInfo,
    under: dict[UUID, list[Opened[Any]]] | None = None,
) -> list[Date]:
    """Every time that these are, in order; whole days first."""
    answers = under or {}
    dates = [
        Date(item, at, answers.get(item.id, ()))
        for item in items
        for at in rules.occurrences(item.content, since, until, zone)
    ]
    return sorted(dates, key=lambda one: (one.at.first(zone), not one.at.whole, one.at.starts, one.item.id))


def open_dates(table: Opens, rows: Iterable[Any], since: date, until: date, zone: ZoneInfo) -> list[Date]:
    """The same from rows of ``DATES`` that another statement brought along."""
    return dates_of([open_row(table, row) for row in rows], since, until, zone)


def starting(visit: Visit, after: datetime, before: datetime) -> list[Date]:
    """What starts from ``after`` until just before ``before`` that this visitor may see and that is not cancelled."""
    zone = ZoneInfo("UTC")
    found = span(visit, after.astimezone(UTC).date() - AROUND, before.astimezone(UTC).date() + AROUND, zone).dates
    return [one for one in found if after <= one.at.starts < before and not one.cancelled]


def starts(visit: Visit, after: datetime, before: datetime) -> list[Start]:
    """The same for whoever reminds people: what is for the visitor."""
    return [Start(one.item.id, one.at.starts) for one in starting(visit, after, before) if for_me(visit, one.item)]


def for_me(visit: Visit, one: Opened[Appointment]) -> bool:
    """Whether it is for the visitor: among those who come, or for everybody."""
    return not one.content.who or not visit.my_seats.isdisjoint(one.content.who)


def appointment(visit: Visit, item: UUID) -> Opened[Appointment]:
    """One appointment. Raises ``Refused``."""
    return reading.one(visit, item, APPOINTMENT.name)


def proposal(visit: Visit, item: UUID) -> Opened[Proposal]:
    """One proposal. Raises ``Refused``."""
    return reading.one(visit, item, PROPOSAL.name)


def either(visit: Visit, item: UUID) -> Opened[Any]:
    """An appointment or a proposal. Raises ``Refused``."""
    return reading.one(visit, item, APPOINTMENT.name, PROPOSAL.name)


def to_change(visit: Visit, item: UUID) -> Opened[Any]:
    """One of them that the visitor may change. Raises ``Refused``."""
    found = either(visit, item)
    rights.must(rights.may_change(visit, found))
    return found


def under(visit: Visit, item: Opened[Any]) -> list[Opened[Any]]:
    """What people said about coming, or what suits them."""
    return reading.under(visit, [item.id]).get(item.id, [])


def accounts(visit: Visit, seats: Iterable[UUID]) -> tuple[UUID, ...]:
    """Whose seats these are; of children without an account nobody's."""
    wanted = [seat for seat in seats if seat in visit.seats]
    return tuple(sorted(row[0] for row in fetch(ACCOUNTS, [wanted]))) if wanted else ()


def _more(items: Sequence[Opened[Any]]) -> bool:
    short = sum(item.kind == APPOINTMENT.name and item.due is None for item in items)
    return short > MOST or sum(item.kind == APPOINTMENT.name for item in items) - short > MOST_LONG
