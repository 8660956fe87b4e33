"""What happens at the table. Ids only."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class LetterWritten:
    """A letter is ready to be sent, for the first time or anew. ``person``: the account that sends it."""

    dossier: UUID
    person: UUID
    invitation: UUID
    times_sent: int


@dataclass(frozen=True, slots=True)
class SatDown:
    """Somebody took a seat."""

    dossier: UUID
    seat: UUID


@dataclass(frozen=True, slots=True)
class SeatEnded:
    """A seat ended: left, or ended by an owner."""

    dossier: UUID
    seat: UUID


@dataclass(frozen=True, slots=True)
class CircleChanged:
    """A circle was made, named, filled, emptied or removed."""

    dossier: UUID
    circle: UUID


@dataclass(frozen=True, slots=True)
class TableFrozen:
    """The table was frozen or thawed."""

    dossier: UUID
    frozen: bool


@dataclass(frozen=True, slots=True)
class EndingAsked:
    """An owner asked to destroy the dossier, or to end another owner's seat. ``told``: the accounts of the others."""

    dossier: UUID
    ending: UUID
    due: datetime
    told: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class EndingAnswered:
    """It was stopped: by one of the others, or taken back. ``told``: the accounts of the other owners."""

    dossier: UUID
    ending: UUID
    told: tuple[UUID, ...]
