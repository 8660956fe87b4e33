"""What a synthetic dossier looks like, before it has ids: seats and circles. Pure, and the same for the same dice."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from keukentafel.site.measuring.words import FIRST_NAMES, LAST_NAMES, RELATIONS

FAMILY = ("parent", "youth", "relative")
TODAY = date(2026, 1, 1)
"""Ages are counted from here, so that the same dice give the same family on every day."""


@dataclass(frozen=True, slots=True)
class SeatShape:
    """A seat. ``account``: none, own, or shared with other tables (a professional with a caseload)."""

    name: str
    relation: str
    role: str
    account: str
    born: date | None = None


@dataclass(frozen=True, slots=True)
class CircleShape:
    """A circle: the places in ``seats`` of who sits there, and of the holder of a personal one."""

    kind: str
    name: str
    sitting: tuple[int, ...]
    holder: int | None = None
    weight: int = 1


@dataclass(frozen=True, slots=True)
class Shape:
    """A dossier. ``circles`` starts with table and family and ends with a personal one."""

    title: str
    seats: tuple[SeatShape, ...]
    circles: tuple[CircleShape, ...]


def dossier_shape(dice: Random) -> Shape:
    """A family of 2 to 6 with 2 to 5 others at its table, one named circle and one personal circle with a guest."""
    last = dice.choice(LAST_NAMES)
    seats = tuple(_seats(dice))
    everyone = [at for at, seat in enumerate(seats) if seat.relation != "vertrouwenspersoon"]
    family = [at for at in everyone if seats[at].role in FAMILY]
    guest = len(seats) - 1
    helpers = [at for at in everyone if at not in family]
    circles = (
        CircleShape("table", "", tuple(everyone), weight=14),
        CircleShape("family", "", tuple(family), weight=3),
        CircleShape("named", "School", (0, *helpers[: dice.randint(1, 2)]), weight=2),
        CircleShape("personal", "Van mij", (0, guest), holder=0),
    )
    return Shape(f"Familie {last}", seats, circles)


def _seats(dice: Random) -> list[SeatShape]:
    def seat(role: str, account: str, born: date | None = None) -> SeatShape:
        return SeatShape(dice.choice(FIRST_NAMES), dice.choice(RELATIONS[role]), role, account, born)

    seats = [seat("parent", "own") for _ in range(dice.randint(1, 2))]
    seats += [seat("youth", "none", TODAY - timedelta(days=dice.randint(400, 4300))) for _ in range(dice.randint(1, 3))]
    seats += [seat("relative", "own") for _ in range(dice.randint(0, 1))]
    seats += [seat("network", "own") for _ in range(dice.randint(1, 2))]
    seats += [seat("professional", "shared") for _ in range(dice.randint(1, 3))]
    return [*seats, SeatShape(dice.choice(FIRST_NAMES), "vertrouwenspersoon", "professional", "shared")]
