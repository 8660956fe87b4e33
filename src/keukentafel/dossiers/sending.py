"""Files in a form: read before the visit, ready when it begins. What is refused is said in words; the rest waits along.

A form that is not right yet comes back with what was typed. The files that were right wait sealed on the shelf, and the
form carries where they are, sealed for this person at this table: nobody has to choose them again.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from functools import wraps
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from pydantic import TypeAdapter, ValidationError

from keukentafel.access import Visit
from keukentafel.access.pulse import still_here
from keukentafel.dossiers import blobs, file_words
from keukentafel.dossiers.readying import Ready, ready, still_there
from keukentafel.dossiers.uploads import FIELD, FilesUpload
from keukentafel.media.refusing import NotTaken
from keukentafel.vault import Unreadable

HELD = "held"
"""The hidden field with files that came before."""
AROUND = 2_000_000
"""Bytes of a form besides its files."""
LONGEST_HELD = 60_000
RECORDER = b" data-record "
"""By what a page says that a voice message can be recorded there (``dossiers/attached.html``): no other may listen."""
KNOWN = "keukentafel_files"
Page = Callable[..., HttpResponse]
_LIST: TypeAdapter[list[Ready]] = TypeAdapter(list[Ready])


@dataclass
class Sent:
    """What came with a form. ``wrong``: for each file that is not taken, a sentence. ``held``: what goes along when the
    form is sent again.
    """

    ready: list[Ready] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    held: str = ""
    fresh: list[Ready] = field(default_factory=list)
    """What came just now and lies nowhere yet: unless it is put somewhere, or held, it goes at once."""

    @property
    def ok(self) -> bool:
        """Whether everything that was sent is taken."""
        return not self.wrong

    @property
    def summary(self) -> list[tuple[str, str]]:
        """For the top of the page."""
        return [(FIELD, sentence) for sentence in self.wrong]

    @property
    def bounds(self) -> str:
        """How large files may be, in a sentence."""
        return file_words.bounds()

    @property
    def accept(self) -> str:
        """What a browser offers to choose from."""
        return file_words.ACCEPT

    def again(self, visit: Visit) -> "Sent":
        """For showing the form once more: what was right waits along."""
        if self.ready:
            block = visit.ring.seal(visit.dossier, _bound(visit), _LIST.dump_json(self.ready))
            self.held = urlsafe_b64encode(block).decode()
        return self


def takes_files(page: Page) -> Page:
    """Let a page take files. Stands above ``@door``: they are read and made ready before the visit begins."""

    @csrf_exempt  # the check reads the form, and with it the files: it is made below, once they can be sealed
    @wraps(page)
    def taking(request: HttpRequest, dossier: UUID, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method != "POST" or not request.user.is_authenticated:
            return checked(request, dossier, *args, **kwargs)
        if not still_here(request.user.pk, dossier):
            return checked(request, dossier, *args, **kwargs)  # nothing is taken; the door answers
        upload = _upload(request)
        try:
            return checked(request, dossier, *args, **kwargs)
        finally:
            upload.let_go()

    @csrf_protect
    def checked(request: HttpRequest, dossier: UUID, *args: Any, **kwargs: Any) -> HttpResponse:
        upload = getattr(request, KNOWN, None)
        made = _made(request, upload) if upload else Sent()
        setattr(request, KNOWN, made)
        try:
            answer = page(request, dossier, *args, **kwargs)
        finally:
            _swept(made)
        answer.may_hear = RECORDER in answer.content  # type: ignore[attr-defined]  # the shield lets it ask for the microphone
        return answer

    taking.takes_files = True  # type: ignore[attr-defined]  # a test finds them by it
    return taking


def sent(request: HttpRequest, visit: Visit) -> Sent:
    """The files that came with this form, those that came with it before among them."""
    made: Sent = getattr(request, KNOWN)
    if request.method == "POST" and (text := request.POST.get(HELD, "")):
        earlier = _earlier(visit, text)
        if len(earlier) + len(made.ready) > settings.FILES_MOST_AT_ONCE:
            made.wrong.append(file_words.too_many())
        made.ready[:0] = earlier
        if not all(still_there(one) for one in earlier):
            made.ready = [one for one in made.ready if still_there(one)]
            made.wrong.append(_("Some files had to wait too long. Choose them again."))
    if not _fits(visit, made):
        made.wrong.append(file_words.full())
    return made


def _fits(visit: Visit, made: Sent) -> bool:
    """Whether there is room for all of it at this table, as far as the visitor sees: what still fits must not tell of
    what lies in circles of others.
    """
    new = sum(part.size for one in made.ready for part in (one.whole, one.small) if part)
    return not new or new + blobs.used(visit) <= settings.FILES_MOST_OF_ALL


def _upload(request: HttpRequest) -> FilesUpload:
    """From here on the form may be read. Raises ``RequestDataTooBig`` for more than any files can be."""
    length = int(request.headers.get("Content-Length") or 0)
    if length > settings.FILES_MOST_AT_ONCE * max(settings.FILES_MOST.values()) + AROUND:
        raise RequestDataTooBig
    upload = FilesUpload(request)
    request.upload_handlers = [upload]
    setattr(request, KNOWN, upload)
    return upload


def _made(request: HttpRequest, upload: FilesUpload) -> Sent:
    """Everything that was sent, made ready; reads the form."""
    made = Sent()
    request.POST.keys()  # reading it makes the handlers take the files
    for one in upload.incoming:
        try:
            made.fresh.append(ready(one))
        except NotTaken as refused:
            made.wrong.append(file_words.refused(one.name, refused.reason, one.media_type))
    if upload.too_many:
        made.wrong.append(file_words.too_many())
    for one in upload.incoming:
        one.stored = ""  # taken over, or gone
    made.ready = list(made.fresh)
    return made


def _swept(made: Sent) -> None:
    """What nobody put anywhere, and no form carries, goes at once. Never what came before: it may be put."""
    for one in made.fresh if not made.held else ():
        one.let_go()


def _bound(visit: Visit) -> bytes:
    return b"held files" + visit.dossier.bytes + visit.person.bytes


def _earlier(visit: Visit, text: str) -> list[Ready]:
    with suppress(Unreadable, ValueError, ValidationError):
        if len(text) <= LONGEST_HELD:
            return _LIST.validate_json(visit.ring.open(visit.dossier, _bound(visit), urlsafe_b64decode(text)))
    return []
