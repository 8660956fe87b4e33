"""Letters that nobody accepted and old traces at the door: nobody visits when they go."""

from typing import NamedTuple

from keukentafel.access.steward import as_the_worker

OVERDUE = "SELECT letters, traces FROM access_overdue()"


class Gone(NamedTuple):
    """How many rows went."""

    letters: int
    traces: int


def end_overdue() -> Gone:
    """Delete letters that stopped working 30 days ago unaccepted, and what happened at the door a year ago.

    For the worker.
    """
    with as_the_worker() as cursor:
        cursor.execute(OVERDUE)
        return Gone(*cursor.fetchone())
