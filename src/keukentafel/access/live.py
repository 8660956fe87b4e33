"""What streams of open pages ask, and signs that are not kept.

A stream holds no visit: it carries ids, and the page behind it comes through the doorway to see what they are about.
"""

from typing import Final
from uuid import UUID

from django.db import connection

CHANNEL: Final = "kt_live"
"""Where PostgreSQL says that something happened: ids only (``access/sql/live.sql``)."""
WHO: Final = """
SELECT s.person_id FROM person_session s
 WHERE s.session_key = %s AND s.expire_date > statement_timestamp() AND access_still_here(s.person_id, %s, NULL)
"""
"""Whose session it is, if they may be in the dossier now."""
HEARERS: Final = """
SELECT s.session_key FROM person_session s
 WHERE s.session_key = ANY(%s) AND s.expire_date > statement_timestamp() AND access_hears(s.person_id, %s, %s)
"""
"""Of these sessions, those whose person sees a circle of a dossier now."""
STAYING: Final = """
SELECT o.key, o.dossier FROM unnest(%s::text[], %s::uuid[]) AS o(key, dossier)
  JOIN person_session s ON s.session_key = o.key
 WHERE s.expire_date > statement_timestamp() AND access_still_here(s.person_id, o.dossier, NULL)
"""
"""Of these streams, those whose reader may stay."""
SIGN = """SELECT access_sign(%s, %s, %s) FROM (SELECT set_config('kt.person', %s, true) OFFSET 0) AS standing"""


def sign(person: UUID, dossier: UUID, item: UUID, what: str) -> bool:
    """Let who sees an item know that this person does something there now, like ``typing``; nothing is kept of it.

    ``what``: 1 to 16 small letters. False where the person may not write.
    """
    with connection.cursor() as cursor:
        cursor.execute(SIGN, [dossier, item, what, str(person)])
        row = cursor.fetchone()
    return bool(row and row[0])
