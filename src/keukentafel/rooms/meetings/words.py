"""Meetings in words: the occasions with the agenda that fits, the outcomes, and how far a meeting is."""

from collections.abc import Mapping
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from keukentafel.rooms.meetings.kinds import HELD, OFF

OCCASIONS: Final[Mapping[str, tuple[str, str]]] = {
    "start": (
        gettext_noop("Starting together"),
        gettext_noop("Everybody gets to know each other, and you choose what comes first."),
    ),
    "tuning": (
        gettext_noop("Checking in together"),
        gettext_noop("Several people help you. Do you all still want the same?"),
    ),
    "joins": (
        gettext_noop("Somebody joins"),
        gettext_noop("Who is new hears it from you, and everybody knows who does what."),
    ),
    "leaves": (
        gettext_noop("Somebody steps back"),
        gettext_noop("You say goodbye well, and what is still open gets a place."),
    ),
    "closing": (
        gettext_noop("Closing"),
        gettext_noop("You look back at what you did, and ahead to when it gets hard."),
    ),
}
AGENDAS: Final[Mapping[str, tuple[str, ...]]] = {
    "start": (
        gettext_noop("Who is who, and what may we ask of each other?"),
        gettext_noop("What does the family want to be different?"),
        gettext_noop("What goes well already, and who helps with that?"),
        gettext_noop("What do we take on first, and what can wait?"),
        gettext_noop("Who does what, and by when?"),
        gettext_noop("Who keeps the overview, and how do we keep in touch?"),
    ),
    "tuning": (
        gettext_noop("How is it going, in the eyes of each of the family?"),
        gettext_noop("What did we agree, and what came of it?"),
        gettext_noop("Do we all work on what the family wants?"),
        gettext_noop("Is something done twice, or by nobody?"),
        gettext_noop("What stays as it is, and what do we change?"),
    ),
    "joins": (
        gettext_noop("Who joins, and what for?"),
        gettext_noop("What does the family want to tell who is new?"),
        gettext_noop("What helped so far, and what did not?"),
        gettext_noop("Who does what from now on?"),
        gettext_noop("In which circles will the newcomer sit, and who keeps the overview?"),
    ),
    "leaves": (
        gettext_noop("What did we reach together?"),
        gettext_noop("What is still open, and who takes it over?"),
        gettext_noop("What will the family miss, and what is needed for that?"),
        gettext_noop("May the family get in touch later, and how?"),
        gettext_noop("How do we say goodbye?"),
    ),
    "closing": (
        gettext_noop("What are we proud of?"),
        gettext_noop("Which goals are reached, and which go on without help?"),
        gettext_noop("How will we notice that it gets hard again, and what do we do then?"),
        gettext_noop("Whom may the family call, also next year?"),
        gettext_noop("Who keeps a seat at this table?"),
    ),
}
SORTS: Final[Mapping[str, tuple[str, str]]] = {
    "agreement": (gettext_noop("An agreement"), "check"),
    "goal": (gettext_noop("A goal"), "plan"),
    "appointment": (gettext_noop("A date in the calendar"), "date"),
    "seats": (gettext_noop("Somebody to invite"), "people"),
    "coordinator": (gettext_noop("Who keeps the overview"), "looked"),
    "talked": (gettext_noop("Talked about, nothing to do"), "comment"),
}
"""What can come of a point, with an icon."""
COMES: Final[Mapping[str, str]] = {
    "yes": gettext_noop("I'll be there"),
    "maybe": gettext_noop("Maybe"),
    "no": gettext_noop("I can't come"),
}
STATES: Final[Mapping[tuple[str, str], str]] = {
    ("plan.agreement", "open"): gettext_noop("still to do"),
    ("plan.agreement", "kept"): gettext_noop("worked out"),
    ("plan.agreement", "not_kept"): gettext_noop("did not work out"),
    ("plan.agreement", "ended"): gettext_noop("no longer holds"),
    ("plan.goal", "open"): gettext_noop("we work on it"),
    ("plan.goal", "reached"): gettext_noop("reached"),
    ("plan.goal", "set_aside"): gettext_noop("set aside"),
    ("calendar.appointment", "planned"): gettext_noop("planned"),
    ("calendar.appointment", "cancelled"): gettext_noop("cancelled"),
    ("table.ask", "open"): gettext_noop("the family decides"),
    ("table.ask", "invited"): gettext_noop("invited"),
    ("table.ask", "declined"): gettext_noop("not now"),
}
"""What became of it, by kind and state."""


def occasion(key: str) -> str:
    """The name of an occasion."""
    return _(OCCASIONS[key][0])


def state_of(kind: str, state: str) -> str:
    """What became of something that a meeting made; empty when there is no word for it."""
    word = STATES.get((kind, state))
    return _(word) if word else ""


def how_far(state: str, minutes: str | None) -> tuple[str, str]:
    """How far a meeting is, with the tone of its badge. ``minutes``: the state of its minutes, if there are any."""
    if state == OFF:
        return _("called off"), "error"
    if state != HELD:
        return _("prepared"), ""
    if minutes is None:
        return _("held, without minutes yet"), "warning"
    if minutes == "written":
        return _("minutes wait for the family"), "warning"
    return _("confirmed by the family"), "good"
