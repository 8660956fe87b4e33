"""One person's tables, one after the other, each through its own door."""

from collections.abc import Iterator
from uuid import UUID

from keukentafel.access import Refused, Visit, enter
from keukentafel.access.hall import my_dossiers

MOST_TABLES = 60
"""A professional sits at thirty. Who sits at more looks at the others one by one."""


def visits(person: UUID, place: str, *, by_right: bool = False, only: UUID | None = None) -> Iterator[Visit]:
    """A visit at each table, in which what is read is logged as such. Each is over when the next one is asked for.

    ``only``: this table alone, if it is one of theirs; ``by_right``: nothing that is open by emergency access.
    """
    mine = [dossier for dossier in my_dossiers(person) if only in (None, dossier)]
    for dossier in mine[:MOST_TABLES]:
        try:
            with enter(person, dossier, place=place, by_right=by_right) as visit:
                yield visit
        except Refused:  # the seat ended a moment ago
            continue
