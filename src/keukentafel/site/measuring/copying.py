"""Write rows by COPY, behind the walls: as the owner of the tables, who isn't bound by row-level security."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from psycopg import sql

from keukentafel.site.measuring.packing import packed

COLUMNS: dict[str, str] = {
    "person": "id uuid, email bytea, name bytea, language varchar, is_active bool, joined timestamptz, password bytea",
    "dossier": "id uuid, sealed bytea, frozen_at timestamptz, created timestamptz",
    "seat": "id uuid, dossier_id uuid, person_id uuid, role varchar, authority bool, age_band int2, coordinator bool,"
    " since timestamptz, until timestamptz, sealed bytea",
    "circle": "id uuid, dossier_id uuid, kind varchar, holder_id uuid, created timestamptz, sealed bytea",
    "log_head": "chain uuid, dossier_id uuid, seq int8, hash bytea",
    "circle_seat": "circle_id uuid, seat_id uuid, dossier_id uuid, since timestamptz, until timestamptz",
    "presence": "seat_id uuid, dossier_id uuid, last_at timestamptz, before_at timestamptz",
    "item": "id uuid, dossier_id uuid, circle_id uuid, parent_id uuid, kind varchar, author_id uuid, assignee_id uuid,"
    " state varchar, happened timestamptz, due date, version int4, created timestamptz, changed timestamptz,"
    " changed_by_id uuid, sealed bytea",
}
RIGHTS = """
SELECT r.rolsuper, r.rolbypassrls, pg_has_role(c.relowner, 'MEMBER') FROM pg_roles r, pg_class c
 WHERE r.rolname = current_user AND c.oid = to_regclass('item')
"""


class NotAllowed(Exception):
    """The owner's connection can't go round row-level security; the message says what is missing."""


@contextmanager
def behind_the_walls(owner_url: str) -> Iterator[psycopg.Connection]:
    """One transaction as the owner, in which COPY is allowed. Raises ``NotAllowed``."""
    if not owner_url:
        raise NotAllowed("There is no owner's connection: set DATABASE_URL to a role that owns the tables.")
    with psycopg.connect(owner_url) as owner:
        _check(owner)
        yield owner


def block(table: str, rows: Iterable[tuple[Any, ...]]) -> bytes:
    """Rows, in the order of ``COLUMNS``, ready to be written."""
    return packed([column.split()[1] for column in COLUMNS[table].split(",")], rows)


def copy(owner: psycopg.Connection, table: str, rows: bytes) -> int:
    """Write a ``block``; gives how many rows it had."""
    names = [sql.Identifier(column.split()[0]) for column in COLUMNS[table].split(",")]
    statement = sql.SQL("COPY {} ({}) FROM STDIN (FORMAT BINARY)")
    with owner.cursor() as cursor:
        with cursor.copy(statement.format(sql.Identifier(table), sql.SQL(", ").join(names))) as stream:
            stream.write(rows)
        return cursor.rowcount


def _check(owner: psycopg.Connection) -> None:
    found = owner.execute(RIGHTS).fetchone()
    if found is None:
        raise NotAllowed("There are no tables yet: run `keukentafel migrate` first.")
    superuser, bypasses, owns = found
    if not (superuser or bypasses):
        raise NotAllowed(
            "COPY can't write through forced row-level security, and the role of DATABASE_URL is bound by it."
            " Let it go round for the measurement: ALTER ROLE <role> BYPASSRLS (undo it afterwards)."
        )
    if not (superuser or owns):
        raise NotAllowed("The role of DATABASE_URL does not own the tables: use the role that migrated them.")
    if superuser:  # the rows are made to fit: checking every foreign key again would take half of the time
        owner.execute("SET LOCAL session_replication_role = replica")
