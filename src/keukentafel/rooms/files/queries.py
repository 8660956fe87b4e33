"""What the pages of files read."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from keukentafel.access import Refused, Visit
from keukentafel.dossiers import attachments, reading
from keukentafel.dossiers.attachments import Attached
from keukentafel.dossiers.filed import FILE
from keukentafel.dossiers.opened import Opened
from keukentafel.dossiers.reading import Mark


@dataclass(frozen=True, slots=True)
class Wall:
    """A page of files; ``older`` is where the next one starts, or empty."""

    files: Sequence[Attached]
    older: str


def wall(visit: Visit, *, circle: UUID | None, before: Mark | None) -> Wall:
    """Thirty files, the newest first."""
    shown, older = reading.newest(visit, FILE.name, circles=None if circle is None else [circle], before=before)
    return Wall(attachments.of(visit, shown), str(older) if older else "")


def file(visit: Visit, item: UUID) -> tuple[Opened[Any], Attached]:
    """One file. Raises ``Refused``, also for one that is not for this visitor yet."""
    found = reading.one(visit, item, FILE.name)
    told = attachments.told(visit, found)
    if told is None:
        raise Refused
    return found, told
