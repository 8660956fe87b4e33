"""Files that somebody sends: sealed while they come, so that none ever lies plainly on the disk."""

from typing import Any

from django.core.files.uploadhandler import FileUploadHandler, SkipFile, StopUpload

from keukentafel.access.files import files
from keukentafel.vault.files import Writing, new_key, new_name


class NoFiles(FileUploadHandler):
    """For every page that asks for no file: what is sent is let go, and written nowhere."""

    def new_file(self, *args: Any, **options: Any) -> None:
        """Let it go."""
        raise SkipFile

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Nothing comes here."""

    def file_complete(self, file_size: int) -> None:
        """Nothing came."""


class SealedUpload(FileUploadHandler):
    """Takes one file of at most ``most`` bytes. Then ``stored``, ``key`` and ``size`` say where it is; else
    ``stored`` is empty.

    Whoever takes it over calls ``take``; otherwise ``let_go`` removes it.
    """

    def __init__(self, request: Any, most: int) -> None:
        super().__init__(request)
        self._most = most
        self._writing: Writing | None = None
        self.stored, self.key, self.size = "", b"", 0
        self.too_big = False

    def new_file(self, *args: Any, **options: Any) -> None:
        """The first one; others are let go."""
        super().new_file(*args, **options)
        if self.stored:
            raise SkipFile
        self.stored, self.key = new_name(), new_key()
        self._writing = files().begin(self.stored, self.key)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Seal it. Too much, and all of it goes."""
        if self._writing is None:
            return
        if self._writing.size + len(raw_data) > self._most:
            self.too_big = True
            self.let_go()
            raise StopUpload(connection_reset=True)
        self._writing.add(raw_data)

    def file_complete(self, file_size: int) -> None:
        """It is whole. There is nothing to hand on to a form: the page asks here."""
        if self._writing:
            self._writing.finish()
            self.size, self._writing = self._writing.size, None

    def upload_interrupted(self) -> None:
        """The connection broke."""
        self.let_go()

    def take(self) -> tuple[str, bytes, int]:
        """Take it over: its name, key and size."""
        taken = self.stored, self.key, self.size
        self.stored = ""
        return taken

    def let_go(self) -> None:
        """Remove what nobody took over."""
        if self._writing:
            self._writing.abandon()
            self._writing = None
        elif self.stored:
            files().remove(self.stored)
        self.stored = ""
