"""Have a database standing: the embedded one, or the PostgreSQL server that DATABASE_URL names."""

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, nullcontext
from dataclasses import replace
from pathlib import Path

import django
import psycopg
from psycopg import sql

from keukentafel import vault
from keukentafel.site.environment import Environment
from keukentafel.site.logins import own_logins
from keukentafel.site.postgres import Cluster, ClusterError, running_cluster

NAME = "keukentafel"
NO_SERVER = """PostgreSQL can't be used like this: {}
DATABASE_URL has to name a server that runs, a database on it, and an account that owns that database and may make
roles (CREATEROLE), like postgresql://owner:password@host/keukentafel. Without DATABASE_URL the house brings its own."""


class NotLetIn(ClusterError):
    """The server that DATABASE_URL names is not there, or does not let us do what has to be done."""


NO_STORE = """There are people in the database, but no key store in {}. A new one would open nothing of what they wrote.
Put the key store back (docs/keys.md tells how), or name the folder with KEUKENTAFEL_DATA."""


class KeyStoreLost(ClusterError):
    """There is a database without the keys to it."""


@contextmanager
def standing(*, mode: str = "", live: bool = True) -> Iterator[Environment]:
    """A database with its roles, Django set up for it, for as long as the block lasts.

    ``live``: somebody may look at it, so what was destroyed must not be in it again (raises ``Risen``).
    A process that was handed ``KEUKENTAFEL_WEB_URL`` (a web server in production, alone; a worker, with
    ``KEUKENTAFEL_WORKER_URL``) uses just that.
    """
    if mode:
        os.environ["KEUKENTAFEL_MODE"] = mode
    here = Environment.read().checked()
    if here.web_url:
        _set_up(here, live=live)
        yield here
        return
    server = os.environ.get("DATABASE_URL")
    with nullcontext() if server else running_cluster(here.data / "postgres") as cluster:
        owner_url = server or _own_database(cluster)
        with ExitStack() as until:
            try:
                made = until.enter_context(own_logins(owner_url, here.data / "logins", shared=bool(server)))
            except psycopg.Error as problem:
                raise NotLetIn(NO_SERVER.format(problem)) from problem
            here = replace(here, owner_url=owner_url, web_url=made.web, worker_url=made.worker)
            for name in ("KEUKENTAFEL_WEB_URL", "KEUKENTAFEL_WORKER_URL"):
                until.callback(os.environ.pop, name, None)  # afterwards it opens nothing
            _set_up(here, live=live)
            yield here


def migrated(here: Environment) -> None:
    """Bring the tables up to date, grant the web role what it needs, and set up the keys where nothing is yet."""
    from keukentafel.access.log import link_waiting
    from keukentafel.site.database import bring_up_to_date, holds_people

    bring_up_to_date(here.owner_url)
    if not vault.current().is_prepared and holds_people(here.owner_url):
        raise KeyStoreLost(NO_STORE.format(here.keys))
    vault.current().prepare()
    while link_waiting():  # lines from before there was a chain
        pass


def collected() -> None:
    """Gather the static files under names with a hash, compressed."""
    from django.conf import settings
    from django.core.management import call_command

    from keukentafel.site.environment import STATIC_HASHED

    settings.STORAGES["staticfiles"] = {"BACKEND": STATIC_HASHED}
    call_command("collectstatic", verbosity=0, interactive=False)


def _own_database(cluster: Cluster | None) -> str:
    assert cluster is not None  # noqa: S101  # for the type checker: there is no server, so there is a cluster
    with psycopg.connect(cluster.url("postgres"), autocommit=True) as admin:
        if admin.execute("SELECT 1 FROM pg_database WHERE datname = %s", [NAME]).fetchone() is None:
            admin.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(NAME)))
    return cluster.url(NAME)


def _set_up(here: Environment, *, live: bool) -> None:
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "keukentafel.site.settings",
        "KEUKENTAFEL_DATA": str(Path(here.data)),
        "KEUKENTAFEL_WEB_URL": here.web_url,
        "KEUKENTAFEL_WORKER_URL": here.worker_url,
        "KEUKENTAFEL_OWNER_URL": here.owner_url,
    }
    django.setup()
    if live:
        from keukentafel.site.backups.stones import refuse_risen

        refuse_risen(here.web_url)
