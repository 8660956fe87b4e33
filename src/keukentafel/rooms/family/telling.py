"""Who has to hear of something, and how: by a letter of fixed words."""

from collections.abc import Iterable
from uuid import UUID

from django.db import connection

from keukentafel import events
from keukentafel.access import SeatInSight, Visit
from keukentafel.rooms.family.events import FamilyTold

PEOPLE = "SELECT person_id FROM seat WHERE id = ANY(%s) AND person_id IS NOT NULL ORDER BY id"


def by_letter(visit: Visit, seats: Iterable[SeatInSight], *, soon: bool) -> None:
    """Have a letter sent to who sits there."""
    with connection.cursor() as cursor:
        cursor.execute(PEOPLE, [[seat.id for seat in seats]])
        people: tuple[UUID, ...] = tuple(row[0] for row in cursor.fetchall())
    if people:
        events.announce(FamilyTold(people, soon))
