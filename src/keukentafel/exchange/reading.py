"""Read a dossier whole, as far as the visitor sees it: its head at once, its items in a stream.

The items come by one statement, and so as they stood at one moment: what somebody moves, changes or deletes meanwhile
is in the archive as it was, never half. Only a few hundred are in memory at a time.
"""

from collections.abc import Iterator
from datetime import UTC
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection

from keukentafel.access import Visit
from keukentafel.access.cards import SeatCard, bound_seat
from keukentafel.access.rows import fetch
from keukentafel.dossiers import blobs, rooms
from keukentafel.dossiers.blobs import Blob
from keukentafel.dossiers.kinds import kind_named
from keukentafel.dossiers.opened import bound
from keukentafel.exchange import format as form
from keukentafel.exchange.names import path_of

DOSSIER = "SELECT created FROM dossier WHERE id = %s"
CIRCLES = """
SELECT id, kind, holder_id, created FROM circle WHERE dossier_id = %s
 ORDER BY array_position(ARRAY['table', 'family', 'named', 'talk', 'personal'], kind::text), created, id
"""
SEATS = """
SELECT id, role, authority, age_band, coordinator, since, until, person_id IS NOT NULL, sealed
  FROM seat WHERE dossier_id = %s ORDER BY since, id
"""
SITTING = "SELECT circle_id, seat_id, since, until FROM circle_seat WHERE dossier_id = %s ORDER BY circle_id, seat_id"
EXPECTED = """
SELECT (SELECT count(*) FROM item WHERE dossier_id = %s),
       (SELECT coalesce(sum(size), 0)::bigint FROM blob WHERE dossier_id = %s)
"""
STEP = "ARRAY[to_char(happened AT TIME ZONE 'UTC', 'YYYYMMDDHH24MISSUS') || id::text]"
ITEMS = f"""
WITH RECURSIVE tree AS (
  SELECT id, split_part(kind, '.', 1) AS room, {STEP} AS path FROM item WHERE dossier_id = %s AND parent_id IS NULL
  UNION ALL
  SELECT i.id, t.room, t.path || {STEP.replace("happened", "i.happened").replace("id::", "i.id::")}
    FROM item i JOIN tree t ON i.parent_id = t.id)
SELECT i.id, i.circle_id, i.parent_id, i.kind, i.author_id, i.assignee_id, i.state, i.happened, i.due, i.version,
       i.created, i.changed, i.changed_by_id, i.sealed, t.room, array_length(t.path, 1) - 1,
       v.versions, v.assignees, v.states, v.happeneds, v.dues, v.changeds, v.changers, v.sealeds,
       s.seats, s.ats, b.ids, b.sizes, b.files, b.createds, b.sealeds, b.checkeds
  FROM tree t JOIN item i ON i.id = t.id
  LEFT JOIN LATERAL (
    SELECT array_agg(version ORDER BY version) AS versions, array_agg(assignee_id ORDER BY version) AS assignees,
           array_agg(state ORDER BY version) AS states, array_agg(happened ORDER BY version) AS happeneds,
           array_agg(due ORDER BY version) AS dues, array_agg(changed ORDER BY version) AS changeds,
           array_agg(changed_by_id ORDER BY version) AS changers, array_agg(sealed ORDER BY version) AS sealeds
      FROM item_version WHERE item_id = i.id) v ON true
  LEFT JOIN LATERAL (SELECT array_agg(seat_id ORDER BY seat_id) AS seats, array_agg(at ORDER BY seat_id) AS ats
                       FROM item_seen WHERE item_id = i.id) s ON true
  LEFT JOIN LATERAL (
    SELECT array_agg(id ORDER BY created, id) AS ids, array_agg(size ORDER BY created, id) AS sizes,
           array_agg(file ORDER BY created, id) AS files, array_agg(created ORDER BY created, id) AS createds,
           array_agg(sealed ORDER BY created, id) AS sealeds, array_agg(checked ORDER BY created, id) AS checkeds
      FROM blob WHERE item_id = i.id) b ON true
 ORDER BY array_position(%s::text[], t.room), t.room COLLATE "C", t.path COLLATE "C"
"""
"""Room by room, each item after what it hangs under; within that by the moment that it is about."""
BATCH = 50


class Kept(NamedTuple):
    """An item on its way out. ``room``: of what it hangs under at last; ``depth``: how deep it hangs."""

    item: form.Item
    room: str
    depth: int
    blobs: tuple[Blob, ...]


