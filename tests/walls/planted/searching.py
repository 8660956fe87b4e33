"""One pass over everything that a thief may take."""

import gzip
import os
import re
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from keukentafel.site.postgres.binaries import find_binaries

AROUND = 40


@dataclass(frozen=True)
class Hit:
    """Where something was found. ``about``: the bytes around it."""

    place: str
    coat: str
    about: bytes


def search(place: str, data: bytes, needles: dict[bytes, str]) -> Iterator[Hit]:
    """The first place of each needle in the data."""
    for needle, coat in needles.items():
        if (at := data.find(needle)) >= 0:
            yield Hit(place, coat, data[max(0, at - AROUND) : at + len(needle) + AROUND])


def files(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Every file below a folder, unpacked where it is packed, and the names of files themselves."""
    for path in sorted(folder.rglob("*")):
        place = str(path.relative_to(folder))
        yield f"name of {place}", place.encode()
        if path.is_file() and not path.is_socket():
            with suppress(FileNotFoundError):  # PostgreSQL tidies up while we look
                data = path.read_bytes()
                yield place, data
                if data[:2] == b"\x1f\x8b":
                    yield f"{place} (unpacked)", gzip.decompress(data)


def in_folder(folder: Path, needles: dict[bytes, str]) -> list[Hit]:
    """All that is found below a folder."""
    return [hit for place, data in files(folder) for hit in search(place, data, needles)]


def dump(url: str) -> bytes:
    """What ``pg_dump`` makes of a database; blocks of bytes as text, and as the bytes they are."""
    command = [str(find_binaries() / "pg_dump"), "--no-owner", url]
    text = subprocess.run(command, check=True, capture_output=True, env=os.environ | {"LC_ALL": "C"}).stdout
    blocks = re.findall(rb"\\\\x([0-9a-f]{2,})", text)
    return text + b"\n".join(bytes.fromhex(block.decode()) for block in blocks if len(block) % 2 == 0)
