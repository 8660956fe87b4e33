"""A running cluster, for as long as somebody uses it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import quote

from .errors import ClusterError
from .locks import come_in, door, is_last
from .probe import is_durable, is_up, settle
from .server import SUPERUSER, Server, find_server
from .signals import leaving_on_signals
from .sockets import PORT, socket_folder


@dataclass(frozen=True)
class Cluster:
    """Where the server listens, and who may do everything there."""

    socket_dir: Path
    port: int
    superuser: str
    superuser_password: str = field(repr=False)

    def url(self, dbname: str, user: str | None = None, password: str | None = None) -> str:
        """The address of a database, as libpq reads it; without a user: as the superuser."""
        if user is None:
            user, password = self.superuser, self.superuser_password
        who = quote(user, safe="") + (f":{quote(password, safe='')}" if password is not None else "")
        return (
            f"postgresql://{who}@/{quote(dbname, safe='')}?host={quote(str(self.socket_dir), safe='')}&port={self.port}"
        )


@contextmanager
def running_cluster(data_dir: Path, *, durable: bool = True) -> Iterator[Cluster]:
    """Yield the cluster in `data_dir`, made and started when needed, and stop it when its last user leaves.

    Several processes may share it. `durable=False` is faster, and loses data with the power: for tests only.
    Raises ClusterError when there is no way. SIGTERM and SIGHUP become SystemExit, so that it is stopped then too.
    """
    data_dir = _private_folder(data_dir)
    with leaving_on_signals():
        server = find_server(data_dir)
        with door(data_dir):
            users = come_in(data_dir)
        try:
            with door(data_dir):
                cluster = _up(server, durable=durable)
            yield cluster
        finally:
            with door(data_dir), users:
                if is_last(users):
                    server.stop()


def _up(server: Server, *, durable: bool) -> Cluster:
    """Join the server when it runs (perhaps one whose starter was killed), else start it."""
    server.make()
    sockets = socket_folder(server.data_dir, server.runs_as.uid)
    server.runs_as.own(sockets)
    cluster = _known(server, Cluster(sockets, PORT, SUPERUSER, server.password))
    settle(cluster.url("postgres"), server.cluster, sockets)
    if not is_up(cluster.url("postgres")):
        server.start(sockets, durable=durable)
        cluster = _renewed(server, _known(server, cluster))
    if durable and not is_durable(cluster.url("postgres")):
        raise ClusterError(f"The server on {server.data_dir} was started for tests and does not keep data safe.")
    return cluster


def _renewed(server: Server, cluster: Cluster) -> Cluster:
    """Nobody else is in yet: the password that all who share the server use lives as long as it runs."""
    server.renew_password(cluster.url("postgres"))
    return replace(cluster, superuser_password=server.password)


def _known(server: Server, cluster: Cluster) -> Cluster:
    """By the password that the server knows, where renewing was cut off half-way."""
    other = replace(cluster, superuser_password=server.next_password)
    if other == cluster or is_up(cluster.url("postgres")) or not is_up(other.url("postgres")):
        return cluster
    server.keep_next_password()
    return other


def _private_folder(data_dir: Path) -> Path:
    data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    data_dir = data_dir.resolve()
    if not os.access(data_dir, os.W_OK):
        raise ClusterError(f"You may not write in {data_dir}.")
    data_dir.chmod(0o700)
    return data_dir
