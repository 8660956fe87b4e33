"""Write the access log: each line at its place in its chain, in the transaction in which it happened."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS

from keukentafel import __version__, vault
from keukentafel.access.rows import fetch
from keukentafel.accesslog.chain import Head, Line, Linked, link

WAITING = "SELECT * FROM access_waiting()"
LINK = "SELECT access_link(%s, %s, %s)"
WRITE = "SELECT * FROM access_write(%s, %s)"
_program = "web"


def come_from(program: str) -> None:
    """Say what this process is (``web``, ``worker``, ``command``): the log keeps it with each line."""
    global _program
    _program = program


def program() -> str:
    """What this process is, with its version."""
    return f"{_program} {__version__}"


def write(lines: Sequence[Line], heads: Mapping[UUID, Head], statement: str = WRITE, rest: Sequence[Any] = ()) -> None:
    """Write lines behind the heads, by a statement that takes lines, links and the ``rest``.

    When somebody wrote into the same chain meanwhile, the statement gives where it is now, and holds it there.
    """
    if moved := _written(lines, heads, statement, rest):
        again = {row[0]: Head(row[1], row[2]) for row in moved}
        if _written(lines, {**heads, **again}, statement, rest):
            raise RuntimeError("a chain of the access log moved on although it was locked")


def link_waiting(using: str = DEFAULT_DB_ALIAS) -> int:
    """Give the lines that doors of the database wrote in this transaction their places. The last thing in it.

    Gives how many; at most 10,000 at once.
    """
    rows = fetch(WAITING, [], using)
    if not rows:
        return 0
    lines = [Line._make(row[:14])._replace(program=program()) for row in rows]
    heads = {line.chain: Head(row[14], row[15]) for line, row in zip(lines, rows, strict=True)}
    linked = link(lines, heads, vault.current().log_mac)
    places = [{"id": str(one.line.id), "seq": one.seq, "hash": _hex(one.hash)} for one in linked]
    fetch(LINK, [json.dumps(places), _links(linked), program()], using)
    return len(rows)


def _written(lines: Sequence[Line], heads: Mapping[UUID, Head], statement: str, rest: Sequence[Any]) -> list[Any]:
    linked = link(lines, heads, vault.current().log_mac)
    return fetch(statement, [json.dumps([_row(one) for one in linked]), _links(linked), *rest])


def _row(linked: Linked) -> dict[str, Any]:
    line = linked.line
    return {
        "id": str(line.id),
        "at": line.at.isoformat(),
        "dossier_id": str(line.dossier),
        "circle_id": _text(line.circle),
        "person_id": _text(line.person),
        "seat_id": _text(line.seat),
        "eyes_id": _text(line.eyes),
        "action": line.action,
        "place": line.place,
        "subject_id": _text(line.subject),
        "program": line.program,
        "consent_id": _text(line.consent),
        "emergency": line.emergency,
        "responsible": _hex(line.responsible) if line.responsible else None,
        "seq": linked.seq,
        "hash": _hex(linked.hash),
    }


def _links(linked: Iterable[Linked]) -> str:
    """For each chain: where it was, where it is then, and the hash there."""
    chains: dict[UUID, dict[str, Any]] = {}
    for one in linked:
        chain = chains.setdefault(one.line.chain, {"chain": str(one.line.chain), "before": one.seq - 1})
        chain |= {"after": one.seq, "hash": _hex(one.hash)}
    return json.dumps(list(chains.values()))


def _text(one: UUID | None) -> str | None:
    return str(one) if one else None


def _hex(block: bytes) -> str:
    return "\\x" + block.hex()
