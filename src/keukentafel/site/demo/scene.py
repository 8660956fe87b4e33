"""Who sits where on a given day of a story, and what lies there by then."""

from dataclasses import dataclass, field

from .family import Circle, Family, Seat
from .shape import StoryError

OPEN_TO_ALL = ("table", "family")
FAMILY_SIDE = ("parent", "youth", "relative")


@dataclass
class Thing:
    """An entry, goal, step or agreement that the story made."""

    kind: str
    circle: str
    by: str
    closed: bool = False


@dataclass
class Scene:
    """A family while its events are played one after the other."""

    family: Family
    things: dict[str, Thing] = field(default_factory=dict)
    moment: tuple[int, str] = (-10_000, "")

    def seat(self, key: str, day: int, where: str) -> Seat:
        """The seat `key`, present on `day`."""
        seat = next((s for s in self.family.seats if s.key == key), None)
        if seat is None:
            raise StoryError(f"{where}: there is no seat {key!r}")
        if day < seat.day:
            raise StoryError(f"{where}: {key} sits at the table from day {seat.day}, not yet on {day}")
        if seat.until is not None and day >= seat.until:
            raise StoryError(f"{where}: {key} left the table on day {seat.until}")
        return seat

    def circle(self, key: str, day: int, where: str) -> Circle | None:
        """The circle `key`, there on `day`; None for table and family, which always are."""
        if key in OPEN_TO_ALL:
            return None
        circle = next((c for c in self.family.circles if c.key == key), None)
        if circle is None:
            raise StoryError(f"{where}: there is no circle {key!r}")
        if day < circle.day:
            raise StoryError(f"{where}: circle {key} is made on day {circle.day}, not yet on {day}")
        return circle

    def sits_in(self, seat: Seat, key: str, day: int, where: str) -> bool:
        """Whether `seat` sits in the circle `key` on `day`."""
        circle = self.circle(key, day, where)
        if seat.guest_of is not None:
            return seat.guest_of == key
        if circle is None:
            return key == "table" or seat.role in FAMILY_SIDE
        if circle.personal:
            return circle.by == seat.key
        return seat.authority or seat.key in (circle.by, *circle.seats) or key in seat.circles

    def holds(self, seat: Seat, key: str, day: int, where: str) -> bool:
        """Whether `seat` is a holder of the circle `key`."""
        circle = self.circle(key, day, where)
        if circle is not None and circle.personal:
            return circle.by == seat.key
        return seat.authority

    def enter(self, by: str, key: str, day: int, where: str) -> Seat:
        """The seat `by`, sitting in the circle `key`."""
        seat = self.seat(by, day, where)
        if not self.sits_in(seat, key, day, where):
            raise StoryError(f"{where}: {by} does not sit in circle {key}")
        return seat

    def make(self, key: str, thing: Thing, where: str) -> None:
        """Keep a new thing under `key`."""
        if key in self.things:
            raise StoryError(f"{where}: id {key!r} is used twice")
        self.things[key] = thing

    def thing(self, key: str, kind: str, where: str) -> Thing:
        """The thing `key`, which must be a `kind` and still open."""
        thing = self.things.get(key)
        if thing is None or thing.kind != kind:
            raise StoryError(f"{where}: there is no {kind} {key!r} by then")
        if thing.closed:
            raise StoryError(f"{where}: {kind} {key!r} is over by then")
        return thing
