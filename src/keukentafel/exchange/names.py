"""Names of entries. Whoever has no passphrase can read them, so they say nothing: no title, no name, no word of a
family.
"""

import re
from typing import Final
from uuid import UUID

from keukentafel.media.signs import TYPES

HEAD, RIGHTS, HOUSE, INDEX = "keukentafel.json", "data/rights.json", "house.json", "index.html"
ENDINGS: Final = {name: one.ending for name, one in TYPES.items()}
"""By which other programs open a file; all else is ``bin``."""
SQUEEZED: Final = frozenset(ENDINGS) - {"text/plain", "application/pdf", "audio/wav"}
"""What is compressed already."""
KNOWN: Final = {
    "head": re.compile(r"keukentafel\.json"),
    "rights": re.compile(r"data/rights\.json"),
    "items": re.compile(r"data/items-(\d{4,6})\.json"),
    "file": re.compile(r"files/([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\.[a-z0-9]{1,5}"),
    "house": re.compile(r"house\.json"),
    "log": re.compile(r"log/log-\d{4,6}\.json"),
    "page": re.compile(r"index\.html|pages/[a-z_]{1,40}-\d{4,6}\.html"),
    "schema": re.compile(r"schema/[a-z]{1,40}\.json"),
}
"""Every entry that an archive may have, and what it is."""


def items_part(number: int) -> str:
    """A part with items, from 1."""
    return f"data/items-{number:04}.json"


def log_part(number: int) -> str:
    """A part of the log, from 1."""
    return f"log/log-{number:04}.json"


def page(section: str, number: int) -> str:
    """A page to read, from 1."""
    return f"pages/{section}-{number:04}.html"


def path_of(blob: UUID, media_type: str) -> str:
    """Where a file is."""
    return f"files/{blob}.{ENDINGS.get(media_type, 'bin')}"


def sort_of(name: str) -> str:
    """What an entry is by its name; empty for what can't be in an archive."""
    return next((sort for sort, pattern in KNOWN.items() if pattern.fullmatch(name)), "")


def leads_out(name: str) -> bool:
    """Whether a name points out of the folder in which the archive is unpacked."""
    return name.startswith(("/", "\\")) or ".." in re.split(r"[/\\]", name) or ":" in name or "\\" in name
