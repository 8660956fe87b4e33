"""Make a database ready: the roles, the tables, the rule, and what the web role may touch."""

from typing import NamedTuple

import psycopg
from django.core.management import call_command
from django.db import connections
from django.db.migrations.executor import MigrationExecutor
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from keukentafel.access import laying

OF_THE_WORKER = "_worker"
"""What the name of the worker's login has more than that of the site's beside it."""
GROUPS = ("keukentafel_web", "keukentafel_worker", "keukentafel_rule")
WEB_TABLES = (
    "person", "person_session", "new_account", "tries", "person_device", "person_passkey", "person_codes",
    "person_spare_code", "person_link", "person_identity", "person_reach", "notice_choice", "notice_mailbox",
    "notice_reminded", "push_subscription", "person_calendar",
)  # fmt: skip
"""Tables that are not a family's content, which the web role reads and writes. (What it did at the door it only adds to
``person_trace``: ``access/sql/signin.sql``.)"""
QUEUE = "procrastinate"
QUIET = ("log_min_error_statement = panic", "log_parameter_max_length_on_error = 0")
"""PostgreSQL would otherwise write a failing statement, with its values, into its log."""


class Addresses(NamedTuple):
    """Where the site signs in, and where the worker does besides."""

    web: str
    worker: str


def make_roles(owner_url: str, password: str, worker_password: str, *, login: str = "") -> Addresses:
    """Make the three groups, and a login for the site and one for the worker with these passwords.

    ``owner_url``: of a role that owns the database and may create roles; ``login``: what to call the site's (by the
    database, unless said); the worker's has ``OF_THE_WORKER`` behind it. Raises ``psycopg.Error``.
    """
    name = conninfo_to_dict(owner_url).get("dbname")
    if not name:
        raise psycopg.OperationalError("the address names no database")
    login = login or f"{name}_login"  # never the name of a group, whatever the database is called
    logins = {login: ("keukentafel_web", password), f"{login}{OF_THE_WORKER}": ("keukentafel_worker", worker_password)}
    with psycopg.connect(owner_url, autocommit=True) as owner:
        for group in GROUPS:
            _ensure_role(owner, group, "NOLOGIN")
        for role, (group, secret) in logins.items():
            _ensure_role(owner, role, "LOGIN")
            plan_once(owner, role)
            owner.execute(sql.SQL("ALTER ROLE {} PASSWORD {}").format(sql.Identifier(role), sql.Literal(secret)))
            owner.execute(sql.SQL("GRANT {} TO {}").format(sql.Identifier(group), sql.Identifier(role)))
        owner.execute("GRANT keukentafel_rule TO CURRENT_USER")
        owner.execute("GRANT CREATE, USAGE ON SCHEMA public TO keukentafel_rule")
    return Addresses(*(make_conninfo(owner_url, user=role, password=secret) for role, (_, secret) in logins.items()))


def plan_once(owner: psycopg.Connection, role: str) -> None:
    """Let a role's prepared statements keep their plan. Under row-level security planning costs more than running: the
    plan page took 10 ms of the database's CPU, and takes 4.5.
    """
    owner.execute(sql.SQL("ALTER ROLE {} SET plan_cache_mode = force_generic_plan").format(sql.Identifier(role)))


def bring_up_to_date(owner_url: str) -> None:
    """Tables by their migrations, then the rule and what the web role may touch. Django's "owner" is the same database.

    Whoever is served meanwhile gets nothing, never too much: the rule is away while tables change.
    """
    with psycopg.connect(owner_url, autocommit=True) as owner:
        if changing := _unapplied():
            laying.clear(owner)
            call_command("migrate", database="owner", verbosity=0, interactive=False)
        if changing or not laying.stands(owner):
            laying.lay(owner)
    _grant(owner_url)


def holds_people(owner_url: str) -> bool:
    """Whether anybody has an account: then there must be a key store too."""
    with psycopg.connect(owner_url) as owner:
        return owner.execute("SELECT EXISTS (SELECT FROM person)").fetchone() == (True,)


def _unapplied() -> bool:
    executor = MigrationExecutor(connections["owner"])
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def _grant(owner_url: str) -> None:
    """What the web role may touch besides the dossiers (``access/sql/walls.sql``); the worker's role, nothing."""
    with psycopg.connect(owner_url, autocommit=True) as owner:
        owner.execute("REVOKE CREATE ON SCHEMA public FROM keukentafel_rule")
        database = sql.Identifier(str(conninfo_to_dict(owner_url)["dbname"]))
        owner.execute(sql.SQL("REVOKE TEMPORARY ON DATABASE {} FROM PUBLIC").format(database))
        owner.execute("GRANT USAGE ON SCHEMA public TO keukentafel_web, keukentafel_worker")
        for table in (*WEB_TABLES, *_queue_tables(owner)):
            owner.execute(
                sql.SQL("GRANT SELECT, INSERT, UPDATE, DELETE ON {} TO keukentafel_web").format(sql.Identifier(table))
            )
        owner.execute("GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO keukentafel_web")


def _queue_tables(owner: psycopg.Connection) -> list[str]:
    found = owner.execute(
        "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename LIKE %s", [f"{QUEUE}%"]
    )
    return [row[0] for row in found]


def _ensure_role(owner: psycopg.Connection, role: str, login: str) -> None:
    if owner.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone() is None:
        owner.execute(sql.SQL("CREATE ROLE {} " + login).format(sql.Identifier(role)))
    for line in QUIET:
        setting, value = line.split(" = ")
        owner.execute(
            sql.SQL("ALTER ROLE {} SET {} = {}").format(
                sql.Identifier(role), sql.Identifier(setting), sql.Literal(value)
            )
        )
