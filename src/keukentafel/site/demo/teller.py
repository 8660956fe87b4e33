"""Tell one family's story: who sits down when, which circles are made, and what happens."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import date, datetime
from functools import partial
from typing import Protocol
from uuid import UUID

from keukentafel.access import Visit, enter
from keukentafel.access.cards import Cover, SeatCard
from keukentafel.dossiers.founding import found
from keukentafel.people.models import Person as Account
from keukentafel.site.demo import family as f
from keukentafel.site.demo import seating
from keukentafel.site.demo.happening import happen
from keukentafel.site.demo.story import born_on

Step = tuple[datetime, Callable[[], None]]
SITTING_DOWN, MAKING, LEAVING = "08:00", "08:30", "06:00"


class Clock(Protocol):
    """Turns a story's days and times into moments."""

    today: date

    def day(self, offset: int) -> date:
        """The date so many days from today."""

    def moment(self, offset: int, at: str) -> datetime:
        """That day at that time."""


class Teller:
    """One family while its story is told. ``seats``, ``circles`` and ``items`` go from the story's keys to ids."""

    def __init__(self, family: f.Family, people: dict[str, Account], clock: Clock) -> None:
        self.family = family
        self.people = people
        self.clock = clock
        self.chairs = {seat.key: seat for seat in family.seats}
        self.seats: dict[str, UUID] = {}
        self.circles: dict[str, UUID] = {}
        self.items: dict[str, UUID] = {}
        self.dossier = UUID(int=0)

    def steps(self) -> Iterator[Step]:
        """Everything that happens, in order of time."""
        at = self.clock.moment
        steps: list[Step] = [(at(seat.day, SITTING_DOWN), partial(self._sit, seat)) for seat in self.family.seats]
        steps += [(at(c.day, MAKING), partial(self._circle, c)) for c in self.family.circles]
        steps += [(at(s.until, LEAVING), partial(self._rise, s)) for s in self.family.seats if s.until is not None]
        for event in self.family.events:
            moment = at(event.day, event.time)
            steps.append((moment, partial(happen, event, self, moment)))
        return iter(sorted(steps, key=lambda step: step[0]))

    def visit(self, seat: str, now: datetime, place: str) -> AbstractContextManager[Visit]:
        """Enter as the person on a seat, at a moment of the story."""
        person = self.chairs[seat].person
        return enter(self.people[person or ""].pk, self.dossier, place=place, now=now)

    def role_of(self, account: UUID) -> str:
        """The role of an account at this table today; empty if it has none."""
        mine = [seat for seat in self.family.seats if seat.person and self.people[seat.person].pk == account]
        return next((seat.role for seat in mine if seat.until is None), "")

    def card(self, seat: f.Seat) -> SeatCard:
        """What is written on a seat's card."""
        return SeatCard(
            name=seat.name,
            relation=seat.relation,
            organisation=seat.organisation,
            function=seat.function,
            phone=seat.phone,
            home=seat.home,
            birth_date=born_on(seat.birth_date, self.clock.today) if seat.birth_date else None,
        )

    def _sit(self, seat: f.Seat) -> None:
        now = self.clock.moment(seat.day, SITTING_DOWN)
        if seat.person == self.family.founder:
            self._found(seat, now)
            return
        with self.visit(seat.by or "", now, "table") as visit:
            letter = seating.seat(self, visit, seat)
        if letter:
            self.seats[seat.key] = seating.accept(self, letter, seat, now)

    def _found(self, seat: f.Seat, now: datetime) -> None:
        cover = Cover(title=self.family.title, language=self.family.language)
        made = found(self.people[self.family.founder].pk, cover=cover, card=self.card(seat), role=seat.role, now=now)
        self.dossier = made.dossier
        self.seats[seat.key] = made.seat
        self.circles |= {"table": made.table, "family": made.family}

    def _rise(self, seat: f.Seat) -> None:
        now = self.clock.moment(seat.until or 0, LEAVING)
        by = seat.key if seat.how == "left" else seat.by or ""
        with self.visit(by, now, "table") as visit:
            seating.rise(visit, seat, self.seats[seat.key])

    def _circle(self, circle: f.Circle) -> None:
        with self.visit(circle.by, self.clock.moment(circle.day, MAKING), "table") as visit:
            self.circles[circle.key] = seating.circle(self, visit, circle)
