"""Office documents: zip files of a known shape. Nothing is unpacked here but their own list and two small parts."""

import re
import zipfile
from typing import BinaryIO, Final

from keukentafel.media.refusing import NotTaken
from keukentafel.media.signs import TYPES

MOST_PARTS: Final = 5_000
MOST_UNPACKED: Final = 300_000_000
MOST_TIMES: Final = 200
"""So many times larger than it is packed: texts come near 20."""
SMALL: Final = 1_000_000
MACROS: Final = re.compile(
    r"(^|/)(vbaProject[^/]*\.bin|vbaData\.xml|macrosheets/.*|activeX/.*)$|^(Basic|Scripts)/", re.IGNORECASE
)
MAIN: Final = {"word/": "docx", "xl/": "xlsx", "ppt/": "pptx"}


def look_into(file: BinaryIO, size: int) -> str:
    """The media type of an office document. Raises ``NotTaken``."""
    try:
        with zipfile.ZipFile(file) as zipped:
            parts = zipped.infolist()
            _bounded(parts, size)
            _nothing_around(parts, file, size)
            return _of_its_kind(zipped, parts)
    # zipfile says of one broken archive or another each of these; whoever sent it is told that the file is broken
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError, KeyError):
        raise NotTaken("broken") from None


def _bounded(parts: list[zipfile.ZipInfo], size: int) -> None:
    unpacked = sum(one.file_size for one in parts)
    if len(parts) > MOST_PARTS or unpacked > min(MOST_UNPACKED, max(size, 50_000) * MOST_TIMES):
        raise NotTaken("bomb")
    if sum(one.compress_size for one in parts) > size or len({one.header_offset for one in parts}) < len(parts):
        raise NotTaken("bomb")  # parts that lie over one another
    if any(one.flag_bits & 1 for one in parts):
        raise NotTaken("locked")


def _nothing_around(parts: list[zipfile.ZipInfo], file: BinaryIO, size: int) -> None:
    """It begins with its first part and ends with its list: nothing else stands before or behind."""
    file.seek(max(0, size - 22))
    if not file.read(22).startswith(b"PK\x05\x06") or min((one.header_offset for one in parts), default=1):
        raise NotTaken("mixed")


def _of_its_kind(zipped: zipfile.ZipFile, parts: list[zipfile.ZipInfo]) -> str:
    names = [one.filename for one in parts]
    if any(MACROS.search(name) for name in names):
        raise NotTaken("macros")
    if "[Content_Types].xml" in names:
        if b"macroEnabled" in _part(zipped, "[Content_Types].xml"):
            raise NotTaken("macros")
        ending = next((end for folder, end in MAIN.items() if any(name.startswith(folder) for name in names)), "")
        return _by_ending(ending)
    if "mimetype" in names and "META-INF/manifest.xml" in names:
        said = _part(zipped, "mimetype").decode("ascii", "replace").strip()
        return said if said in TYPES and TYPES[said].ending in {"odt", "ods", "odp"} else _by_ending("")
    raise NotTaken("unknown")


def _part(zipped: zipfile.ZipFile, name: str) -> bytes:
    with zipped.open(name) as part:
        return part.read(SMALL)


def _by_ending(ending: str) -> str:
    for one in TYPES.values():
        if one.ending == ending and one.sort == "document":
            return one.media_type
    raise NotTaken("unknown")
