"""What happens to archives. Ids only."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class ArchiveAsked:
    """Somebody wants to take along what they may see."""

    dossier: UUID
    person: UUID
    archive: UUID


@dataclass(frozen=True, slots=True)
class ArchiveCame:
    """Somebody brought an archive along."""

    person: UUID
    archive: UUID
