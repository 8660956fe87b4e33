"""The page "Who looked?"."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from keukentafel.access import Refused, SeatInSight, Visit, door
from keukentafel.dossiers.circle_names import circle_name
from keukentafel.dossiers.kinds import kind_named
from keukentafel.dossiers.pages import show_in
from keukentafel.overview.looked.queries import Mark, log
from keukentafel.overview.looked.rules import Entry, fold, place, sentence


@dataclass(frozen=True, slots=True)
class Told:
    """One sentence of the log, as drawn. ``circles``: the reason why."""

    who: SeatInSight | None
    text: str
    when: str
    circles: tuple[str, ...]
    times: int
    refused: bool


@require_safe
@door("who_looked")
def who_looked(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Who saw or did what, when, and why they could; for the family."""
    if not visit.seat.family_side:
        raise Refused
    seat = _asked_seat(request, visit)
    found = log(visit, seat=seat, before=_asked_mark(request))
    days = [(day, [_told(visit, entry) for entry in group]) for day, group in _by_day(fold(found.lines))]
    context = {
        "days": days,
        "who_options": _people(visit),
        "chosen": seat,
        "newest": reverse("overview:who_looked", args=[visit.dossier]),
        "older": _older(visit, seat, found.older),
        "deep": "before" in request.GET,
    }
    return show_in(request, visit, "overview/who_looked.html", context, room="who_looked")


def _people(visit: Visit) -> list[tuple[str, str]]:
    return [
        (str(seat.id), seat.card.name)
        for seat in sorted(visit.seats.values(), key=lambda one: one.card.name.casefold())
    ]


def _by_day(entries: Iterable[Entry]) -> Iterator[tuple[date, Iterator[Entry]]]:
    return groupby(entries, key=lambda entry: entry.day)


def _asked_seat(request: HttpRequest, visit: Visit) -> UUID | None:
    """The seat to filter by; one that is not in sight is the same as none that ever was."""
    asked = request.GET.get("seat", "")
    if not asked:
        return None
    seat = next((seat for seat in visit.seats if str(seat) == asked), None)
    if seat is None:
        raise Refused
    return seat


def _asked_mark(request: HttpRequest) -> Mark | None:
    try:
        return Mark.parse(request.GET["before"])
    except (KeyError, ValueError):
        return None


def _older(visit: Visit, seat: UUID | None, mark: Mark | None) -> str:
    if mark is None:
        return ""
    asked = {"seat": str(seat)} if seat else {}
    return f"{reverse('overview:who_looked', args=[visit.dossier])}?{urlencode(asked | {'before': str(mark)})}"


def _told(visit: Visit, entry: Entry) -> Told:
    words = {
        "who": _name(visit, entry.who, you=_("you")),
        "whom": _name(visit, entry.whom, you=pgettext("whom", "you")),
        "what": str(kind_named(entry.what).label).lower() if entry.what else _("something that is gone now"),
        "where": ", ".join(_(place(name)) for name in entry.places),
    }
    return Told(
        who=visit.seats.get(entry.who) if entry.who else None,
        text=capfirst(_(sentence(entry)) % words),
        when=_when(entry),
        circles=tuple(
            circle_name(visit.circles[circle]) for circle in entry.circles if circle and circle in visit.circles
        ),
        times=entry.times,
        refused=entry.action == "refused",
    )


def _name(visit: Visit, seat: UUID | None, *, you: str) -> str:
    if seat in visit.my_seats and visit.looking_as is None:
        return you
    known = visit.seats.get(seat) if seat else None
    return known.card.name if known else _("somebody")


def _when(entry: Entry) -> str:
    first, last = (timezone.localtime(at).strftime("%H:%M") for at in (entry.first, entry.at))
    return last if first == last else _("%(first)s to %(last)s") % {"first": first, "last": last}
