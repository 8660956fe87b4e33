"""What happens in the journal; ids only."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class JournalEvent:
    """``item``: the entry, or the comment; ``seat``: who did it."""

    dossier: UUID
    circle: UUID
    item: UUID
    seat: UUID


class EntryWritten(JournalEvent):
    """Somebody wrote an entry."""


class EntryCommented(JournalEvent):
    """Somebody commented on an entry."""


class EntryReacted(JournalEvent):
    """Somebody gave a sign, or took it away."""


class WordsChanged(JournalEvent):
    """An entry or comment was changed."""


class WordsDeleted(JournalEvent):
    """An entry or comment was deleted for good."""


class EntryMoved(JournalEvent):
    """An entry went to another circle; ``circle`` is the new one."""
