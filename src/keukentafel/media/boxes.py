"""MP4 and its family (QuickTime, M4A): rows of boxes in boxes. What a telephone writes down of places goes.

Only what tells is overwritten: its box becomes ``free`` (which players skip) and its bytes zero. No byte moves, so all
that points into the file still fits.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, Final

from keukentafel.media.refusing import NotTaken

TELLS: Final = frozenset({b"udta", b"meta", b"uuid"})
"""Boxes of notes: place, device, names, XMP."""
INTO: Final = frozenset({b"moov", b"trak", b"mdia", b"minf", b"stbl", b"edts", b"moof", b"traf"})
PLACES: Final = (b"gpmd", b"camm")
"""Tracks that hold a place for every second of a film."""
KNOWN: Final = frozenset({
    b"ftyp", b"moov", b"mdat", b"free", b"skip", b"wide", b"moof", b"mfra", b"sidx", b"styp", b"pdin", b"uuid", b"meta",
    b"udta", b"pnot", b"emsg", b"prft", b"ssix",
})  # fmt: skip
MOST: Final = 20_000
DEEPEST: Final = 10


@dataclass(frozen=True, slots=True)
class Patch:
    """Overwrite ``length`` bytes from ``start``: ``free`` over the box's name, zeros over what is in it."""

    name_at: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Boxed:
    """What was found. ``video``: whether it holds moving pictures; ``seconds``: how long it lasts, 0 if unknown."""

    patches: tuple[Patch, ...]
    video: bool
    seconds: int


def look_into(file: BinaryIO, size: int) -> Boxed:
    """Find what tells. Raises ``NotTaken`` for what is no such file, or follows places in a track of its own."""
    patches: list[Patch] = []
    seen: set[bytes] = set()
    video, seconds = False, 0
    for count, (name, start, body, end, depth) in enumerate(_boxes(file, 0, size, 0)):
        if count > MOST or (depth == 0 and name not in KNOWN):
            raise NotTaken("mixed")
        seen.add(name)
        if name in TELLS:
            patches.append(Patch(start + 4, body, end))
        elif name == b"hdlr":
            video = video or _at(file, body + 8, 4) == b"vide"
        elif name == b"mvhd":
            seconds = _seconds(_at(file, body, min(end - body, 32)))
        elif name == b"stsd":
            _no_places(_at(file, body, min(end - body, 4096)))
    if not {b"moov", b"mdat"} <= seen:
        raise NotTaken("broken")
    return Boxed(tuple(patches), video, seconds)


def _no_places(samples: bytes) -> None:
    if any(place in samples for place in PLACES):
        raise NotTaken("track")


def patched(content: Iterator[bytes], patches: tuple[Patch, ...]) -> Iterator[bytes]:
    """The same content with what tells overwritten."""
    at = 0
    for piece in content:
        changed = bytearray(piece)
        for one in patches:
            first, last = max(one.start - at, 0), min(one.end - at, len(piece))
            if first < last:
                changed[first:last] = bytes(last - first)
            _over(changed, at, one.name_at, b"free")
        at += len(piece)
        yield bytes(changed)


def _over(block: bytearray, at: int, start: int, new: bytes) -> None:
    """Put ``new``, which belongs at ``start``, over a block that begins at ``at``."""
    first, last = max(start, at), min(start + len(new), at + len(block))
    if first < last:
        block[first - at : last - at] = new[first - start : last - start]


def _boxes(file: BinaryIO, at: int, end: int, depth: int) -> Iterator[tuple[bytes, int, int, int, int]]:
    """Each box: its name, where it begins, where its body begins, where it ends, how deep it lies."""
    while at + 8 <= end:
        length, name = struct.unpack(">I4s", _at(file, at, 8))
        body = at + 8
        if length == 1:
            length, body = struct.unpack(">Q", _at(file, body, 8))[0], at + 16
        elif length == 0:
            length = end - at
        if length < body - at or at + length > end:
            if depth and _only_zeros(file, at, end):
                return
            raise NotTaken("broken")
        yield name, at, body, at + length, depth
        if name in INTO and depth < DEEPEST:
            yield from _boxes(file, body, at + length, depth + 1)
        at += length
    if depth == 0 and at != end:
        raise NotTaken("mixed")


def _only_zeros(file: BinaryIO, at: int, end: int) -> bool:
    """QuickTime ends some lists with a zero."""
    return end - at <= 16 and not any(_at(file, at, end - at))


def _at(file: BinaryIO, at: int, length: int) -> bytes:
    file.seek(at)
    got = b""
    while len(got) < length and (piece := file.read(length - len(got))):
        got += piece
    if len(got) < length:
        raise NotTaken("broken")
    return got


def _seconds(block: bytes) -> int:
    wide = block[:1] == b"\x01"
    scale, length = struct.unpack_from(">IQ" if wide else ">II", block, 20 if wide else 12)
    return int(min(length / scale, 86_400)) if scale else 0
