"""Lay the rule, the walls and the doors as ``access/sql`` has them: views, functions, policies, triggers and grants.

Tables come by migrations, each of which runs once. The rule is no history but a text that holds now, so it is laid
whole: what was there goes, what the files say is made, in one transaction. Between the two a table lets nobody in.
"""

from hashlib import sha256
from pathlib import Path
from typing import Final

import psycopg
from django.conf import settings
from psycopg import sql

from keukentafel.accesslog.actions import STORED

SQL = Path(__file__).parent / "sql"
FILES: Final = (
    "rule", "walls", "log", "guards", "seating", "keys", "blobs", "files", "ending", "exchange", "doors", "signin",
    "ages", "consent", "emergency", "copies", "mine", "live", "talk", "notices", "overdue", "closing", "owners",
)  # fmt: skip
"""In this order. ``closing`` gives the rule its way to every table that is walled by then; ``owners`` stays last: it
gives all of it to the role of the rule."""
ACTIONS = """
ALTER TABLE access_event DROP CONSTRAINT IF EXISTS access_event_action;
ALTER TABLE access_event ADD CONSTRAINT access_event_action CHECK (action IN ({})) NOT VALID
"""
"""The log takes no action that it can't tell. Not asked of what stands there: that would be reading all of it."""
STANDS = "SELECT obj_description(to_regclass('access_open_circle'))"


def stands(owner: psycopg.Connection) -> bool:
    """Whether the database has the rule of these files."""
    row = owner.execute(STANDS).fetchone()
    return row is not None and row[0] == _mark()


def clear(owner: psycopg.Connection) -> None:
    """Take the rule away, before tables change under it. From then on nobody gets in."""
    owner.execute(_text("clear"))


def lay(owner: psycopg.Connection) -> None:
    """Lay the rule anew, whole or not at all. ``owner``: a connection of the role that owns the tables."""
    with owner.transaction():
        clear(owner)
        for name in FILES:
            owner.execute(_text(name))
        owner.execute(sql.SQL(ACTIONS).format(sql.SQL(", ").join(map(sql.Literal, STORED))))
        owner.execute(sql.SQL("COMMENT ON VIEW access_open_circle IS {}").format(sql.Literal(_mark())))


def _mark() -> str:
    return sha256("".join(_text(name) for name in ("clear", *FILES)).encode() + repr(STORED).encode()).hexdigest()


def _text(name: str) -> str:
    return (SQL / f"{name}.sql").read_text().replace("{from_12}", settings.FROM_12)
