"""What people do in the journal. Each announces one event."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from keukentafel import events
from keukentafel.access import Visit
from keukentafel.dossiers import items, moving
from keukentafel.dossiers.items import KEEP, Keep
from keukentafel.dossiers.opened import Opened
from keukentafel.rooms.journal.events import (
    EntryCommented,
    EntryMoved,
    EntryReacted,
    EntryWritten,
    JournalEvent,
    WordsChanged,
    WordsDeleted,
)
from keukentafel.rooms.journal.kinds import COMMENT, ENTRY, REACTION, Comment, Entry, Reaction, Sign


def write(visit: Visit, text: str, *, circle: UUID, once: UUID, happened: datetime | None = None) -> Opened[Any]:
    """Write an entry. ``happened``: when it was, if not now."""
    entry = items.add_sent(visit, ENTRY, Entry(text=text), circle=circle, once=once, happened=happened)
    _announce(visit, EntryWritten, entry)
    return entry


def comment(visit: Visit, entry: Opened[Any], text: str, *, once: UUID) -> Opened[Any]:
    """Say something to an entry."""
    said = items.add_sent(visit, COMMENT, Comment(text=text), circle=entry.circle, once=once, parent=entry)
    _announce(visit, EntryCommented, said)
    return said


def react(visit: Visit, entry: Opened[Any], under: Sequence[Opened[Any]], sign: Sign | None) -> str:
    """Give this sign to an entry instead of any other of mine; None takes it away. Doing it twice changes nothing.

    Returns the sign that was pressed, also when it was taken away.
    """
    mine = next((one for one in under if one.kind == REACTION.name and one.author in visit.my_seats), None)
    if mine and sign is None:
        items.delete(visit, mine)
    elif mine and sign != mine.content.sign:
        items.change(visit, mine, Reaction(sign=sign), version=mine.version)
    elif sign and not mine:
        # the entry's own id as the form's: two presses at the same moment are still one reaction
        items.add(visit, REACTION, Reaction(sign=sign), circle=entry.circle, parent=entry, once=entry.id)
    else:
        return sign or ""
    _announce(visit, EntryReacted, entry)
    return sign or (mine.content.sign if mine else "")


def rewrite(
    visit: Visit, words: Opened[Any], text: str, *, version: int, happened: datetime | Keep = KEEP
) -> Opened[Any]:
    """Change an entry or comment. Raises ``Conflict``, unless what it became is what was typed."""
    content = words.content.model_copy(update={"text": text})
    same = words.content == content and (isinstance(happened, Keep) or happened == words.happened)
    if same:
        return words
    changed = items.change(visit, words, content, version=version, happened=happened)
    _announce(visit, WordsChanged, changed)
    return changed


def delete(visit: Visit, words: Opened[Any]) -> None:
    """Delete an entry or comment for good."""
    items.delete(visit, words)
    _announce(visit, WordsDeleted, words)


def move(visit: Visit, entry: Opened[Any], circle: UUID) -> None:
    """Move an entry, with all that was said to it."""
    moving.move(visit, entry, circle)
    _announce(visit, EntryMoved, entry, circle)


def _announce(visit: Visit, event: type[JournalEvent], item: Opened[Any], circle: UUID | None = None) -> None:
    there = circle or item.circle
    events.announce(event(visit.dossier, there, item.id, visit.circles[there].seat))
