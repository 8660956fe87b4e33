"""The page "Who looked?"."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from keukentafel.access import Refused, SeatInSight, Visit, door
from keukentafel.dossiers.circle_names import circle_name
from keukentafel.dossiers.pages import show_in
from keukentafel.dossiers.reading import Mark
from keukentafel.overview.looked.asking import again, asking, sort_options
from keukentafel.overview.looked.queries import log
from keukentafel.overview.looked.rules import Entry, fold
from keukentafel.overview.looked.told import text_of, yes_in_words

FILES = ("overview:who_looked_csv", "overview:who_looked_fhir")


@dataclass(frozen=True, slots=True)
class Told:
    """One sentence of the log, as drawn. ``circles`` and ``consents``: the reason why."""

    who: SeatInSight | None
    text: str
    when: str
    circles: tuple[str, ...]
    consents: tuple[str, ...]
    times: int
    refused: bool
    loud: bool


@require_safe
@door("who_looked")
def who_looked(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Who saw or did what, when, and why they could; for the family."""
    if not visit.seat.family_side:
        raise Refused
    form = asking(request)
    found = log(visit, form.asked(visit), before=Mark.asked(request.GET.get("before", "")))
    days = [(day, [_told(visit, entry) for entry in group]) for day, group in _by_day(fold(found.lines))]
    newest = reverse("overview:who_looked", args=[visit.dossier])
    context = {
        "days": days,
        "form": form,
        "who_options": _people(visit),
        "sort_options": sort_options(),
        "newest": newest,
        "older": newest + again(form, before=str(found.older)) if found.older else "",
        "deep": "before" in request.GET,
        "too_many": "many" in request.GET,
        "files": [reverse(name, args=[visit.dossier]) + again(form) for name in FILES],
    }
    return show_in(request, visit, "overview/who_looked.html", context, room="who_looked")


def _people(visit: Visit) -> list[tuple[str, str]]:
    return [
        (str(seat.id), seat.card.name)
        for seat in sorted(visit.seats.values(), key=lambda one: one.card.name.casefold())
    ]


def _by_day(entries: Iterable[Entry]) -> Iterator[tuple[date, Iterator[Entry]]]:
    return groupby(entries, key=lambda entry: entry.day)


def _told(visit: Visit, entry: Entry) -> Told:
    return Told(
        who=visit.seats.get(entry.who) if entry.who else None,
        text=text_of(visit, entry),
        when=_when(entry),
        circles=tuple(
            circle_name(visit.circles[circle]) for circle in entry.circles if circle and circle in visit.circles
        ),
        consents=tuple(dict.fromkeys(yes_in_words(visit, yes) for yes in entry.consents)),
        times=entry.times,
        refused=entry.action == "refused",
        loud=entry.action == "burst" or entry.emergency,
    )


def _when(entry: Entry) -> str:
    first, last = (timezone.localtime(at).strftime("%H:%M") for at in (entry.first, entry.at))
    return last if first == last else _("%(first)s to %(last)s") % {"first": first, "last": last}
