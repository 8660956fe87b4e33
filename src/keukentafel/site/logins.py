"""The ways of the site and its worker into the database: made for each process that starts, dropped when it ends.

Their passwords are drawn anew each time and kept nowhere: they live in the memory of that process and in the
environment of those that it starts. A file for each pair of logins, locked by its process, tells which are in use:
those of a process that was killed are dropped by whoever starts next.
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

from keukentafel.site.database import OF_THE_WORKER, Addresses, make_roles


@contextmanager
def own_logins(owner_url: str, folder: Path, *, shared: bool = True) -> Iterator[Addresses]:
    """The addresses for both, good until the block ends. ``folder``: where locks of logins lie, on this machine.

    ``owner_url``: as ``make_roles`` wants it; ``shared``: whether other machines may use that server too.
    Raises ``psycopg.Error`` when it can't be had.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    base = str(conninfo_to_dict(owner_url).get("dbname") or "")
    with _alone(folder):
        name, drawn = f"{base}_web_{secrets.token_hex(4)}", (secrets.token_urlsafe(32), secrets.token_urlsafe(32))
        made = make_roles(owner_url, *drawn, login=name)
        lock = _taken(folder / name)
        _drop_left(owner_url, folder, base, shared=shared)
    try:
        yield made
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
    pairs = {name.removesuffix(OF_THE_WORKER) for name in names if name.startswith(made)}
    for path in (folder / name for name in pairs):
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
        for role in (f"{name}{OF_THE_WORKER}", name):
            owner.execute(sql.SQL("DROP ROLE IF EXISTS {}").format(sql.Identifier(role)))


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
