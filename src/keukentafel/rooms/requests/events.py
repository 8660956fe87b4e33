"""What happens with requests. Ids only."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class RequestMade:
    """Somebody asked something about what is kept about them."""

    dossier: UUID
    circle: UUID
    item: UUID
    seat: UUID


@dataclass(frozen=True, slots=True)
class RequestAnswered:
    """The family answered it."""

    dossier: UUID
    circle: UUID
    item: UUID
    seat: UUID


@dataclass(frozen=True, slots=True)
class RequestDeleted:
    """It was taken away, by who asked or by the family."""

    dossier: UUID
    circle: UUID
    item: UUID
    seat: UUID
