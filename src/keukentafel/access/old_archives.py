"""Archives whose time is over: nobody visits when they go."""

from datetime import datetime

from django.db import connection

OVER = "SELECT access_archives_over(%s)"


def end_old_archives(now: datetime) -> int:
    """Delete the rows of archives whose time is over; gives how many. Their files and keys go after that."""
    with connection.cursor() as cursor:
        cursor.execute(OVER, [now])
        return int(cursor.fetchone()[0])
