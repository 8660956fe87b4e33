"""The plan itself, and all that ever happened in it."""

from datetime import datetime
from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.views.decorators.http import require_safe

from keukentafel.access import Refused, Visit, door
from keukentafel.dossiers import rights
from keukentafel.dossiers.pages import kept
from keukentafel.rooms.plan import cards, queries, telling
from keukentafel.rooms.plan.kinds import GOAL
from keukentafel.rooms.plan.pages import around


@require_safe
@door("plan")
@kept
def plan(request: HttpRequest, visit: Visit) -> HttpResponse:
    """One family, one plan."""
    shown = cards.plan_cards(visit, queries.plan(visit))
    return around.show(request, visit, "plan", {"plan": shown, "may_add": may_add(visit)})


@require_safe
@door("plan")
def history(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The whole history of the plan, newest first, by month."""
    before = _moment(request.GET["before"]) if "before" in request.GET else None
    moments, older = queries.history(visit, before=before)
    lines = [telling.tell(visit, moment) for moment in moments]
    months = [(month, list(those)) for month, those in groupby(lines, key=lambda line: _month(line.at))]
    context = {"months": months, "older": older.isoformat() if older else "", "newest": before is None}
    return around.show(request, visit, "history", context)


def may_add(visit: Visit) -> bool:
    """Whether there is a circle in which the visitor may put something."""
    return any(rights.may_add(visit, GOAL, circle) for circle in visit.circles)


def _month(moment: datetime) -> str:
    return capfirst(date_format(timezone.localtime(moment), "F Y"))


def _moment(text: str) -> datetime:
    """The moment in an address; one that is broken is not found."""
    try:
        moment = parse_datetime(text.replace(" ", "+"))
    except ValueError:
        moment = None
    if moment is None or timezone.is_naive(moment):
        raise Refused
    return moment
