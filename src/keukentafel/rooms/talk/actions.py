"""What people do in conversations. Writing an item announces itself (``dossiers/items.py``)."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from keukentafel.access import Visit
from keukentafel.dossiers import items, moving
from keukentafel.dossiers.opened import Opened
from keukentafel.dossiers.rights import must
from keukentafel.rooms.talk.kinds import CONVERSATION, MESSAGE, REACTION, Conversation, Message, Reaction, Sign


def begin(visit: Visit, circle: UUID, subject: str, text: str, *, once: UUID) -> Opened[Any]:
    """A conversation with its first message. Gives the conversation."""
    made = items.add_sent(visit, CONVERSATION, Conversation(subject=subject), circle=circle, once=once)
    first = UUID(int=once.int ^ 1)  # the message is another thing than the conversation that the same form makes
    items.add_sent(visit, MESSAGE, Message(text=text), circle=circle, parent=made, once=first)
    return made


def say(visit: Visit, conversation: Opened[Any], text: str, *, once: UUID, answers: UUID | None = None) -> Opened[Any]:
    """Say something. Sent twice it is said once."""
    words = Message(text=text, answers=answers)
    return items.add_sent(visit, MESSAGE, words, circle=conversation.circle, parent=conversation, once=once)


def ask(visit: Visit, conversation: Opened[Any], about: Opened[Any], words: str) -> Opened[Any]:
    """Ask the writer of a message what was meant: once by each person for each message."""
    must(about.author not in visit.my_seats)
    still_there = any(seat.id == about.author for seat in visit.sitting(about.circle))
    asked = Message(text=words, answers=about.id, asks=True)
    return items.add(
        visit,
        MESSAGE,
        asked,
        circle=about.circle,
        parent=conversation,
        once=UUID(int=about.id.int ^ 2),  # a sign of theirs at this message has its id
        assignee=about.author if still_there else None,
    )


def react(visit: Visit, message: Opened[Any], given: Sequence[Opened[Any]], sign: Sign | None) -> None:
    """Give this sign to a message instead of any other of mine; None takes it away. Doing it twice changes nothing."""
    mine = next((one for one in given if one.kind == REACTION.name and one.author in visit.my_seats), None)
    if mine and sign is None:
        items.delete(visit, mine)
    elif mine and sign != mine.content.sign:
        items.change(visit, mine, Reaction(sign=sign), version=mine.version)
    elif sign and not mine:
        # the message's own id as the form's: two presses at the same moment are still one sign
        items.add(visit, REACTION, Reaction(sign=sign), circle=message.circle, parent=message, once=message.id)
    visit.tell(message.circle, message.kind, message.id, message.parent)  # open pages of the conversation show it anew


def rewrite(visit: Visit, message: Opened[Any], text: str, *, version: int) -> Opened[Any]:
    """Other words for a message; how it was stays readable. Raises ``Conflict``."""
    return _changed(visit, message, message.content.model_copy(update={"text": text}), version)


def rename(visit: Visit, conversation: Opened[Any], subject: str, *, version: int) -> Opened[Any]:
    """Another subject. Raises ``Conflict``."""
    return _changed(visit, conversation, Conversation(subject=subject), version)


def delete(visit: Visit, item: Opened[Any]) -> None:
    """Delete a message, or a whole conversation, for good."""
    items.delete(visit, item)


def _changed(visit: Visit, item: Opened[Any], content: Any, version: int) -> Opened[Any]:
    return item if content == item.content else items.change(visit, item, content, version=version)


def move(visit: Visit, conversation: Opened[Any], circle: UUID) -> None:
    """To another circle, with all that was said."""
    moving.move(visit, conversation, circle)
