"""Before somebody has a seat: founding a dossier, answering a letter, and the list of one's own tables."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from keukentafel.access.log import link_waiting

STAND = "SELECT set_config('kt.person', %s, true), set_config('kt.dossier', '', true), set_config('kt.eyes', '', true)"


@contextmanager
def standing(person: UUID) -> Iterator[Any]:
    """Open a transaction in which PostgreSQL knows who is there, but no dossier is entered; yields a cursor."""
    with transaction.atomic(durable=True), connection.cursor() as cursor:
        cursor.execute(STAND, [str(person)])
        yield cursor


@contextmanager
def on_the_threshold(person: UUID) -> Iterator[Any]:
    """The same for going through a door of the database: what that writes into the log gets its place at the end."""
    with standing(person) as cursor:
        yield cursor
        link_waiting()


def letter_is_good(token_hash: bytes, address_hash: bytes) -> bool:
    """Whether a letter with this token, sent to this address, can still be answered."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT FROM access_letter(%s, %s))", [token_hash, address_hash])
        return bool(cursor.fetchone()[0])
