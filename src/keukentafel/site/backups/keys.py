"""The key store's own backup, apart from the database's: dated copies (``vault/copies.py``), and what opens them.

A copy holds wrapped keys. With the key-encryption keys in files (``KEUKENTAFEL_KEYS=file``) they and the secrets of the
installation are kept beside the copies, as they are now: one that was destroyed is gone here at the next backup.
"""

import os
from pathlib import Path

from keukentafel import vault
from keukentafel.site.backups.manifest import NotRestored
from keukentafel.site.environment import Environment
from keukentafel.vault.disk import sync_folder
from keukentafel.vault.tombstones import NAME as TOMBSTONES

BESIDE = "beside"
OPENS = ("kek-*.key", "secret_key")
SAME_PLACE = (
    "The backups of the keys ({keys}) lie among those of the database ({database}): whoever takes one has both. Name "
    "another place with KEUKENTAFEL_KEYS_COPIES or KEUKENTAFEL_BACKUPS, best on another disk."
)
NO_KEYS = (
    "There is no key store in {}, and without it nobody can read what is restored. Put it there, or name the folder of "
    "its backups with --keys."
)
NO_COPY = "There is no backup of a key store in {}: it has neither keys.sqlite3 nor keys-<moment>.sqlite3."
KEYS_ARE_THERE = "There is a key store in {} already: leave --keys out to use it."


def back_up(here: Environment) -> Path:
    """Make a copy of the key store, and keep beside it what opens it. Raises ``NotRestored`` for a wrong place."""
    place = here.key_copies[0]
    if place.resolve().is_relative_to(here.backups):
        raise NotRestored(SAME_PLACE.format(keys=place, database=here.backups))
    made = vault.current().copies.make()
    _lay_beside(here)
    return made


def after_rotation(here: Environment) -> bool:
    """Keep beside the copies what opens those that are there now, if anything was kept there; gives whether it was.

    Until then the new copy could not be opened, and what was copied elsewhere under the old key still could.
    """
    if kept := (here.key_copies[0] / BESIDE).is_dir():
        _lay_beside(here)
    return kept


def _lay_beside(here: Environment) -> None:
    """What is new comes before what is old goes: whenever this breaks off, something opens the copies."""
    beside = here.key_copies[0] / BESIDE
    beside.mkdir(mode=0o700, exist_ok=True)
    for folder in {here.keys, here.provider.folder}:
        _copy_all(folder, beside, OPENS)
    for name in OPENS:
        for old in beside.glob(name):
            if not ((here.keys / old.name).exists() or (here.provider.folder / old.name).exists()):
                old.unlink()
    sync_folder(beside)


def bring_back(here: Environment, folder: Path | None) -> Path | None:
    """See to it that there is a key store; gives the copy that was taken, or None when it was there already."""
    there = (here.keys / "keys.sqlite3").exists()
    if folder is None:
        if not there:
            raise NotRestored(NO_KEYS.format(here.keys))
        return None
    if there:
        raise NotRestored(KEYS_ARE_THERE.format(here.keys))
    newest = next(iter(sorted(folder.glob("keys-*.sqlite3"), reverse=True)), folder / "keys.sqlite3")
    if not newest.is_file():
        raise NotRestored(NO_COPY.format(folder))
    here.keys.mkdir(mode=0o700, parents=True, exist_ok=True)
    for source in (folder, folder / BESIDE):
        _copy_all(source, here.keys, (*OPENS, TOMBSTONES))
    _copy(newest, here.keys / "keys.sqlite3")
    return newest


def _copy_all(source: Path, target: Path, names: tuple[str, ...]) -> None:
    for name in names:
        for path in source.glob(name):
            _copy(path, target / path.name)


def _copy(path: Path, target: Path) -> None:
    """Whole or not at all, for its owner alone from the first byte."""
    draft = target.with_name(f".{target.name}.part")
    draft.unlink(missing_ok=True)
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(path.read_bytes())
        file.flush()
        os.fsync(file.fileno())
    draft.replace(target)
