"""The web role's way into the database: one for each process that needs it, made when it starts, dropped when it ends.

Its password is drawn anew each time and kept nowhere: it lives in the memory of that process and in the environment of
those that it starts. A file for each login, locked by its process, tells which are still in use: those of a process
that was killed are dropped by whoever starts next.
"""

import fcntl
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict

from keukentafel.site.database import make_roles


@contextmanager
def own_login(owner_url: str, folder: Path, *, shared: bool = True) -> Iterator[str]:
    """The address for the web role, good until the block ends. ``folder``: where locks of logins lie, on this machine.

    ``owner_url``: as ``make_roles`` wants it; ``shared``: whether other machines may use that server too.
    Raises ``psycopg.Error`` when it can't be had.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    base = str(conninfo_to_dict(owner_url).get("dbname") or "")
    with _alone(folder):
        web_url = make_roles(owner_url, secrets.token_urlsafe(32), login=(name := f"{base}_web_{secrets.token_hex(4)}"))
        lock = _taken(folder / name)
        _drop_left(owner_url, folder, base, shared=shared)
    try:
        yield web_url
    finally:
        with suppress(psycopg.Error):  # the server is away: whoever starts next does it
            _drop(owner_url, name)
            (folder / name).unlink()
        if lock:
            lock.close()


def _drop_left(owner_url: str, folder: Path, base: str, *, shared: bool) -> None:
    """Drop those that nobody holds any more; on a server of our own those too that a backup brought back."""
    made = f"{base}_web_"
    names = {path.name for path in folder.iterdir()} | (set() if shared else _all_logins(owner_url))
    for path in (folder / name for name in names if name.startswith(made)):
        if left := _taken(path):
            with suppress(psycopg.Error):  # something hangs on it: it is tried again next time
                _drop(owner_url, path.name)
                path.unlink()
            left.close()


def _all_logins(owner_url: str) -> set[str]:
    with psycopg.connect(owner_url) as owner:
        return {row[0] for row in owner.execute("SELECT rolname FROM pg_roles WHERE rolcanlogin").fetchall()}


def _drop(owner_url: str, name: str) -> None:
    with psycopg.connect(owner_url, autocommit=True) as owner:
        owner.execute(sql.SQL("DROP ROLE IF EXISTS {}").format(sql.Identifier(name)))


def _taken(path: Path) -> IO[str] | None:
    """The file, locked for as long as it is open; None when another process has it."""
    file = path.open("w")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        file.close()
        return None
    return file


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Roles belong to the whole cluster: one process at a time makes and drops them."""
    with (folder / "door.lock").open("w") as door:
        fcntl.flock(door, fcntl.LOCK_EX)
        yield
