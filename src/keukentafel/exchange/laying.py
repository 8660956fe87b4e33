"""Lay what was looked at into a new dossier, within one transaction on the threshold (``access/sql/exchange.sql``)."""

from base64 import b64encode
from collections.abc import Iterator, Sequence
from sqlite3 import IntegrityError as KeyIsThere
from typing import Any
from uuid import UUID

from django.db import IntegrityError

from keukentafel import vault
from keukentafel.access.cards import CircleName, Cover, bound_circle, bound_cover, bound_seat
from keukentafel.access.files import files
from keukentafel.dossiers import blobs
from keukentafel.dossiers.kinds import Content, Kind
from keukentafel.dossiers.opened import bound
from keukentafel.exchange import format as form
from keukentafel.exchange import laying_rights
from keukentafel.exchange.checking import Checked
from keukentafel.exchange.ids import Ids
from keukentafel.vault import Ring
from keukentafel.vault.files import new_key, new_name

KNOWN = "SELECT access_known_here(%s::uuid[])"
DOSSIER = "SELECT access_bring_dossier(%s, %s, %s, %s)"
SEATS = """
SELECT access_bring_seats(%s::uuid[], %s::text[], %s::boolean[], %s::smallint[], %s::boolean[], %s::timestamptz[],
                          %s::timestamptz[], %s::bytea[], %s::uuid[])
"""
CIRCLES = """
SELECT access_bring_circles(%s::uuid[], %s::text[], %s::uuid[], %s::timestamptz[], %s::bytea[], %s::uuid[], %s::uuid[],
                            %s::timestamptz[], %s::timestamptz[])
"""
ITEMS = """
SELECT access_bring_items(%s::uuid[], %s::uuid[], %s::uuid[], %s::text[], %s::uuid[], %s::uuid[], %s::text[],
                          %s::timestamptz[], %s::date[], %s::int[], %s::timestamptz[], %s::timestamptz[], %s::uuid[],
                          %s::bytea[])
"""
VERSIONS = """
SELECT access_bring_versions(%s::uuid[], %s::int[], %s::uuid[], %s::text[], %s::timestamptz[], %s::date[],
                             %s::timestamptz[], %s::uuid[], %s::bytea[])
"""
SEEN = "SELECT access_bring_seen(%s::uuid[], %s::uuid[], %s::timestamptz[])"
BLOBS = """
SELECT access_bring_blobs(%s::uuid[], %s::uuid[], %s::bigint[], %s::text[], %s::timestamptz[], %s::bytea[])
"""


