"""Everybody has a place at the table, and nobody sits on anybody else."""

from itertools import combinations

import pytest

from keukentafel.look.name_lines import name_in
from keukentafel.look.table_picture import BELOW, OUTSIDE, WIDTH, Chair, Place, Side, lay

NAMES = (
    "Fatma",
    "Sem",
    "Opa Henk",
    "Ria van der Berg",
    "Meneer Wiśniewski",
    "Allegonda-Wilhelmina",
    "Jo",
    "Annemarie",
    "Rana Al-Hassan (رنا الحسن)",
    "Yasmin Al-Hassan (ياسمين الحسن)",
    "Mevrouw Wiśniewska-Kowalczykowska",
)
PHONE = 520 * WIDTH / 328
"""Units of the picture that are in sight at once on a phone of 360 by 740, between the two bars and under a heading."""


def people(count: int) -> list[Place]:
    sides: tuple[Side, ...] = ("family", "network", "professional")
    return [Place(str(n), NAMES[n % len(NAMES)], side=sides[n % 3], you=n == 3) for n in range(count)]


@pytest.mark.parametrize("count", range(1, 17))
@pytest.mark.parametrize("frozen", [False, True])
def test_nobody_sits_on_anybody_else(count: int, *, frozen: bool) -> None:
    chairs = lay(people(count), frozen=frozen).chairs
    assert len(chairs) == count
    for one, other in combinations(chairs, 2):
        assert distance(one.x - other.x, one.y - other.y) > 44
        assert distance(one.mug_x - other.mug_x, one.mug_y - other.mug_y) > 40


@pytest.mark.parametrize("count", range(1, 13))
def test_a_table_of_twelve_is_one_screen_of_a_phone(count: int) -> None:
    assert lay(people(count)).height <= PHONE
    plain = [Place(str(n), "Wouter van Dijk", you=n == 0) for n in range(count)]
    assert lay(plain).height <= 430


def test_nobody_s_name_is_cut() -> None:
    for count in range(1, 17):
        for one in lay(people(count)).chairs:
            shown = "".join(one.name.lines).replace(" ", "").replace("-", "").strip("()")
            assert shown == one.place.name.replace(" ", "").replace("-", "").replace("(", "").replace(")", "") or (
                one.name.lines == (one.place.name,)
            )


@pytest.mark.parametrize("count", range(1, 17))
def test_names_stay_on_the_picture_and_off_each_other(count: int) -> None:
    table = lay(people(count))
    boxes = [name_box(chair) for chair in table.chairs]
    for left, top, right, bottom in boxes:
        assert left >= 0
        assert right <= WIDTH
        assert top >= 0
        assert bottom <= table.height
    for one, other in combinations(boxes, 2):
        assert one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]


def test_you_sit_at_the_near_end_and_professionals_at_the_far_end() -> None:
    chairs = lay(people(9)).chairs
    lowest = max(chairs, key=lambda chair: chair.y)
    assert lowest.place.you
    family = [chair.y for chair in chairs if chair.place.side == "family"]
    professional = [chair.y for chair in chairs if chair.place.side == "professional" and not chair.place.you]
    assert min(family) >= max(professional)


def test_a_frozen_table_pushes_back_everyone_outside_the_family() -> None:
    assert all(chair.pushed == (chair.place.side != "family") for chair in lay(people(9), frozen=True).chairs)
    assert not any(chair.pushed for chair in lay(people(9)).chairs)


def test_more_than_sixteen_are_told_but_not_drawn() -> None:
    table = lay(people(20))
    assert (len(table.chairs), len(table.left_over)) == (16, 4)


def test_nobody_at_all_is_a_table_too() -> None:
    assert lay([]).chairs == ()


def test_two_homes_sit_left_and_right() -> None:
    places = [Place("0", "Mia", you=True)] + [Place(str(n), "Kind", home="ab"[n % 2]) for n in range(1, 5)]
    table = lay(places)
    assert len(table.homes) == 2
    for chair in table.chairs[1:]:
        assert (chair.x < 180) == (chair.place.home == table.homes[0])


@pytest.mark.parametrize(
    ("name", "room", "lines"),
    [
        ("Sem", OUTSIDE, ("Sem",)),
        ("Sem van Dijk", OUTSIDE, ("Sem", "van Dijk")),
        ("Ria van der Berg", OUTSIDE, ("Ria van", "der Berg")),
        ("Allegonda-Wilhelmina", OUTSIDE, ("Allegonda-", "Wilhelmina")),
        ("Rana Al-Hassan (رنا الحسن)", OUTSIDE, ("Rana", "Al-Hassan", "رنا الحسن")),
        ("Rana Al-Hassan (رنا الحسن)", 300, ("Rana Al-Hassan (رنا الحسن)",)),
        ("Hiba Darwish (هبة درويش)", BELOW, ("Hiba Darwish", "هبة درويش")),
    ],
)
def test_long_names_break(name: str, room: float, lines: tuple[str, ...]) -> None:
    assert name_in(name, room).lines == lines


@pytest.mark.parametrize(
    "name",
    [
        "x" * 80,
        "W" * 80,
        "a b c d e f g h i j k l m n o p q r s t u v w x y z a b c d e f g h i j k",
        "Fatima Zahra El Amrani-Bouzid van Oudenhoven tot den Berghe van Heemstede",
        "-" * 20,
        "()",
        "(Wij)",
        "((((((((((((((((((((((((((((((",
        "يعقوبعبدالرحمنالحسنييعقوبعبدالرحمن",
    ],
)
def test_any_name_stays_within_its_room(name: str) -> None:
    for room in (OUTSIDE, BELOW, 352):
        found = name_in(name, room)
        assert found.lines
        assert found.wide <= room
        assert len(found.lines) <= 4


def distance(x: float, y: float) -> float:
    return float((x**2 + y**2) ** 0.5)


def name_box(chair: Chair) -> tuple[float, float, float, float]:
    name = chair.name
    before = {"": name.wide / 2, "start": 0.0, "end": name.wide}[chair.anchor]
    left = chair.text_x - before
    return left, chair.text_y - 12, left + name.wide, chair.text_y + 3 + name.below
