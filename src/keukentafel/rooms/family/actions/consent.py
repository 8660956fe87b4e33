"""Whom a circle is about, and what they and their parents say to a professional in it."""

from uuid import UUID

from keukentafel.access import SeatInSight, Visit
from keukentafel.dossiers.models import new_id
from keukentafel.dossiers.rights import must
from keukentafel.rooms.family import rules, telling
from keukentafel.rooms.family.actions.ways import ask, table

ABOUT = "SELECT access_circle_is_about(%s, %s, %s, %s)"
SAY = "SELECT access_say(%s, %s, %s, %s, %s::smallint, %s, %s::smallint, NULL, %s)"
UNSAY = "SELECT access_unsay(%s, %s)"


def is_about(visit: Visit, circle: UUID, seat: SeatInSight, *, yes: bool) -> None:
    """Say whom a circle is about, or not any more."""
    table(visit)
    must(bool(ask(visit, ABOUT, circle, seat.id, yes, visit.now)))
    visit.note("about" if yes else "about_end", circle if circle in visit.circles else table(visit), seat.id)


def say(
    visit: Visit, circle: UUID, professional: SeatInSight, about: SeatInSight, *, yes: bool, band: int | None = None
) -> str:
    """Say yes or no; gives "in" (the professional sits there now), "waits" (for somebody else's word) or "no"."""
    must(circle in visit.circles or about.id == visit.seat.id)
    table(visit)
    said = [new_id(), circle, professional.id, about.id, about.age_band if band is None else band, yes]
    became = ask(visit, SAY, *said, rules.TEXT_VERSION, visit.now)
    must(became is not None)
    visit.note("consent", circle, professional.id)
    if became == "waits" and about.id != visit.seat.id and about.has_account and rules.decides_for_themself(about):
        telling.by_letter(visit, [about], soon=False)
    return str(became)


def take_back(visit: Visit, said: UUID) -> None:
    """Take back what one said, at once. Nobody is told."""
    table(visit)
    circle = ask(visit, UNSAY, said, visit.now)
    must(circle is not None)
    visit.note("consent_end", circle, visit.seat.id)
