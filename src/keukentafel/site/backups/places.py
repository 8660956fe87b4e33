"""Where backups lie, what they are called, and how long they stay."""

import os
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

STAMP = "%Y-%m-%dT%H-%M-%S-%f"
HALF = ".part"
MANIFEST = "manifest.json"
CLUSTER = "cluster"
WAL = "wal"
SEGMENT = re.compile(r"^[0-9A-F]{24}(\.|$)")


@dataclass(frozen=True, order=True)
class Backup:
    """A whole backup: a folder named by the moment (UTC) at which it was begun."""

    made: datetime
    folder: Path


def new_folder(backups: Path) -> Path:
    """A folder for a backup that is still being made. What was broken off before is cleared away."""
    backups.mkdir(mode=0o700, parents=True, exist_ok=True)
    for left in backups.glob(f"*{HALF}"):
        shutil.rmtree(left)
    folder = backups / (datetime.now(UTC).strftime(STAMP) + HALF)
    folder.mkdir(mode=0o700)
    return folder


def finish(folder: Path) -> Backup:
    """Say that it is whole: from now on it has its name."""
    whole = folder.with_suffix("")
    folder.rename(whole)
    sync(whole.parent)
    return Backup(_moment(whole), whole)


def all_backups(backups: Path) -> list[Backup]:
    """Every whole one, oldest first."""
    return sorted(_found(backups)) if backups.is_dir() else []


def prune(backups: Path, days: int) -> int:
    """Remove what is older than so many days, and the log from before the oldest that stays; gives how many went."""
    limit = datetime.now(UTC) - timedelta(days=days)
    old = [one for one in all_backups(backups) if one.made < limit]
    for one in old:
        shutil.rmtree(one.folder)
    _prune_log(backups)
    return len(old)


def sync(folder: Path) -> None:
    """What was made or renamed in a folder stays so after a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _prune_log(backups: Path) -> None:
    kept = all_backups(backups)
    if not kept or not (backups / WAL).is_dir():
        return
    first = _first_segment(kept[0].folder)
    for segment in (backups / WAL).iterdir():
        if SEGMENT.match(segment.name) and segment.name[8:24] < first:
            segment.unlink()


def _first_segment(folder: Path) -> str:
    """The first piece of the log that this backup needs, without the number of its timeline."""
    label = (folder / CLUSTER / "backup_label").read_text()
    found = re.search(r"file ([0-9A-F]{24})", label)
    return found[1][8:] if found else ""


def _found(backups: Path) -> Iterator[Backup]:
    for folder in backups.iterdir():
        if (folder / MANIFEST).is_file() and not folder.name.endswith(HALF):
            yield Backup(_moment(folder), folder)


def _moment(folder: Path) -> datetime:
    return datetime.strptime(folder.name, STAMP).replace(tzinfo=UTC)
