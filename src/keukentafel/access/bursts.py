"""Very many looks in a short time: somebody copies, or a machine reads along. Who governs the circle is told."""

from collections.abc import Iterator
from uuid import UUID

from uuid_utils.compat import uuid7

from keukentafel.access.log import link_waiting
from keukentafel.access.steward import WORKER, as_the_worker

BURSTS = "SELECT dossier_id, circle_id, seat_id FROM access_bursts()"
GOVERNORS = "SELECT person_id FROM access_governors(%s)"
NOTE = "SELECT access_note_burst(%s, %s, %s, %s)"


def note_bursts() -> Iterator[frozenset[UUID]]:
    """Write down each burst that has not been in the last hour; gives for each the persons who have to be told.

    It is written down when the next one is asked for: if who asks breaks off before, it is given again the next time.
    For the worker. The clock is the database's.
    """
    with as_the_worker() as cursor:
        cursor.execute(BURSTS)
        found = cursor.fetchall()
    for burst in found:
        yield from _noted(*burst)


def _noted(dossier: UUID, circle: UUID, seat: UUID) -> Iterator[frozenset[UUID]]:
    with as_the_worker() as cursor:
        cursor.execute(NOTE, [dossier, circle, seat, uuid7()])
        if not cursor.fetchone()[0]:
            return
        cursor.execute(GOVERNORS, [circle])
        yield frozenset(row[0] for row in cursor.fetchall())
        link_waiting(WORKER)
