"""Tombstones against a database: what was destroyed is not there, whatever backup the database came from."""

from dataclasses import dataclass
from uuid import UUID

import psycopg

from keukentafel import vault
from keukentafel.access.keys import destroy_doomed, tombstones
from keukentafel.site.postgres import ClusterError
from keukentafel.vault.tombstones import Tombstone

RISEN = (
    "This database is older than what was destroyed since: {} things that families destroyed are in it again, or not "
    "marked as gone. Nobody may see it like this. Run `keukentafel tombstones apply`, then start again."
)
LAID = "SELECT to_regclass('tombstone') IS NOT NULL AND to_regprocedure('access_risen(uuid[])') IS NOT NULL"
KNOWN = "SELECT id, kind, at FROM tombstone"
DESTROY = {
    "dossier": "SELECT access_destroy(%(id)s)",
    "circle": "SELECT access_destroy_circle(%(id)s)",
    "account": "SELECT access_destroy_account(%(id)s)",
    "archive": "WITH gone AS (DELETE FROM take_along WHERE id = %(id)s) DELETE FROM bring_along WHERE id = %(id)s",
}
STONE = "INSERT INTO tombstone (id, kind, at) VALUES (%s, %s, %s) ON CONFLICT DO NOTHING"


class Risen(ClusterError):
    """What was destroyed is there again."""


@dataclass(frozen=True)
class Applied:
    """How many tombstones there are, and how many things stood in the database again and went."""

    known: int
    went: int


def refuse_risen(url: str) -> None:
    """Raise ``Risen`` unless every tombstone beside the keys holds in this database. ``url``: of any role of ours."""
    known = list(tombstones().all())
    with psycopg.connect(url) as asked:
        laid = asked.execute(LAID).fetchone() == (True,)
        row = asked.execute("SELECT access_risen(%s)", [known]).fetchone() if laid and known else None
    if row and row[0]:
        raise Risen(RISEN.format(row[0]))


def apply(owner_url: str) -> Applied:
    """Destroy anew what was destroyed, in the database and among the keys. Twice is once; broken off, it goes on."""
    with psycopg.connect(owner_url) as owner:
        stones = {row[0]: Tombstone(*row) for row in owner.execute(KNOWN).fetchall()} | tombstones().all()
        owner.execute("SET ROLE keukentafel_rule")
        there = [stone for stone in stones.values() if _there(owner, stone.id)]
        for stone in stones.values():
            owner.execute(STONE, [stone.id, stone.kind, stone.at])
        for stone in there:
            owner.execute(DESTROY[stone.kind].encode(), {"id": stone.id})
    destroy_doomed()
    tombstones().add(stones.values())
    for stone in stones.values():
        vault.current().destroy(stone.id)
    return Applied(len(stones), len(there))


def _there(owner: psycopg.Connection, one: UUID) -> bool:
    row = owner.execute(
        "SELECT EXISTS (SELECT FROM dossier WHERE id = %(id)s) OR EXISTS (SELECT FROM circle WHERE id = %(id)s)"
        " OR EXISTS (SELECT FROM person WHERE id = %(id)s) OR EXISTS (SELECT FROM take_along WHERE id = %(id)s)"
        " OR EXISTS (SELECT FROM bring_along WHERE id = %(id)s)",
        {"id": one},
    ).fetchone()
    return bool(row and row[0])
