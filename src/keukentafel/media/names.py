"""Names of files as other machines can bear them: in any script, but without paths, hidden signs or endless length."""

import re
import unicodedata
from typing import Final

from keukentafel.media.signs import TYPES

LONGEST: Final = 100
ALONE: Final = "keukentafel"
NOT_IN_NAMES: Final = re.compile(r'[\\/:*?"<>|%;]+')
ENDING: Final = re.compile(r"\.([A-Za-z][A-Za-z0-9]{0,4})$")
_OF_PROGRAMS = """
bat cmd com cpl docm exe heif hta htm html jar jpeg js jse lnk msi pif ps1 scr sh svg url vbe vbs wsf xlsm zip
"""
PROGRAMS: Final = frozenset(one.ending for one in TYPES.values()) | frozenset(_OF_PROGRAMS.split())
RESERVED: Final = re.compile(r"(?i)^(con|prn|aux|nul|com\d|lpt\d)$")


def safe_name(name: str, media_type: str) -> str:
    """A name to save a file under: its own, with the ending that its type has."""
    last = re.split(r"[\\/]", name)[-1]
    shown = "".join(sign for sign in unicodedata.normalize("NFC", last) if unicodedata.category(sign)[0] != "C")
    stem = NOT_IN_NAMES.sub("-", _without_ending(shown))
    stem = " ".join(stem.split()).strip(" .-")[:LONGEST].strip(" .-")
    if not stem or RESERVED.fullmatch(stem):
        stem = ALONE
    ending = TYPES[media_type].ending if media_type in TYPES else "bin"
    return f"{stem}.{ending}"


def _without_ending(name: str) -> str:
    """Without the endings that a program would go by: of ``photo.jpg.exe`` stays ``photo``."""
    first = True
    while (match := ENDING.search(name)) and match.start() and (first or match[1].lower() in PROGRAMS):
        name, first = name[: match.start()], False
    return name
