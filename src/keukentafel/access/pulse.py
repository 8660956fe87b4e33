"""For open pages that ask whether they may stay."""

from uuid import UUID

from django.db import connection, transaction

STAND = "SELECT set_config('kt.person', %s, true), set_config('kt.dossier', %s, true), set_config('kt.eyes', %s, true)"
FILE_IN_SIGHT = "SELECT EXISTS (SELECT FROM blob WHERE id = %s AND dossier_id = %s)"
STILL_HERE = "SELECT access_still_here(%s, %s, %s)"


def still_here(person: UUID, dossier: UUID, eyes: UUID | None = None) -> bool:
    """Whether any circle of the dossier is open to this person now: one statement through the rule, nothing logged."""
    with connection.cursor() as cursor:
        cursor.execute(STILL_HERE, [person, dossier, eyes])
        row = cursor.fetchone()
    return bool(row and row[0])


def file_in_sight(person: UUID, dossier: UUID, blob: UUID, eyes: UUID | None = None) -> bool:
    """Whether this person still sees a file that they are fetching: asked of the walls themselves, nothing logged."""
    with transaction.atomic(durable=True), connection.cursor() as cursor:
        cursor.execute(STAND, [str(person), str(dossier), str(eyes) if eyes else ""])
        cursor.execute(FILE_IN_SIGHT, [blob, dossier])
        return bool(cursor.fetchone()[0])
