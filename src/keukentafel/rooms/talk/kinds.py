"""What conversations hold: their subject, messages, and signs at messages."""

from typing import Annotated, Literal
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from pydantic import AfterValidator, Field, StringConstraints

from keukentafel.dossiers.kinds import Content, Kind
from keukentafel.dossiers.words import visible

LONGEST_SUBJECT = 80
LONGEST_MESSAGE = 4_000
Sign = Literal["thumb", "heart", "smile", "strong", "candle"]


class Conversation(Content):
    """What it is about, at most 80 characters; empty between chosen people, whose names then say it."""

    subject: Annotated[str, StringConstraints(max_length=LONGEST_SUBJECT), AfterValidator(visible)] = ""


class Message(Content):
    """What somebody says, at most 4,000 characters; nothing where a file says it. ``answers``: the message to which it
    is an answer.

    ``asks``: it asks what was meant there, by one tap; its assignee is who wrote that.
    """

    text: Annotated[str, StringConstraints(max_length=LONGEST_MESSAGE), AfterValidator(visible)]
    answers: UUID | None = None
    asks: bool = False


class Reaction(Content):
    """A sign instead of words; one for each seat at each message."""

    sign: Sign


class Team(Content):
    """Colleagues who share the inbox of whoever names them: at most ten seats at the same table."""

    seats: Annotated[tuple[UUID, ...], Field(min_length=1, max_length=10)]


CONVERSATION = Kind(
    name="talk.conversation",
    label=_("Conversation"),
    content=Conversation,
    icon="talks",
    fhir="Communication",
    page="talk:conversation",
)
MESSAGE = Kind(
    name="talk.message",
    label=_("Message"),
    content=Message,
    under=frozenset({CONVERSATION.name}),
    icon="talks",
    fhir="Communication",
)
REACTION = Kind(
    name="talk.reaction",
    label=_("Sign"),
    content=Reaction,
    under=frozenset({MESSAGE.name}),
    icon="thumb",
    told=False,
)
TEAM = Kind(
    name="talk.team",
    label=_("Shared inbox"),
    content=Team,
    adds=frozenset({"professional"}),
    states=("asked", "agreed", "ended"),
    steps={"asked": frozenset({"agreed", "ended"}), "agreed": frozenset({"ended"})},
    tells=lambda _content: "",
    icon="people",
    page="talk:team_item",
)
"""Asked by a professional; a holder of the table agrees (``teams.py``), and either side ends it."""
