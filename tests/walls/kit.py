"""What the wall tests share: standing before PostgreSQL as somebody, and looking at what it guards."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

import psycopg
from psycopg.conninfo import conninfo_to_dict

STAND = "SELECT set_config('kt.person', %s, true), set_config('kt.dossier', %s, true), set_config('kt.eyes', %s, true)"
DOSSIER_TABLES = """
SELECT c.table_name FROM information_schema.columns c JOIN pg_tables t ON t.tablename = c.table_name
 WHERE t.schemaname = 'public' AND c.table_schema = 'public'
   AND (c.column_name = 'dossier_id' OR c.table_name = 'dossier')
 ORDER BY 1
"""


def web_login(url: str) -> str:
    """The name of the role that the site signs in as."""
    return str(conninfo_to_dict(url)["user"])


@contextmanager
def as_web(
    owner: psycopg.Connection,
    login: str,
    person: UUID | None = None,
    here: UUID | None = None,
    eyes: UUID | None = None,
) -> Iterator[psycopg.Cursor]:
    """A transaction in the owner's connection that is the web role's in all but name; undone afterwards.

    So what was sabotaged in an outer transaction is seen too.
    """
    with owner.transaction(force_rollback=True), owner.cursor() as cursor:
        cursor.execute(STAND, [str(part) if part else "" for part in (person, here, eyes)])
        cursor.execute(f'SET LOCAL ROLE "{login}"'.encode())
        yield cursor


def dossier_tables(cursor: psycopg.Cursor | psycopg.Connection) -> list[str]:
    """Every table that holds something of a dossier."""
    return [row[0] for row in cursor.execute(DOSSIER_TABLES).fetchall()]


def unguarded(cursor: psycopg.Cursor | psycopg.Connection) -> list[str]:
    """Tables of a dossier without forced row-level security, or that the web role reaches without a policy to pass."""
    rows = cursor.execute(
        "SELECT c.relname, c.relrowsecurity, c.relforcerowsecurity,"
        " EXISTS (SELECT FROM pg_policies p WHERE p.tablename = c.relname AND 'keukentafel_web' = ANY(p.roles))"
        " OR NOT has_any_column_privilege('keukentafel_web', c.oid, 'select, insert, update'),"
        " EXISTS (SELECT FROM pg_policies p WHERE p.tablename = c.relname AND 'public' = ANY(p.roles)),"
        " EXISTS (SELECT FROM pg_policies p WHERE p.tablename = c.relname AND 'keukentafel_web' = ANY(p.roles)"
        "         AND coalesce(p.qual, p.with_check) IN ('true', '(true)'))"
        " FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relname = ANY(%s)",
        [dossier_tables(cursor)],
    ).fetchall()
    good = (True, True, True, False, False)
    return sorted(row[0] for row in rows if row[1:] != good)


def rows_in_sight(cursor: psycopg.Cursor, tables: list[str]) -> dict[str, int]:
    """How many rows of each table the cursor's role sees; of a table that is closed to it, none."""
    return {table: _count(cursor, table) for table in tables}


def _count(cursor: psycopg.Cursor, table: str) -> int:
    may: Any = cursor.execute("SELECT has_any_column_privilege(%s, 'select')", [f'"{table}"']).fetchone()
    if not may[0]:
        return 0
    found: Any = cursor.execute(f'SELECT count(*) FROM "{table}"'.encode()).fetchone()
    return int(found[0])
