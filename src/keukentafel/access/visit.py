"""A visit: who is at the table, which circles are open, and the keys to them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from uuid import UUID

from keukentafel.access.cards import Cover, SeatCard
from keukentafel.accesslog.actions import Action
from keukentafel.accesslog.chain import Head
from keukentafel.vault import Ring

FAMILY_SIDE = frozenset({"parent", "youth", "relative"})


@dataclass(frozen=True, slots=True)
class OpenCircle:
    """A circle that is open in this visit. ``seat``: the visitor's seat in it; table and family have no ``name``.

    ``emergency``: open by emergency access alone, to read, for as long as that lasts. ``consent``: by whose yes a
    professional sits here, where that was needed.
    """

    id: UUID
    kind: str
    name: str
    seat: UUID
    holder: bool
    writes: bool
    emergency: bool = False
    consent: UUID | None = None

    @property
    def personal(self) -> bool:
        """Whether it is held by one person alone."""
        return self.kind == "personal"

    @property
    def talk(self) -> bool:
        """Whether it is the circle of a conversation between chosen seats: nothing else is put there."""
        return self.kind == "talk"


@dataclass(frozen=True, slots=True)
class Alarm:
    """Emergency access that somebody asked for, or has open: what every page of the dossier tells the family."""

    call: UUID
    seat: UUID
    opened: datetime | None
    may_open: datetime
    closes: datetime


@dataclass(frozen=True, slots=True)
class SeatInSight:
    """A seat that the visitor may see. ``circles``: open circles in which it sits now; ``ended``: since when not."""

    id: UUID
    role: str
    owner: bool
    coordinator: bool
    has_account: bool
    age_band: int
    since: datetime
    ended: datetime | None
    circles: frozenset[UUID]
    colour: int
    card: SeatCard

    @property
    def family_side(self) -> bool:
        """Parent, youth or relative."""
        return self.role in FAMILY_SIDE

    @property
    def present(self) -> bool:
        """Sits at the table now."""
        return self.ended is None and bool(self.circles)


@dataclass(frozen=True, slots=True)
class Line:
    """One line for the access log."""

    action: Action
    circle: UUID | None
    subject: UUID | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """An item that came before the visitor's eyes for the first time."""

    item: UUID
    circle: UUID
    seat: UUID


@dataclass(frozen=True, slots=True)
class News:
    """What open pages are told: that something of this room was written. ``under``: what it hangs under."""

    circle: UUID
    room: str
    item: UUID
    under: UUID | None = None


@dataclass
class Notebook:
    """What a visit will write when it closes; the only thing in a visit that changes."""

    lines: list[Line] = field(default_factory=list)
    shown: list[Shown] = field(default_factory=list)
    news: list[News] = field(default_factory=list)
    read: set[UUID] = field(default_factory=set)
    left: bool = False
    doors_wrote: bool = False
    """Whether a door of the database wrote lines in this visit, which still need their place in the log."""
    nobody: bool = False


@dataclass(frozen=True)
class Visit:
    """One person's presence in one dossier, for the length of one transaction.

    ``seat`` is the visitor's own seat (at the table if they have one). ``looking_as`` is set when an owner looks
    through another seat's eyes: then ``seat`` and ``circles`` are that other seat's, and nothing may be written.
    ``my_seats``: two when a guest of a personal circle also sits at the table. ``heads``: where the log of each open
    circle ended on entering.
    """

    dossier: UUID
    cover: Cover
    person: UUID
    seat: SeatInSight
    my_seats: frozenset[UUID]
    circles: Mapping[UUID, OpenCircle]
    seats: Mapping[UUID, SeatInSight]
    frozen_at: datetime | None
    may_hold: bool
    looking_as: UUID | None
    now: datetime
    place: str
    ring: Ring
    heads: Mapping[UUID, Head]
    alarm: Alarm | None = None
    notebook: Notebook = field(default_factory=Notebook)

    @property
    def owner(self) -> bool:
        """Whether the visitor is an owner (never while looking as somebody else)."""
        return self.seat.owner and self.looking_as is None

    @cached_property
    def table(self) -> OpenCircle | None:
        """The circle of everybody, or None for a guest of a personal circle."""
        return next((c for c in self.circles.values() if c.kind == "table"), None)

    @property
    def guest(self) -> bool:
        """Whether the visitor only sits in a personal circle."""
        return self.table is None

    @cached_property
    def at_work(self) -> bool:
        """Whether the visitor sits here for their work alone: not also on the family's side."""
        roles = {self.seats[seat].role for seat in self.my_seats if seat in self.seats} or {self.seat.role}
        return "professional" in roles and not roles & FAMILY_SIDE

    def sitting(self, circle: UUID) -> list[SeatInSight]:
        """Who sees what lies in an open circle, now."""
        shared = not self.circles[circle].personal
        return [
            seat for seat in self.seats.values() if seat.present and (circle in seat.circles or (shared and seat.owner))
        ]

    def note(self, action: Action, circle: UUID | None, subject: UUID | None = None) -> None:
        """Write a line into the access log, when the visit closes."""
        self.notebook.lines.append(Line(action, circle, subject))

    def tell(self, circle: UUID, kind: str, item: UUID, under: UUID | None = None) -> None:
        """Tell the open pages of whoever sees the circle that an item was written there, moved or deleted."""
        self.notebook.news.append(News(circle, kind.partition(".")[0], item, under))

    def leave(self) -> None:
        """Remember that the visitor's own seat ended in this visit: it was not "last here" any more."""
        self.notebook.left = True

    def for_nobody(self) -> None:
        """Say that nobody looks: a round of the house, which shows nothing to anybody. Only what it notes is logged."""
        self.notebook.nobody = True

    def has_read(self, circles: Iterable[UUID]) -> None:
        """Remember that something of these circles was shown; one line a circle is logged."""
        self.notebook.read.update(circles)
