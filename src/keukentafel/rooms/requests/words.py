"""Requests in the words of a page."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _


@dataclass(frozen=True, slots=True)
class Said:
    """``title`` of the page on which one asks it; ``lead``: what it is for; ``field``: the question; ``hint``."""

    title: str
    lead: str
    field: str
    hint: str


def said(sort: str) -> Said:
    """How a sort of request is asked. Raises ``KeyError``."""
    return _said()[sort]


def _said() -> Mapping[str, Said]:
    return {
        "correct": Said(
            _("Something about me is not right"),
            _("You have the right to have mistakes about you corrected. The family answers within a month."),
            _("What is not right, and how should it be?"),
            _("Say what should stand there instead."),
        ),
        "restrict": Said(
            _("Leave this alone for now"),
            _(
                "Do you disagree about something, and must that be sorted out first? Then ask that nobody uses it "
                "until then. Your card says so at once."
            ),
            _("What should be left alone, and why?"),
            _("For example: this is not true, and it should not be talked about until we have sorted it out."),
        ),
        "object": Said(
            _("I do not want this"),
            _("You may object to what is kept or written about you. The family weighs it and answers within a month."),
            _("What do you object to, and why?"),
            _("Tell what it does to you. Then the family can weigh it."),
        ),
        "erase": Said(
            _("Delete something about me"),
            _(
                "Ask the family to delete something that others wrote about you. What you wrote yourself you can "
                "delete yourself."
            ),
            _("What should be deleted, and why?"),
            _("Say where it stands, so that it can be found."),
        ),
        "access": Said(
            _("I want to know what is kept about me"),
            _("Do you miss something on the page with your data? Ask the family. It answers within a month."),
            _("What do you want to know?"),
            _("For example: who saw what is about me?"),
        ),
    }


def state(word: str, kind: str) -> str:
    """How it stands, for a badge."""
    if word == "open":
        return _("Waits for an answer")
    if kind == "requests.restrict" and word == "done":
        return _("Is left alone")
    return {"done": _("Done"), "partly": _("Partly done"), "declined": _("Not done")}[word]


def endings(kind: str) -> list[tuple[str, str]]:
    """How a request can end, for who answers it."""
    first = _("Yes, we leave it alone") if kind == "requests.restrict" else _("Yes, it is done")
    return [("done", first), ("partly", _("Partly")), ("declined", _("No"))]


TONES: Mapping[str, str] = {"open": "warning", "done": "good", "partly": "good", "declined": ""}
