"""Lay a place at the table for somebody without an account (a child, or whoever comes later)."""

from uuid import UUID

from django.db import connection

from keukentafel.access import Refused, Visit
from keukentafel.access.ages import band_on, day_of
from keukentafel.access.cards import SeatCard, bound_seat
from keukentafel.dossiers.items import id_for

LAY = "SELECT access_lay_place(%s, %s, %s, %s::smallint, %s, %s)"
ROLES = frozenset({"parent", "youth", "relative", "network"})
"""A professional never sits without having accepted."""
ADULT = 18


def lay_place(visit: Visit, card: SeatCard, role: str, *, authority: bool = False, once: UUID | None = None) -> UUID:
    """Add a seat without an account, at the table (family-side: in the family too); gives its id.

    For a youth the birth date on the card decides what it may do later. Logged as ``place_laid``. An account comes
    to the seat by an invitation that names it. ``once`` is the form's own id: sent twice, it lays one place.
    Raises ``Refused`` unless the visitor is an owner.
    """
    if not visit.owner or role not in ROLES:
        raise Refused
    seat = id_for(visit, once)
    band = band_on(card.birth_date, day_of(visit.now)) if card.birth_date else ADULT
    sealed = visit.ring.seal(visit.dossier, bound_seat(visit.dossier, seat), card.block())
    with connection.cursor() as cursor:
        cursor.execute(LAY, [seat, role, authority, band, sealed, visit.now])
        laid = cursor.fetchone()[0]
    if laid is None or visit.table is None:
        raise Refused
    if laid == "laid":
        visit.note("place_laid", visit.table.id, seat)
    return seat
