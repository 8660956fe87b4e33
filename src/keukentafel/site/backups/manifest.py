"""What a backup says of itself: versions, counts and sums. Nothing of what anybody wrote."""

import json
import os
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path

import keukentafel
from keukentafel.site.backups.places import CLUSTER, MANIFEST
from keukentafel.site.postgres import ClusterError

FORMAT = 1
HOUSE = Path(keukentafel.__file__).parent
OTHERS = frozenset({"auth", "contenttypes", "procrastinate"})
"""Whose tables are not ours: their packages bring them."""
NO_BACKUP = "{} is no backup of Keukentafel: name the folder that `keukentafel backup` made, with {} in it."
HALF_BACKUP = "The backup {} is not whole: {}. Take another one."
NEWER = "The backup {} was made by a newer Keukentafel ({}). Bring this one up to date first, then restore."


class NotRestored(ClusterError):
    """It can't be restored; the text says why."""


@dataclass(frozen=True)
class Manifest:
    """``files``: SHA-256 of PostgreSQL's own list of files with their SHA-256. ``quiet``: nobody wrote meanwhile, so
    that counts and sums are exactly those of the copy. ``tables``: see ``digest``.
    """

    format: int
    made: str
    postgres: int
    files: str
    quiet: bool
    tables: dict[str, list[str]]
    migrations: list[str]

    def write(self, folder: Path) -> None:
        """Write it, on the disk before this returns."""
        path = folder / MANIFEST
        with path.open("x") as file:
            json.dump(asdict(self), file, indent=1)
            file.flush()
            os.fsync(file.fileno())


def read(folder: Path) -> Manifest:
    """Read it, and refuse in words what is no backup, is broken, or comes from a later version."""
    path = folder / MANIFEST
    if not path.is_file():
        whole = folder.name.endswith(".part") or (folder / CLUSTER).exists()
        why = HALF_BACKUP.format(folder, "it was broken off") if whole else NO_BACKUP.format(folder, MANIFEST)
        raise NotRestored(why)
    try:
        told = json.loads(path.read_text())
        if told["format"] > FORMAT:
            raise NotRestored(NEWER.format(folder, f"format {told['format']}"))
        found = Manifest(**told)
    except (ValueError, KeyError, TypeError):
        raise NotRestored(HALF_BACKUP.format(folder, f"{MANIFEST} can't be read")) from None
    refuse_newer(folder, found)
    if not (folder / CLUSTER / "backup_manifest").is_file():
        raise NotRestored(HALF_BACKUP.format(folder, "PostgreSQL's list of files is missing"))
    if files_sum(folder) != found.files:
        raise NotRestored(HALF_BACKUP.format(folder, "PostgreSQL's list of files is another one"))
    return found


def files_sum(folder: Path) -> str:
    """SHA-256 of PostgreSQL's own list."""
    return sha256((folder / CLUSTER / "backup_manifest").read_bytes()).hexdigest()


def refuse_newer(folder: Path, manifest: Manifest) -> None:
    """Raise ``NotRestored`` for a backup with tables that this version does not know."""
    known = {f"{path.parent.parent.name}.{path.stem}" for path in HOUSE.rglob("migrations/0*.py")}
    unknown = [one for one in manifest.migrations if one not in known and one.split(".")[0] not in OTHERS]
    if unknown:
        raise NotRestored(NEWER.format(folder, unknown[-1]))
