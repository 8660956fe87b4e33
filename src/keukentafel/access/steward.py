"""What has to be asked across all dossiers: ids, numbers and dates, never content. For the worker and commands."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connections, transaction


@contextmanager
def as_the_rule() -> Iterator[Any]:
    """A transaction of the owner of the database that sees what the rule sees; yields a cursor."""
    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        cursor.execute("SET LOCAL ROLE keukentafel_rule")
        yield cursor
