"""Take a backup: PostgreSQL's own copy of its files with the log that makes them whole, while everybody goes on."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg.conninfo import make_conninfo

from keukentafel.site.backups import places
from keukentafel.site.backups.digest import Counted, counted, next_number
from keukentafel.site.backups.manifest import FORMAT, HALF_BACKUP, Manifest, NotRestored, files_sum
from keukentafel.site.backups.places import CLUSTER, WAL, Backup
from keukentafel.site.postgres import Cluster, ClusterError
from keukentafel.site.postgres.config import KEPT
from keukentafel.site.postgres.server import Server, find_server


def take(cluster: Cluster, database: str, data: Path, backups: Path) -> tuple[Backup, Manifest]:
    """Make a backup of a running cluster; ``data``: its folder. It appears whole or not at all."""
    server = find_server(data)
    folder = places.new_folder(backups)
    server.runs_as.own(folder)
    _keep_log(server, cluster, backups)
    try:
        _copy(server, cluster, folder)
        found, quiet = _counted(cluster.url(database))
        manifest = _manifest(server, folder, found, quiet=quiet)
        manifest.write(folder)
        verify(server, folder)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return places.finish(folder), manifest


def verify(server: Server, folder: Path) -> None:
    """Every file against its SHA-256, and the log that belongs to it. Raises ``NotRestored``."""
    try:
        server.run("pg_verifybackup", "--exit-on-error", "--quiet", str(folder / CLUSTER))
    except ClusterError as wrong:
        lines = str(wrong).splitlines()
        raise NotRestored(HALF_BACKUP.format(folder, lines[1] if len(lines) > 1 else str(wrong))) from None


def _keep_log(server: Server, cluster: Cluster, backups: Path) -> None:
    """From the first backup on the server keeps its log there too (``site/postgres/config.py``)."""
    log, note = backups / WAL, server.data_dir / KEPT
    log.mkdir(mode=0o700, exist_ok=True)
    server.runs_as.own(log)
    if not note.exists() or note.read_text() != str(log):
        note.write_text(str(log))
        server.reload(cluster.socket_dir)


def _copy(server: Server, cluster: Cluster, folder: Path) -> None:
    with _password_file(server, cluster, folder) as passfile:
        where = make_conninfo(
            "", host=str(cluster.socket_dir), port=cluster.port, user=cluster.superuser, passfile=str(passfile)
        )
        server.run("pg_basebackup", "--dbname", where, "--pgdata", str(folder / CLUSTER), "--no-password",
                   "--wal-method=stream", "--checkpoint=fast", "--manifest-checksums=SHA256")  # fmt: skip


@contextmanager
def _password_file(server: Server, cluster: Cluster, folder: Path) -> Iterator[Path]:
    """The superuser's password, in a file rather than among the words of a command, which others can see."""
    path = folder / "pass"
    path.touch(mode=0o600)
    path.write_text(f"*:*:*:{cluster.superuser}:{cluster.superuser_password}\n")
    server.runs_as.own(path)
    try:
        yield path
    finally:
        path.unlink()


def _counted(url: str) -> tuple[Counted, bool]:
    """Counts and sums, and whether nobody wrote since the copy."""
    with psycopg.connect(url) as owner:
        before = next_number(owner)
    found = counted(url)
    return found, found.at == before


def _manifest(server: Server, folder: Path, found: Counted, *, quiet: bool) -> Manifest:
    return Manifest(
        format=FORMAT,
        made=folder.with_suffix("").name,
        postgres=int((server.cluster / "PG_VERSION").read_text()),
        files=files_sum(folder),
        quiet=quiet,
        tables=found.tables,
        migrations=found.migrations,
    )
