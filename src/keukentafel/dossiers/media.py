"""Whether a file is what it says: by its first bytes, for every type that other programs open by its name."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final

from keukentafel.media.signs import TYPES

ENOUGH: Final = 16
"""So many bytes tell."""


class NotWhatItSays(ValueError):
    """A file that says one thing and is another."""


def _begins(*signs: bytes) -> Callable[[bytes], bool]:
    return lambda first: first.startswith(signs)


def _boxed(first: bytes) -> bool:
    """The family of MP4: a length, then what it is."""
    return first[4:8] == b"ftyp"


SIGNS: Final[Mapping[str, Callable[[bytes], bool]]] = {
    "application/pdf": _begins(b"%PDF-"),
    "audio/mp4": _boxed,
    "audio/mpeg": lambda first: first[:3] == b"ID3" or (first[:1] == b"\xff" and first[1:2] >= b"\xe0"),
    "audio/ogg": _begins(b"OggS"),
    "audio/wav": lambda first: first[:4] == b"RIFF" and first[8:12] == b"WAVE",
    "audio/webm": _begins(b"\x1a\x45\xdf\xa3"),
    "image/gif": _begins(b"GIF87a", b"GIF89a"),
    "image/heic": _boxed,
    "image/jpeg": _begins(b"\xff\xd8\xff"),
    "image/png": _begins(b"\x89PNG\r\n\x1a\n"),
    "image/webp": lambda first: first[:4] == b"RIFF" and first[8:12] == b"WEBP",
    "text/plain": lambda first: b"\x00" not in first,
    "video/mp4": _boxed,
    "video/quicktime": _boxed,
    "video/webm": _begins(b"\x1a\x45\xdf\xa3"),
    **{name: _begins(b"PK\x03\x04") for name in TYPES if name.startswith("application/vnd.")},
}
"""What a type looks like. A file of any other type goes by no name that a program opens: it is only kept."""


def as_said(media_type: str, content: Iterable[bytes]) -> Iterator[bytes]:
    """The same content. Raises ``NotWhatItSays`` before any of it is given on."""
    looks, first, rest = SIGNS.get(media_type), b"", iter(content)
    while len(first) < ENOUGH and (piece := next(rest, None)) is not None:
        first += piece
    if looks is not None and not looks(first[:ENOUGH]):
        raise NotWhatItSays(media_type)
    if first:
        yield first
    yield from rest
