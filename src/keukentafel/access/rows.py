"""Run one statement and fetch what it gives, in PostgreSQL's binary format."""

from collections.abc import Sequence
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from psycopg.pq import Format


def fetch(sql: str, values: Sequence[Any], using: str = DEFAULT_DB_ALIAS) -> list[Any]:
    """All rows as tuples, times in UTC.

    Binary, because in the text format Django reads every time through a loader written in Python: 6 µs each, and a page
    has hundreds. Not for columns of JSON, which Django reads as text only.
    """
    with connections[using].cursor() as cursor:
        cursor.cursor.format = Format.BINARY
        cursor.execute(sql, values)
        rows: list[Any] = cursor.fetchall()
        return rows
