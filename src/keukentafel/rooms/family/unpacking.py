"""At the new table: lay places for the authors, make the circles, and put everything in them, sealed anew."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection

from keukentafel import vault
from keukentafel.access import OpenCircle, SeatInSight, Visit, enter
from keukentafel.access.cards import CircleName, SeatCard, bound_circle, bound_seat
from keukentafel.dossiers import blobs
from keukentafel.dossiers.blobs import Blob
from keukentafel.dossiers.kinds import kind_named
from keukentafel.dossiers.opened import Opened, bound
from keukentafel.dossiers.rights import must
from keukentafel.vault import Ring

VERSIONS = """
SELECT v.item_id, i.kind, i.author_id, v.version, v.assignee_id, v.state, v.happened, v.due, v.changed, v.changed_by_id,
       v.sealed
  FROM item_version v JOIN item i ON i.id = v.item_id WHERE v.circle_id = %s ORDER BY v.item_id, v.version
"""
CIRCLE = """
INSERT INTO circle (id, dossier_id, kind, holder_id, created, sealed) VALUES (%s, %s, %s, %s, %s, %s)
    ON CONFLICT DO NOTHING
"""
PUT_IN = """
INSERT INTO circle_seat (circle_id, seat_id, dossier_id, since) VALUES (%s, %s, %s, %s) ON CONFLICT DO NOTHING
"""
NO_FILES = "SELECT NOT EXISTS (SELECT FROM blob WHERE item_id = %s)"
SEAT = "SELECT access_copy_seat(%s, %s, %s::smallint, %s, %s)"
ITEM = "SELECT access_copy_item(%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)"
VERSION = "SELECT access_copy_version(%s, %s, %s, %s, %s, %s, %s, %s, %s)"


@dataclass(frozen=True, slots=True)
class Earlier:
    """How a thing was before."""

    id: UUID
    kind: str
    author: UUID
    version: int
    assignee: UUID | None
    state: str
    happened: datetime
    due: date | None
    changed: datetime
    changed_by: UUID
    content: Any


@dataclass(frozen=True, slots=True)
class Load:
    """What goes along of one circle. ``seats``: whose words they are; ``mine``: the traveller's own seats there;
    ``files``: the bytes of each thing.
    """

    circle: OpenCircle
    things: Sequence[Opened[Any]]
    earlier: Sequence[Earlier]
    seats: Sequence[SeatInSight]
    mine: frozenset[UUID]
    files: Mapping[UUID, Sequence[Blob]]


def versions(visit: Visit, circle: UUID) -> list[Earlier]:
    """Everything of a circle as it was before, opened."""
    with connection.cursor() as cursor:
        cursor.execute(VERSIONS, [circle])
        return [_earlier(visit, circle, row) for row in cursor.fetchall()]


def _earlier(visit: Visit, circle: UUID, row: Any) -> Earlier:
    block = visit.ring.open(circle, bound(visit.dossier, row[0], row[1], row[3]), row[10])
    return Earlier(*(*row[:10], kind_named(row[1]).unpack(block)))


def unpack(person: UUID, new: UUID, load: Load | None) -> int:
    """Put one circle's load down at the new table; gives how many things."""
    if load is None or not load.things:
        return 0
    personal = load.circle.personal and load.circle.holder
    with enter(person, new, place="family") as visit:
        circle = _circle(visit, load)
        ring = vault.current().lend(
            new, shared=[*_shared(visit), *([] if personal else [circle])], personal=[circle] if personal else ()
        )
        names = {seat.id: _seat(visit, ring, seat) for seat in load.seats if seat.id not in load.mine}
        names |= dict.fromkeys(load.mine, visit.seat.id)
        copying = Copying(visit, ring, circle, names | {one.id: moved(new, one.id) for one in load.things})
        copying.put(load)
        visit.note("split_off", circle)
    return len(load.things)


def _shared(visit: Visit) -> list[UUID]:
    return [one.id for one in visit.circles.values() if not one.personal]


def moved(new: UUID, old: UUID) -> UUID:
    """The id at the new table of what had another at the old one; in the same order."""
    marked = vault.current().keyed_hash("split", new.bytes + old.bytes)
    return UUID(
        bytes=old.bytes[:6] + bytes([0x70 | marked[6] & 0x0F, marked[7], 0x80 | marked[8] & 0x3F]) + marked[9:16]
    )


