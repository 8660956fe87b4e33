"""A story of two families, and its judge: after every step, everybody must see what the rule says, and may do no more."""

from collections.abc import Callable
from datetime import UTC, datetime, time
from typing import Any
from uuid import UUID

import psycopg
from hypothesis.stateful import RuleBasedStateMachine, invariant

from keukentafel.access import Refused, Visit
from keukentafel.dossiers import reading
from keukentafel.people.models import Person
from tests.properties.oracle import Circle, Item, Seat, World
from tests.support.family import Family
from tests.support.house import House
from tests.walls.kinds import NOTE
from tests.walls.kit import STAND

ROWS = """
SELECT 'circle', array(SELECT id FROM circle) UNION ALL
SELECT 'seat', array(SELECT id FROM seat) UNION ALL
SELECT 'item', array(SELECT id FROM item) UNION ALL
SELECT 'item_version', array(SELECT item_id FROM item_version) UNION ALL
SELECT 'circle_seat', array(SELECT circle_id FROM circle_seat) UNION ALL
SELECT 'access_event', array(SELECT id FROM access_event)
"""


class Judged(RuleBasedStateMachine):
    """What a story has and how it is judged. ``turn``: at whose table the doorway is asked next."""

    house: House
    families: list[Family]
    people: dict[str, Person]
    world: World
    changed: set[UUID]
    web: psycopg.Connection
    count: int
    turn: int

    def teardown(self) -> None:
        if hasattr(self, "web"):
            self.web.close()

    @invariant()
    def everybody_sees_what_the_rule_says(self) -> None:
        """By statements of one's own under the web role, and through the doorway; at the tables in turn."""
        if not hasattr(self, "web"):
            return
        lines = self.house.owner.execute("SELECT id, circle_id, dossier_id FROM access_event").fetchall()
        self.turn = 1 - self.turn
        family = self.families[self.turn]
        for name in self.people:
            self._same_rows(name, None, lines)
            self._same_rows(name, family.id, lines)
        for name in self.people:
            sight = self.world.sees(self.people[name].pk, family.id)
            try:
                with self._visit(name, family.id) as visit:
                    self._same_visit(visit, sight)
                    self._same_roles(visit, sight)
            except Refused:
                assert sight == [], f"{name} should have been let in"

    def _same_visit(self, visit: Visit, sight: list[tuple[Seat, Circle]]) -> None:
        world = self.world
        assert set(visit.circles) == {circle.id for _, circle in sight}
        assert {(c.seat, c.id) for c in visit.circles.values()} <= {(seat.id, circle.id) for seat, circle in sight}
        assert visit.my_seats == {seat.id for seat, _ in sight}
        assert set(visit.seats) == world.seats_seen(sight)
        assert {item.id for item in reading.of_kinds(visit, NOTE.name)} == world.items_seen(sight)
        open_circles = {circle.id for _, circle in sight}
        for seat in visit.seats.values():
            one = world.seats[seat.id]
            sits = {
                circle
                for circle in open_circles
                if seat.id in world.circles[circle].sits or world.by_emergency(one, world.circles[circle])
            }
            assert seat.circles == sits, "sits in a circle that is out of sight, or not in one that is"
            assert seat.owner == world.seats[seat.id].owns(world.today)
        for circle in open_circles:
            sitting = {seat.id for seat in visit.sitting(circle)}
            assert sitting == world.sees_what_lies_in(world.circles[circle])

    def _same_roles(self, visit: Visit, sight: list[tuple[Seat, Circle]]) -> None:
        assert {c.id for c in visit.circles.values() if c.holder} == {c.id for s, c in sight if self.world.holds(s, c)}
        alarms = {circle.id for seat, circle in sight if self.world.by_emergency(seat, circle)}
        mine = {circle.id for seat, circle in sight if not self.world.by_emergency(seat, circle)}
        assert {c.id for c in visit.circles.values() if c.writes} == mine
        assert {c.id for c in visit.circles.values() if c.emergency} == alarms - mine
        assert visit.owner == self.world.seats[visit.seat.id].owns(self.world.today)
        assert visit.may_hold == any(seat.may_hold(self.world.today) for seat, _ in sight)

    def _same_rows(self, name: str, dossier: UUID | None, lines: list[Any]) -> None:
        sight = self.world.sees(self.people[name].pk, dossier)
        open_circles, reads = {circle.id for _, circle in sight}, self.world.reads_log_of(sight)
        family = {circle.dossier for _, circle in sight if circle.kind == "family" and circle.id in reads}
        expected = {
            "circle": open_circles,
            "seat": self.world.seats_seen(sight),
            "item": self.world.items_seen(sight),
            "item_version": self.world.items_seen(sight) & self.changed,
            "circle_seat": {circle for circle in open_circles if self.world.circles[circle].once},
            "access_event": {i for i, circle, where in lines if (circle in reads if circle else where in family)},
        }
        with self.web.transaction(), self.web.cursor() as cursor:
            cursor.execute(STAND, [str(self.people[name].pk), str(dossier or ""), ""])
            assert {table: set(rows) for table, rows in cursor.execute(ROWS).fetchall()} == expected

    def _try_item(self, name: str, item: Item, act: Callable[[Visit, Any], object], *, allowed: bool) -> None:
        dossier = self.world.circles[item.circle].dossier
        self._try(name, dossier, lambda visit: act(visit, reading.one(visit, item.id)), allowed=allowed)

    def _try(self, name: str, dossier: Any, act: Callable[[Visit], object], *, allowed: bool) -> None:
        try:
            with self._visit(name, dossier) as visit:
                act(visit)
        except Refused:
            assert not allowed, "the rule allows it"
        else:
            assert allowed, "the rule forbids it"

    def _visit(self, name: str, dossier: Any, **options: Any) -> Any:
        from keukentafel.access import enter

        now = datetime.combine(self.world.today, time(12), UTC)
        return enter(self.people[name].pk, dossier, place="test", now=now, **options)

    def _family(self, dossier: Any) -> Family:
        return next(family for family in self.families if family.id == dossier)

    def _somebody(self, which: int) -> str:
        return str(self._pick(sorted(self.people), which))

    def _key(self, name: str) -> str:
        self.count += 1
        return f"{name} {self.count}"

    def _do(self, statement: str, *values: Any) -> None:
        self.house.owner.execute(statement.encode(), values)

    @staticmethod
    def _pick(choices: Any, which: int) -> Any:
        return choices[which % len(choices)] if choices else None


def at_both_tables(told: Judged) -> None:
    """Let the judge look at one table, and then at the other."""
    for _ in told.families:
        told.everybody_sees_what_the_rule_says()
