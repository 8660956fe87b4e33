"""Circles: make, name, fill, empty, leave, remove."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from keukentafel import events, vault
from keukentafel.access import OpenCircle, Visit
from keukentafel.access.cards import CircleName, bound_circle
from keukentafel.access.keys import destroy_doomed
from keukentafel.accesslog.actions import Action
from keukentafel.dossiers import moving, reading
from keukentafel.dossiers.items import id_for
from keukentafel.dossiers.kinds import all_kinds
from keukentafel.dossiers.rights import must
from keukentafel.rooms.table.events import CircleChanged
from keukentafel.vault import Ring

# No arbiter (ON CONFLICT (id)): PostgreSQL would then want the new row to be in sight already.
MAKE = """
INSERT INTO circle (id, dossier_id, kind, holder_id, created, sealed) VALUES (%s, %s, %s, %s, %s, %s)
    ON CONFLICT DO NOTHING
"""
PUT_IN = """
INSERT INTO circle_seat (circle_id, seat_id, dossier_id, since) SELECT %s, unnest(%s::uuid[]), %s, %s
    ON CONFLICT (circle_id, seat_id)
    DO UPDATE SET since = excluded.since, until = NULL WHERE circle_seat.until IS NOT NULL
"""
TAKE_OUT = "UPDATE circle_seat SET until = %s WHERE circle_id = %s AND seat_id = ANY(%s) AND until IS NULL"
NAME = "UPDATE circle SET sealed = %s WHERE id = %s"
LOCK = "SELECT FROM circle WHERE id = %s FOR UPDATE"
END_GUESTS = "SELECT access_end_guests(%s, %s, %s)"
END_MINE = "SELECT WHERE access_end_seat(%s, %s)"
REMOVE = (
    "DELETE FROM item WHERE circle_id = %s",
    "DELETE FROM invitation WHERE circle_id = %s",
    "DELETE FROM circle_seat WHERE circle_id = %s",
    "DELETE FROM circle WHERE id = %s",
)


def make_named(visit: Visit, name: str, seats: Iterable[UUID], *, once: UUID | None = None) -> UUID:
    """Make a named circle with these seats of the table in it. Owners only."""
    must(visit.owner)
    chosen = sorted(seats)
    must(set(chosen) <= at_table(visit))
    circle = id_for(visit, once)
    ring = vault.current().lend(visit.dossier, shared=[circle], personal=())
    if _make(visit, circle, "named", None, _sealed(ring, visit, circle, name)):
        _do(PUT_IN, circle, chosen, visit.dossier, visit.now)
        _noted(visit, "circle_add", None, circle)
    return circle


def make_personal(visit: Visit, name: str, *, once: UUID | None = None) -> UUID:
    """Make one's own circle, with a key of its own. Who sits at the table on the family's side, from 12 on."""
    must(visit.may_hold and visit.table is not None and visit.looking_as is None)
    circle = id_for(visit, once)
    vault.current().ensure(circle)
    ring = vault.current().lend(visit.dossier, shared=(), personal=[circle])
    holder = visit.seat.id
    if _make(visit, circle, "personal", holder, _sealed(ring, visit, circle, name)):
        _do(PUT_IN, circle, [holder], visit.dossier, visit.now)
        visit.note("circle_add", circle, circle)
        events.announce(CircleChanged(visit.dossier, circle))
    else:
        visit.has_read({circle})
    return circle


def rename(visit: Visit, circle: OpenCircle, name: str) -> None:
    """Give a circle another name. Its holders only."""
    must(may_govern(circle))
    must(_do(NAME, _sealed(visit.ring, visit, circle.id, name), circle.id) == 1)
    _noted(visit, "circle_name", circle, circle.id)


def put_in(visit: Visit, circle: OpenCircle, seats: Iterable[UUID]) -> None:
    """Put seats of the table in. They see all that lies there, from now on. The circle's holders only."""
    chosen = sorted(seats)
    must(may_govern(circle) and set(chosen) <= at_table(visit))
    _do(PUT_IN, circle.id, chosen, visit.dossier, visit.now)
    for seat in chosen:
        _noted(visit, "circle_fill", circle, seat)


