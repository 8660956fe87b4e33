"""Pictograms that a family may put on a goal: on the plan, and as a magnet on the fridge.

No Django here: the build reads it too.
"""

from typing import Final, NamedTuple


class Picture(NamedTuple):
    """A pictogram: its English label (a gettext key), tabler's drawing, and the mug colour (0-9) of its magnet."""

    label: str
    icon: str
    colour: int


PICTURES: Final[dict[str, Picture]] = {
    "home": Picture("Home", "home-heart", 1),
    "water": Picture("Water and power", "droplet", 7),
    "money": Picture("Money", "pig-money", 2),
    "school": Picture("School", "school", 0),
    "work": Picture("Work", "tools", 8),
    "health": Picture("Health", "stethoscope", 5),
    "sleep": Picture("Sleep", "moon-stars", 4),
    "food": Picture("Food", "soup", 6),
    "together": Picture("Together", "users-group", 3),
    "talk": Picture("Talking", "messages", 0),
    "sport": Picture("Sport and play", "ball-football", 3),
    "baby": Picture("Baby", "baby-carriage", 9),
    "calm": Picture("Calm", "leaf", 5),
    "language": Picture("Language", "abc", 4),
    "neighbours": Picture("Neighbours", "building-community", 8),
    "star": Picture("Something else", "star", 2),
}
