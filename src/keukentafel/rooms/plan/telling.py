"""The history of the plan, told in sentences."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from keukentafel.access import Visit
from keukentafel.dossiers import sharing
from keukentafel.dossiers.opened import Opened
from keukentafel.rooms.plan.queries import Moment

ADDED = {
    "plan.goal": gettext_noop("%(who)s put a goal in the plan"),
    "plan.step": gettext_noop("%(who)s added a small step"),
    "plan.standing": gettext_noop("%(who)s said how it stands"),
    "plan.agreement": gettext_noop("%(who)s wrote down an agreement"),
    "plan.review": gettext_noop("%(who)s wrote down how you looked back"),
}
OUTCOMES = {
    "kept": gettext_noop("%(who)s said: this worked out"),
    "not_kept": gettext_noop("%(who)s said: this did not work out"),
    "changed": gettext_noop("%(who)s said: we agreed something else"),
}
STATES = {
    ("plan.goal", "open"): gettext_noop("%(who)s took a goal up again"),
    ("plan.goal", "reached"): gettext_noop("%(who)s said: this goal was reached"),
    ("plan.goal", "set_aside"): gettext_noop("%(who)s set a goal aside"),
    ("plan.step", "open"): gettext_noop("%(who)s said: this step is not done after all"),
    ("plan.step", "done"): gettext_noop("%(who)s ticked a step"),
    ("plan.agreement", "open"): gettext_noop("%(who)s said: this agreement holds again"),
    ("plan.agreement", "kept"): gettext_noop("%(who)s marked an agreement as done"),
    ("plan.agreement", "not_kept"): gettext_noop("%(who)s marked an agreement as not worked out"),
    ("plan.agreement", "ended"): gettext_noop("%(who)s ended an agreement"),
}
CHANGED = {
    "plan.goal": gettext_noop("%(who)s rewrote a goal"),
    "plan.step": gettext_noop("%(who)s rewrote a step"),
    "plan.standing": gettext_noop("%(who)s rewrote how it stands"),
    "plan.agreement": gettext_noop("%(who)s rewrote an agreement"),
    "plan.outcome": gettext_noop("%(who)s rewrote how it went"),
    "plan.review": gettext_noop("%(who)s rewrote how you looked back"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One moment: ``said`` who did what, ``words`` the text as it was then, ``about`` what it belongs to."""

    at: datetime
    who: str
    colour: int
    said: str
    words: str
    score: int | None
    about: str
    item: Opened[Any]
    page: tuple[str, Any]


def tell(visit: Visit, moment: Moment) -> Line:
    """One moment in words."""
    item = moment.item
    who = sharing.name_of(visit, item.changed_by) or _("Somebody")
    return Line(
        at=item.changed,
        who=who,
        colour=sharing.colour_of(visit, item.changed_by),
        said=_(sentence(item, moment.before)) % {"who": who},
        words=words_of(item),
        score=getattr(item.content, "score", None),
        about=words_of(moment.top) if moment.top else "",
        item=item,
        page=page_of(item),
    )


def sentence(item: Opened[Any], before: str | None) -> str:
    """What happened at this version, as a sentence to translate. ``before``: its state until then."""
    if item.version == 1:
        return OUTCOMES[item.content.outcome] if item.kind == "plan.outcome" else ADDED[item.kind]
    return STATES.get((item.kind, item.state), CHANGED[item.kind]) if item.state != before else CHANGED[item.kind]


def words_of(item: Opened[Any]) -> str:
    """The words of an item, as they then were."""
    content = item.content
    if item.kind == "plan.review":
        return "\n".join(part for part in (content.went_well, content.hard, content.next) if part)
    name = {"plan.goal": "title", "plan.step": "text", "plan.agreement": "what"}.get(item.kind, "note")
    return str(getattr(content, name))


def page_of(item: Opened[Any]) -> tuple[str, Any]:
    """The name of the page where it can be read, and the id in its address."""
    own = {"plan.goal": "goal", "plan.agreement": "agreement", "plan.review": "review"}.get(item.kind)
    if own:
        return own, item.id
    return ("agreement" if item.kind == "plan.outcome" else "goal"), item.parent