def take_out(visit: Visit, circle: OpenCircle, seats: Iterable[UUID]) -> None:
    """Take seats out; they lose sight of it at once. The circle's holders only; never the holder of a personal one.

    A guest of a personal circle sits nowhere else: with the place goes the seat.
    """
    chosen = sorted(seats)
    must(may_govern(circle) and not (circle.personal and circle.seat in chosen))
    _do(TAKE_OUT, visit.now, circle.id, chosen)
    if circle.personal:
        _do(END_GUESTS, circle.id, chosen, visit.now)
    for seat in chosen:
        # in the circle itself, where who was taken out reads no more: they see no event
        visit.note("circle_take_out", circle.id, seat)
        events.announce(CircleChanged(visit.dossier, circle.id))


def leave(visit: Visit, circle: OpenCircle) -> None:
    """Leave a circle that one was put in; a guest, who sits nowhere else, leaves the dossier."""
    must(may_leave(visit, circle))
    if visit.seats[circle.seat].circles == {circle.id}:
        must(_do(END_MINE, circle.seat, visit.now) == 1)
    else:
        must(_do(TAKE_OUT, visit.now, circle.id, [circle.seat]) == 1)
    _noted(visit, "circle_leave", circle, circle.seat)
    visit.leave()


def remove(visit: Visit, circle: OpenCircle, to: UUID | None) -> None:
    """Remove a circle. What lies in it goes to another circle, or is deleted for good (a personal circle: always)."""
    must(may_govern(circle) and (to is None or (not circle.personal and visit.circles[to].kind in ("table", "family"))))
    _do(LOCK, circle.id)
    if to:
        kinds = [kind.name for kind in all_kinds()]
        for item in reading.of_kinds(visit, *kinds, circles=[circle.id]):
            if item.parent is None:
                moving.move(visit, item, to)
    if circle.personal:
        _do(END_GUESTS, circle.id, None, visit.now)
        # its key: the database says which (access/sql/keys.sql), and the next start does what fails here
        transaction.on_commit(destroy_doomed, robust=True)
    for sql in REMOVE:
        _do(sql, circle.id)
    _noted(visit, "circle_remove", circle, circle.id)


def at_table(visit: Visit) -> set[UUID]:
    """The seats that sit at the table now."""
    return {seat.id for seat in visit.sitting(visit.table.id)} if visit.table else set()


def may_govern(circle: OpenCircle) -> bool:
    """Whether the visitor names, fills and removes it: a named or personal circle that they hold."""
    return circle.holder and circle.writes and circle.kind in ("named", "personal")


def may_leave(visit: Visit, circle: OpenCircle) -> bool:
    """Whether the visitor was put in, and so may leave. A holder can't: they see it as its holder."""
    return circle.writes and not circle.holder and circle.kind in ("named", "personal")


def _make(visit: Visit, circle: UUID, kind: str, holder: UUID | None, sealed: bytes) -> bool:
    return _do(MAKE, circle, visit.dossier, kind, holder, visit.now, sealed) == 1


def _sealed(ring: Ring, visit: Visit, circle: UUID, name: str) -> bytes:
    return ring.seal(circle, bound_circle(visit.dossier, circle), CircleName(name=name).block())


def _noted(visit: Visit, action: Action, circle: OpenCircle | None, subject: UUID) -> None:
    """What happens to a personal circle is told in that circle alone; to another one, at the table."""
    private = circle is not None and circle.personal
    place = circle.id if circle and private else visit.table.id if visit.table else None
    visit.note(action, place, subject)
    events.announce(CircleChanged(visit.dossier, circle.id if circle else subject))


def _do(sql: str, *values: Any) -> int:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return int(cursor.rowcount)
