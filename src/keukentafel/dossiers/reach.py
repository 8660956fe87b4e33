"""When somebody can be reached: in words, at a conversation with them and on their card; and written on that card."""

from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from django.db import connection
from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.formats import date_format, time_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from keukentafel.access import Visit
from keukentafel.access.cards import Reach, bound_seat
from keukentafel.dossiers.sharing import listed
from keukentafel.look.words import in_sentence
from keukentafel.people import reach as kept

CARD = "UPDATE seat SET sealed = %s WHERE id = %s"


@dataclass(frozen=True, slots=True)
class Reachable:
    """``hours``: when they work, in words; ``away``: why they don't answer now, in words, or empty."""

    hours: str
    away: str


def reachable(reach: Reach, now: datetime) -> Reachable:
    """How somebody can be reached at this moment. Who said nothing of it is always there."""
    local = timezone.localtime(now)
    hours = hours_in_words(reach)
    if reach.back and local.date() < reach.back:
        return Reachable(hours, _("away until %(day)s") % {"day": back_in_words(reach.back)})
    if hours and not at_work(reach, local):
        return Reachable(hours, _("not at work right now"))
    return Reachable(hours, "")


def at_work(reach: Reach, local: datetime) -> bool:
    """Whether it is one of their hours; who named none works at all hours."""
    if is_away(reach, local.date()):
        return False
    if reach.days and local.weekday() not in reach.days:
        return False
    return (reach.starts or time.min) <= local.time() <= (reach.ends or time.max)


def is_away(reach: Reach, day: date) -> bool:
    """Whether they are away that day."""
    return reach.back is not None and day < reach.back


def back_in_words(day: date) -> str:
    """The day on which somebody is back, within a sentence: "Sunday 29 November"."""
    return in_sentence(date_format(day, "l j F"), get_language() or "")


def hours_in_words(reach: Reach) -> str:
    """As "Monday, Tuesday and Friday, from 9:00 to 17:00", or empty."""
    language = get_language() or ""
    named = [in_sentence(WEEKDAYS[day], language) for day in sorted(reach.days)]
    days = listed(named) if 0 < len(named) < 7 else ""
    if reach.starts and reach.ends:
        between = _("from %(first)s to %(last)s") % {
            "first": time_format(reach.starts, "H:i"),
            "last": time_format(reach.ends, "H:i"),
        }
        return f"{days}, {between}" if days else between
    return days


def said_by(person: UUID) -> Reach:
    """What somebody said once for all their tables."""
    words = kept.words_of(person)
    return Reach.model_validate_json(words) if words else Reach()


def write_on_cards(visit: Visit, reach: Reach) -> None:
    """Write it on the visitor's own cards here, where it is not yet."""
    if visit.looking_as:
        return
    for seat in [visit.seats[one] for one in sorted(visit.my_seats)]:
        if seat.card.reach == reach or not any(visit.circles[c].writes for c in seat.circles if c in visit.circles):
            continue
        sealed = visit.ring.seal(
            visit.dossier, bound_seat(visit.dossier, seat.id), seat.card.model_copy(update={"reach": reach}).block()
        )
        with connection.cursor() as cursor:
            cursor.execute(CARD, [sealed, seat.id])
        at_table = visit.table is not None and visit.table.id in seat.circles
        visit.note("card", visit.table.id if visit.table and at_table else min(seat.circles), seat.id)
