"""What the actions of this room share."""

from typing import Any
from uuid import UUID

from django.db import connection

from keukentafel.access import Visit
from keukentafel.dossiers.rights import must


def ask(visit: Visit, sql: str, *values: Any) -> Any:
    """What a door of the database answers in this visit; nothing when it is not the visitor's to do."""
    must(visit.looking_as is None)
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        row = cursor.fetchone()
    return row[0] if row else None


def table(visit: Visit) -> UUID:
    """Where the log tells of it. Raises ``Refused`` for a guest, and while looking through other eyes."""
    must(visit.table is not None and visit.looking_as is None)
    return visit.table.id if visit.table else visit.dossier
