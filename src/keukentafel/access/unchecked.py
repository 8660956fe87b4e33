"""Files that no scanner has seen: which there are, and that one was seen. For the worker."""

from collections.abc import Iterator
from typing import Final, NamedTuple
from uuid import UUID

from keukentafel.access.steward import as_the_worker

UNCHECKED: Final = "SELECT blob_id, dossier_id, person_id FROM access_unchecked_files(%s, %s)"
CHECKED: Final = "SELECT access_files_checked(%s)"
AT_ONCE: Final = 200


class Unchecked(NamedTuple):
    """A file, and somebody who may change it: the job enters as them."""

    blob: UUID
    dossier: UUID
    person: UUID


def unchecked() -> Iterator[Unchecked]:
    """Each of them once, some at a time."""
    after = UUID(int=0)
    while True:
        with as_the_worker() as cursor:
            cursor.execute(UNCHECKED, [after, AT_ONCE])
            found = [Unchecked(*row) for row in cursor.fetchall()]
        yield from found
        if len(found) < AT_ONCE:
            return
        after = found[-1].blob


def was_checked(blob: UUID) -> None:
    """The scanner found nothing."""
    with as_the_worker() as cursor:
        cursor.execute(CHECKED, [[blob]])
