"""Lines of the log in words."""

from dataclasses import dataclass
from uuid import UUID

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from keukentafel.access import Visit
from keukentafel.dossiers.kinds import kind_named
from keukentafel.dossiers.sharing import standing
from keukentafel.overview.looked.rules import Entry, Line, Yes, alone, place, sentence


@dataclass(frozen=True, slots=True)
class Words:
    """Who, as what, and the whole sentence."""

    who: str
    role: str
    text: str


def words_of(visit: Visit, line: Line) -> Words:
    """One line in words."""
    seat = visit.seats.get(line.who) if line.who else None
    return Words(
        name_of(visit, line.who, you=""),
        standing(seat.role, seat.card) if seat else "",
        text_of(visit, alone(line), you=""),
    )


def text_of(visit: Visit, entry: Entry, *, you: str | None = None) -> str:
    """The sentence of an entry. ``you``: what stands for the reader; empty text gives their name."""
    words = {
        "who": name_of(visit, entry.who, you=_("you") if you is None else you),
        "whom": name_of(visit, entry.whom, you=pgettext("whom", "you") if you is None else you),
        "what": str(kind_named(entry.what).label).lower() if entry.what else _("something that is gone now"),
        "where": ", ".join(_(place(name)) for name in entry.places),
    }
    return capfirst(_(sentence(entry)) % words)


def name_of(visit: Visit, seat: UUID | None, *, you: str) -> str:
    """The name on a seat's card, or what stands for the reader."""
    if you and seat in visit.my_seats and visit.looking_as is None:
        return you
    known = visit.seats.get(seat) if seat else None
    return known.card.name if known else _("somebody")


def yes_in_words(visit: Visit, yes: Yes) -> str:
    """By whose yes somebody was there. What was taken back since is not told of: that is silent."""
    if yes.by is None or yes.given is None or yes.by not in visit.seats:
        return _("with a yes that was given then")
    day = date_format(timezone.localtime(yes.given), "j F Y")
    return _("with the yes of %(name)s, %(day)s") % {"name": visit.seats[yes.by].card.name, "day": day}
