"""The one rule, told anew in plain Python from the domain page. Imports nothing of the house: it is its judge.

*You see what lies in the circles in which you sit, now.*
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

Id = UUID


@dataclass
class Seat:
    """A place in a dossier. ``person`` is None for a child without an account."""

    id: Id
    dossier: Id
    person: Id | None
    role: str
    authority: bool = False
    born: date | None = None
    ended: bool = False

    @property
    def of_the_family(self) -> bool:
        """Parent, youth and relative are on the family's side."""
        return self.role in ("parent", "youth", "relative")

    def age(self, today: date) -> int:
        """In whole years; somebody whose birth date nobody wrote down is grown up."""
        if self.born is None:
            return 99
        had_birthday = (today.month, today.day) >= (self.born.month, self.born.day)
        return today.year - self.born.year - (0 if had_birthday else 1)

    def owns(self, today: date) -> bool:
        """A parent with authority, or a youth from 16 on."""
        if self.role == "parent":
            return self.authority
        return self.role == "youth" and self.age(today) >= 16

    def may_hold(self, today: date) -> bool:
        """Somebody of the family may have a circle of their own from 12 on."""
        return self.of_the_family and (self.role != "youth" or self.age(today) >= 12)


@dataclass
class Circle:
    """``holder`` is set for a personal circle alone; ``once``: who ever sat in it."""

    id: Id
    dossier: Id
    kind: str
    holder: Id | None = None
    sits: set[Id] = field(default_factory=set)
    once: set[Id] = field(default_factory=set)

    def put_in(self, seat: Id) -> None:
        """Somebody sits down in it."""
        self.sits.add(seat)
        self.once.add(seat)


@dataclass
class Call:
    """Somebody's call for emergency access, and how it stands: asked, open, vetoed, over or given back."""

    seat: Id
    state: str = "asked"


@dataclass
class Help:
    """Emergency access as a family turned it on: who may ask, and what it opens to read."""

    named: set[Id]
    opens: set[Id]
    calls: list[Call] = field(default_factory=list)


@dataclass
class Item:
    """Something kept, by a seat, in a circle, perhaps under another item; ``changers``: who rewrote it since."""

    id: Id
    circle: Id
    author: Id
    under: Id | None = None
    changers: set[Id] = field(default_factory=set)


