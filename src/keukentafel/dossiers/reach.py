"""When a professional can be reached, in words: at a conversation with them, and on their card."""

from dataclasses import dataclass
from datetime import date, datetime, time

from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _

from keukentafel.access.cards import Reach
from keukentafel.dossiers.sharing import listed


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
        return Reachable(hours, _("away until %(day)s") % {"day": date_format(reach.back, "l j F")})
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


def hours_in_words(reach: Reach) -> str:
    """As "Monday, Tuesday and Friday, from 9:00 to 17:00", or empty."""
    days = listed([str(WEEKDAYS[day]) for day in sorted(reach.days)]) if 0 < len(reach.days) < 7 else ""
    if reach.starts and reach.ends:
        between = _("from %(first)s to %(last)s") % {
            "first": time_format(reach.starts, "H:i"),
            "last": time_format(reach.ends, "H:i"),
        }
        return f"{days}, {between}" if days else between
    return days
