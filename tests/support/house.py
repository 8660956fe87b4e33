"""A database for tests: made once a run as a template, copied for each worker, used through the web role."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import psycopg
from django.conf import settings
from django.db import connections

from keukentafel.site.database import Addresses, bring_up_to_date, make_roles
from keukentafel.site.environment import database
from keukentafel.site.postgres import running_cluster
from keukentafel.vault.tombstones import NAME as TOMBSTONES

TABLES = """
SELECT string_agg(format('%I', tablename), ', ') FROM pg_tables
 WHERE schemaname = 'public' AND tablename <> 'django_migrations' AND tablename NOT LIKE 'django_content%'
   AND tablename NOT LIKE 'auth\\_%'
"""


@dataclass
class House:
    """``owner_url`` sees everything (a superuser): for planting and for looking behind the walls."""

    owner_url: str
    web_url: str
    worker_url: str
    owner: psycopg.Connection
    tables: str

    def empty(self) -> None:
        """Empty every table, and forget what was destroyed. By deleting: TRUNCATE makes new files for each table and index,
        and takes fifty times as long.
        """
        deletes = "".join(f"DELETE FROM {name};" for name in self.tables.split(", "))
        self.owner.execute(f"BEGIN; SET LOCAL session_replication_role = replica; {deletes} COMMIT".encode())
        for folder in settings.TOMBSTONES:
            (folder / TOMBSTONES).unlink(missing_ok=True)

    def leave(self) -> None:
        """End the web connection, so that nothing of a test stays behind on it."""
        connections["default"].close()


@contextmanager
def open_house(folder: Path) -> Iterator[House]:
    """Start or join the run's cluster and make this worker's database."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with running_cluster(folder.parent / "postgres", durable=False) as cluster, _alone(folder.parent):
        name = f"test_{folder.name}"
        with psycopg.connect(cluster.url("postgres"), autocommit=True) as admin:
            admin.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
            admin.execute(f'CREATE DATABASE "{name}"')
        owner_url = cluster.url(name)
        made = make_roles(owner_url, "only-for-tests", "only-for-tests-too")
        _point_django_at(owner_url, made)
        bring_up_to_date(owner_url)
        with psycopg.connect(owner_url, autocommit=True) as owner:
            tables = owner.execute(TABLES).fetchone()
            assert tables
            with _released(folder.parent):
                yield House(owner_url, made.web, made.worker, owner, tables[0])


def _point_django_at(owner_url: str, made: Addresses) -> None:
    """The settings were loaded before there was a database; from now on there is one."""
    options = {key: value for key, value in settings.WEB_OPTIONS.items() if key != "pool"}
    worker = database(made.worker, server_side_binding=True)
    known = {"default": database(made.web, **options), "worker": worker, "owner": database(owner_url)}
    for alias, config in known.items():
        settings.DATABASES[alias] = config
        connections.settings = connections.configure_settings(settings.DATABASES)
        with suppress(AttributeError):
            del connections[alias]


_locks: dict[Path, object] = {}


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Roles belong to the whole cluster: one worker at a time makes them."""
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        _locks[folder] = lock
        yield


@contextmanager
def _released(folder: Path) -> Iterator[None]:
    fcntl.flock(_locks.pop(folder), fcntl.LOCK_UN)  # type: ignore[arg-type]
    yield
