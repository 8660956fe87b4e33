"""Very many looks in a short time: somebody copies, or a machine reads along. Who governs the circle is told."""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from django.db import transaction
from uuid_utils.compat import uuid7

from keukentafel.access.log import link_waiting
from keukentafel.access.rows import fetch
from keukentafel.access.steward import as_the_rule

BURSTS = "SELECT dossier_id, circle_id, seat_id FROM access_bursts(%s)"
GOVERNORS = "SELECT person_id FROM access_governors(%s)"
NOTE = "SELECT access_note_burst(%s, %s, %s, %s, %s)"


def note_bursts(now: datetime) -> Iterator[frozenset[UUID]]:
    """Write down each burst that has not been in the last hour; gives for each the persons who have to be told."""
    with as_the_rule() as cursor:
        cursor.execute(BURSTS, [now])
        found = cursor.fetchall()
    for dossier, circle, seat in found:
        with transaction.atomic():
            new = fetch(NOTE, [dossier, circle, seat, uuid7(), now])[0][0]
            link_waiting()
        if new:
            yield _governors(circle)


def _governors(circle: UUID) -> frozenset[UUID]:
    with as_the_rule() as cursor:
        cursor.execute(GOVERNORS, [circle])
        return frozenset(row[0] for row in cursor.fetchall())
