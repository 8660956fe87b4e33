"""People and circles in words, for the pages."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from keukentafel.access import OpenCircle, SeatInSight, Visit
from keukentafel.dossiers.sharing import standing
from keukentafel.look.table_picture import Place, Side

ROLES = {
    "parent": gettext_lazy("Parent"),
    "youth": gettext_lazy("Child or young person"),
    "relative": gettext_lazy("Family"),
    "network": gettext_lazy("Someone close to us"),
    "professional": gettext_lazy("Professional"),
}
"""What a form and a heading call a role; as what somebody sits here, ``sharing`` says."""
SIDES: dict[str, Side] = {"network": "network", "professional": "professional"}


def place(visit: Visit, seat: SeatInSight) -> Place:
    """A seat as the picture of the table draws it."""
    return Place(
        seat_id=str(seat.id),
        name=seat.card.name,
        relation=standing(seat.role, seat.card),
        side=SIDES.get(seat.role, "family"),
        you=seat.id in visit.my_seats,
        child=seat.role == "youth",
        colour=seat.colour,
        href=reverse("table:seat", args=[visit.dossier, seat.id]),
        home=seat.card.home,
    )


def what_lies(kind: str, name: str) -> str:
    """What one sees in a circle, in a sentence."""
    if kind == "table":
        return _("Everything that lies on the table: for everybody who sits here.")
    if kind == "family":
        return _("What is only for the family.")
    if kind == "personal":
        return _("What lies in the private circle “%(name)s”.") % {"name": name}
    return _("What lies in the circle “%(name)s”.") % {"name": name}


def invited_as(role: str) -> tuple[str, str]:
    """What one may invite somebody as, and what that means, for the form."""
    return {
        "relative": (_("Somebody of the family"), _("Grandma, an uncle, a sister. Sees what is for the family too.")),
        "network": (_("Somebody close to us"), _("A neighbour, a friend, a coach.")),
        "professional": (_("A professional"), _("From school, the youth team, the doctor.")),
        "parent": (_("A parent"), _("The other parent, or a stepparent.")),
        "youth": (_("A child or young person"), _("With an e-mail address and an account of their own.")),
    }[role]


def options(seats: Iterable[SeatInSight]) -> list[tuple[str, str, str]]:
    """Seats to tick in a form: (value, name, as what)."""
    return [(str(seat.id), seat.card.name, standing(seat.role, seat.card)) for seat in seats]


def who_it_is_for(circle: OpenCircle) -> str:
    """Who sits in a circle, in a sentence."""
    if circle.kind == "table":
        return _("Everybody who sits at the table.")
    if circle.kind == "family":
        return _("Parents, children and relatives. No professionals.")
    if circle.personal and circle.holder:
        return _("Yours alone. Nobody else knows that it is there, except who you ask in.")
    if circle.personal:
        return _("A private circle. You were asked in. Nobody else knows that it is there.")
    return _("Whom the family chose, and the parents in charge.")
