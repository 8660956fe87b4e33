"""Keys and what lies in the database: destroy those of what was deleted, and see that all others are there and fit."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from uuid import UUID

import psycopg
from django.conf import settings
from django.db import connection

from keukentafel import vault
from keukentafel.access.cards import bound_circle, bound_cover
from keukentafel.access.steward import as_the_worker
from keukentafel.people.fields import open_address
from keukentafel.vault import NoKey, Unreadable, Vault
from keukentafel.vault.errors import KekGone
from keukentafel.vault.tombstones import Tombstone, Tombstones

DOOMED = "SELECT id, kind, at FROM access_doomed()"
LEFT = "SELECT id, kind, at FROM access_gone_among(%s)"
DESTROYED = "SELECT access_destroyed(%s)"
SEE_ALL = "SET ROLE keukentafel_rule"
SEALED = """
SELECT 'dossier', id, id, sealed FROM dossier
 UNION ALL SELECT 'circle', id, dossier_id, sealed FROM circle WHERE kind = 'personal'
 UNION ALL SELECT 'account', id, id, email FROM person
 UNION ALL SELECT 'archive', id, id, sealed FROM take_along
 UNION ALL SELECT 'archive', id, id, sealed FROM bring_along
"""
"""Whatever has a key of its own: what it is, its id (the key's too), in which dossier, a block that the key opens."""
IN_THE_MAKING = 60 * 60
"""Seconds: a key is made before what it is for. One that is older than this and for nothing is one too many."""
RISEN = "SELECT access_risen(%s)"


def destroy_doomed() -> int:
    """Destroy every key of a personal circle, dossier or account that is gone; gives how many. Twice is once.

    The tombstone beside the keys comes first: a database from before it is known by it from then on.
    """
    with connection.cursor() as cursor:
        cursor.execute(DOOMED)
        doomed = [Tombstone(*row) for row in cursor.fetchall()]
        tombstones().add(doomed)
        for stone in doomed:
            vault.current().destroy(stone.id)
        if doomed:
            cursor.execute(DESTROYED, [[stone.id for stone in doomed]])
    return len(doomed)


def destroy_left() -> int:
    """Destroy every key in the store of which the database has a tombstone; gives how many. For the worker.

    Who marks a key as destroyed (the site has to, after each) may lie: the tombstone stays, and is believed.
    """
    made = list(vault.current().made())
    left: list[Tombstone] = []
    for at in range(0, len(made), 1_000):
        with as_the_worker() as cursor:
            cursor.execute(LEFT, [made[at : at + 1_000]])
            left += [Tombstone(*row) for row in cursor.fetchall()]
    tombstones().add(left)
    for stone in left:
        vault.current().destroy(stone.id)
    return len(left)


@dataclass(frozen=True, slots=True)
class Verified:
    """``fit``: how many keys open what they are for. Ids of keys that are missing, do not open, or are for nothing."""

    fit: int = 0
    missing: list[UUID] = field(default_factory=list)
    shut: list[UUID] = field(default_factory=list)
    too_many: list[UUID] = field(default_factory=list)

    @property
    def well(self) -> bool:
        """Whether there is exactly one key, which fits, for whatever has to have one."""
        return not (self.missing or self.shut or self.too_many)


def verify(owner_url: str, told: Callable[[int, int], None]) -> Verified:
    """Unwrap every key anew and open by it something that it is for. Raises ``KeysAway``.

    ``owner_url``: of the role that owns the database. ``told``: how many are done, of how many.
    """
    made = vault.current().made()  # before the database is read: what is made meanwhile is not too many
    with psycopg.connect(owner_url) as owner:
        owner.execute(SEE_ALL)
        there = {row[1]: row for row in owner.execute(SEALED)}
    late, house = time.time() - IN_THE_MAKING, vault.current().anew()
    found = Verified(too_many=[key for key in made if key not in there and made[key] < late])
    fit = 0
    for done, (key, what) in enumerate(there.items(), 1):
        if trouble := _trouble(house, *what):
            (found.missing if trouble == "missing" else found.shut).append(key)
        else:
            fit += 1
        told(done, len(there))
    return Verified(fit, found.missing, found.shut, found.too_many)


def _trouble(house: Vault, what: str, key: UUID, dossier: UUID, block: bytes) -> str:
    bound = {"dossier": bound_cover(key), "circle": bound_circle(dossier, key), "archive": b"key"}
    try:
        if what == "account":
            open_address(house, key, block)
        else:
            house.lend(key, shared=(), personal=()).open(key, bound[what], block)
    except NoKey:
        return "missing"
    except (Unreadable, KekGone):
        return "shut"
    return ""


def tombstones() -> Tombstones:
    """The list beside the keys."""
    return Tombstones(settings.TOMBSTONES)


def risen() -> int:
    """How many things that were destroyed are in this database again: it came from a backup. (At most a few ids.)"""
    known: list[UUID] = list(tombstones().all())
    with connection.cursor() as cursor:
        cursor.execute(RISEN, [known])
        return int(cursor.fetchone()[0])
