"""What happens in the calendar; ids only."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class CalendarEvent:
    """``item``: the appointment or proposal; ``seat``: who did it; ``version``: which one it is then.

    ``people``: the accounts of those for whom it is, who saw it before or see it now; who did it as well.
    """

    dossier: UUID
    circle: UUID
    item: UUID
    seat: UUID
    version: int
    people: tuple[UUID, ...]


class AppointmentMade(CalendarEvent):
    """An appointment was made, also by picking a moment, or one that was cancelled goes on after all."""


class AppointmentMoved(CalendarEvent):
    """It, or one of those that repeat, is at another moment."""


class AppointmentChanged(CalendarEvent):
    """Something else about it was changed: where, for whom, what to bring."""


class AppointmentCancelled(CalendarEvent):
    """It is cancelled, with or without a reason; it can still be read."""


class AppointmentGone(CalendarEvent):
    """It was deleted, or went to another circle; ``circle`` is where it was."""


class ProposalMade(CalendarEvent):
    """Somebody proposed several moments."""


class ProposalPicked(CalendarEvent):
    """A moment was picked; ``item`` is the proposal."""
