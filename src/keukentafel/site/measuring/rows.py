"""The rows of a synthetic dossier: ids given, everything sealed for its place as the house does it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from keukentafel import vault
from keukentafel.access.ages import band_on
from keukentafel.access.cards import CircleName, Cover, SeatCard, bound_circle, bound_cover, bound_seat
from keukentafel.dossiers.models import new_id
from keukentafel.dossiers.opened import bound
from keukentafel.site.measuring.planned import Planned
from keukentafel.site.measuring.shapes import TODAY, Shape
from keukentafel.vault import Ring

SINCE = timedelta(days=366)
Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Planted:
    """The ids of one synthetic dossier, in the order of its shape. ``people``: the account of each seat, or None;
    ``talk``: its first conversation, if it has one.
    """

    id: UUID
    shape: Shape
    seats: tuple[UUID, ...]
    circles: tuple[UUID, ...]
    people: tuple[UUID | None, ...]
    talk: UUID = field(default_factory=new_id)

    @property
    def personal(self) -> tuple[UUID, ...]:
        """Its personal circles: each has a key of its own."""
        kinds = (circle.kind for circle in self.shape.circles)
        return tuple(one for one, kind in zip(self.circles, kinds, strict=True) if kind == "personal")

    def ring(self) -> Ring:
        """The keys to all of it."""
        shared = (circle for circle in self.circles if circle not in self.personal)
        return vault.current().lend(self.id, shared=shared, personal=self.personal)


def with_ids(shape: Shape, people: tuple[UUID | None, ...]) -> Planted:
    """Give a dossier its ids."""
    return Planted(
        new_id(), shape, tuple(new_id() for _ in shape.seats), tuple(new_id() for _ in shape.circles), people
    )


def dossier_row(dossier: Planted, ring: Ring, now: datetime) -> Row:
    """Columns as in ``copying.COLUMNS``, here and below."""
    cover = Cover(title=dossier.shape.title).block()
    return dossier.id, ring.seal(dossier.id, bound_cover(dossier.id), cover), None, now - SINCE


def seat_rows(dossier: Planted, ring: Ring, now: datetime) -> Iterator[Row]:
    """One row a seat."""
    for at, (seat, shape) in enumerate(zip(dossier.seats, dossier.shape.seats, strict=True)):
        card = SeatCard(name=shape.name, relation=shape.relation, birth_date=shape.born).block()
        band = band_on(shape.born, TODAY) if shape.born else 18
        sealed = ring.seal(dossier.id, bound_seat(dossier.id, seat), card)
        parent = shape.role == "parent"
        yield seat, dossier.id, dossier.people[at], shape.role, parent, band, at == 0, now - SINCE, None, sealed


def circle_rows(dossier: Planted, ring: Ring, now: datetime) -> Iterator[Row]:
    """One row a circle."""
    for circle, shape in zip(dossier.circles, dossier.shape.circles, strict=True):
        holder = None if shape.holder is None else dossier.seats[shape.holder]
        sealed = ring.seal(circle, bound_circle(dossier.id, circle), CircleName(name=shape.name).block())
        yield circle, dossier.id, shape.kind, holder, now - SINCE, sealed


def head_rows(dossier: Planted) -> Iterator[Row]:
    """Where each log starts: triggers would make these, but none runs here."""
    for chain in (dossier.id, *dossier.circles):
        yield chain, dossier.id, 0, b""


def sitting_rows(dossier: Planted, now: datetime) -> Iterator[Row]:
    """One row for each seat in each circle."""
    for circle, shape in zip(dossier.circles, dossier.shape.circles, strict=True):
        for seat in shape.sitting:
            yield circle, dossier.seats[seat], dossier.id, now - SINCE, None


def presence_rows(dossier: Planted, now: datetime) -> Iterator[Row]:
    """Everybody with an account was here a week ago."""
    for seat, person in zip(dossier.seats, dossier.people, strict=True):
        if person:
            yield seat, dossier.id, now - timedelta(days=7), now - timedelta(days=14)


def item_rows(
    dossier: Planted, ring: Ring, items: Sequence[Planned], contents: dict[str, list[bytes]], now: datetime
) -> Iterator[Row]:
    """One row an item."""
    ids = [new_id() for _ in items]
    talk = next((at for at, item in enumerate(items) if item.kind == "talk.conversation"), None)
    if talk is not None:
        ids[talk] = dossier.talk
    for id_, item in zip(ids, items, strict=True):
        kind, circle, author = item.kind, dossier.circles[item.circle], dossier.seats[item.author]
        sealed = ring.seal(circle, bound(dossier.id, id_, kind, 1), contents[kind][item.pick])
        happened = now - timedelta(minutes=item.age)
        due = None if item.due is None else (now + timedelta(days=item.due)).date()
        assignee = None if item.assignee is None else dossier.seats[item.assignee]
        parent = None if item.parent is None else ids[item.parent]
        yield (
            id_, dossier.id, circle, parent, kind, author, assignee, item.state, happened, due, 1, happened, happened,
            author, sealed,
        )  # fmt: skip
