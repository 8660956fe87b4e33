"""Where everybody sits: the geometry of the table seen from above. No Django, no drawing: `look/table.html` draws it.

Units are those of a picture 360 wide. You sit at the near end (below), the family beside you, professionals far off.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

Side = Literal["family", "network", "professional"]
WIDTH: Final = 360
MIDDLE: Final = 180.0
MOST: Final = 16
TWO_HOMES: Final = 2
OVAL_ROWS: Final = 2
LINE: Final = 17.0
LETTER: Final = 8.6
WIDE: Final = 1.2  # a name with many wide letters still stays inside the picture
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
    lines: tuple[str, ...]
    pushed: bool


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
    width, length, corner = top_of(rows)
    homes = tuple(dict.fromkeys(place.home for place in drawn if place.home))
    top = (84.0 if len(drawn) % 2 == 0 or len(drawn) == 1 else 30.0) + (26 if len(homes) == TWO_HOMES else 0)
    spots = spots_for(len(drawn), rows, top, width, length)
    order = by_home(drawn, homes) if len(homes) == TWO_HOMES else drawn
    chairs = tuple(chair(place, spot, frozen=frozen) for place, spot in zip(order, spots, strict=True))
    return Table(
        top + length + 74 + LINE * (len(chairs[0].lines) - 1 if chairs else 0),
        MIDDLE - width / 2,
        top,
        width,
        length,
        corner,
        chairs,
        left_over,
        homes,
        frozen,
    )


def top_of(rows: int) -> tuple[float, float, float]:
    """Width, length and corner of the table top: round up to four, oval up to six, then longer and longer."""
    if rows <= 1:
        return 160.0, 160.0, 80.0
    if rows == OVAL_ROWS:
        return 150.0, 226.0, 75.0
    return 150.0, 84.0 * rows + 40, 46.0


Spot = tuple[Literal["near", "far", "left", "right"], float, float]


def spots_for(count: int, rows: int, top: float, width: float, length: float) -> list[Spot]:
    """Spots from the near end upwards, left and right in turn; an even number also has the far end."""
    if not count:
        return []
    near: Spot = ("near", MIDDLE, top + length)
    sides: list[Spot] = []
    for row in range(rows):
        y = top + length - (row + 0.5) * length / rows if rows > 1 else top + length / 2
        sides += [("left", MIDDLE - width / 2, y), ("right", MIDDLE + width / 2, y)]
    far: list[Spot] = [("far", MIDDLE, top)] if count % 2 == 0 else []
    return [near, *sides, *far]


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


def chair(place: Place, spot: Spot, *, frozen: bool) -> Chair:
    """Chair, mug and name of one spot; when the table is frozen, professionals and network are pushed back."""
    side, x, y = spot
    pushed = frozen and place.side != "family"
    back = 24.0 if pushed else 12.0
    lines = wrap(place.name, 15 if side in ("near", "far") else 11)
    if side == "near":
        return Chair(place, x, y + back, x, y - 28, 0, x, y + back + 42, lines, pushed)
    if side == "far":
        return Chair(place, x, y - back, x, y + 28, 180, x, y - back - 32 - LINE * (len(lines) - 1), lines, pushed)
    outward = -1 if side == "left" else 1
    text_x = x + outward * max(back + 8, half_width(lines) + 9)
    edge = 6 + half_width(lines) * WIDE
    text_x = min(max(text_x, edge), WIDTH - edge)
    return Chair(
        place, x + outward * back, y, x - outward * 28, y, 90 if side == "left" else 270, text_x, y + 39, lines, pushed
    )


def half_width(lines: tuple[str, ...]) -> float:
    """Half the width of the longest line, by and large."""
    return max(map(len, lines)) * LETTER / 2


def wrap(name: str, width: int) -> tuple[str, ...]:
    """A name on one or two lines of about `width` signs; what is still too long is cut with an ellipsis."""
    if len(name) <= width + 1:
        return (name,)
    words, first = name.split(), ""
    while words and len(f"{first} {words[0]}".strip()) <= width:
        first = f"{first} {words.pop(0)}".strip()
    if not first:
        return (cut(name, width),)
    return (first, cut(" ".join(words), width)) if words else (first,)


def cut(text: str, width: int) -> str:
    """At most `width` signs."""
    return text if len(text) <= width else text[: width - 1].rstrip() + "…"


# The people on the front page: a family as there are many.
FRONT: Final = (
    Place("1", "Sam", you=True, colour=0),
    Place("2", "Noor", child=True, colour=9),
    Place("3", "Oma Tiny", colour=2),
    Place("4", "Youssef", side="network", colour=3),
    Place("5", "Juf Els", side="professional", colour=4),
    Place("6", "Ria", side="professional", colour=5),
)
