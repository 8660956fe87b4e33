"""What is kept about me, in the words of a page."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from keukentafel.access import Visit
from keukentafel.accesslog.actions import Stored
from keukentafel.dossiers import rights
from keukentafel.dossiers.circle_names import circle_name
from keukentafel.dossiers.kinds import kind_named, pages_above
from keukentafel.dossiers.opened import Opened
from keukentafel.dossiers.sharing import name_of
from keukentafel.look.pictures import PICTURES
from keukentafel.overview.looked import rules as looked
from keukentafel.overview.mine.queries import Line
from keukentafel.overview.mine.values import VALUES
from keukentafel.overview.today.telling import shortened
from keukentafel.rooms.plan.kinds import REVIEW


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing as the pages draw it. ``text``: the words; ``by``: who wrote it, when that is somebody else."""

    id: Any
    label: str
    text: str
    href: str
    circle: str
    private: bool
    by: str
    when: datetime
    may_delete: bool


@dataclass(frozen=True, slots=True)
class Did:
    """A sentence of the log of what I did."""

    text: str
    when: datetime
    times: int


def thing(visit: Visit, item: Opened[Any], *, whole: bool = False) -> Thing:
    """An item of mine, or about me; ``whole``: with all its words."""
    kind, circle = kind_named(item.kind), visit.circles[item.circle]
    mine = item.author in visit.my_seats
    words = "" if item.kind == REVIEW.name and not mine else kind.headline(item.content)
    return Thing(
        id=item.id,
        label=str(kind.label),
        text=words if whole else shortened(words),
        href=_page(visit, item),
        circle=circle_name(circle),
        private=circle.personal,
        by="" if mine else name_of(visit, item.author),
        when=item.happened,
        may_delete=rights.may_change(visit, item),
    )


def _page(visit: Visit, item: Opened[Any]) -> str:
    """Where it stands: its own page, else that of what it hangs under; nothing when it has none."""
    kind = kind_named(item.kind)
    above = next(iter(pages_above(kind)), "")
    page, where = (kind.page, item.id) if kind.page else (above, item.parent)
    return reverse(page, args=[visit.dossier, where]) if page and where else ""


def did(visit: Visit, lines: Iterable[Line], *, names: bool = True) -> list[Did]:
    """What I did, in the sentences of "Who looked?", the newest first; without ``names``, nobody else is named."""
    known = [
        looked.Line(
            id=line.id,
            at=line.at,
            day=timezone.localdate(line.at),
            action=_stored(line.action),
            place=line.place,
            circle=line.circle,
            who=visit.seat.id,
            whom=line.subject if line.subject in visit.seats else None,
            what=None,
        )
        for line in lines
    ]
    return [_did(visit, entry, names=names) for entry in looked.fold(known)]


def _did(visit: Visit, entry: looked.Entry, *, names: bool) -> Did:
    other = (names and name_of(visit, entry.whom)) or _("somebody")
    words = {
        "who": _("you"),
        "whom": pgettext("whom", "you") if entry.whom in visit.my_seats else other,
        "what": _("something of yours"),
        "where": ", ".join(_(looked.place(name)) for name in entry.places),
    }
    return Did(capfirst(_(looked.sentence(entry)) % words), entry.at, entry.times)


def _stored(action: str) -> Stored:
    return action  # type: ignore[return-value]  # the database takes no other


def on_paper(moment: str) -> str:
    """A day or a moment of the file, in full: whoever reads it, reads it years from now."""
    if len(moment) == len("2026-01-31"):
        return date_format(date.fromisoformat(moment), "j F Y")
    return date_format(timezone.localtime(datetime.fromisoformat(moment)), "j F Y, H:i")


def value(name: str, said: Any) -> str:
    """What a field holds, in words; nobody outside knows our short keys."""
    if isinstance(said, list):
        return ", ".join(value(name, one) for one in said)
    if isinstance(said, dict):
        return " ".join(value(inner, one) for inner, one in said.items())
    if isinstance(said, bool):
        return _("yes") if said else _("no")
    if name == "picture" and said in PICTURES:
        return _(PICTURES[said].label)
    known = VALUES.get((name, said)) if isinstance(said, str | int) else None
    return _(known) if known else str(said)


def fields() -> Mapping[str, str]:
    """What the fields of things are called on the page that is taken along."""
    return {
        "text": "", "title": "", "why": _("Why"), "what": "", "who_text": _("Who"),
        "organisation": _("Organisation"), "place": _("Where or when"), "again": _("Comes back"), "formal": _("Formal"),
        "score": _("Score"), "note": _("Note"), "outcome": _("How it went"), "went_well": _("What went well"),
        "hard": _("What was hard"), "next": _("What comes next"), "also_there": _("Also there"), "sign": _("Sign"),
        "picture": _("Picture"), "name": _("Name"), "function": _("Function"), "words": "",
        "answers": "", "asks": "", "seats": _("With whom"), "subject": "",
        "relation": _("Who is this?"), "phone": _("Phone"), "call_for": _("Call for"), "home": _("Lives at"),
        "birth_date": _("Born on"),
        "day": _("Day"), "at": _("At what time"), "minutes": _("How many minutes"), "days": _("How many days"),
        "later": _("The later one of two"), "zone": _("Time zone"), "where": _("Where"), "link": _("Link"),
        "bring": _("What to bring"), "travel": _("Minutes on the way"), "travel_how": _("How one gets there"),
        "notes": _("Notes"), "repeats": _("Comes back"), "until": _("Until"), "times": _("How many times"),
        "changed": _("Otherwise than usual"), "says": _("Who comes"), "moments": _("Moments"),
        "picked": _("Which one was picked"), "ticks": _("What suits"),
        "asked": _("Who is asked"), "comes": _("Who comes"), "hope": _("What they hope for"), "occasion": _("What for"),
        "question": "",
    }  # fmt: skip
