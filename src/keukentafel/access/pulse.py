"""For open pages that ask whether they may stay."""

from uuid import UUID

from django.db import connection

STILL_HERE = "SELECT access_still_here(%s, %s, %s)"


def still_here(person: UUID, dossier: UUID, eyes: UUID | None = None) -> bool:
    """Whether any circle of the dossier is open to this person now: one statement through the rule, nothing logged."""
    with connection.cursor() as cursor:
        cursor.execute(STILL_HERE, [person, dossier, eyes])
        row = cursor.fetchone()
    return bool(row and row[0])
