"""Close an account (``access/sql/closing.sql``, decision 0014)."""

from uuid import UUID

from django.db import transaction

from keukentafel.access.keys import destroy_doomed
from keukentafel.access.threshold import on_the_threshold, standing

ONLY_MINE = "SELECT access_only_mine()"
CLOSE = "SELECT access_close_account()"


def only_mine(person: UUID) -> frozenset[UUID]:
    """The dossiers that nobody could sign in to as an owner without this account."""
    with standing(person) as cursor:
        cursor.execute(ONLY_MINE)
        return frozenset(row[0] for row in cursor.fetchall())


def close_account(person: UUID) -> bool:
    """End its seats, destroy what only it holds and the account itself, in one transaction; then its keys.

    False, and nothing is done, while a dossier would be left without an owner.
    """
    with on_the_threshold(person) as cursor:
        transaction.on_commit(destroy_doomed, robust=True)
        cursor.execute(CLOSE)
        return bool(cursor.fetchone()[0])
