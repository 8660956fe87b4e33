"""How many rows each table has, and one number that another row, or one row less, would change. No content."""

from dataclasses import dataclass

import psycopg
from psycopg import sql

TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1"
COUNT = """
SELECT count(*), coalesce(sum(('x' || left(md5(t::text), 16))::bit(64)::bigint), 0)::text FROM {} t
"""
MIGRATIONS = "SELECT app || '.' || name FROM django_migrations ORDER BY 1"
NEXT = "SELECT pg_snapshot_xmax(pg_current_snapshot())::text"


@dataclass(frozen=True)
class Counted:
    """``tables``: name -> [rows, sum]; ``at``: the next transaction's number, by which one sees that none came in."""

    tables: dict[str, list[str]]
    migrations: list[str]
    at: str


def counted(url: str) -> Counted:
    """Count everything, as of one moment."""
    with psycopg.connect(url) as owner:
        owner.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        tables = {name: _count(owner, name) for (name,) in owner.execute(TABLES).fetchall()}
        there = "django_migrations" in tables
        migrations = [row[0] for row in owner.execute(MIGRATIONS).fetchall()] if there else []
        return Counted(tables, migrations, next_number(owner))


def next_number(owner: psycopg.Connection) -> str:
    """The number of the next transaction that writes."""
    row = owner.execute(NEXT).fetchone()
    return str(row[0]) if row else ""


def _count(owner: psycopg.Connection, table: str) -> list[str]:
    row = owner.execute(sql.SQL(COUNT).format(sql.Identifier(table))).fetchone()
    return [str(cell) for cell in row] if row else []
