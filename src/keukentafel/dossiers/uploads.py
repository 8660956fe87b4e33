"""Files that come with a form: sealed while they come, looked at by their first bytes, and bounded. Several at once.

Nothing of them is ever plainly on the disk, and no more than a chunk of each in memory.
"""

from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any, Final

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler, SkipFile

from keukentafel.access.files import files
from keukentafel.media import signs
from keukentafel.media.refusing import NotTaken, Reason
from keukentafel.vault.files import Writing, new_key, new_name

FIELD: Final = "files"
"""The name of every field that takes files."""
ENOUGH: Final = 16 * 1024
"""So many bytes are looked at before more than the least bound is taken."""


@dataclass
class Incoming:
    """A file as it was sent. ``stored``: its sealed bytes, empty once they are gone; ``refused``: why it is not
    taken.
    """

    name: str
    stored: str = field(default_factory=new_name)
    key: bytes = field(default_factory=new_key)
    size: int = 0
    hashed: Any = field(default_factory=sha256)
    head: bytes = b""
    media_type: str = ""
    refused: Reason | None = None

    def let_go(self) -> None:
        """Remove its bytes."""
        if self.stored:
            files().remove(self.stored)
        self.stored = ""


class FilesUpload(FileUploadHandler):
    """Takes the files of the fields ``files``; others are let go, and so is what is too much or too many."""

    def __init__(self, request: Any) -> None:
        super().__init__(request)
        self.incoming: list[Incoming] = []
        self.too_many = False
        self._writing: Writing | None = None

    def new_file(self, field_name: str, file_name: str, *args: Any, **options: Any) -> None:
        """The next one."""
        super().new_file(field_name, file_name, *args, **options)
        if field_name != FIELD:
            raise SkipFile
        if len(self.incoming) >= settings.FILES_MOST_AT_ONCE:
            self.too_many = True
            raise SkipFile
        one = Incoming(name=file_name)
        self._writing = files().begin(one.stored, one.key)
        self.incoming.append(one)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Seal it. Of what is refused the rest is let go."""
        one, writing = self.incoming[-1], self._writing
        if writing is None:
            return
        one.size += len(raw_data)
        one.hashed.update(raw_data)
        one.head += raw_data[: signs.HEAD - len(one.head)]
        try:
            _must_fit(one, whole=False)
        except NotTaken as refused:
            self._refuse(refused.reason)
        else:
            writing.add(raw_data)

    def file_complete(self, file_size: int) -> None:
        """It is whole. Nothing is handed on to a form: the page asks here."""
        one, writing = self.incoming[-1], self._writing
        if writing is None:
            return
        try:
            _must_fit(one, whole=True)
        except NotTaken as refused:
            self._refuse(refused.reason)
        else:
            self._writing = None
            writing.finish()

    def upload_interrupted(self) -> None:
        """The connection broke."""
        self.let_go()

    def let_go(self) -> None:
        """Remove what nobody took over."""
        if self._writing:
            self._refuse("broken")
        for one in self.incoming:
            one.let_go()

    def _refuse(self, reason: Reason) -> None:
        if self._writing:
            self._writing.abandon()
        self._writing = None
        self.incoming[-1].refused, self.incoming[-1].stored = reason, ""


def most(media_type: str) -> int:
    """Bytes that a file of this type may have."""
    sort = "document" if media_type == signs.ZIPPED else signs.TYPES[media_type].sort
    return int(settings.FILES_MOST[sort])


def _must_fit(one: Incoming, *, whole: bool) -> None:
    """Raises ``NotTaken`` as soon as that is known."""
    if not whole and not one.media_type and one.size < ENOUGH:
        return
    if whole or not one.media_type:
        one.media_type = signs.look(one.head)
    if one.size > most(one.media_type):
        raise NotTaken("too_big")
