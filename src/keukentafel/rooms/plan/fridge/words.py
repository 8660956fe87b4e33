"""The sheet's own words, for the PDF and the page alike. English here; `locale/nl.po` has the Dutch."""

from collections.abc import Callable

from keukentafel.rooms.plan.fridge import days
from keukentafel.rooms.plan.fridge.sheet import Sheet

Say = Callable[[str], str]
Words = dict[str, str]

_WORDS = {
    "by": "by",
    "done": "Done",
    "todo": "Still to do",
    "loose": "We also agreed",
    "moments": "Coming up",
    "calls": "Who do we call?",
    "own": "Room for a drawing or a sticker",
}
_SCORES = (
    "Now: a thunderstorm (1 of 5)",
    "Now: rain (2 of 5)",
    "Now: cloudy (3 of 5)",
    "Now: sun and clouds (4 of 5)",
    "Now: full sun (5 of 5)",
)
_PICTURES = {
    "home": "A house",
    "water": "A tap with water",
    "money": "A wallet",
    "school": "A school bag",
    "work": "A hammer",
    "health": "A heart",
    "sleep": "A bed",
    "food": "A pan with food",
    "together": "People together",
    "talk": "Speech balloons",
    "sport": "A football",
    "baby": "A baby",
    "calm": "A water lily",
    "language": "Letters and a voice",
    "neighbours": "Two houses side by side",
    "star": "A star",
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
    return say("This is our own plan. Printed on %(day)s.") % {"day": day}
