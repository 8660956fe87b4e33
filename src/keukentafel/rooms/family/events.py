"""What happens around rights. Ids only."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class FamilyTold:
    """People who have to hear by letter that there is something to read. ``soon``: today rather than tomorrow."""

    people: tuple[UUID, ...]
    soon: bool


@dataclass(frozen=True, slots=True)
class SplitOff:
    """A young adult began a table of their own and takes things along."""

    person: UUID
    dossier: UUID
    new: UUID
    circles: tuple[UUID, ...]
