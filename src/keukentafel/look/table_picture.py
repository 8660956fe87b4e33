"""Where everybody sits: the geometry of the table seen from above. No Django, no drawing: `look/table.html` draws it.

Units are those of a picture 360 wide. You sit at the near end (below), the family beside you, professionals far off.
Up to six have their names below their chairs. A longer table is narrow, with the names outside of it, so that twelve
people still fit on the screen of a phone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from keukentafel.look.name_lines import LINE, Name, name_in

Side = Literal["family", "network", "professional"]
WIDTH: Final = 360
MIDDLE: Final = 180.0
MOST: Final = 16
EDGE: Final = 4.0
TWO_HOMES: Final = 2
OVAL_ROWS: Final = 2
ROW: Final = 47.0  # the least from chair to chair at a long table: two lines of a name
FIRST_ROW: Final = 52.0  # from the end of a long table to the first chairs along it
OUTSIDE: Final = 83.0  # room for a name beside a long table
BELOW: Final = 104.0  # and for one below a chair
NEAR: Final[dict[str, int]] = {"family": 0, "network": 1, "professional": 2}


@dataclass(frozen=True, slots=True)
class Place:
    """Who sits where: `colour` is a mug (0-9); `home` names the household when there are two; `href` may be empty."""

    seat_id: str
    name: str
    relation: str = ""
    side: Side = "family"
    you: bool = False
    child: bool = False
    away: bool = False
    colour: int = 0
    href: str = ""
    home: str = ""


@dataclass(frozen=True, slots=True)
class Chair:
    """A place on the picture: centres of chair, mug and name, and how the chair is turned (degrees, 0 faces up)."""

    place: Place
    x: float
    y: float
    mug_x: float
    mug_y: float
    turn: int
    text_x: float
    text_y: float
    name: Name
    pushed: bool
    anchor: Literal["", "start", "end"] = ""


@dataclass(frozen=True, slots=True)
class Table:
    """The picture: height, table top (left, top, width, length, corner), the chairs, and who did not fit."""

    height: float
    left: float
    top: float
    width: float
    length: float
    corner: float
    chairs: tuple[Chair, ...]
    left_over: tuple[Place, ...]
    homes: tuple[str, ...]
    frozen: bool


def lay(places: Sequence[Place], *, frozen: bool = False) -> Table:
    """Lay the table for everybody (at most 16 are drawn, nearest first; the rest is `left_over`)."""
    seated = sorted(places, key=lambda place: (not place.you, NEAR[place.side]))
    drawn, left_over = seated[:MOST], tuple(seated[MOST:])
    rows = max(len(drawn) - 1, 0) // 2
    homes = tuple(dict.fromkeys(place.home for place in drawn if place.home))
    order = by_home(drawn, homes) if len(homes) == TWO_HOMES else drawn
    pitch = max([ROW, *(name_in(place.name, OUTSIDE).below + LINE + 6 for place in order[1:])])
    width, length, corner = top_of(rows, pitch)
    top = (68.0 if len(drawn) % 2 == 0 or len(drawn) == 1 else 26.0) + (26 if len(homes) == TWO_HOMES else 0)
    spots = spots_for(len(drawn), rows, top, width, length)
    chairs = tuple(chair(place, spot, rows, frozen=frozen) for place, spot in zip(order, spots, strict=True))
    below = chairs[0].name.below + (12 if chairs[0].pushed else 0) if chairs else 0
    height = top + length + 64 + below
    return Table(height, MIDDLE - width / 2, top, width, length, corner, chairs, left_over, homes, frozen)


def top_of(rows: int, pitch: float) -> tuple[float, float, float]:
    """Width, length and corner of the table top: round up to four, oval up to six, then narrow, longer and longer."""
    if rows <= 1:
        return 160.0, 160.0, 80.0
    if rows == OVAL_ROWS:
        return 150.0, 214.0, 75.0
    return 120.0, 2 * FIRST_ROW + pitch * (rows - 1), 60.0


Spot = tuple[Literal["near", "far", "left", "right"], float, float]


def spots_for(count: int, rows: int, top: float, width: float, length: float) -> list[Spot]:
    """Spots from the near end upwards, left and right in turn; an even number also has the far end."""
    if not count:
        return []
    near: Spot = ("near", MIDDLE, top + length)
    sides: list[Spot] = []
    for row in range(rows):
        y = top + length - along(row, rows, length)
        sides += [("left", MIDDLE - width / 2, y), ("right", MIDDLE + width / 2, y)]
    far: list[Spot] = [("far", MIDDLE, top)] if count % 2 == 0 else []
    return [near, *sides, *far]


def along(row: int, rows: int, length: float) -> float:
    """How far a row of chairs is from the near end."""
    if rows <= OVAL_ROWS:
        return (row + 0.5) * length / rows
    return FIRST_ROW + row * (length - 2 * FIRST_ROW) / (rows - 1)


def by_home(drawn: Sequence[Place], homes: tuple[str, ...]) -> list[Place]:
    """The same people with the first home on the left and the second on the right, as far as that goes."""
    first, rest = drawn[0], list(drawn[1:])
    ordered = [first]
    while rest:
        wanted = homes[0] if len(ordered) % 2 else homes[1]
        pick = next((place for place in rest if place.home == wanted and place.side == rest[0].side), rest[0])
        rest.remove(pick)
        ordered.append(pick)
    return ordered


def chair(place: Place, spot: Spot, rows: int, *, frozen: bool) -> Chair:
    """Chair, mug and name of one spot; when the table is frozen, professionals and network are pushed back."""
    side, x, y = spot
    pushed = frozen and place.side != "family"
    if side in ("near", "far"):
        return at_the_end(place, spot, pushed=pushed)
    outward = -1 if side == "left" else 1
    turn = 90 if side == "left" else 270
    if rows <= OVAL_ROWS:
        back, name = 24.0 if pushed else 12.0, name_in(place.name, BELOW)
        text_x = inside(x + outward * max(back + 8, name.wide / 2 + 9), name.wide)
        return Chair(place, x + outward * back, y, x - outward * 28, y, turn, text_x, y + 39, name, pushed)
    back, name = 11.0 if pushed else 6.0, name_in(place.name, OUTSIDE)
    text_x, text_y = x + outward * 35, y + 5 - name.below / 2
    anchor: Literal["start", "end"] = "end" if side == "left" else "start"
    return Chair(place, x + outward * back, y, x - outward * 25, y, turn, text_x, text_y, name, pushed, anchor)


def at_the_end(place: Place, spot: Spot, *, pushed: bool) -> Chair:
    """A chair at the near or the far end: the name has the whole width."""
    side, x, y = spot
    back, name = 24.0 if pushed else 12.0, name_in(place.name, WIDTH - 2 * EDGE)
    if side == "near":
        return Chair(place, x, y + back, x, y - 28, 0, x, y + back + 42, name, pushed)
    return Chair(place, x, y - back, x, y + 28, 180, x, y - back - 30 - name.below, name, pushed)


def inside(x: float, wide: float) -> float:
    """The middle of a text of this width, moved until all of it is on the picture."""
    return min(max(x, EDGE + wide / 2), WIDTH - EDGE - wide / 2)


# The people on the front page: a family as there are many.
FRONT: Final = (
    Place("1", "Sam", you=True, colour=0),
    Place("2", "Noor", child=True, colour=9),
    Place("3", "Oma Tiny", colour=2),
    Place("4", "Youssef", side="network", colour=3),
    Place("5", "Juf Els", side="professional", colour=4),
    Place("6", "Ria", side="professional", colour=5),
)