class Layer:
    """Takes what was looked at. ``made_files``, ``made_keys``: what it makes outside the database is told there
    first.
    """

    def __init__(self, cursor: Any, ids: Ids, made_files: list[str], made_keys: list[UUID]) -> None:
        self._cursor, self._ids = cursor, ids
        self._files, self._keys = made_files, made_keys
        self._circle_of: dict[UUID, UUID] = {}
        self._ring = Ring({})
        self._family = UUID(int=0)
        self.dossier = UUID(int=0)

    def head(self, head: form.Head) -> None:
        """The dossier, its seats and circles."""
        ids = self._ids
        ids.knows({seat.id for seat in head.seats})
        self.dossier = ids(head.dossier)
        personal = [ids(circle.id) for circle in head.circles if circle.kind == "personal"]
        shared = [ids(circle.id) for circle in head.circles if circle.kind != "personal"]
        self._must_be_new(self.dossier, *shared, *personal)
        self._make_keys(self.dossier, *personal)
        self._ring = vault.current().lend(self.dossier, shared=shared, personal=personal)
        self._family = next(ids(circle.id) for circle in head.circles if circle.kind == "family")
        cover = Cover(title=head.title, language=head.language).block()
        sealed = self._ring.seal(self.dossier, bound_cover(self.dossier), cover)
        self._do(DOSSIER, self.dossier, sealed, head.created, head.frozen)
        self._seats(head)
        self._circles(head)

    def rights(self, rights: form.Rights) -> None:
        """Who may decide for whom, and who agreed to what."""
        laying_rights.lay(rights, self._ids, self._ring, (self.dossier, self._family), self._do)

    def items(self, items: list[Checked]) -> None:
        """Items, their history and who saw them."""
        self._lay(ITEMS, 14, [self._item(one) for one in items])
        self._lay(VERSIONS, 9, [row for one in items for row in self._versions(one)])
        seen = [(self._ids(one.item.id), self._ids(s.seat), s.at) for one in items for s in one.item.seen]
        self._lay(SEEN, 3, seen)
        for one in items:
            if one.item.files:
                self._circle_of[one.item.id] = self._ids(one.item.circle)

    def file(self, item: UUID, file: form.File, content: Iterator[bytes]) -> None:
        """A file, sealed into the folder while it is read."""
        stored, key = new_name(), new_key()
        self._files.append(stored)
        files().write(stored, key, content)
        card = blobs.FileCard(
            name=file.name,
            media_type=file.media_type,
            key=b64encode(key).decode(),
            sha256=file.sha256,
            small=file.small,
        )
        where = self._circle_of[item]
        blob = blobs.Blob(self._ids(file.id), where, self._ids(item), file.size, stored, file.created, card)
        sealed = blobs.seal_card(self._ring, self.dossier, blob)
        self._lay(BLOBS, 6, [(blob.id, blob.item, blob.size, stored, blob.created, sealed)])

    def _must_be_new(self, *ids: UUID) -> None:
        self._cursor.execute(KNOWN, [list(ids)])
        if self._cursor.fetchone()[0]:
            raise IntegrityError("taken")

    def _make_keys(self, *keys: UUID) -> None:
        """A key for the dossier and for each personal circle. Where one is, the id is taken, or was."""
        for key in keys:
            try:
                vault.current().create(key)
            except KeyIsThere as there:
                raise IntegrityError("taken") from there
            self._keys.append(key)

    def _seats(self, head: form.Head) -> None:
        rows = [
            (
                self._ids(seat.id), seat.role, seat.authority, seat.age_band, seat.coordinator, seat.since, seat.until,
                self._ring.seal(self.dossier, bound_seat(self.dossier, self._ids(seat.id)), seat.card.block()),
            )
            for seat in head.seats
        ]  # fmt: skip
        self._do(SEATS, *_columns(rows, 8), [self._ids(seat) for seat in head.mine])

    def _circles(self, head: form.Head) -> None:
        rows = [
            (
                self._ids(one.id), one.kind, self._ids(one.holder) if one.holder else None, one.created,
                self._ring.seal(
                    self._ids(one.id), bound_circle(self.dossier, self._ids(one.id)), CircleName(name=one.name).block()
                ),
            )
            for one in head.circles
        ]  # fmt: skip
        sitting = [(self._ids(one.circle), self._ids(one.seat), one.since, one.until) for one in head.sitting]
        self._do(CIRCLES, *_columns(rows, 5), *_columns(sitting, 4))

    def _item(self, one: Checked) -> tuple[Any, ...]:
        item, ids = one.item, self._ids
        return (
            ids(item.id), ids(item.circle), ids(item.parent) if item.parent else None, item.kind, ids(item.author),
            ids(item.assignee) if item.assignee else None, item.state, item.happened, item.due, item.version,
            item.created, item.changed, ids(item.changed_by), self._seal(one, item.version, one.content),
        )  # fmt: skip

    def _versions(self, one: Checked) -> Iterator[tuple[Any, ...]]:
        for old, content in one.versions:
            yield (
                self._ids(one.item.id), old.version, self._ids(old.assignee) if old.assignee else None, old.state,
                old.happened, old.due, old.changed, self._ids(old.changed_by), self._seal(one, old.version, content),
            )  # fmt: skip

    def _seal(self, one: Checked, version: int, content: Content) -> bytes:
        place = bound(self.dossier, self._ids(one.item.id), one.item.kind, version)
        return self._ring.seal(self._ids(one.item.circle), place, one.kind.pack(self._with_ids(one.kind, content)))

    def _with_ids(self, kind: Kind, content: Content) -> Content:
        plain = content.model_dump(mode="json")
        mapped = self._ids.within(plain)
        return content if mapped == plain else kind.content.model_validate(mapped)

    def _lay(self, statement: str, width: int, rows: Sequence[tuple[Any, ...]]) -> None:
        if rows:
            self._do(statement, *_columns(rows, width))

    def _do(self, statement: str, *values: Any) -> None:
        self._cursor.execute(statement, values)


def _columns(rows: Sequence[tuple[Any, ...]], width: int) -> list[list[Any]]:
    return [[row[at] for row in rows] for at in range(width)]
