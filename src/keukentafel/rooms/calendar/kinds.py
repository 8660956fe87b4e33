"""What the calendar holds: appointments and who comes, and moments to choose from with what suits whom.

The clock is kept as people said it, with the zone in which they said it: weekly at three stays at three. In the clear
stands only the first moment (``happened``) and, of what repeats or lasts longer than a day, the last day (``due``).
"""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from pydantic import AfterValidator, Field, StringConstraints

from keukentafel.dossiers.kinds import Content, Kind
from keukentafel.dossiers.words import Line, Words, visible
from keukentafel.rooms.calendar.rules import safe_link, zone_named

LONGEST = 14 * 24 * 60
"""Minutes; and what lasts whole days lasts at most 31 of them."""
MOST_DAYS = 31
MOST_TIMES = 366
MOST_CHANGED = 60
MOST_MOMENTS = 8
Says = Literal["yes", "maybe", "no"]
Repeats = Literal["daily", "weekly", "fortnightly", "monthly", "monthly_weekday"]
What = Annotated[str, StringConstraints(min_length=1, max_length=200), AfterValidator(visible)]
Clock = Annotated[str, StringConstraints(pattern=r"^([01]\d|2[0-3]):[0-5]\d$", max_length=5)]
Zone = Annotated[str, StringConstraints(max_length=40), AfterValidator(zone_named)]
Link = Annotated[str, StringConstraints(max_length=500), AfterValidator(safe_link)]
Seats = Annotated[tuple[UUID, ...], Field(max_length=40)]


class Moment(Content):
    """From when until when. Without a time: whole days.

    ``later``: of a time that the clock shows twice, the second; ``minutes``: how long it really lasts.
    """

    day: date
    at: Annotated[Clock | None, Field(max_length=5)] = None
    later: bool = False
    minutes: Annotated[int, Field(ge=0, le=LONGEST)] = 60
    days: Annotated[int, Field(ge=1, le=MOST_DAYS)] = 1


class Changed(Content):
    """One of those that repeat is at another moment, or (without ``to``) is not. ``on``: its day by the rule."""

    on: date
    to: Moment | None = None
    why: Line = ""


class Appointment(Moment):
    """What, when, where and for whom. ``who``: seats; none is everybody who sees it. ``link``: of a video call.

    ``travel``: minutes before, ``travel_how``: how one gets there; ``until``, ``times``: how long it repeats;
    ``why``: why it is cancelled.
    """

    what: What
    zone: Zone = "Europe/Amsterdam"
    where: Line = ""
    link: Link = ""
    who: Seats = ()
    bring: Words = ""
    travel: Annotated[int, Field(ge=0, le=600)] = 0
    travel_how: Line = ""
    notes: Words = ""
    repeats: Repeats | None = None
    until: date | None = None
    times: Annotated[int | None, Field(ge=1, le=MOST_TIMES)] = None
    changed: Annotated[tuple[Changed, ...], Field(max_length=MOST_CHANGED)] = ()
    why: Line = ""


class Day(Content):
    """Whether somebody comes on one day of what repeats."""

    on: date
    says: Says


class Answer(Content):
    """Whether somebody comes; one for each seat at each appointment. ``days``: where it is otherwise than usual."""

    says: Says | None = None
    days: Annotated[tuple[Day, ...], Field(max_length=MOST_TIMES)] = ()


class Proposal(Content):
    """Moments to choose from together. ``picked``: the one that was chosen, as its place in the row."""

    what: What
    zone: Zone = "Europe/Amsterdam"
    moments: Annotated[tuple[Moment, ...], Field(min_length=2, max_length=MOST_MOMENTS)]
    where: Line = ""
    link: Link = ""
    notes: Words = ""
    picked: Annotated[int | None, Field(ge=0, lt=MOST_MOMENTS)] = None


class Suits(Content):
    """What suits somebody; one for each seat at each proposal.

    For each moment, by its day and time as text, so that it holds when others are added or taken away.
    """

    ticks: Annotated[tuple[tuple[Annotated[str, StringConstraints(max_length=20)], Says], ...], Field(max_length=40)]


PLANNED, CANCELLED = "planned", "cancelled"
OPEN, PICKED, DROPPED = "open", "picked", "dropped"
APPOINTMENT = Kind(
    name="calendar.appointment",
    label=_("Appointment"),
    content=Appointment,
    states=(PLANNED, CANCELLED),
    icon="date",
    fhir="Appointment",
    ical="VEVENT",
    page="calendar:one",
)
ANSWER = Kind(
    name="calendar.answer",
    label=_("Who comes"),
    content=Answer,
    under=frozenset({APPOINTMENT.name}),
    icon="check",
    fhir="AppointmentResponse",
    told=False,
)
PROPOSAL = Kind(
    name="calendar.proposal",
    label=_("Moments to choose from"),
    content=Proposal,
    states=(OPEN, PICKED, DROPPED),
    icon="date",
    fhir="Appointment",
    page="calendar:proposal",
)
SUITS = Kind(
    name="calendar.suits",
    label=_("What suits whom"),
    content=Suits,
    under=frozenset({PROPOSAL.name}),
    icon="check",
    told=False,
)
