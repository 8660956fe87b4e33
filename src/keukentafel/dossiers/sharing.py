"""Who somebody is, and who sees what, in words and faces: said alike in every room."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any
from uuid import UUID

from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

from keukentafel.access import OpenCircle, SeatInSight, Visit
from keukentafel.access.cards import SeatCard
from keukentafel.dossiers import moving, rights
from keukentafel.dossiers.circle_names import circle_name
from keukentafel.dossiers.kinds import Kind
from keukentafel.dossiers.moving import Hindrance
from keukentafel.dossiers.opened import Opened
from keukentafel.look.words import initials

NOBODYS = 8
"""The colour of a mug without a seat."""


@dataclass(frozen=True, slots=True)
class Face:
    """Somebody as a page draws them. ``note``: as what they sit here; ``away``: they no longer do."""

    id: UUID
    name: str
    note: str
    colour: int
    letters: str
    family_side: bool
    away: bool


@dataclass(frozen=True, slots=True)
class Place:
    """A circle in which something lies or may be put, with who sees it, and what stands in the way of moving there."""

    id: UUID
    name: str
    private: bool
    faces: Sequence[Face]
    hindrance: Hindrance = ""


def face(seat: SeatInSight) -> Face:
    """A seat as ``ui.faces`` draws it."""
    name = seat.card.name
    note = standing(seat.role, seat.card)
    return Face(seat.id, name, note, seat.colour, initials(name), seat.family_side, away=not seat.present)


def faces(seats: Iterable[SeatInSight]) -> list[Face]:
    """Several."""
    return [face(seat) for seat in seats]


def standing(role: str, card: SeatCard) -> str:
    """As what somebody sits here: the family's own word, else the role; of a professional what they do, and for whom.

    Whom a professional works for is always seen; the family's word for them stands on the seat's page.
    """
    work = ", ".join(part for part in (card.function, card.organisation) if part)
    return (work if role == "professional" else "") or card.relation or work or _roles(get_language())[role]


@cache
def _roles(_language: str | None) -> dict[str, str]:
    """Looked up once a language: a page of the journal says fifty."""
    return {
        "parent": pgettext("seat", "parent"),
        "youth": pgettext("seat", "young person"),
        "relative": pgettext("seat", "relative"),
        "network": pgettext("seat", "somebody we know"),
        "professional": pgettext("seat", "professional"),
    }


def name_of(visit: Visit, seat: UUID | None) -> str:
    """The name on a seat, if it is in sight."""
    found = visit.seats.get(seat) if seat else None
    return found.card.name if found else ""


def colour_of(visit: Visit, seat: UUID | None) -> int:
    """The colour of a seat's mug."""
    found = visit.seats.get(seat) if seat else None
    return found.colour if found else NOBODYS


def listed(names: Sequence[str], most: int = 20) -> str:
    """Names in a sentence: "Ann, Bo and 3 more"."""
    if len(names) > most:
        rest = len(names) - most + 1
        more = ngettext("%(n)d more", "%(n)d more", rest) % {"n": rest}
        names = [*names[: most - 1], more]
    if len(names) < 2:
        return names[0] if names else ""
    return _("%(first)s and %(last)s") % {"first": ", ".join(names[:-1]), "last": names[-1]}


def who_sees(visit: Visit, circle: UUID) -> list[Face]:
    """Who sees what lies in a circle: whoever sits there and has an account."""
    return faces(moving.seers(visit, circle))


def place(visit: Visit, circle: UUID, hindrance: Hindrance = "") -> Place:
    """A circle with who sees it."""
    found: OpenCircle = visit.circles[circle]
    return Place(circle, circle_name(found), found.personal, who_sees(visit, circle), hindrance)


def places_to_add(visit: Visit, kind: Kind) -> list[Place]:
    """The circles in which the visitor may add this kind. The first is the default: everybody, or the only one.

    Not those of conversations between chosen people: they are found by these people, not by a name.
    """
    return [
        place(visit, circle)
        for circle, one in visit.circles.items()
        if not one.talk and rights.may_add(visit, kind, circle)
    ]


def places_to_move(visit: Visit, item: Opened[Any]) -> list[Place]:
    """The circles to which the item may go, and what stands in the way."""
    return [place(visit, circle, why) for circle, why in moving.targets(visit, item).items()]
