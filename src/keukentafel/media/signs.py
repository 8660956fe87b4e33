"""What a file is, by its first bytes: never by its name, nor by what the browser says that it is."""

import re
from dataclasses import dataclass
from typing import Final, Literal

import filetype

from keukentafel.media.refusing import NotTaken

Sort = Literal["photo", "document", "voice", "video"]
HEAD: Final = 64 * 1024
"""Bytes from the start that are enough to tell."""
ZIPPED: Final = "application/zip"
"""An office document, perhaps: ``office.py`` looks further."""


@dataclass(frozen=True, slots=True)
class Type:
    """A type that we take. ``ending``: by which other programs open it."""

    media_type: str
    sort: Sort
    ending: str


_OFFICE = "application/vnd.openxmlformats-officedocument."
_OPEN = "application/vnd.oasis.opendocument."
TYPES: Final = {
    one.media_type: one
    for one in (
        Type("image/jpeg", "photo", "jpg"),
        Type("image/png", "photo", "png"),
        Type("image/gif", "photo", "gif"),
        Type("image/webp", "photo", "webp"),
        Type("image/heic", "photo", "heic"),
        Type("application/pdf", "document", "pdf"),
        Type("text/plain", "document", "txt"),
        Type(f"{_OFFICE}wordprocessingml.document", "document", "docx"),
        Type(f"{_OFFICE}spreadsheetml.sheet", "document", "xlsx"),
        Type(f"{_OFFICE}presentationml.presentation", "document", "pptx"),
        Type(f"{_OPEN}text", "document", "odt"),
        Type(f"{_OPEN}spreadsheet", "document", "ods"),
        Type(f"{_OPEN}presentation", "document", "odp"),
        Type("audio/mpeg", "voice", "mp3"),
        Type("audio/mp4", "voice", "m4a"),
        Type("audio/ogg", "voice", "ogg"),
        Type("audio/wav", "voice", "wav"),
        Type("audio/webm", "voice", "webm"),
        Type("video/mp4", "video", "mp4"),
        Type("video/quicktime", "video", "mov"),
        Type("video/webm", "video", "webm"),
    )
}
"""All that is taken. Whatever is not here is refused."""
SHOWN: Final = frozenset(name for name, one in TYPES.items() if one.sort != "document") - {"image/heic"}
"""What a page shows or plays. All else is only ever saved."""
_KNOWN: Final = {
    "image/jpeg": "image/jpeg", "image/png": "image/png", "image/apng": "image/png", "image/gif": "image/gif",
    "image/webp": "image/webp", "image/heic": "image/heic", "image/heif": "image/heic", "audio/mpeg": "audio/mpeg",
    "audio/ogg": "audio/ogg", "audio/x-wav": "audio/wav", "audio/wav": "audio/wav",
}  # fmt: skip
_HEIF_BRANDS: Final = frozenset({b"heic", b"heix", b"heim", b"heis", b"mif1", b"msf1", b"hevc", b"hevx"})
_QUICKTIME, _SOUND = b"qt  ", frozenset({b"M4A ", b"M4B "})
_BOXES: Final = frozenset(
    {b"isom", b"iso2", b"iso4", b"iso5", b"iso6", b"mp41", b"mp42", b"avc1", b"M4V ", b"MSNV", b"dash"}
)
_VIDEO_IN_WEBM: Final = re.compile(rb"V_VP8|V_VP9|V_AV1|V_MPEG4")
_PAGE: Final = re.compile(rb"<(?:!doctype|html|head|body|script|svg|iframe|\?xml|\?php|!--)", re.IGNORECASE)
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_CONTROLS: Final = frozenset(range(32)) - set(b"\t\n\r\f")


def look(head: bytes) -> str:
    """The media type by the first ``HEAD`` bytes; ``ZIPPED`` for what has to be looked into. Raises ``NotTaken``."""
    if not head:
        raise NotTaken("empty")
    if head.startswith(_OLE):
        raise NotTaken("old_office")
    if head[4:8] == b"ftyp":
        return _boxed(head)
    if head.startswith(b"\x1a\x45\xdf\xa3"):
        return _webm(head)
    if head.startswith(b"PK\x03\x04"):
        return ZIPPED
    if head.startswith(b"%PDF-"):
        return _pdf(head)
    guess = filetype.guess(head[:8192])
    known = _KNOWN.get(guess.mime) if guess else None
    if known and head.startswith(_FIRST.get(known, b"")):
        return known
    return _text(head) if guess is None else _refuse("unknown")


_FIRST: Final = {
    "image/jpeg": b"\xff\xd8\xff", "image/png": b"\x89PNG\r\n\x1a\n", "image/gif": b"GIF8", "image/webp": b"RIFF",
    "audio/ogg": b"OggS", "audio/wav": b"RIFF",
}  # fmt: skip


def _boxed(head: bytes) -> str:
    """The family of MP4, by its brand."""
    brand = head[8:12]
    if brand in _HEIF_BRANDS:
        return "image/heic"
    if brand in _SOUND:
        return "audio/mp4"
    if brand == _QUICKTIME:
        return "video/quicktime"
    others = {head[at : at + 4] for at in range(16, min(int.from_bytes(head[:4], "big"), 256), 4)}
    return "video/mp4" if brand in _BOXES or others & _BOXES else _refuse("unknown")


def _webm(head: bytes) -> str:
    if b"webm" not in head[:64]:
        _refuse("unknown")
    return "video/webm" if _VIDEO_IN_WEBM.search(head) else "audio/webm"


def _pdf(head: bytes) -> str:
    """A PDF begins as one and holds no page of the web in its first kilobyte."""
    return _refuse("mixed") if _PAGE.search(head[:1024]) else "application/pdf"


def _text(head: bytes) -> str:
    """Plain text: readable, and not something that a browser would take for a page."""
    if _PAGE.search(head.lstrip(b"\xef\xbb\xbf \t\r\n\f")[:1024]):
        _refuse("page")
    if _CONTROLS & set(head):
        _refuse("unknown")
    try:
        head[: len(head) - 4 if len(head) >= HEAD else len(head)].decode()
    except UnicodeDecodeError as problem:
        if problem.end < len(head) - 4:
            _refuse("unknown")
    return "text/plain"


def _refuse(reason: str) -> str:
    raise NotTaken(reason)  # type: ignore[arg-type]  # one of the reasons, each written above