def _circle(visit: Visit, load: Load) -> UUID:
    """The circle of that name at the new table: its table and its family are there, others are made."""
    there = next((one.id for one in visit.circles.values() if one.kind == load.circle.kind and not one.name), None)
    if there:
        return there
    circle, own = moved(visit.dossier, load.circle.id), load.circle.personal and load.circle.holder
    if own:
        vault.current().ensure(circle)
    ring = vault.current().lend(visit.dossier, shared=() if own else [circle], personal=[circle] if own else ())
    sealed = ring.seal(circle, bound_circle(visit.dossier, circle), CircleName(name=load.circle.name).block())
    holder = visit.seat.id if own else None
    _do(CIRCLE, circle, visit.dossier, "personal" if own else "named", holder, visit.now, sealed)
    if own:
        _do(PUT_IN, circle, holder, visit.dossier, visit.now)
    return circle


def _seat(visit: Visit, ring: Ring, seat: SeatInSight) -> UUID:
    """A place laid for somebody whose words went along: name and what they are, nothing more."""
    known = moved(visit.dossier, seat.id)
    card = seat.card
    kept = SeatCard(name=card.name, relation=card.relation, organisation=card.organisation, function=card.function)
    sealed = ring.seal(visit.dossier, bound_seat(visit.dossier, known), kept.block())
    must(_do(SEAT, known, seat.role, seat.age_band, sealed, visit.now))
    return known


@dataclass(frozen=True, slots=True)
class Copying:
    """``ids``: for each seat and thing of the old table, its id at the new one."""

    visit: Visit
    ring: Ring
    circle: UUID
    ids: Mapping[UUID, UUID]

    def put(self, load: Load) -> None:
        """Parents before what hangs under them."""
        for one in sorted(load.things, key=lambda thing: (thing.parent is not None, thing.created, thing.id)):
            self._item(one)
            self._files(self.ids[one.id], load.files.get(one.id, ()))
        for row in load.earlier:
            self._version(row, {one.id: one.kind for one in load.things}[row.id])

    def _item(self, one: Opened[Any]) -> None:
        known = self.ids[one.id]
        sealed = self._sealed(known, one.kind, one.version, one.content)
        who = [self.ids[one.author], self._maybe(one.assignee)]
        when = [one.happened, one.due, one.version, one.created, one.changed]
        must(_do(ITEM, known, self.circle, self._maybe(one.parent), one.kind, *who, one.state, *when,
                 self.ids.get(one.changed_by, self.ids[one.author]), sealed))  # fmt: skip

    def _files(self, known: UUID, there: Sequence[Blob]) -> None:
        """Its bytes, each under another key; unless they came already, when this was broken off."""
        if there and _do(NO_FILES, known):
            for one in there:
                blobs.lay(self.visit, blobs.copied(one, item=known, circle=self.circle), self.ring)

    def _version(self, row: Earlier, kind: str) -> None:
        if kind != row.kind:
            return  # it became a loose entry: how it hung before tells of another's words
        known = self.ids[row.id]
        sealed = self._sealed(known, row.kind, row.version, row.content)
        by = self.ids.get(row.changed_by, self.ids[row.author])
        must(_do(VERSION, known, row.version, self._maybe(row.assignee), row.state, row.happened, row.due, row.changed,
                 by, sealed))  # fmt: skip

    def _sealed(self, known: UUID, kind: str, version: int, content: Any) -> bytes:
        declared = kind_named(kind)
        fields = renamed(content.model_dump(mode="json"), {str(old): str(new) for old, new in self.ids.items()})
        packed = declared.pack(declared.content.model_validate(fields, context="kept"))
        return self.ring.seal(self.circle, bound(self.visit.dossier, known, kind, version), packed)

    def _maybe(self, old: UUID | None) -> UUID | None:
        return self.ids.get(old) if old else None


def renamed(value: Any, ids: Mapping[str, str]) -> Any:
    """The same content, with the ids of the new table in it."""
    if isinstance(value, dict):
        return {key: renamed(one, ids) for key, one in value.items()}
    if isinstance(value, list):
        return [renamed(one, ids) for one in value]
    return ids.get(value, value) if isinstance(value, str) else value


def _do(sql: str, *values: Any) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        row = cursor.fetchone() if cursor.description else (cursor.rowcount == 1,)
        return bool(row and row[0])
