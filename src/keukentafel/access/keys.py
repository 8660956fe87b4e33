"""Destroy the keys of what was deleted: after the transaction, and at every start for what a crash left over."""

from django.db import connection

from keukentafel import vault

DOOMED = "SELECT access_doomed()"
DESTROYED = "SELECT access_destroyed(%s)"


def destroy_doomed() -> int:
    """Destroy every key of a personal circle or dossier that is gone; gives how many. Twice is once."""
    with connection.cursor() as cursor:
        cursor.execute(DOOMED)
        doomed = [row[0] for row in cursor.fetchall()]
        for key in doomed:
            vault.current().destroy(key)
        if doomed:
            cursor.execute(DESTROYED, [doomed])
    return len(doomed)
