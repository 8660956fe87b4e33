"""Pictograms that a family may put on a goal: on the plan, and as a magnet on the fridge.

No Django here: the build reads it too.
"""

from typing import Final, NamedTuple


def gettext_noop(text: str) -> str:
    """Marks a text for the translators; Django's own function of this name does no more."""
    return text


class Picture(NamedTuple):
    """A pictogram (`src/pictures/<key>.svg`): its English label (a gettext key), its magnet's mug colour (0-9)."""

    label: str
    colour: int


PICTURES: Final[dict[str, Picture]] = {
    "home": Picture(gettext_noop("Home"), 1),
    "water": Picture(gettext_noop("Water and power"), 7),
    "money": Picture(gettext_noop("Money"), 2),
    "school": Picture(gettext_noop("School"), 0),
    "work": Picture(gettext_noop("Work"), 8),
    "health": Picture(gettext_noop("Health"), 5),
    "sleep": Picture(gettext_noop("Sleep"), 4),
    "food": Picture(gettext_noop("Food"), 6),
    "together": Picture(gettext_noop("Together"), 3),
    "talk": Picture(gettext_noop("Talking"), 0),
    "sport": Picture(gettext_noop("Sport and play"), 3),
    "baby": Picture(gettext_noop("Baby"), 9),
    "calm": Picture(gettext_noop("Calm"), 5),
    "language": Picture(gettext_noop("Language"), 4),
    "neighbours": Picture(gettext_noop("Neighbours"), 8),
    "star": Picture(gettext_noop("Something else"), 2),
}
