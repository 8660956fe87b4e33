"""Archives whose time is over: nobody visits when they go."""

from keukentafel.access.steward import as_the_worker

OVER = "SELECT access_archives_over()"


def end_old_archives() -> int:
    """Delete the rows of archives whose time is over; gives how many. For the worker. Files and keys go after that."""
    with as_the_worker() as cursor:
        cursor.execute(OVER)
        return int(cursor.fetchone()[0])
