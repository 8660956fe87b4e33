"""Pictograms that a family may put on a goal: on the plan, and as a magnet on the fridge.

No Django here: the build reads it too.
"""

from typing import Final, NamedTuple


def gettext_noop(text: str) -> str:
    """Marks a text for the translators; Django's own function of this name does no more."""
    return text


class Picture(NamedTuple):
    """A pictogram: its English label (a gettext key), tabler's drawing, and the mug colour (0-9) of its magnet."""

    label: str
    icon: str
    colour: int


PICTURES: Final[dict[str, Picture]] = {
    "home": Picture(gettext_noop("Home"), "home-heart", 1),
    "water": Picture(gettext_noop("Water and power"), "droplet", 7),
    "money": Picture(gettext_noop("Money"), "pig-money", 2),
    "school": Picture(gettext_noop("School"), "school", 0),
    "work": Picture(gettext_noop("Work"), "tools", 8),
    "health": Picture(gettext_noop("Health"), "stethoscope", 5),
    "sleep": Picture(gettext_noop("Sleep"), "moon-stars", 4),
    "food": Picture(gettext_noop("Food"), "soup", 6),
    "together": Picture(gettext_noop("Together"), "users-group", 3),
    "talk": Picture(gettext_noop("Talking"), "messages", 0),
    "sport": Picture(gettext_noop("Sport and play"), "ball-football", 3),
    "baby": Picture(gettext_noop("Baby"), "baby-carriage", 9),
    "calm": Picture(gettext_noop("Calm"), "leaf", 5),
    "language": Picture(gettext_noop("Language"), "abc", 4),
    "neighbours": Picture(gettext_noop("Neighbours"), "building-community", 8),
    "star": Picture(gettext_noop("Something else"), "star", 2),
}
