"""What the journal holds: entries, and under them comments and reactions."""

from typing import Annotated, Literal

from django.utils.translation import gettext_lazy as _
from pydantic import AfterValidator, StringConstraints

from keukentafel.dossiers.kinds import Content, Kind
from keukentafel.dossiers.words import Story, visible

LONGEST_ENTRY = 20_000
LONGEST_COMMENT = 4_000
Sign = Literal["thumb", "heart", "strong", "smile", "candle"]


class Entry(Content):
    """What somebody tells, at most 20,000 characters."""

    text: Story


class Comment(Content):
    """What somebody says to an entry, at most 4,000 characters."""

    text: Annotated[str, StringConstraints(min_length=1, max_length=LONGEST_COMMENT), AfterValidator(visible)]


class Reaction(Content):
    """A sign instead of words; one for each seat at each entry."""

    sign: Sign


ENTRY = Kind(
    name="journal.entry",
    label=_("Journal entry"),
    content=Entry,
    icon="journal",
    fhir="Communication",
    ical="VJOURNAL",
    page="journal:entry",
)
COMMENT = Kind(
    name="journal.comment",
    label=_("Comment"),
    content=Comment,
    under=frozenset({ENTRY.name}),
    icon="comment",
    fhir="Communication",
)
REACTION = Kind(
    name="journal.reaction",
    label=_("Sign"),
    content=Reaction,
    under=frozenset({ENTRY.name}),
    icon="thumb",
    told=False,
)
