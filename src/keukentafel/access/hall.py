"""The hall: the list of one's own tables, before entering one."""

import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone
from uuid_utils.compat import uuid7

from keukentafel import vault
from keukentafel.access import log
from keukentafel.access.cards import Cover, SeatCard, bound_cover, bound_seat
from keukentafel.access.endings import carry_out
from keukentafel.access.rows import fetch
from keukentafel.access.threshold import standing
from keukentafel.accesslog.chain import Head, Line
from keukentafel.vault import NoKey, Ring

operator = logging.getLogger(__name__)
TABLES = "SELECT * FROM access_hall()"


@dataclass(frozen=True, slots=True)
class HallTable:
    """One of my tables, from the outside. ``circles``: the open ones, as id -> kind.

    ``seats``: mine there; two when a guest of a personal circle also sits at the table. ``ring``: for the open circles.
    """

    dossier: UUID
    title: str
    seat: UUID
    role: str
    owner: bool
    name: str
    frozen: bool
    last_here: datetime | None
    since: datetime
    circles: Mapping[UUID, str]
    seats: frozenset[UUID]
    ring: Ring = field(repr=False)
    head: Head

    @property
    def guest(self) -> bool:
        """Whether I only sit in a personal circle there."""
        return "table" not in self.circles.values()


@dataclass(frozen=True)
class Hall:
    """One person and their tables, for the length of one transaction."""

    person: UUID
    tables: tuple[HallTable, ...]
    cursor: Any
    now: datetime
    shut: int = 0
    """How many more tables are mine whose key is not where it should be: an operator's mistake."""

    @property
    def my_seats(self) -> frozenset[UUID]:
        """All my seats, at all my tables."""
        return frozenset(seat for table in self.tables for seat in table.seats)


@contextmanager
def hall(person: UUID, *, now: datetime | None = None) -> Iterator[Hall]:
    """Open a transaction, yield the ``Hall`` and log at each table that its door was looked at."""
    at = now or timezone.now()
    with standing(person) as cursor:
        rows = fetch(TABLES, [])
        due = {row[0] for row in rows if row[13]}
        if not due:
            yield from _shown(cursor, person, rows, at)
    if due:  # is done outside of the transaction, and asked anew
        for dossier in due:
            carry_out(person, dossier)
        with standing(person) as cursor:
            yield from _shown(cursor, person, fetch(TABLES, []), at)


def my_dossiers(person: UUID) -> list[UUID]:
    """Which tables are mine: ids alone, nothing of them is opened, and nothing is logged. For who enters each next."""
    with standing(person):
        return list(dict.fromkeys(row[0] for row in fetch(TABLES, [])))


def _shown(cursor: Any, person: UUID, rows: list[Any], at: datetime) -> Iterator[Hall]:
    grouped = _grouped(rows)
    tables = tuple(filter(None, (_table(dossier, mine) for dossier, mine in grouped.items())))
    yield Hall(person, tables, cursor, at, shut=len(grouped) - len(tables))
    if tables:
        first = {next(iter(table.circles)): table.head for table in tables}
        log.write([_line(person, table, at) for table in tables], first)


def _grouped(rows: list[Any]) -> dict[UUID, list[Any]]:
    grouped: dict[UUID, list[Any]] = {}
    for row in rows:
        grouped.setdefault(row[0], []).append(row)
    return grouped


def _table(dossier: UUID, mine: list[Any]) -> HallTable | None:
    """One table; None when its key is lost, which must not shut the others."""
    first = mine[0]
    kinds = {row[2]: row[3] for row in mine}
    try:
        ring = vault.current().lend(
            dossier,
            shared=[circle for circle, kind in kinds.items() if kind != "personal"],
            personal=[circle for circle, kind in kinds.items() if kind == "personal"],
        )
    except NoKey as lost:
        operator.error("There is no key for %s: `keukentafel keys verify` tells whether there should be", lost)
        return None
    card = SeatCard.model_validate_json(ring.open(dossier, bound_seat(dossier, first[1]), first[8]))
    cover = Cover.model_validate_json(ring.open(dossier, bound_cover(dossier), first[7]))
    return HallTable(
        dossier=dossier,
        title=cover.title,
        seat=first[1],
        role=first[4],
        owner=first[5],
        name=card.name,
        frozen=first[6] is not None,
        last_here=first[9],
        since=first[10],
        circles=kinds,
        seats=frozenset(row[1] for row in mine),
        ring=ring,
        head=Head(first[11], first[12]),
    )


def _line(person: UUID, table: HallTable, at: datetime) -> Line:
    return Line(
        id=uuid7(),
        at=at,
        dossier=table.dossier,
        circle=next(iter(table.circles)),
        person=person,
        seat=table.seat,
        eyes=None,
        action="read",
        place="hall",
        subject=None,
        program=log.program(),
        consent=None,
        emergency=False,
        responsible=None,
    )
