"""The sheet's own words, for the PDF and the page alike. English here; `locale/nl.po` has the Dutch."""

from collections.abc import Callable

from django.utils.translation import gettext_noop

from keukentafel.rooms.plan.fridge import days
from keukentafel.rooms.plan.fridge.sheet import Sheet

Say = Callable[[str], str]
Words = dict[str, str]

_WORDS = {
    "by": gettext_noop("by"),
    "till": gettext_noop("till"),
    "done": gettext_noop("Done"),
    "todo": gettext_noop("Still to do"),
    "loose": gettext_noop("We also agreed"),
    "moments": gettext_noop("Coming up"),
    "calls": gettext_noop("Who do we call?"),
    "own": gettext_noop("Room for a drawing or a sticker"),
}
_SCORES = (
    gettext_noop("Now: a thunderstorm (1 of 5)"),
    gettext_noop("Now: rain (2 of 5)"),
    gettext_noop("Now: cloudy (3 of 5)"),
    gettext_noop("Now: sun and clouds (4 of 5)"),
    gettext_noop("Now: full sun (5 of 5)"),
)
_PICTURES = {
    "home": gettext_noop("A house"),
    "water": gettext_noop("A tap with water"),
    "money": gettext_noop("A wallet"),
    "school": gettext_noop("A school bag"),
    "work": gettext_noop("A hammer"),
    "health": gettext_noop("A heart"),
    "sleep": gettext_noop("A bed"),
    "food": gettext_noop("A pan with food"),
    "together": gettext_noop("People together"),
    "talk": gettext_noop("Speech balloons"),
    "sport": gettext_noop("A football"),
    "baby": gettext_noop("A baby"),
    "calm": gettext_noop("A water lily"),
    "language": gettext_noop("Letters and a voice"),
    "neighbours": gettext_noop("Two houses side by side"),
    "star": gettext_noop("A star"),
}


def sheet_words(say: Say) -> Words:
    """The headings and small words that stand on every sheet."""
    return {key: say(text) for key, text in _WORDS.items()}


def score_words(score: int, say: Say) -> str:
    """What the weather picture says, for who doesn't see it."""
    return say(_SCORES[score - 1])


def picture_words(key: str, say: Say) -> str:
    """What a goal's picture shows, for who doesn't see it."""
    return say(_PICTURES[key])


def foot(sheet: Sheet, say: Say) -> str:
    """The small print: whose plan it is and how old the sheet is."""
    day = f"{sheet.printed_on.day} {days.month(sheet.printed_on, sheet.language)} {sheet.printed_on.year}"
    return say(gettext_noop("This is our own plan. Printed on %(day)s.")) % {"day": day}
