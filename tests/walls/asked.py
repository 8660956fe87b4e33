"""What was asked of the database, and how much came back: the side of timing that never flickers.

Two answers that read as many rows by the same statements take the same work; a clock would only say so on a good day.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection

Asked = tuple[str, int]
"""A statement without its values, and how many rows it gave or touched."""


@contextmanager
def noted() -> Iterator[list[Asked]]:
    """Every statement that is run on the site's connection, in order."""
    found: list[Asked] = []

    def note(execute: Any, sql: Any, params: Any, many: bool, context: Any) -> Any:
        try:
            return execute(sql, params, many, context)
        finally:
            found.append((str(sql), context["cursor"].cursor.rowcount))

    with connection.execute_wrapper(note):
        yield found
