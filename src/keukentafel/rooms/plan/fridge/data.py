"""A sheet as the plain data that the PDF's page reads, every text cleaned and with its direction."""

from collections.abc import Callable
from typing import Any

from keukentafel.rooms.plan.fridge import days
from keukentafel.rooms.plan.fridge.clean import clean, is_rtl
from keukentafel.rooms.plan.fridge.drawings import drawing
from keukentafel.rooms.plan.fridge.sheet import Sheet, SheetAgreement, SheetCall, SheetGoal, SheetMoment
from keukentafel.rooms.plan.fridge.words import Words, foot, picture_words, score_words, sheet_words

Data = dict[str, Any]


def sheet_data(sheet: Sheet, say: Callable[[str], str]) -> tuple[Data, frozenset[str]]:
    """The data for the PDF, and the characters in it that can't be printed."""
    writer = _Writer(sheet, say)
    data = writer.sheet()
    return data, frozenset(writer.missing)


def initials(name: str) -> str:
    """One letter for a name's disc, also for a name of two words: a child knows its own letter."""
    return next((sign.upper() for sign in name if sign.isalnum()), "")


class _Writer:
    def __init__(self, sheet: Sheet, say: Callable[[str], str]) -> None:
        self._sheet, self._say = sheet, say
        self.missing: set[str] = set()

    def sheet(self) -> Data:
        sheet, on = self._sheet, self._sheet.printed_on
        words: Words = sheet_words(self._say)
        return {
            "language": sheet.language,
            "printed": {"year": on.year, "month": on.month, "day": on.day},
            "title": self._title(sheet.title),
            "words": words,
            "foot": foot(sheet, self._say),
            "goals": [self._goal(goal) for goal in sheet.goals],
            "agreements": [self._agreement(one) for one in sheet.agreements],
            "calls": [self._call(call) for call in sheet.calls],
            "moments": [self._moment(moment) for moment in sheet.moments],
            "drawings": {key: drawing(key) for key in self._used()},
        }

    def _used(self) -> set[str]:
        scores = {f"scale-{goal.score}" for goal in self._sheet.goals if goal.score}
        return {"phone", "star"} | scores | {goal.picture for goal in self._sheet.goals}

    def _goal(self, goal: SheetGoal) -> Data:
        return {
            "id": goal.id,
            "title": self._title(goal.title),
            "why": self._text(goal.why),
            "picture": goal.picture,
            "picture-alt": picture_words(goal.picture, self._say),
            "score": goal.score,
            "score-alt": score_words(goal.score, self._say) if goal.score else "",
            "steps": [{"text": self._text(step.text), "done": step.done} for step in goal.steps],
            "agreements": [self._agreement(one) for one in goal.agreements],
        }

    def _agreement(self, one: SheetAgreement) -> Data:
        who = [self._text(name) for name in one.who]
        sheet = self._sheet
        return {
            "id": one.id,
            "who": who,
            "initials": initials(who[0]["s"]) if who else "",
            "what": self._text(one.what),
            "due": days.short_day(one.due, sheet.printed_on, sheet.language) if one.due else None,
            "colour": one.colour,
        }

    def _call(self, call: SheetCall) -> Data:
        return {
            "name": self._text(call.name),
            "what-for": self._text(call.what_for),
            "phone": clean(call.phone, self.missing),
        }

    def _moment(self, moment: SheetMoment) -> Data:
        language = self._sheet.language
        return {
            "weekday": days.weekday(moment.on, language),
            "day": str(moment.on.day),
            "month": days.month(moment.on, language),
            "at": days.hour(moment.at),
            "what": self._text(moment.what),
        }

    def _text(self, text: str) -> Data:
        shown = clean(text, self.missing)
        return {"s": shown, "rtl": is_rtl(shown)}

    def _title(self, text: str) -> Data:
        """A heading must have something to read, else the standard refuses the whole sheet."""
        shown = self._text(text)
        return (
            shown if any(sign.isprintable() and not sign.isspace() for sign in shown["s"]) else {"s": "…", "rtl": False}
        )
