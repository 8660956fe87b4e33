"""What happens with meetings. Ids only."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class MeetingEvent:
    """Something with a meeting, in a circle, by a seat."""

    dossier: UUID
    circle: UUID
    item: UUID
    seat: UUID


class MeetingPlanned(MeetingEvent):
    """There will be a meeting: who is asked may want to prepare."""


class MeetingChanged(MeetingEvent):
    """It is at another time or place, or called off, or on again."""


class MinutesReady(MeetingEvent):
    """The minutes are written and wait for the family; also after they were changed."""


class MinutesConfirmed(MeetingEvent):
    """The family confirmed the minutes."""
