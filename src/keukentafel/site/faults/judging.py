"""Afterwards: is everything there that was acknowledged, has everything its line, is nothing destroyed by half?"""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from itertools import pairwise
from typing import Any
from uuid import UUID

import psycopg

from keukentafel import vault
from keukentafel.access.keys import tombstones
from keukentafel.site.faults.people import Family
from keukentafel.site.faults.writing import Told

MISSING = "SELECT count(*) FROM unnest(%s::uuid[]) AS told(id) WHERE NOT EXISTS (SELECT FROM {} t WHERE t.id = told.id)"
WITHOUT_A_LINE = """
SELECT count(*) FROM item i WHERE NOT EXISTS (
  SELECT FROM access_event e WHERE e.subject_id = i.id AND e.action = 'add' AND e.dossier_id = i.dossier_id)
"""
LETTER_WITHOUT_A_LINE = """
SELECT count(*) FROM invitation i WHERE NOT EXISTS (
  SELECT FROM access_event e WHERE e.subject_id = i.id AND e.action = 'invite' AND e.dossier_id = i.dossier_id)
"""
LINE_OF_NOTHING = """
SELECT count(*) FROM access_event e WHERE e.action = 'add' AND e.dossier_id IN (SELECT id FROM dossier)
   AND NOT EXISTS (SELECT FROM item i WHERE i.id = e.subject_id)
"""
NOT_SENT = """
SELECT count(*) FROM procrastinate_jobs j
 WHERE j.args->>'invitation' = ANY(%s::text[]) AND j.status <> 'succeeded'
"""
"""A job is written with its letter, and goes when the letter has been sent."""
IN_TALK = "SELECT id FROM item WHERE parent_id = %s AND kind = 'talk.message' ORDER BY happened, id"
TABLES = "SELECT name FROM access_dossier_tables()"


@dataclass(frozen=True)
class Verdict:
    """All of them have to be 0, but for the first two."""

    acknowledged: int
    destroyed: int
    lost: int
    doubled: int
    out_of_order: int
    without_a_line: int
    lines_of_nothing: int
    letters_not_sent: int
    half_destroyed: int
    not_destroyed: int

    @property
    def good(self) -> bool:
        """Whether nothing is lost and nothing is half."""
        return not any(number for name, number in asdict(self).items() if name not in ("acknowledged", "destroyed"))


def judge(url: str, told: Told, doomed: list[Family]) -> Verdict:
    """Look at the database as its owner, at the keys, and at the tombstones beside them."""
    with psycopg.connect(url, autocommit=True) as owner:
        states = [state(owner, family) for family in doomed]
        stands = {talk: [row[0] for row in owner.execute(IN_TALK, [talk]).fetchall()] for talk in told.messages}
        asked = dict(zip((family.dossier for family in doomed), states, strict=True))
        return Verdict(
            acknowledged=told.writes,
            destroyed=states.count("gone"),
            lost=_one(owner, MISSING.format("item"), [one for said in told.messages.values() for one in said])
            + _one(owner, MISSING.format("invitation"), told.letters),
            doubled=sum(doubled(stands[talk], told.begun[talk]) for talk in stands),
            out_of_order=sum(out_of_order(stands[talk], said) for talk, said in told.messages.items()),
            without_a_line=_one(owner, WITHOUT_A_LINE) + _one(owner, LETTER_WITHOUT_A_LINE),
            lines_of_nothing=_one(owner, LINE_OF_NOTHING),
            letters_not_sent=not_sent(owner, told.letters),
            half_destroyed=states.count("half"),
            not_destroyed=sum(asked[one] != "gone" for one in told.ended),
        )


def doubled(stands: list[UUID], begun: int) -> int:
    """How many messages stand there more than were sent, the first of the conversation aside."""
    return max(0, len(stands) - 1 - begun)


def out_of_order(stands: list[UUID], said: list[UUID]) -> int:
    """How many of the messages stand before one that was said earlier."""
    place = {one: number for number, one in enumerate(stands)}
    places = [place[one] for one in said if one in place]
    return sum(later < earlier for earlier, later in pairwise(places))


def state(owner: psycopg.Connection, family: Family) -> str:
    """``whole``, ``gone`` or ``half``: rows, keys, tombstones in both places."""
    tables = [row[0] for row in owner.execute(TABLES).fetchall()]
    asked = "SELECT count(*) FROM {} WHERE dossier_id = %s"
    counts = [_one(owner, asked.format(table), family.dossier) for table in tables]
    here = bool(_one(owner, "SELECT count(*) FROM dossier WHERE id = %s", family.dossier))
    ids = [one for one in (family.dossier, family.own) if one]
    stones = _one(owner, "SELECT count(*) FROM tombstone WHERE id = ANY(%s)", ids)
    beside = len(tombstones().all().keys() & set(ids))
    keys = sum(_has_key(one) for one in ids)
    gone = (here, sum(counts), stones, beside, keys) == (False, 0, len(ids), len(ids), 0)
    whole = here and (stones, beside, keys) == (0, 0, len(ids)) and sum(counts) > 0
    return "gone" if gone else "whole" if whole else "half"


def not_sent(owner: psycopg.Connection, letters: Iterable[UUID]) -> int:
    """How many letters were promised and have not gone out."""
    return _one(owner, NOT_SENT, [str(one) for one in letters])


def _has_key(one: UUID) -> bool:
    try:
        vault.current().lend(one, shared=[], personal=[])
    except vault.NoKey:
        return False
    return True


def _one(owner: psycopg.Connection, statement: str, *values: Any) -> int:
    row = owner.execute(statement.encode(), values or None).fetchone()
    return int(row[0]) if row else 0
