"""Letters, from the side of who writes them: write, send anew, take back, put away."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection
from psycopg.types.json import Jsonb

from keukentafel import events
from keukentafel.access import Visit
from keukentafel.access.ages import band_on, day_of
from keukentafel.dossiers.items import id_for
from keukentafel.dossiers.rights import must
from keukentafel.dossiers.seating import ADULT
from keukentafel.rooms.table import rules
from keukentafel.rooms.table.events import LetterWritten
from keukentafel.rooms.table.letters import Letter, address_hash, bound_letter, token, token_hash
from keukentafel.rooms.table.queries import Written

INSERT = """
INSERT INTO invitation (id, dossier_id, circle_id, inviter_id, seat_id, circles, role, authority, age_band,
                        token_hash, address_hash, state, sent, expires, times_sent, sealed)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, 'sent', %s, %s, 1, %s) ON CONFLICT DO NOTHING
"""
AGAIN = """
UPDATE invitation
   SET inviter_id = %s, token_hash = %s, state = 'sent', sent = %s, expires = %s, times_sent = times_sent + 1
 WHERE id = %s AND times_sent = %s AND state IN ('sent', 'withdrawn')
"""
WITHDRAW = "UPDATE invitation SET state = 'withdrawn' WHERE id = %s AND state = 'sent'"
PUT_AWAY = "DELETE FROM invitation WHERE id = %s AND (state <> 'sent' OR expires <= %s)"


@dataclass(frozen=True, slots=True)
class Chair:
    """What the invited would sit on. ``circles``: named circles; ``seat``: that of a family member without an account.

    ``circle``: the table, or the personal circle in which the invited would be a guest.
    """

    circle: UUID
    role: str
    authority: bool = False
    circles: tuple[UUID, ...] = ()
    seat: UUID | None = None


def put(
    visit: Visit, letter: Letter, chair: Chair, *, once: UUID | None = None, expires: datetime | None = None
) -> UUID:
    """Keep a letter, without sending it; gives its id. The same form sent twice is one letter."""
    must(_may_invite(visit, chair))
    invitation = id_for(visit, once)
    circle = visit.circles[chair.circle]
    values = [
        invitation,
        visit.dossier,
        circle.id,
        circle.seat,
        chair.seat,
        Jsonb([str(named) for named in chair.circles]),
        chair.role,
        chair.authority,
        band_on(letter.birth_date, day_of(visit.now)) if letter.birth_date else ADULT,
        token_hash(token(invitation, 1)),
        address_hash(letter.address),
        visit.now,
        expires or visit.now + rules.LETTER_LASTS,
        visit.ring.seal(circle.id, bound_letter(visit.dossier, invitation), letter.block()),
    ]
    if _do(INSERT, *values):
        visit.note("invite", circle.id, invitation)
    return invitation


def write(visit: Visit, letter: Letter, chair: Chair, *, once: UUID | None = None) -> UUID:
    """Write a letter and have it sent. Raises ``Refused`` for who may not invite, and for a chair that can't be."""
    lines = len(visit.notebook.lines)
    invitation = put(visit, letter, chair, once=once)
    if len(visit.notebook.lines) > lines:
        events.announce(LetterWritten(visit.dossier, visit.person, invitation, 1))
    return invitation


def send_again(visit: Visit, written: Written) -> None:
    """Send it anew, with another token and 72 new hours; the earlier link is dead."""
    must(rules.may_send_again(written.state, written.times_sent))
    times = written.times_sent + 1
    seat = visit.circles[written.circle].seat
    hashed = token_hash(token(written.id, times))
    expires = visit.now + rules.LETTER_LASTS
    must(_do(AGAIN, seat, hashed, visit.now, expires, written.id, written.times_sent))
    visit.note("invite_again", written.circle, written.id)
    events.announce(LetterWritten(visit.dossier, visit.person, written.id, times))


def withdraw(visit: Visit, written: Written) -> None:
    """Take it back: the link is dead. Already answered: nothing happens."""
    if _do(WITHDRAW, written.id):
        visit.note("invite_withdraw", written.circle, written.id)


def put_away(visit: Visit, written: Written) -> None:
    """Delete a letter that is no longer open, for good."""
    must(_do(PUT_AWAY, written.id, visit.now))
    visit.note("invite_delete", written.circle, written.id)


def _may_invite(visit: Visit, chair: Chair) -> bool:
    circle = visit.circles.get(chair.circle)
    if circle is None or not circle.holder or not circle.writes:
        return False
    if circle.personal:
        return chair.role in rules.GUEST_ROLES and not (chair.circles or chair.seat or chair.authority)
    named = {one.id for one in visit.circles.values() if one.kind == "named"}
    return circle.kind == "table" and named.issuperset(chair.circles) and _seat_fits(visit, chair)


def _seat_fits(visit: Visit, chair: Chair) -> bool:
    if chair.authority and chair.role != "parent":
        return False
    if chair.seat is None:
        return True
    seat = visit.seats.get(chair.seat)
    return seat is not None and not seat.has_account and seat.present and seat.role == chair.role


def _do(sql: str, *values: Any) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return bool(cursor.rowcount == 1)
