"""What the worker asks about notices: whom something might concern, and where something waits. Ids and days alone."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from django.db import connection, transaction

from keukentafel.access.steward import as_the_worker

BY_RIGHT = "SELECT set_config('kt.by_right', 'yes', true)"
STILL_HERE = "SELECT access_still_here(%s, %s, NULL)"


class Promised(NamedTuple):
    """Somebody who has to hear of an item whose day comes, or went by."""

    person: UUID
    dossier: UUID
    item: UUID


def audience(circle: UUID, writer: UUID) -> list[UUID]:
    """The persons who sit in a circle now, but for whoever has the seat ``writer``. For the worker."""
    return [row[0] for row in _asked("SELECT person_id FROM access_audience(%s, %s)", circle, writer)]


def late() -> list[UUID]:
    """Persons of whom a notice should have been looked at 10 minutes ago. For the worker."""
    return [row[0] for row in _asked("SELECT person_id FROM access_notices_late()")]


def promised(day: date, *, gone: bool) -> list[Promised]:
    """Open agreements for a day, and whom to tell; ``gone``: that day is over. For the worker."""
    rows = _asked("SELECT person_id, dossier_id, item_id FROM access_promised(%s, %s)", day, gone)
    return [Promised(*row) for row in rows]


def with_starts(kinds: Sequence[str], since: datetime, until: datetime) -> list[tuple[UUID, UUID]]:
    """Persons and the tables at which something of these kinds may start then. For the worker."""
    rows = _asked("SELECT person_id, dossier_id FROM access_starts(%s, %s, %s)", list(kinds), since, until)
    return [(row[0], row[1]) for row in rows]


def end_old_notices() -> int:
    """Delete what nobody needs after 30 days; gives how many rows. For the worker."""
    return int(_asked("SELECT access_notices_over()")[0][0])


def sits_by_right(person: UUID, dossier: UUID) -> bool:
    """Whether any circle there is open to somebody now, emergency access left out. Nothing is logged."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(BY_RIGHT)
        cursor.execute(STILL_HERE, [person, dossier])
        return bool(cursor.fetchone()[0])


def _asked(statement: str, *values: object) -> list[tuple[UUID, ...]]:
    with as_the_worker() as cursor:
        cursor.execute(statement, values)
        rows: list[tuple[UUID, ...]] = cursor.fetchall()
        return rows
