"""What has to be asked or done across all dossiers: ids, numbers and dates, never content."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from django.db import connections, transaction

WORKER: Final = "worker"
"""The connection of the worker's own role: it reads no table, and goes through its own doors (``sql/owners.sql``)."""


@contextmanager
def as_the_worker() -> Iterator[Any]:
    """A transaction of the worker's role; yields a cursor. Only a process that was given its address has one."""
    try:
        with transaction.atomic(using=WORKER), connections[WORKER].cursor() as cursor:
            yield cursor
    finally:
        connections[WORKER].close()


@contextmanager
def as_the_rule() -> Iterator[Any]:
    """A transaction of the owner of the database that sees what the rule sees; yields a cursor. For commands."""
    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        cursor.execute("SET LOCAL ROLE keukentafel_rule")
        yield cursor
