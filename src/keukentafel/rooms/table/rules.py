"""Who may do what at the table (``domain.md``, "Seeing and doing", "Age and authority"). No Django here."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from keukentafel.access import SeatInSight, Visit

LETTER_LASTS = timedelta(hours=72)
MOST_SENDS = 5
"""How often one letter is sent: an address is never flooded."""
GUEST_ROLES = frozenset({"network", "professional"})
"""Who is asked into a personal circle alone is never of the family (``access/sql/walls.sql``)."""


def writes(visit: Visit) -> bool:
    """Whether the visitor may do anything at all (not while looking through another seat's eyes)."""
    return visit.looking_as is None


def at_table(visit: Visit, seat: SeatInSight) -> bool:
    """Whether the seat is at the table now, as far as the visitor sees."""
    return visit.table is not None and seat.present and visit.table.id in seat.circles


def may_edit(visit: Visit, seat: SeatInSight) -> bool:
    """One's own card, and as an owner everybody's."""
    return writes(visit) and (seat.id in visit.my_seats or (visit.owner and at_table(visit, seat)))


def may_end(visit: Visit, seat: SeatInSight) -> bool:
    """An owner ends the seat of somebody at the table who is no owner, or has no account yet to be one with."""
    return (
        visit.owner
        and not (seat.owner and seat.has_account)
        and seat.id not in visit.my_seats
        and at_table(visit, seat)
    )


def needs_both(visit: Visit, seat: SeatInSight) -> bool:
    """Another owner: equal standing, so one of them alone can't end the seat of the other."""
    return visit.owner and seat.owner and seat.has_account and seat.id not in visit.my_seats and at_table(visit, seat)


def decides(seat: SeatInSight) -> bool:
    """An owner who can sign in, now: what destroys or shuts out needs all of these, or 14 days."""
    return seat.owner and seat.has_account and seat.ended is None


def may_look_as(visit: Visit, seat: SeatInSight) -> bool:
    """An owner looks through any other seat's eyes."""
    return visit.owner and seat.id not in visit.my_seats and at_table(visit, seat)


def last_owner(visit: Visit, seats: Iterable[SeatInSight]) -> bool:
    """Whether the visitor is the only owner who can sign in: without them nobody would own the dossier."""
    others = [seat for seat in seats if decides(seat)]
    return visit.owner and all(seat.id in visit.my_seats for seat in others)


def may_ask(visit: Visit) -> bool:
    """Who sits at the table and may not invite, may ask the family to."""
    return writes(visit) and not visit.owner and visit.table is not None


def letter_state(state: str, expires: datetime, now: datetime) -> str:
    """sent, expired, accepted, declined or withdrawn."""
    return "expired" if state == "sent" and expires <= now else state


def may_send_again(state: str, times_sent: int) -> bool:
    """Anew: not to who said no, and not without end."""
    return state in ("sent", "expired", "withdrawn") and times_sent < MOST_SENDS
