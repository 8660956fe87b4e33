"""The lines: an icon of ``look/icons.py`` and a short sentence. A room without lines has those of every room."""

from typing import Final, NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Line(NamedTuple):
    """One thing that one can do here."""

    icon: str
    words: str | Promise


EVERYWHERE: Final = (
    Line("back", _("The line of doors brings you to another room.")),
    Line("looked", _('Under "Who looked" you see who read what.')),
    Line("leave", _('"Exit now" closes everything at once. Nobody sees where you were.')),
)
LINES: Final[dict[str, tuple[Line, ...]]] = {
    "today": (
        Line("today", _("Here you see what is new, and what you said you would do.")),
        Line("date", _("Yellow or red: do this first.")),
        Line("journal", _("Press a line to read all of it.")),
        Line("leave", _('"Exit now" closes everything at once. Nobody sees where you were.')),
    ),
    "journal": (
        Line("add", _("Write or tell what happened. Short is fine.")),
        Line("circle", _("Before you send it, you choose who may see it.")),
        Line("comment", _("Answer what somebody else wrote.")),
        Line("heart", _("Press a heart or a thumb to let somebody know you read it.")),
    ),
    "plan": (
        Line("add", _("Put a goal in the plan: what do you want together?")),
        Line("steps", _("Press a step when it is done.")),
        Line("date", _("An agreement says who does what, and when.")),
        Line("print", _("Print the plan, for on the fridge.")),
    ),
    "table": (
        Line("people", _("Here you see who sits at your table.")),
        Line("mail", _("Invite somebody by a letter. Only the family can do that.")),
        Line("looked", _("Press a name: you see what that person may see.")),
        Line("freeze", _("Freeze the table: then only the family sees it.")),
    ),
    "talk": (
        Line("send", _("Type a message and press send.")),
        Line("circle", _("Above it you see who reads it.")),
        Line("comment", _("Do you not understand something? Ask what is meant.")),
        Line("phone", _("In danger? Call 112. Nobody watches this page all day.")),
    ),
    "calendar": (
        Line("date", _("Here you see what is planned, and with whom.")),
        Line("add", _("Make an appointment, or propose a few times.")),
        Line("check", _("Say if you are coming.")),
        Line("time", _("Your own calendar can show these appointments too.")),
    ),
    "meetings": (
        Line("add", _("Put on the list what you want to talk about. The family comes first.")),
        Line("people", _("Here you see who comes.")),
        Line("steps", _("Each point ends with what you agree.")),
        Line("check", _("The family says if it was written down well.")),
    ),
    "files": (
        Line("add", _("Add a photo, a paper or what you said aloud.")),
        Line("circle", _("You choose who may see it.")),
        Line("download", _("Press a file to open it.")),
        Line("delete", _("What you delete is really gone.")),
    ),
    "requests": (
        Line("edit", _("Is something about you not right? Ask to have it changed.")),
        Line("delete", _("You can ask to have something deleted.")),
        Line("info", _("The family answers. You see the answer here.")),
    ),
    "my_data": (
        Line("info", _("Here you read what is kept about you.")),
        Line("download", _("You can take it with you.")),
        Line("delete", _("What you wrote yourself, you can delete.")),
    ),
    "who_looked": (
        Line("looked", _("Here you see who read or did something, and when.")),
        Line("people", _("Choose a person to see only what they did.")),
        Line("comment", _("Do you not understand it? Ask that person.")),
    ),
}


def of(room: str) -> tuple[Line, ...]:
    """The lines of a room."""
    return LINES.get(room, EVERYWHERE)
