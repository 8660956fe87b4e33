"""Who works with families: for accounts, which know no seats."""

from uuid import UUID

from django.db import connection


def is_professional(person: UUID) -> bool:
    """Whether an account sits at any table as a professional, now. Says nothing else."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT access_is_professional(%s)", [person])
        return bool(cursor.fetchone()[0])
