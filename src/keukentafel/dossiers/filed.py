"""What is known of a file that somebody put in: its words, and what is in it. The bytes lie elsewhere (``blobs.py``).

It hangs under the item to which it belongs, whatever that is, or stands alone in the room of files.
"""

from typing import Annotated, Literal

from django.utils.translation import gettext_lazy as _
from pydantic import AfterValidator, Field, StringConstraints

from keukentafel.dossiers.kinds import ANYTHING, Content, Kind
from keukentafel.dossiers.words import visible

LONGEST_WORDS = 1_000
LONGEST_NAME = 120
HERE, CHECKING, HARMFUL = "", "checking", "harmful"
"""It is here; nobody opens it before the scanner has seen it; the scanner found something, and its bytes are gone."""
Count = Annotated[int, Field(ge=0, le=2**40)]


class File(Content):
    """A photo, a document, a voice message or a short video.

    ``words``: what is to be seen in it, or what is said, in the words of who put it in; ``size``: bytes; ``width``,
    ``height``: dots of a photo; ``seconds``: how long a recording lasts, 0 if nobody knows.
    """

    words: Annotated[str, StringConstraints(max_length=LONGEST_WORDS), AfterValidator(visible)] = ""
    name: Annotated[str, StringConstraints(max_length=LONGEST_NAME)]
    media_type: Annotated[str, StringConstraints(max_length=100)]
    sort: Literal["photo", "document", "voice", "video"]
    size: Count
    width: Count = 0
    height: Count = 0
    seconds: Count = 0


def _tells(content: File) -> str:
    return content.words or content.name


FILE = Kind(
    name="files.file",
    label=_("File"),
    content=File,
    under=frozenset({"", ANYTHING}),
    states=(HERE, CHECKING, HARMFUL),
    steps={CHECKING: frozenset({HERE, HARMFUL}), HERE: frozenset({HARMFUL})},
    icon="file",
    fhir="DocumentReference",
    tells=_tells,
    page="files:file",
)
