"""A long conversation costs what a short one costs."""

from uuid import UUID

from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.support.house import House
from tests.support.talks import Talks

MANY = 100_000
FILL = """
INSERT INTO item (id, dossier_id, circle_id, parent_id, kind, author_id, state, happened, version, created, changed,
                  changed_by_id, sealed)
SELECT gen_random_uuid(), i.dossier_id, i.circle_id, i.parent_id, i.kind, i.author_id, '', i.happened - n * interval '1 minute',
       1, i.created, i.changed, i.changed_by_id, 'x' FROM item i, generate_series(1, %s) n WHERE i.id = %s
"""
"""Older ones, which no page of the newest opens: they are no blocks at all."""


def asked(cast: Talks, address: str) -> int:
    """How many statements a page asks."""
    client = cast.client("Bo")
    client.get(address)
    with CaptureQueriesContext(connection) as found:
        assert client.get(address).status_code == 200
    return len(found)


def touched(house: House) -> int:
    """Rows of items that were read so far."""
    house.owner.execute("SELECT pg_stat_force_next_flush()")
    row = house.owner.execute(
        "SELECT seq_tup_read + idx_tup_fetch FROM pg_stat_user_tables WHERE relname = 'item'"
    ).fetchone()
    return int(row[0])  # type: ignore[index]


def read(house: House, cast: Talks, address: str) -> int:
    """Rows of items that one look at a page reads."""
    client = cast.client("Bo")
    client.get(address)
    _flush()
    before = touched(house)
    assert client.get(address).status_code == 200
    _flush()
    return touched(house) - before


def _flush() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_stat_force_next_flush()")
    connection.close()


def test_a_hundred_thousand_messages(house: House) -> None:
    cast = Talks(house)
    talk = cast.begin("Ann", cast.between("Ann", "Bo"))
    last = [cast.say("Ann", talk) for _ in range(35)][-1]
    pages = {"list": cast.at(), "conversation": cast.at(talk), "inbox": "/inbox/"}
    few = {name: (asked(cast, page), read(house, cast, page)) for name, page in pages.items()}
    _fill(house, talk, last)
    many = {name: (asked(cast, page), read(house, cast, page)) for name, page in pages.items()}
    for name in pages:
        assert many[name][0] == few[name][0] <= 8, name
        assert many[name][1] <= few[name][1] * 1.3 + 20, (name, few, many)


def _fill(house: House, talk: UUID, last: UUID) -> None:
    first = house.owner.execute(
        "SELECT id FROM item WHERE parent_id = %s AND kind = 'talk.message' ORDER BY happened LIMIT 1", [talk]
    ).fetchone()
    assert first
    assert first[0] != last
    house.owner.execute(FILL, [MANY, first[0]])
    house.owner.execute("ANALYZE item")
