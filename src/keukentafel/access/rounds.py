"""Where the house goes round, once a day: each dossier with somebody under 18."""

from datetime import date
from uuid import UUID

from keukentafel.access.steward import as_the_worker


def due_rounds(today: date) -> list[tuple[UUID, UUID]]:
    """Dossiers at which nobody looked today whether a birthday is near, and as whom to enter. For the worker."""
    with as_the_worker() as cursor:
        cursor.execute("SELECT dossier_id, person_id FROM access_rounds(%s)", [today])
        return [(row[0], row[1]) for row in cursor.fetchall()]
