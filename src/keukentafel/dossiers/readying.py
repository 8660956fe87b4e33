"""Make a file ready that was sent: what it really is, whether the scanner finds something; a photo is drawn anew.

All of it before the visit: no transaction waits for a scanner or a telephone's slow line.
"""

from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator
from datetime import datetime
from hashlib import sha256
from io import BufferedReader
from typing import Any, BinaryIO, Literal

from django.conf import settings
from django.utils import timezone
from pydantic import Field

from keukentafel.access.cards import Sealed
from keukentafel.access.files import files
from keukentafel.dossiers.uploads import Incoming, most
from keukentafel.media import boxes, office, scanner, signs
from keukentafel.media.names import safe_name
from keukentafel.media.pictures import drawn
from keukentafel.media.refusing import NotTaken
from keukentafel.vault.files import CHUNK, Opened, new_key, new_name

TAIL = 64 * 1024
BOXED = frozenset({"video/mp4", "video/quicktime", "audio/mp4"})


class Part(Sealed):
    """Sealed bytes on the shelf that no row knows yet. ``key``: base64; ``sha256``: of the content."""

    stored: str = Field(max_length=32)
    key: str = Field(max_length=44)
    size: int
    sha256: str = Field(max_length=64)
    media_type: str = Field(max_length=100)


class Ready(Sealed):
    """A file that can be put with an item. ``checked``: when the scanner saw it; None while it has not."""

    name: str = Field(max_length=200)
    sort: Literal["photo", "document", "voice", "video"]
    whole: Part
    small: Part | None = None
    width: int = 0
    height: int = 0
    seconds: int = 0
    checked: datetime | None = None

    def let_go(self) -> None:
        """Remove its bytes."""
        for part in filter(None, (self.whole, self.small)):
            files().remove(part.stored)


def ready(one: Incoming) -> Ready:
    """Make it ready; what was sent is gone or taken over after that. Raises ``NotTaken``."""
    if one.refused:
        raise NotTaken(one.refused)
    try:
        checked = _checked(one)
        made = _made(one, _looked_into(one))
        return made.model_copy(update={"checked": checked})
    except NotTaken:
        one.let_go()
        raise


def _opened(one: Incoming) -> BinaryIO:
    return BufferedReader(Opened(files(), one.stored, one.key, one.size), CHUNK)


def _content(one: Incoming) -> Iterator[bytes]:
    return files().read(one.stored, one.key)


def _looked_into(one: Incoming) -> str:
    if one.media_type == signs.ZIPPED:
        return office.look_into(_opened(one), one.size)
    if one.media_type == "application/pdf":
        _nothing_behind(one)
    return one.media_type


def _nothing_behind(one: Incoming) -> None:
    """A PDF ends as one: no other file hangs behind it."""
    opened = _opened(one)
    opened.seek(max(0, one.size - TAIL))
    tail = opened.read(TAIL)
    end = tail.rfind(b"%%EOF")
    if end < 0:
        raise NotTaken("broken")
    if b"PK\x05\x06" in tail[end:] or b"<script" in tail[end:].lower() or len(tail) - end > 2048:
        raise NotTaken("mixed")


def _checked(one: Incoming) -> datetime | None:
    """Ask the scanner. Raises ``NotTaken``; None when it is away, or there is none."""
    if not settings.CLAMD:
        return None
    answer = scanner.ask(settings.CLAMD, _content(one))
    if answer == "found":
        raise NotTaken("harmful")
    if answer == "too_long":
        raise NotTaken("unchecked")
    return timezone.now() if answer == "clean" else None


def _made(one: Incoming, media_type: str) -> Ready:
    sort = signs.TYPES[media_type].sort
    if sort == "photo":
        return _photo(one)
    if media_type in BOXED:
        return _film(one, media_type)
    return _told(one, media_type, _as_it_is(one, media_type))


def _photo(one: Incoming) -> Ready:
    with drawn(_content(one), settings.FILES_MOST_DOTS) as photo:
        whole = _kept(photo.whole(), photo.media_type)
        small = _kept(photo.small(), "image/jpeg")
    one.let_go()
    return _told(one, photo.media_type, whole, small=small, width=photo.width, height=photo.height)


def _film(one: Incoming, media_type: str) -> Ready:
    found = boxes.look_into(_opened(one), one.size)
    if not found.video:
        media_type = "audio/mp4"
    elif media_type == "audio/mp4":
        media_type = "video/mp4"
    if one.size > most(media_type):
        raise NotTaken("too_big")
    if found.patches:
        whole = _kept(boxes.patched(_content(one), found.patches), media_type)
        one.let_go()
    else:
        whole = _as_it_is(one, media_type)
    return _told(one, media_type, whole, seconds=found.seconds)


def _as_it_is(one: Incoming, media_type: str) -> Part:
    key = b64encode(one.key).decode()
    return Part(stored=one.stored, key=key, size=one.size, sha256=one.hashed.hexdigest(), media_type=media_type)


def _told(one: Incoming, media_type: str, whole: Part, **more: Any) -> Ready:
    return Ready(name=safe_name(one.name, media_type), sort=signs.TYPES[media_type].sort, whole=whole, **more)


def _kept(content: Iterable[bytes], media_type: str) -> Part:
    """Seal it under a key of its own. What breaks off leaves nothing."""
    stored, key, hashed = new_name(), new_key(), sha256()
    with files().writing(stored, key) as writing:
        for piece in content:
            hashed.update(piece)
            writing.add(piece)
    as_text = b64encode(key).decode()
    return Part(stored=stored, key=as_text, size=writing.size, sha256=hashed.hexdigest(), media_type=media_type)


def still_there(one: Ready) -> bool:
    """Whether its bytes still wait: what nobody takes over is swept up after a day."""
    return all(files().on_disk(part.stored) for part in filter(None, (one.whole, one.small)))


def key_of(part: Part) -> bytes:
    """The key of a part."""
    return b64decode(part.key)
