"""Who works with families: for accounts, which know no seats."""

from uuid import UUID

from django.db import connection

ASK = "SELECT access_is_professional() FROM (SELECT set_config('kt.person', %s, true) OFFSET 0) AS standing"
"""In one statement, and so in one round trip: who stands there, and what is asked of them."""


def is_professional(person: UUID) -> bool:
    """Whether an account sits at any table as a professional, now. Says nothing else. Never asked within a visit."""
    if connection.in_atomic_block:
        raise RuntimeError("this would put somebody else in the visitor's place")
    with connection.cursor() as cursor:
        cursor.execute(ASK, [str(person)])
        return bool(cursor.fetchone()[0])
