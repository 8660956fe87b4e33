"""Carry out what was asked 14 days ago and nobody stopped (``access/sql/ending.sql``, decision 0014).

Whoever comes first does it: the door, before it opens; or the worker. In a transaction of its own, for what is asked at
the door may well be refused after it.
"""

from dataclasses import dataclass
from functools import partial
from uuid import UUID

from django.db import connection, transaction

from keukentafel import events
from keukentafel.access import log
from keukentafel.access.keys import destroy_doomed
from keukentafel.access.steward import as_the_worker

DUE = "SELECT dossier_id, person_id FROM access_endings_due()"
STAND = "SELECT set_config('kt.person', %s, true), set_config('kt.dossier', %s, true), set_config('kt.eyes', '', true)"
WAITS = "SELECT access_ending_waits(%s)"
CARRY_OUT = "SELECT what, told FROM access_carry_out()"


@dataclass(frozen=True, slots=True)
class Ended:
    """A dossier was destroyed, or an owner's seat ended. ``told``: the accounts of those who owned it just before."""

    what: str
    dossier: UUID
    told: tuple[UUID, ...]


def carry_out(person: UUID, dossier: UUID) -> list[Ended]:
    """Do what is due here, as somebody who sits here; then destroy the keys of what went. Gives what was done."""
    with transaction.atomic(), connection.cursor() as cursor:
        transaction.on_commit(partial(destroy_doomed), robust=True)
        cursor.execute(STAND, [str(person), str(dossier)])
        cursor.execute(CARRY_OUT)
        done = [Ended(what, dossier, tuple(told)) for what, told in cursor.fetchall()]
        for one in done:
            events.announce(one)
        log.link_waiting()
    return done


def carry_out_all() -> int:
    """Do what is due anywhere, as an owner of each; gives how many things. For the worker."""
    with as_the_worker() as cursor:
        cursor.execute(DUE)
        due = cursor.fetchall()
    return sum(len(carry_out(person, dossier)) for dossier, person in due)


def still_waits(ending: UUID) -> bool:
    """Whether it waits for its time or an answer; not once it was stopped or done. For the worker."""
    with as_the_worker() as cursor:
        cursor.execute(WAITS, [ending])
        return bool(cursor.fetchone()[0])