def head(visit: Visit) -> form.Head:
    """The dossier, its circles and seats in sight."""
    return form.Head(
        format=1,
        dossier=visit.dossier,
        title=visit.cover.title,
        language=visit.cover.language,
        created=_utc(fetch(DOSSIER, [visit.dossier])[0][0]),
        frozen=_utc(visit.frozen_at),
        mine=tuple(sorted(visit.my_seats)),
        circles=tuple(_circle(visit, row) for row in fetch(CIRCLES, [visit.dossier])),
        seats=tuple(_seat(visit, row) for row in fetch(SEATS, [visit.dossier])),
        sitting=tuple(
            form.Sitting(circle=row[0], seat=row[1], since=_utc(row[2]), until=_utc(row[3]))
            for row in fetch(SITTING, [visit.dossier])
        ),
    )


def accounts(visit: Visit) -> tuple[UUID, ...]:
    """The seats on which somebody with an account sits, in this house."""
    return tuple(sorted(seat.id for seat in visit.seats.values() if seat.has_account))


def expected(visit: Visit) -> int:
    """About how many bytes the archive will be."""
    count, size = fetch(EXPECTED, [visit.dossier, visit.dossier])[0]
    return int(size) + int(count) * 900 + 20_000


def items(visit: Visit) -> Iterator[Kept]:
    """Every item in sight, in order. Raises ``Unreadable`` of the vault."""
    order = [room.key for room in rooms.in_order()]
    with connection.chunked_cursor() as cursor:
        cursor.execute(ITEMS, [visit.dossier, order])
        while rows := cursor.fetchmany(BATCH):
            for row in rows:
                yield _kept(visit, row)


def _kept(visit: Visit, row: Any) -> Kept:
    own = tuple(
        blobs.opened(visit.ring, visit.dossier, (one[0], row[1], row[0], *one[1:]))
        for one in zip(*(row[at] or () for at in range(26, 32)), strict=True)
    )
    own = () if any(blobs.unknown(one) for one in own) else own  # what nobody may open yet leaves no other way
    return Kept(_item(visit, row, own), row[14], row[15], own)


def _item(visit: Visit, row: Any, own: tuple[Blob, ...]) -> form.Item:
    return form.Item.model_construct(
        id=row[0],
        circle=row[1],
        parent=row[2],
        kind=row[3],
        schema_=kind_named(row[3]).schema,
        author=row[4],
        assignee=row[5],
        state=row[6],
        happened=_utc(row[7]),
        due=row[8],
        version=row[9],
        created=_utc(row[10]),
        changed=_utc(row[11]),
        changed_by=row[12],
        content=_content(visit, row, row[9], row[13]),
        versions=tuple(_version(visit, row, old) for old in zip(*(row[at] or () for at in range(16, 24)), strict=True)),
        seen=tuple(
            form.Seen.model_construct(seat=seat, at=_utc(at))
            for seat, at in zip(row[24] or (), row[25] or (), strict=True)
        ),
        files=tuple(_file(blob) for blob in own),
    )


def _version(visit: Visit, row: Any, old: tuple[Any, ...]) -> form.Version:
    version, assignee, state, happened, due, changed, changed_by, sealed = old
    return form.Version.model_construct(
        version=version,
        assignee=assignee,
        state=state,
        happened=_utc(happened),
        due=due,
        changed=_utc(changed),
        changed_by=changed_by,
        content=_content(visit, row, version, sealed),
    )


def _content(visit: Visit, row: Any, version: int, sealed: bytes) -> dict[str, Any]:
    block = visit.ring.open(row[1], bound(visit.dossier, row[0], row[3], version), bytes(sealed))
    return kind_named(row[3]).unpack(block).model_dump(mode="json")


def _file(blob: Blob) -> form.File:
    return form.File(
        id=blob.id,
        name=blob.name,
        media_type=blob.media_type,
        size=blob.size,
        sha256=blob.card.sha256,
        created=_utc(blob.created),
        path=path_of(blob.id, blob.media_type),
        small=blob.card.small,
    )


def _circle(visit: Visit, row: Any) -> form.Circle:
    return form.Circle(id=row[0], kind=row[1], name=visit.circles[row[0]].name, holder=row[2], created=_utc(row[3]))


def _seat(visit: Visit, row: Any) -> form.Seat:
    card = SeatCard.model_validate_json(visit.ring.open(visit.dossier, bound_seat(visit.dossier, row[0]), row[8]))
    return form.Seat(
        id=row[0],
        role=row[1],
        authority=row[2],
        age_band=row[3],
        coordinator=row[4],
        since=_utc(row[5]),
        until=_utc(row[6]),
        card=card,
    )


def _utc(at: Any) -> Any:
    return at.astimezone(UTC) if at else None
