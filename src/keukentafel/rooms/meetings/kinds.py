"""What a meeting is made of. All of it lies in one circle: who sits there sees it, and nobody else.

Somebody of whom something is asked writes it themselves: whether they come, their points, what they hope for. What is
kept of everybody together (who was there, in which order) is an item of its own, so that whoever types needs no right
over another's words. The minutes are the family's: only holders of the circle confirm them.
"""

from typing import Annotated, Literal
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from pydantic import AfterValidator, Field, StringConstraints

from keukentafel.dossiers.kinds import Content, Kind
from keukentafel.dossiers.words import Line, Story, Words, visible
from keukentafel.rooms.meetings.rules import safe_link

Occasion = Literal["start", "tuning", "joins", "leaves", "closing"]
Sort = Literal["agreement", "goal", "seats", "coordinator", "appointment", "talked"]
Comes = Literal["", "yes", "maybe", "no"]
Title = Annotated[str, StringConstraints(min_length=1, max_length=120), AfterValidator(visible)]
Question = Annotated[str, StringConstraints(min_length=1, max_length=200), AfterValidator(visible)]
Short = Annotated[str, StringConstraints(max_length=500), AfterValidator(visible)]
Link = Annotated[str, StringConstraints(max_length=500), AfterValidator(safe_link)]
Seats = Annotated[tuple[UUID, ...], Field(max_length=40)]


class Meeting(Content):
    """What it is for and where; when is the item's ``happened``, who is in the chair its assignee.

    ``asked``: seats; none is everybody who sees it. ``about``: the seat that joins or steps back. ``minutes``: how long
    it lasts; ``link``: of a video call; ``entry``: the appointment that was made for it.
    """

    occasion: Occasion
    title: Title
    where: Line = ""
    link: Link = ""
    minutes: Annotated[int, Field(ge=10, le=480)] = 60
    asked: Seats = ()
    about: UUID | None = None
    entry: UUID | None = None


class Point(Content):
    """A question for the agenda. ``of``: whose it is, when that is not who wrote it; ``laid``: it was laid ready."""

    question: Question
    why: Short = ""
    of: UUID | None = None
    laid: bool = False


class Preparing(Content):
    """Whether somebody comes, and what they hope for; one for each seat."""

    comes: Comes = ""
    hope: Short = ""


class Presence(Content):
    """Whether somebody is there, says who ticks it: that is the state, and who ticked last is believed."""

    seat: UUID


class Order(Content):
    """The points in the order of who is in the chair; the newest counts, and the family's stay first."""

    points: Annotated[tuple[UUID, ...], Field(max_length=200)]


class Result(Content):
    """What came of a point: words, and the item that was made of it. ``seat``: who keeps the overview from now on."""

    sort: Sort
    words: Short = ""
    made: UUID | None = None
    seat: UUID | None = None


class Minutes(Content):
    """What was said and decided, in the family's words."""

    text: Story


class OwnWord(Content):
    """What one of the family wants to add to the minutes in their own words."""

    text: Words


class NotNow(Content):
    """The family does not want a meeting because this seat joined or stepped back."""

    seat: UUID


PREPARED, HELD, OFF = "prepared", "held", "off"
MEETING = Kind(
    name="meetings.meeting",
    label=_("Meeting"),
    content=Meeting,
    states=(PREPARED, HELD, OFF),
    steps={PREPARED: frozenset({HELD, OFF}), HELD: frozenset({PREPARED}), OFF: frozenset({PREPARED})},
    movers=frozenset({"author", "holder", "assignee"}),
    icon="people",
    page="meetings:meeting",
    fhir="Encounter",
    ical="VEVENT",
)
POINT = Kind(
    name="meetings.point",
    label=_("Point for a meeting"),
    content=Point,
    under=frozenset({MEETING.name}),
    icon="comment",
    fhir="Communication",
    tells=lambda content: "" if content.laid else content.question,
    told=False,
)
PREPARING = Kind(
    name="meetings.preparing",
    label=_("How somebody prepares"),
    content=Preparing,
    under=frozenset({MEETING.name}),
    icon="mug",
    told=False,
)
THERE, AWAY = "there", "away"
PRESENCE = Kind(
    name="meetings.presence",
    label=_("Who is there"),
    content=Presence,
    under=frozenset({MEETING.name}),
    states=(THERE, AWAY),
    steps={THERE: frozenset({AWAY}), AWAY: frozenset({THERE})},
    icon="people",
    told=False,
)
ORDER = Kind(
    name="meetings.order",
    label=_("Order of the points"),
    content=Order,
    under=frozenset({MEETING.name}),
    icon="steps",
    told=False,
)
RESULT = Kind(
    name="meetings.result",
    label=_("What came of a point"),
    content=Result,
    under=frozenset({POINT.name}),
    icon="done",
    fhir="Task",
    told=False,
)
WRITTEN, CONFIRMED = "written", "confirmed"
MINUTES = Kind(
    name="meetings.minutes",
    label=_("Minutes"),
    content=Minutes,
    under=frozenset({MEETING.name}),
    states=(WRITTEN, CONFIRMED),
    steps={WRITTEN: frozenset({CONFIRMED}), CONFIRMED: frozenset({WRITTEN})},
    movers=frozenset({"holder"}),
    icon="journal",
    fhir="Composition",
)
OWN_WORD = Kind(
    name="meetings.word",
    label=_("Own words with the minutes"),
    content=OwnWord,
    adds=frozenset({"parent", "youth", "relative"}),
    under=frozenset({MINUTES.name}),
    icon="comment",
    told=False,
)
NOT_NOW = Kind(
    name="meetings.not_now",
    label=_("No meeting about this"),
    content=NotNow,
    adds=frozenset({"parent", "youth", "relative"}),
    icon="cross",
    told=False,
)
MEETINGS = (MEETING, POINT, PREPARING, PRESENCE, ORDER, RESULT, MINUTES, OWN_WORD, NOT_NOW)