@dataclass
class World:
    """All families, and the day it is."""

    today: date
    seats: dict[Id, Seat] = field(default_factory=dict)
    circles: dict[Id, Circle] = field(default_factory=dict)
    items: dict[Id, Item] = field(default_factory=dict)
    frozen: set[Id] = field(default_factory=set)
    help: dict[Id, Help] = field(default_factory=dict)

    def awake(self, seat: Seat) -> bool:
        """A seat that has not ended, and that no frozen table shuts out."""
        return not seat.ended and (seat.of_the_family or seat.dossier not in self.frozen)

    def is_in(self, seat: Seat, circle: Circle) -> bool:
        """Whether what lies in the circle is open to this seat (were it awake)."""
        if circle.dossier != seat.dossier:
            return False
        if circle.holder is None:
            return seat.id in circle.sits or seat.owns(self.today)
        if self.seats[circle.holder].ended:
            return False
        return circle.holder == seat.id or seat.id in circle.sits

    def by_emergency(self, seat: Seat, circle: Circle) -> bool:
        """Whether emergency access opens the circle to this seat: to read, and only while all of it holds."""
        turned_on = self.help.get(seat.dossier)
        if turned_on is None or seat.ended or seat.dossier in self.frozen or seat.owns(self.today):
            return False
        mine = [call for call in turned_on.calls if call.seat == seat.id and call.state == "open"]
        shared = circle.holder is None and circle.dossier == seat.dossier and circle.id in turned_on.opens
        return shared and bool(mine) and seat.id in turned_on.named and seat.id not in circle.sits

    def sees(self, person: Id, dossier: Id | None = None) -> list[tuple[Seat, Circle]]:
        """What a person sees: where they sit, and what an emergency opens to read."""
        return self.open_to(person, dossier) + [
            (seat, circle)
            for seat in self.seats.values()
            if seat.person == person and dossier in (None, seat.dossier)
            for circle in self.circles.values()
            if self.by_emergency(seat, circle)
        ]

    def open_to(self, person: Id, dossier: Id | None = None) -> list[tuple[Seat, Circle]]:
        """The circles in which a person sits, with the seat in which they do; in one dossier, or in all."""
        return [
            (seat, circle)
            for seat in self.seats.values()
            if seat.person == person and self.awake(seat) and dossier in (None, seat.dossier)
            for circle in self.circles.values()
            if self.is_in(seat, circle)
        ]

    def through(self, person: Id, dossier: Id, eyes: Id) -> list[tuple[Seat, Circle]]:
        """What an owner sees through the eyes of somebody at the table: never a personal circle."""
        seat = self.seats.get(eyes)
        if seat is None or seat.dossier != dossier or not self.awake(seat) or not self._owner_here(person, dossier):
            return []
        if not any(circle.kind == "table" and seat.id in circle.sits for circle in self._circles_of(dossier)):
            return []
        return [
            (seat, circle) for circle in self._circles_of(dossier) if circle.holder is None and self.is_in(seat, circle)
        ]

    def _owner_here(self, person: Id, dossier: Id) -> bool:
        mine = (seat for seat in self.seats.values() if seat.person == person and seat.dossier == dossier)
        return any(self.awake(seat) and seat.owns(self.today) for seat in mine)

    def _circles_of(self, dossier: Id) -> list[Circle]:
        return [circle for circle in self.circles.values() if circle.dossier == dossier]

    def holds(self, seat: Seat, circle: Circle) -> bool:
        """A personal circle is held by its holder alone, any other by all owners."""
        return seat.owns(self.today) if circle.holder is None else circle.holder == seat.id

    def seats_seen(self, sight: Iterable[tuple[Seat, Circle]]) -> set[Id]:
        """Those with whom one shares an open circle, now or once, and oneself."""
        return {one for seat, circle in sight for one in {seat.id, *circle.once}}

    def items_seen(self, sight: Iterable[tuple[Seat, Circle]]) -> set[Id]:
        """What lies in those circles."""
        open_circles = {circle.id for _, circle in sight}
        return {item.id for item in self.items.values() if item.circle in open_circles}

    def reads_log_of(self, sight: Iterable[tuple[Seat, Circle]]) -> set[Id]:
        """The family reads the log of what it shares; a holder that of their own circle."""
        return {
            circle.id
            for seat, circle in sight
            if seat.of_the_family and circle.holder in (None, seat.id) and not self.by_emergency(seat, circle)
        }

    def sees_what_lies_in(self, circle: Circle) -> set[Id]:
        """All seats that see what lies there, once the table is not frozen."""
        sitting = {seat.id for seat in self.seats.values() if not seat.ended and self.is_in(seat, circle)}
        return sitting | {seat.id for seat in self.seats.values() if self.by_emergency(seat, circle)}

    def may_add(self, person: Id, dossier: Id, circle: Id) -> bool:
        """Whoever sits in a circle may add to it."""
        return any(where.id == circle for _, where in self.open_to(person, dossier))

    def may_change(self, person: Id, item: Item) -> bool:
        """Holders change all; others what they wrote, where they still sit."""
        return any(
            self.holds(seat, circle) or self._mine(person, item)
            for seat, circle in self.open_to(person)
            if circle.id == item.circle
        )

    def _mine(self, person: Id, item: Item) -> bool:
        return any(seat.id == item.author for seat, _ in self.open_to(person))

    def may_delete(self, person: Id, item: Item) -> bool:
        """Like changing; but words of others under it go with it by a holder only."""
        sight = self.open_to(person, self.circles[item.circle].dossier)
        held = any(self.holds(seat, circle) for seat, circle in sight if circle.id == item.circle)
        others = {part.author for part in self.under(item)} - {seat.id for seat, _ in sight}
        return self.may_change(person, item) and (held or not others)

    def may_move(self, person: Id, item: Item, target: Circle) -> bool:
        """Like changing, with all that hangs under it.

        Words of others go along by a holder only, and into a personal circle never; and nobody is made known by it: out of
        a personal circle go words of those alone who sit where it goes.
        """
        if item.under is not None or target.id == item.circle or target.dossier != self.circles[item.circle].dossier:
            return False
        sight, source = self.open_to(person, target.dossier), self.circles[item.circle]
        if target.id not in {circle.id for _, circle in sight} or not self.may_change(person, item):
            return False
        parts = [item, *self.under(item)]
        writers = {seat for part in parts for seat in (part.author, *part.changers)}
        held = any(self.holds(seat, circle) for seat, circle in sight if circle is source)
        if writers - {seat.id for seat, _ in sight} and (target.holder is not None or not held):
            return False
        return source.holder is None or writers <= self._seen_where(sight, target).sits

    def _seen_where(self, sight: list[tuple[Seat, Circle]], target: Circle) -> Circle:
        """Where those sit who may be seen in a circle: that circle, or the table for all that is shared there."""
        tables = [circle for _, circle in sight if circle.kind == "table"]
        return target if target.holder is not None or not tables else tables[0]

    def under(self, item: Item) -> list[Item]:
        """All that hangs under an item."""
        direct = [other for other in self.items.values() if other.under == item.id]
        return direct + [deeper for other in direct for deeper in self.under(other)]


def birthday_of(born: date, years: int) -> date:
    """The day on which somebody becomes so old; who was born on 29 February does so on 1 March in other years."""
    try:
        return born.replace(year=born.year + years)
    except ValueError:
        return date(born.year + years, 3, 1)
