"""Prove that the access log is what was written: every line, every chain, and where each ended outside the database.

Asks as the role of the rule, on the connection of who owns the database; where chains end is asked of a door of the
worker too. Ids, numbers and hashes; nothing is opened.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any
from uuid import UUID

from keukentafel import vault
from keukentafel.access.steward import as_the_rule, as_the_worker
from keukentafel.accesslog.chain import START, Head, Line, Linked, holds
from keukentafel.accesslog.heads import Broken, Outside, Put

LINES = """
SELECT id, at, dossier_id, circle_id, person_id, seat_id, eyes_id, action, place, subject_id, program, consent_id,
       emergency, responsible, seq, hash FROM access_event ORDER BY coalesce(circle_id, dossier_id), seq, id
"""
HEADS = "SELECT chain, seq, hash FROM access_heads()"
ONE_MOMENT = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ"
"""Lines and heads as of the same moment: people go on looking, and that is no alarm."""
AT_ONCE = 2_000


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is not as it was written: in which chain, at which line, and what, in words."""

    chain: UUID | None
    seq: int
    what: str


def put_outside(outside: Outside, now: datetime) -> Put:
    """Write the heads of all chains outside the database. Raises ``Broken`` when what lies there can't be trusted.

    For the worker, and for a command.
    """
    with as_the_worker() as cursor:
        heads = _heads(cursor)
    return outside.put({chain: head for chain, head in heads.items() if head.seq}, now)


def findings(outside: Outside, told: Callable[[int], None] = lambda _: None) -> Iterator[Finding]:
    """All that is wrong. ``told`` hears how many lines were looked at since the last time."""
    yield from _outside_itself(outside)
    said = _said_outside(outside)
    ends: dict[UUID, Head] = {}
    with as_the_rule() as cursor:
        cursor.execute(ONE_MOMENT)
        for chain, lines in groupby(_lines(cursor, told), key=lambda linked: linked.line.chain):
            yield from _chain(chain, lines, said.get(chain, {}), ends)
        inside = _heads(cursor)
    for chain, head in inside.items():
        if head != ends.get(chain, START):
            yield Finding(chain, head.seq, "the log does not end where the database says that it ends")
    for chain in ends.keys() - inside.keys():
        yield Finding(chain, ends[chain].seq, "the database does not say where the log ends")
    for chain, heads in said.items():
        if max(heads) > ends.get(chain, START).seq:
            yield Finding(chain, max(heads), "lines that were there have been cut off")


def _chain(
    chain: UUID, lines: Iterator[Linked], said: Mapping[int, bytes], ends: dict[UUID, Head]
) -> Iterator[Finding]:
    before = START
    for linked in lines:
        if linked.seq != before.seq + 1:
            yield Finding(chain, linked.seq, "a line before it is missing, or it is not at its place")
        elif not holds(linked, before, vault.current().log_mac):
            yield Finding(chain, linked.seq, "the line, or the one before it, is not what was written")
        if said.get(linked.seq, linked.hash) != linked.hash:
            yield Finding(chain, linked.seq, "another line stood here when the log was put outside the database")
        before = Head(linked.seq, linked.hash)
    ends[chain] = before


def _outside_itself(outside: Outside) -> Iterator[Finding]:
    try:
        for _ in outside.days():
            pass
    except Broken as problem:
        yield Finding(None, 0, f"outside the database: {problem}")


def _said_outside(outside: Outside) -> dict[UUID, dict[int, bytes]]:
    said: dict[UUID, dict[int, bytes]] = {}
    try:
        for _, known in outside.days():
            for chain, head in known.heads.items():
                said.setdefault(chain, {})[head.seq] = head.hash
    except Broken:  # told already; what was readable still counts
        pass
    return said


def _lines(cursor: Any, told: Callable[[int], None]) -> Iterator[Linked]:
    cursor.execute("DECLARE lines NO SCROLL CURSOR FOR " + LINES)
    while rows := _next(cursor):
        yield from (Linked(Line._make(_plain(row[:14])), row[14], bytes(row[15])) for row in rows)
        told(len(rows))


def _next(cursor: Any) -> list[Any]:
    cursor.execute(f"FETCH {AT_ONCE} FROM lines")
    rows: list[Any] = cursor.fetchall()
    return rows


def _heads(cursor: Any) -> dict[UUID, Head]:
    cursor.execute(HEADS)
    return {row[0]: Head(row[1], bytes(row[2])) for row in cursor.fetchall()}


def _plain(row: Any) -> Iterator[Any]:
    return (bytes(value) if isinstance(value, memoryview) else value for value in row)
