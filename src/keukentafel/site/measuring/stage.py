"""Where the bench plays: two databases of its own, the same dossiers in use in both, many foreign ones in the large."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass

import psycopg
from psycopg import sql
from psycopg.conninfo import make_conninfo

from keukentafel.site.database import plan_once
from keukentafel.site.environment import Environment
from keukentafel.site.postgres import running_cluster
from keukentafel.site.standing import collected, migrated, standing

NAMES = ("keukentafel_bench_small", "keukentafel_bench_large")
BYPASS = "keukentafel_bench_bypass"


@dataclass(frozen=True, slots=True)
class Sizes:
    """Items: of the small installation, of the foreign ones in the large one, and of the one large dossier."""

    small: int = 100_000
    foreign: int = 1_000_000
    dossier: int = 100_000
    rounds: int = 5
    requests: int = 60
    long_run: int = 5_000
    streams: int = 1_000


@dataclass(frozen=True, slots=True)
class Database:
    """One of the two. ``bypass_url``: a web role that row-level security doesn't bind, to see what the walls cost."""

    owner_url: str
    web_url: str
    bypass_url: str


@contextmanager
def databases(here: Environment) -> Iterator[tuple[Database, Callable[[], Database]]]:
    """The small database, Django set up for it, and what copies it into the large one. Both are dropped at the end."""
    server = os.environ.get("DATABASE_URL")
    with nullcontext() if server else running_cluster(here.data / "postgres") as cluster:
        admin = server or (cluster.url("postgres") if cluster else "")
        here.data.mkdir(parents=True, exist_ok=True)
        _drop(admin)
        _create(admin, NAMES[0])
        os.environ["KEUKENTAFEL_MOST_PAGES"] = "1000000000"  # one person asks for thousands of pages here
        os.environ |= {"KEUKENTAFEL_DATA": str(here.data), "DATABASE_URL": make_conninfo(admin, dbname=NAMES[0])}
        try:
            with standing() as set_up:
                migrated(set_up)
                collected()
                small = _with_bypass(set_up.owner_url, set_up.web_url, here)
                yield small, lambda: _copied(admin, small)
        finally:
            _drop(admin)


def _copied(admin: str, small: Database) -> Database:
    from django.db import connections

    connections.close_all()
    for alias in connections:
        if getattr(connections[alias], "pool", None):
            connections[alias].close_pool()  # type: ignore[attr-defined]  # PostgreSQL's own
    _create(admin, NAMES[1], template=NAMES[0])
    return Database(
        *(make_conninfo(url, dbname=NAMES[1]) for url in (small.owner_url, small.web_url, small.bypass_url))
    )


def _with_bypass(owner_url: str, web_url: str, here: Environment) -> Database:
    password = here.secret("bench_password")
    role = sql.Identifier(BYPASS)
    with psycopg.connect(owner_url, autocommit=True) as owner:
        if owner.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [BYPASS]).fetchone() is None:
            owner.execute(sql.SQL("CREATE ROLE {} LOGIN BYPASSRLS").format(role))
        owner.execute(sql.SQL("ALTER ROLE {} PASSWORD {}").format(role, sql.Literal(password)))
        owner.execute(sql.SQL("GRANT keukentafel_web TO {}").format(role))
        plan_once(owner, BYPASS)
    return Database(owner_url, web_url, make_conninfo(web_url, user=BYPASS, password=password))


def _create(admin: str, name: str, template: str = "template1") -> None:
    with psycopg.connect(admin, autocommit=True) as owner:
        owner.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(template)))


def _drop(admin: str) -> None:
    with psycopg.connect(admin, autocommit=True) as owner:
        for name in NAMES:
            owner.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
        owner.execute(sql.SQL("DROP ROLE IF EXISTS {}").format(sql.Identifier(BYPASS)))


def settle(owner_url: str) -> None:
    """What PostgreSQL would have done by itself in the course of a year: statistics, and a map of visible pages."""
    with psycopg.connect(owner_url, autocommit=True) as owner:
        owner.execute("VACUUM ANALYZE")
        owner.execute("CHECKPOINT")
