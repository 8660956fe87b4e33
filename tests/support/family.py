"""Make a family quickly for a test: planted behind the walls, sealed like a real one."""

from contextlib import AbstractContextManager
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.test import Client
from django.utils import timezone

from keukentafel import vault
from keukentafel.access import Visit, enter
from keukentafel.access.ages import band_on
from keukentafel.access.cards import CircleName, Cover, SeatCard, bound_circle, bound_seat
from keukentafel.dossiers.founding import found
from keukentafel.dossiers.models import new_id
from keukentafel.people.models import Person
from tests.support.house import House

FAMILY_SIDE = ("parent", "youth", "relative")


def person(name: str, *, password: str | None = None) -> Person:
    """An account; its address follows from the name."""
    return Person.objects.create_user(f"{name.lower().replace(' ', '.')}@example.org", password, name=name)


def years_old(years: int, *, days: int = 31) -> date:
    """A birth date: that many years and so many days ago."""
    return timezone.localdate() - timedelta(days=round(365.25 * years) + days)


class Family:
    """A dossier whose seats are named by the first names of who sits there. The founder is a parent."""

    def __init__(
        self, house: House, founder: str = "Ann", title: str = "Wij", *, founded_by: Person | None = None
    ) -> None:
        self.house = house
        self.people: dict[str, Person] = {founder: founded_by or person(founder)}
        made = found(self.people[founder].pk, cover=Cover(title=title), card=SeatCard(name=founder, relation="moeder"))
        self.id = made.dossier
        self.table, self.family = made.table, made.family
        self.seats: dict[str, UUID] = {founder: made.seat}
        self.circles: dict[str, UUID] = {"table": made.table, "family": made.family}

    def seat(
        self,
        name: str,
        role: str,
        *,
        authority: bool = False,
        born: date | None = None,
        account: bool = True,
        who: Person | None = None,
        **card: Any,
    ) -> UUID:
        """Seat somebody at the table (and in the family, if family-side)."""
        seat = self._plant(name, role, authority=authority, born=born, account=account, who=who, **card)
        for circle in [self.table, *([self.family] if role in FAMILY_SIDE else [])]:
            self.put_in(circle, name)
        return seat

    def guest(self, name: str, circle: str, role: str = "professional", **card: Any) -> UUID:
        """Seat somebody in a personal circle alone."""
        seat = self._plant(name, role, **card)
        self.put_in(self.circles[circle], name)
        return seat

    def circle(self, name: str, *seats: str) -> UUID:
        """Make a named circle with these seats."""
        return self._circle(name, "named", None, seats)

    def personal(self, name: str, holder: str, *seats: str) -> UUID:
        """Make a personal circle."""
        return self._circle(name, "personal", self.seats[holder], (holder, *seats))

    def put_in(self, circle: UUID, name: str) -> None:
        """Put a seat in a circle."""
        self._do(
            "INSERT INTO circle_seat (circle_id, seat_id, dossier_id, since) VALUES (%s, %s, %s, %s)"
            " ON CONFLICT (circle_id, seat_id) DO UPDATE SET until = NULL",
            circle, self.seats[name], self.id, timezone.now(),
        )  # fmt: skip

    def take_out(self, circle: UUID, name: str) -> None:
        """Take a seat out of a circle."""
        self._do("UPDATE circle_seat SET until = now() WHERE circle_id = %s AND seat_id = %s", circle, self.seats[name])

    def end(self, name: str) -> None:
        """End a seat."""
        self._do("UPDATE seat SET until = now() WHERE id = %s", self.seats[name])

    def freeze(self, *, frozen: bool = True) -> None:
        """Freeze or thaw the table."""
        self._do("UPDATE dossier SET frozen_at = CASE WHEN %s THEN now() END WHERE id = %s", frozen, self.id)

    def visit(self, name: str, **options: Any) -> AbstractContextManager[Visit]:
        """Enter as somebody (through the doorway, as the site does)."""
        return enter(self.people[name].pk, self.id, place=options.pop("place", "test"), **options)

    def client(self, name: str) -> Client:
        """A browser in which somebody has signed in."""
        client = Client()
        client.force_login(self.people[name])
        return client

    def _plant(
        self,
        name: str,
        role: str,
        *,
        authority: bool = False,
        born: date | None = None,
        account: bool = True,
        who: Person | None = None,
        **card: Any,
    ) -> UUID:
        seat = new_id()
        if account:
            self.people[name] = who or person(f"{name} {seat.hex[-6:]}")
        sealed = SeatCard(name=name, birth_date=born, **card).block()
        ring = vault.current().lend(self.id, shared=(), personal=())
        self._do(
            "INSERT INTO seat (id, dossier_id, person_id, role, authority, age_band, coordinator, since, sealed)"
            " VALUES (%s, %s, %s, %s, %s, %s, false, %s, %s)",
            seat, self.id, self.people[name].pk if account else None, role, authority,
            band_on(born, timezone.localdate()) if born else 18, self._now(),
            ring.seal(self.id, bound_seat(self.id, seat), sealed),
        )  # fmt: skip
        self.seats[name] = seat
        return seat

    def _circle(self, name: str, kind: str, holder: UUID | None, seats: tuple[str, ...]) -> UUID:
        circle = new_id()
        personal = kind == "personal"
        if personal:
            vault.current().create(circle)
        ring = vault.current().lend(
            self.id, shared=() if personal else (circle,), personal=(circle,) if personal else ()
        )
        self._do(
            "INSERT INTO circle (id, dossier_id, kind, holder_id, created, sealed) VALUES (%s, %s, %s, %s, %s, %s)",
            circle, self.id, kind, holder, self._now(),
            ring.seal(circle, bound_circle(self.id, circle), CircleName(name=name).block()),
        )  # fmt: skip
        self.circles[name] = circle
        for seat in seats:
            self.put_in(circle, seat)
        return circle

    def _now(self) -> datetime:
        return timezone.now()

    def _do(self, statement: str, *values: Any) -> None:
        self.house.owner.execute(statement.encode(), values)
