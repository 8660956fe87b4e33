"""Random families do random things."""

from contextlib import suppress
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import psycopg
from hypothesis import strategies as st
from hypothesis.stateful import initialize, precondition, rule

from keukentafel.access import Refused, Visit
from keukentafel.dossiers import items, moving, reading
from keukentafel.people.models import Person
from tests.properties.judged import Judged
from tests.properties.oracle import Call, Circle, Help, Item, Seat, World, birthday_of
from tests.support.family import Family, person
from tests.support.house import House
from tests.walls.kinds import NOTE, Note, register

TODAY = date(2026, 3, 1)
NAMES = ("Dia", "Eef", "Fay", "Gus", "Hal")
ROLES = ("parent", "youth", "relative", "network", "professional")
PICK = st.integers(min_value=0, max_value=10**6)


class Tables(Judged):
    """Two dossiers and seven people, of whom some sit at both tables and one at none."""

    @classmethod
    def begun(cls, house: House) -> "Tables":
        """A story to tell by hand."""
        told = cls()
        told.house = house
        told.start()
        return told

    @initialize()
    def start(self) -> None:
        register()
        self.house.empty()
        self.families = [Family(self.house, "Ann"), Family(self.house, "Zed")]
        self.people: dict[str, Person] = {name: person(name) for name in (*NAMES, "Nobody")}
        self.world = World(TODAY)
        self.changed: set[UUID] = set()
        self.count = self.turn = 0
        for family, founder in zip(self.families, ("Ann", "Zed"), strict=True):
            self.people[founder] = family.people[founder]
            self.world.circles |= {
                family.table: Circle(family.table, family.id, "table"),
                family.family: Circle(family.family, family.id, "family"),
            }
            self._sits(Seat(family.seats[founder], family.id, family.people[founder].pk, "parent", authority=True))
        self.web = psycopg.connect(self.house.web_url, autocommit=True)

    @rule(
        where=PICK,
        name=st.sampled_from(NAMES),
        role=st.sampled_from(ROLES),
        years=st.integers(9, 19),
        yes=st.booleans(),
    )
    def seat(self, where: int, name: str, role: str, years: int, *, yes: bool) -> None:
        family = self._pick(self.families, where)
        if any(self._sits_at(family, name)):
            return
        born = self.world.today - timedelta(days=round(years * 365.25) - 20) if role == "youth" else None
        key = self._key(name)
        account = yes or role != "youth"
        seat = family.seat(
            key, role, authority=yes and role == "parent", born=born, who=self.people[name], account=account
        )
        self._set_band(seat, born)
        who = self.people[name].pk if account else None
        self._sits(Seat(seat, family.id, who, role, authority=yes and role == "parent", born=born))

    @rule(where=PICK, name=st.sampled_from(NAMES), role=st.sampled_from(("network", "professional", "relative")))
    def be_a_guest(self, where: int, name: str, role: str) -> None:
        circle = self._pick([one for one in self.world.circles.values() if one.holder is not None], where)
        if circle is None:
            return
        family, key = self._family(circle.dossier), self._key(name)
        family.people[key] = self.people[name]
        seat = family._plant(key, role, who=self.people[name])
        family.put_in(circle.id, key)
        self.world.seats[seat] = Seat(seat, family.id, self.people[name].pk, role)
        circle.put_in(seat)

    def seat_now(self, role: str) -> UUID:
        """Somebody in particular at Ann's table."""
        self.seat(0, "Dia", role, 15, yes=True)
        return list(self.families[0].seats.values())[-1]

    def end_now(self, seat: UUID) -> None:
        """End that seat."""
        self._do("UPDATE seat SET until = now() WHERE id = %s", seat)
        self.world.seats[seat].ended = True

    def leave_now(self, seat: UUID) -> None:
        """A circle of which that seat was once."""
        self.make_a_circle(0)
        circle = list(self.world.circles.values())[-1]
        self._do(
            "INSERT INTO circle_seat (circle_id, seat_id, dossier_id, since, until) VALUES (%s, %s, %s, now(), now())",
            circle.id, seat, circle.dossier,
        )  # fmt: skip
        circle.once.add(seat)

    def own_circle_now(self, seat: UUID) -> None:
        """A circle of that seat's own."""
        holders = [one.id for one in self.world.seats.values() if one.may_hold(self.world.today) and not one.ended]
        self.make_a_personal_circle(holders.index(seat))

    @rule(which=PICK)
    def make_a_circle(self, which: int) -> None:
        family = self._pick(self.families, which)
        circle = family.circle(self._key("circle"))
        self.world.circles[circle] = Circle(circle, family.id, "named")

    @rule(which=PICK)
    def make_a_personal_circle(self, which: int) -> None:
        holders = [seat for seat in self.world.seats.values() if seat.may_hold(self.world.today) and not seat.ended]
        holder = self._pick(holders, which)
        if holder is None:
            return
        family = self._family(holder.dossier)
        name = next(name for name, seat in family.seats.items() if seat == holder.id)
        circle = family.personal(self._key("own"), name)
        self.world.circles[circle] = Circle(circle, family.id, "personal", holder.id)
        self.world.circles[circle].put_in(holder.id)

    @rule(which=PICK, who=PICK)
    def sit_down_in_a_circle(self, which: int, who: int) -> None:
        circle = self._pick([one for one in self.world.circles.values() if one.kind in ("named", "personal")], which)
        if circle is None:
            return
        table = next(c for c in self.world.circles.values() if c.dossier == circle.dossier and c.kind == "table")
        seat = self._pick(sorted(table.sits, key=str), who)
        self._do(
            "INSERT INTO circle_seat (circle_id, seat_id, dossier_id, since) VALUES (%s, %s, %s, now())"
            " ON CONFLICT (circle_id, seat_id) DO UPDATE SET until = NULL",
            circle.id, seat, circle.dossier,
        )  # fmt: skip
        circle.put_in(seat)

    @rule(which=PICK)
    def leave_a_circle(self, which: int) -> None:
        places = [(c, s) for c in self.world.circles.values() if c.kind != "table" for s in sorted(c.sits, key=str)]
        places = [(circle, seat) for circle, seat in places if seat != circle.holder]
        if places:
            circle, seat = self._pick(places, which)
            self._do("UPDATE circle_seat SET until = now() WHERE circle_id = %s AND seat_id = %s", circle.id, seat)
            circle.sits.discard(seat)

    @rule(which=PICK, soon=st.booleans())
    def end_a_seat(self, which: int, *, soon: bool) -> None:
        """At once, or announced for two weeks from now."""
        seat = self._pick([seat for seat in self.world.seats.values() if not seat.ended], which)
        if seat is None:
            return
        until = timedelta(days=14) if soon else timedelta()
        self._do("UPDATE seat SET until = now() + %s WHERE id = %s", until, seat.id)
        seat.ended = not soon

    @rule(which=PICK, frozen=st.booleans())
    def freeze_or_thaw(self, which: int, *, frozen: bool) -> None:
        family = self._pick(self.families, which)
        family.freeze(frozen=frozen)
        (self.world.frozen.add if frozen else self.world.frozen.discard)(family.id)

    @rule(which=PICK, who=PICK)
    def turn_emergency_access_on(self, which: int, who: int) -> None:
        """For somebody at the table; it opens the family's circle, or another that is shared. Or off again."""
        family = self._pick(self.families, which)
        self._do("DELETE FROM emergency_seat WHERE dossier_id = %s", family.id)
        self._do("DELETE FROM emergency_circle WHERE dossier_id = %s", family.id)
        self._do("DELETE FROM emergency WHERE dossier_id = %s", family.id)
        if family.id in self.world.help and who % 4 == 0:
            self._do("UPDATE emergency_call SET ended = now() WHERE dossier_id = %s AND ended IS NULL", family.id)
            del self.world.help[family.id]
            return
        self._turn_on(family, self._pick(sorted(self.world.circles[family.table].sits, key=str), who), who)

    def _turn_on(self, family: Family, named: UUID, who: int) -> None:
        shared = [c.id for c in self.world.circles.values() if c.dossier == family.id and c.kind in ("family", "named")]
        opens = {shared[0], self._pick(shared, who)}
        self._do("INSERT INTO emergency VALUES (%s, %s, now(), 24, 72)", family.id, named)
        self._do("INSERT INTO emergency_seat VALUES (%s, %s)", named, family.id)
        for circle in opens:
            self._do("INSERT INTO emergency_circle VALUES (%s, %s, %s)", circle, family.id, named)
        before = self.world.help.get(family.id)
        self.world.help[family.id] = Help({named}, opens, before.calls if before else [])

    @precondition(lambda self: self.world.help)
    @rule(which=PICK, state=st.sampled_from(("asked", "open", "open", "vetoed", "over", "given back")))
    def call_for_help(self, which: int, state: str) -> None:
        """Somebody who was named asks, and it goes on to one of its ends."""
        dossier = self._pick(sorted(self.world.help, key=str), which)
        turned_on = self.world.help[dossier]
        seat = self._pick(sorted(turned_on.named, key=str), which)
        hours = {"asked": (None, 72), "over": (-80, -8)}.get(state, (-1, 71))
        self._do(
            "INSERT INTO emergency_call (id, dossier_id, seat_id, asked, may_open, opened, closes, vetoed, ended, sealed)"
            " VALUES (gen_random_uuid(), %s, %s, now() - interval '2 days', now() - interval '1 day',"
            " now() + make_interval(hours => %s), now() + make_interval(hours => %s),"
            " CASE WHEN %s THEN now() END, CASE WHEN %s THEN now() END, 'x')",
            dossier, seat, *hours, state == "vetoed", state == "given back",
        )  # fmt: skip
        turned_on.calls.append(Call(seat, state))

    @rule(which=PICK)
    def have_a_birthday(self, which: int) -> None:
        """The day moves on to when somebody turns 12, 16 or 18, or to the day before."""
        days = sorted({
            birthday - timedelta(days=before)
            for seat in self.world.seats.values() if seat.born
            for years in (12, 16, 18) for before in (0, 1)
            if (birthday := birthday_of(seat.born, years)) > self.world.today
        })  # fmt: skip
        if days:
            self.world.today = self._pick(days, which % 3)
            self._everybody_comes_by()

    def _everybody_comes_by(self) -> None:
        """Rights move at the door (docs/decisions/0004): until then statements of one's own see less, never more."""
        for name in self.people:
            for family in self.families:
                with suppress(Refused), self._visit(name, family.id):
                    pass

    @rule(who=PICK, where=PICK, under=st.booleans())
    def add(self, who: int, where: int, *, under: bool) -> None:
        name, circle = self._somebody(who), self._pick(list(self.world.circles.values()), where)
        parent = self._pick([i for i in self.world.items.values() if i.circle == circle.id], where) if under else None
        allowed = self.world.may_add(self.people[name].pk, circle.dossier, circle.id)

        def act(visit: Visit) -> None:
            above = reading.one(visit, parent.id) if parent else None
            made = items.add(visit, NOTE, Note(text="x"), circle=circle.id, parent=above)
            self.world.items[made.id] = Item(made.id, circle.id, made.author, parent.id if parent else None)

        self._try(name, circle.dossier, act, allowed=allowed)

    @precondition(lambda self: self.world.items)
    @rule(who=PICK, which=PICK)
    def change(self, who: int, which: int) -> None:
        name, item = self._somebody(who), self._pick(list(self.world.items.values()), which)
        allowed = self.world.may_change(self.people[name].pk, item)

        def act(visit: Visit, one: Any) -> None:
            item.changers.add(items.change(visit, one, Note(text="y"), version=one.version).changed_by)

        self._try_item(name, item, act, allowed=allowed)
        if allowed:
            self.changed.add(item.id)

    @precondition(lambda self: self.world.items)
    @rule(who=PICK, which=PICK)
    def delete(self, who: int, which: int) -> None:
        name, item = self._somebody(who), self._pick(list(self.world.items.values()), which)
        allowed = self.world.may_delete(self.people[name].pk, item)
        self._try_item(name, item, items.delete, allowed=allowed)
        if allowed:
            for gone in [item, *self.world.under(item)]:
                del self.world.items[gone.id]

    @precondition(lambda self: self.world.items)
    @rule(who=PICK, which=PICK, where=PICK)
    def move(self, who: int, which: int, where: int) -> None:
        name, item = self._somebody(who), self._pick(list(self.world.items.values()), which)
        target = self._pick(list(self.world.circles.values()), where)
        allowed = self.world.may_move(self.people[name].pk, item, target)
        self._try_item(name, item, lambda visit, one: moving.move(visit, one, target.id), allowed=allowed)
        if allowed:
            for part in [item, *self.world.under(item)]:
                part.circle = target.id

    @rule(who=PICK, whose=PICK)
    def look_through_anothers_eyes(self, who: int, whose: int) -> None:
        name, seat = self._somebody(who), self._pick(list(self.world.seats.values()), whose)
        for family in self.families:
            sight = self.world.through(self.people[name].pk, family.id, seat.id)
            try:
                with self._visit(name, family.id, eyes=seat.id) as visit:
                    self._same_visit(visit, sight)
                    assert not any(c.holder or c.writes or c.emergency for c in visit.circles.values())
            except Refused:
                assert sight == []

    def _sits(self, seat: Seat) -> None:
        self.world.seats[seat.id] = seat
        for circle in self.world.circles.values():
            if circle.dossier == seat.dossier and (
                circle.kind == "table" or (circle.kind == "family" and seat.of_the_family)
            ):
                circle.put_in(seat.id)

    def _sits_at(self, family: Family, name: str) -> list[Seat]:
        return [
            seat for seat in self.world.seats.values()
            if seat.dossier == family.id and seat.person == self.people[name].pk and not seat.ended
        ]  # fmt: skip

    def _set_band(self, seat: UUID, born: date | None) -> None:
        """As it was written down when the seat was made, on the machine's own day."""
        if born:
            age = Seat(seat, seat, None, "youth", born=born).age(self.world.today)
            band = max(years for years in (0, 12, 16, 18) if years <= age)
            self._do("UPDATE seat SET age_band = %s WHERE id = %s", band, seat)
