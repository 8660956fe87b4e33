"""Come back from a backup, on a data folder that has no database. Nobody gets in before tombstones are applied."""

import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import psycopg
from psycopg import sql

from keukentafel.site.backups.digest import counted
from keukentafel.site.backups.manifest import Manifest, NotRestored, read
from keukentafel.site.backups.places import CLUSTER, STAMP, WAL
from keukentafel.site.backups.taking import verify
from keukentafel.site.postgres import Cluster
from keukentafel.site.postgres.config import KEPT, fetching
from keukentafel.site.postgres.locks import come_in, door, is_last
from keukentafel.site.postgres.probe import holder
from keukentafel.site.postgres.server import SUPERUSER, Server, find_server
from keukentafel.site.postgres.sockets import PORT, socket_folder

THERE_IS_ONE = (
    "There is a database in {} already. Restore into another folder (KEUKENTAFEL_DATA), or say --replace: what is "
    "there is then put aside, not thrown away."
)
RUNS = "The server on {} runs. Stop Keukentafel (serve, worker, demo) first, and try again."
TOO_LONG = "The database did not come up from the log within {} minutes; see {}."
PATIENCE = 60.0 * 60
TRUST = "local all all trust\n"
AUTO = "postgresql.auto.conf"


@dataclass(frozen=True)
class Restored:
    """``exact``: whether counts and sums are those of the backup; None when they can't be (people wrote meanwhile)."""

    manifest: Manifest
    aside: Path | None
    exact: bool | None
    tables: dict[str, list[str]]


def restore(folder: Path, data: Path, database: str, *, log: bool, replace: bool) -> Restored:
    """Lay the files of the backup in ``data`` (PostgreSQL's folder), bring them to one moment, and count.

    ``log``: go on with the log that was kept since, to its end; else stop at the moment of the backup.
    Raises ``NotRestored`` in words; then, and when it is broken off, what was there is as it was.
    """
    manifest = read(folder)
    kept = folder.parent / WAL
    with _alone(data, replace=replace):
        server = _laid(folder, data, manifest, kept if log and kept.is_dir() else None)
        tables = _recovered(server, database)
        aside = _put_in_place(server.data_dir, data)
    exact = (tables == manifest.tables) if manifest.quiet and not log else None
    return Restored(manifest, aside, exact, tables)


@contextmanager
def _alone(data: Path, *, replace: bool) -> Iterator[None]:
    data.mkdir(mode=0o700, parents=True, exist_ok=True)
    with door(data), come_in(data) as users:
        if not is_last(users) or holder(data / CLUSTER):
            raise NotRestored(RUNS.format(data))
        if (data / CLUSTER).exists() and not replace:
            raise NotRestored(THERE_IS_ONE.format(data))
        yield


def _laid(folder: Path, data: Path, manifest: Manifest, log: Path | None) -> Server:
    """The files, in a folder beside the one where they will be."""
    stage = data.with_name(data.name + ".restoring")
    shutil.rmtree(stage, ignore_errors=True)
    stage.mkdir(mode=0o700)
    server = find_server(stage, manifest.postgres)
    verify(server, folder)
    shutil.copytree(folder / CLUSTER, server.cluster, symlinks=True)
    (server.cluster / "backup_manifest").unlink()
    _told_where_from(server, log)
    server.new_password()
    (stage / "hba").write_text(TRUST)
    for path in (stage, *stage.rglob("*")):
        server.runs_as.own(path)
    return server


def _told_where_from(server: Server, log: Path | None) -> None:
    """To the end of the log that was kept; without one, to the end of what the backup itself brings."""
    said = f"restore_command = '{fetching(log).replace(chr(39), chr(39) * 2)}'\n" if log else ""
    (server.cluster / AUTO).write_text(said)
    if log:
        (server.cluster / "recovery.signal").touch()


def _recovered(server: Server, database: str) -> dict[str, list[str]]:
    """Up once, with a password of its own, and down again; gives what is in it. Its socket lies in our own folder."""
    sockets = socket_folder(server.data_dir, server.runs_as.uid)
    server.runs_as.own(sockets)
    up = Cluster(sockets, PORT, SUPERUSER, server.password)
    server.start(sockets, durable=True, options=f"-c hba_file={server.data_dir / 'hba'} -c archive_mode=off")
    try:
        _until_open(up.url("postgres"), server)
        with psycopg.connect(up.url("postgres"), autocommit=True) as owner:
            owner.execute(
                sql.SQL("ALTER ROLE {} PASSWORD {}").format(sql.Identifier(SUPERUSER), sql.Literal(server.password))
            )
        return counted(up.url(database)).tables
    finally:
        server.stop()
        (server.cluster / AUTO).write_text("")


def _until_open(url: str, server: Server) -> None:
    """Until all of the log is in, and it takes writing."""
    until = time.monotonic() + PATIENCE
    with psycopg.connect(url, autocommit=True) as owner:
        while owner.execute("SELECT pg_is_in_recovery()").fetchone() == (True,):
            if time.monotonic() > until:
                raise NotRestored(TOO_LONG.format(int(PATIENCE / 60), server.data_dir / "postgres.log"))
            time.sleep(0.2)


def _put_in_place(stage: Path, data: Path) -> Path | None:
    """What was there goes aside, what was restored comes in its place."""
    aside = None
    if (data / CLUSTER).exists():
        aside = data / f"{CLUSTER}.before-{datetime.now(UTC).strftime(STAMP)}"
        (data / CLUSTER).rename(aside)
    (stage / "superuser.password").replace(data / "superuser.password")
    (stage / CLUSTER).rename(data / CLUSTER)
    (data / KEPT).unlink(missing_ok=True)  # its log goes on under another number: the next backup begins anew
    shutil.rmtree(stage)
    return aside
