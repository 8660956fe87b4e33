"""Items as the first page tells them: what, who, where, and where to read on."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from keukentafel.access import SeatInSight, Visit
from keukentafel.dossiers.circle_names import circle_name
from keukentafel.dossiers.kinds import kind_named, pages_above
from keukentafel.dossiers.opened import Opened
from keukentafel.dossiers.rooms import entry
from keukentafel.dossiers.sharing import standing
from keukentafel.look.table_picture import Place
from keukentafel.overview.today.queries import AHEAD, Today
from keukentafel.overview.today.rules import next_birthday
from keukentafel.rooms.plan.days import late

LONGEST = 90


@dataclass(frozen=True, slots=True)
class Told:
    """One line. ``text``: people's own words; ``changed``: it was there before."""

    label: str
    text: str
    icon: str
    href: str
    who: SeatInSight | None
    circle: str
    private: bool
    when: datetime
    due: date | None
    late: bool
    changed: bool


def tell(visit: Visit, item: Opened[Any], today: Today) -> Told:
    """An item as a line."""
    kind, circle, due = kind_named(item.kind), visit.circles[item.circle], today.day_of(item)
    return Told(
        label=str(kind.label),
        text=shortened(kind.headline(item.content)),
        icon=kind.icon or "comment",
        href=address(visit, item),
        who=visit.seats.get(item.changed_by),
        circle=circle_name(circle),
        private=circle.personal,
        when=item.changed,
        due=due,
        late=late(due, timezone.localdate(visit.now)),
        changed=today.since is not None and item.created <= today.since,
    )


def address(visit: Visit, item: Opened[Any]) -> str:
    """Where to read on: the item's own page, else that of what it hangs under, else the door of its room."""
    kind = kind_named(item.kind)
    if kind.page:
        return reverse(kind.page, args=[visit.dossier, item.id])
    above = pages_above(kind)
    if item.parent and len(above) == 1:
        return reverse(above[0], args=[visit.dossier, item.parent])
    return entry(visit, item.kind.partition(".")[0])


def shortened(text: str) -> str:
    """The first words, cut between words."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else line[:LONGEST].rsplit(" ", 1)[0] + "…"


def places(visit: Visit) -> list[Place]:
    """Who sits here now: everybody at the table, or in the one circle of a guest."""
    here = visit.table.id if visit.table else next(iter(visit.circles))
    return [_place(visit, seat) for seat in visit.sitting(here)]


def _place(visit: Visit, seat: SeatInSight) -> Place:
    return Place(
        seat_id=str(seat.id),
        name=seat.card.name,
        relation=standing(seat.role, seat.card),
        side="family" if seat.family_side else "professional" if seat.role == "professional" else "network",
        you=seat.id == visit.seat.id,
        child=seat.role == "youth" and seat.age_band < 16,  # from 16 on a youth is an owner
        away=not seat.has_account and seat.role != "youth",
        colour=seat.colour,
        home=seat.card.home,
    )


def birthdays(visit: Visit) -> list[tuple[date, str]]:
    """Birthdays in the family in the coming two weeks, for the family."""
    if not visit.seat.family_side:
        return []
    start = timezone.localdate(visit.now)
    days = [
        (next_birthday(seat.card.birth_date, start), _("%(name)s's birthday") % {"name": seat.card.name})
        for seat in visit.seats.values()
        if seat.present and seat.card.birth_date
    ]
    return sorted(day for day in days if day[0] <= start + AHEAD)
