"""Whoever owns the database may edit, delete, reorder or cut off lines of the access log: each time it is found."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from threading import Thread
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from django.db import connections, transaction

from keukentafel import vault
from keukentafel.access import Refused, enter, hall
from keukentafel.access.log import link_waiting
from keukentafel.access.proving import findings, put_outside
from keukentafel.accesslog.heads import Broken, Outside
from tests.support.family import Family
from tests.support.house import House

CHAIN = "coalesce(circle_id, dossier_id)"
Deed = Callable[[psycopg.Connection, Random, list[Any]], None]
NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)


@pytest.fixture
def outside(tmp_path: Path) -> Outside:
    return Outside(tmp_path / "heads", vault.current().sign_log, vault.current().check_log)


@pytest.fixture
def told(house: House, outside: Outside) -> Family:
    """A family of which some things were logged, and the ends of its log put outside."""
    family = Family(house)
    family.seat("Bo", "professional")
    for name in ("Ann", "Bo", "Ann", "Ann", "Bo"):
        with family.visit(name) as visit:
            visit.has_read(visit.circles)
    with hall(family.people["Ann"].pk):
        pass
    with pytest.raises(Refused), enter(uuid4(), family.id, place="today"):
        pass
    put_outside(outside, NOW)
    return family


def wrong(outside: Outside) -> list[str]:
    return [one.what for one in findings(outside)]


def rows(house: House) -> list[Any]:
    return house.owner.execute(
        "SELECT id, coalesce(circle_id, dossier_id), seq FROM access_event ORDER BY 2, 3"
    ).fetchall()


def test_what_was_written_holds(told: Family, outside: Outside) -> None:
    assert len(rows(told.house)) > 10
    assert len({row[1] for row in rows(told.house)}) >= 3
    assert wrong(outside) == []


COLUMNS = {
    "at": "at + interval '1 microsecond'",
    "dossier_id": "gen_random_uuid()",
    "circle_id": "gen_random_uuid()",
    "person_id": "gen_random_uuid()",
    "seat_id": "NULLIF(seat_id, seat_id)",
    "eyes_id": "gen_random_uuid()",
    "action": "CASE action WHEN 'read' THEN 'print' ELSE 'read' END",
    "place": "place || ' '",
    "subject_id": "gen_random_uuid()",
    "program": "'other'",
    "consent_id": "gen_random_uuid()",
    "emergency": "NOT emergency",
    "responsible": "'x'::bytea",
    "seq": "seq + 1000",
    "hash": "'0123456789abcdef'::bytea",
    "id": "gen_random_uuid()",
}


def test_every_column_is_named_here(house: House) -> None:
    found = house.owner.execute("SELECT column_name FROM information_schema.columns WHERE table_name = 'access_event'")
    assert {row[0] for row in found.fetchall()} == set(COLUMNS)


@contextmanager
def tampered(house: House) -> Iterator[psycopg.Connection]:
    """The owner's connection, to do anything with the log; afterwards all is as it was."""
    owner = house.owner
    for table in ("access_event", "log_head"):
        owner.execute(f"CREATE TEMP TABLE kept_{table} AS SELECT * FROM {table}")
    try:
        yield owner
    finally:
        for table in ("access_event", "log_head"):
            owner.execute(f"TRUNCATE {table}")
            owner.execute(f"INSERT INTO {table} SELECT * FROM kept_{table}")
            owner.execute(f"DROP TABLE kept_{table}")


@pytest.mark.parametrize("column", COLUMNS)
def test_an_edit_is_found(told: Family, outside: Outside, column: str) -> None:
    changed: list[bool] = []
    for line, *_ in Random(column).sample(rows(told.house), 3):
        with tampered(told.house) as owner:
            new, where = COLUMNS[column], [line]
            edit = f"UPDATE access_event SET {column} = {new} WHERE id = %s AND {column} IS DISTINCT FROM {new}"
            changed.append(owner.execute(edit, where).rowcount == 1)
            assert bool(wrong(outside)) is changed[-1], line
    assert any(changed)


def delete(owner: psycopg.Connection, dice: Random, lines: list[Any]) -> None:
    """A line, and what comes after it moves up."""
    line, chain, seq = dice.choice(lines)
    owner.execute("DELETE FROM access_event WHERE id = %s", [line])
    if dice.random() < 0.5:
        owner.execute(f"UPDATE access_event SET seq = seq - 1 WHERE {CHAIN} = %s AND seq > %s", [chain, seq])


def reorder(owner: psycopg.Connection, dice: Random, lines: list[Any]) -> None:
    """Two lines of one log change places, with their hashes or without."""
    chain = dice.choice([row[1] for row in lines if row[2] > 1])
    one, other = dice.sample([row for row in lines if row[1] == chain], 2)
    for line, seq in ((one[0], other[2]), (other[0], one[2])):
        owner.execute("UPDATE access_event SET seq = %s WHERE id = %s", [seq, line])
    if dice.random() < 0.5:
        swap = "UPDATE access_event a SET hash = b.hash FROM access_event b WHERE (a.id, b.id) IN ((%s, %s), (%s, %s))"
        owner.execute(swap, [one[0], other[0], other[0], one[0]])


def cut_off(owner: psycopg.Connection, dice: Random, lines: list[Any]) -> None:
    """The end of a log, or all of it, and the head is put back to fit."""
    _, chain, seq = dice.choice(lines)
    owner.execute(f"DELETE FROM access_event WHERE {CHAIN} = %s AND seq >= %s", [chain, seq])
    owner.execute(
        f"UPDATE log_head SET seq = %s, hash = coalesce((SELECT hash FROM access_event WHERE {CHAIN} = %s AND seq = %s), '')"
        " WHERE chain = %s",
        [seq - 1, chain, seq - 1, chain],
    )
    if seq == 1:
        owner.execute("DELETE FROM log_head WHERE chain = %s", [chain])


def forge(owner: psycopg.Connection, dice: Random, lines: list[Any]) -> None:
    """A line that never was, at the end, with a head that fits."""
    line, chain, _ = dice.choice(lines)
    owner.execute(
        "INSERT INTO access_event SELECT (jsonb_populate_record(e, jsonb_build_object('id', gen_random_uuid(),"
        f" 'seq', (SELECT max(seq) + 1 FROM access_event WHERE {CHAIN} = %s)))).* FROM access_event e WHERE id = %s",
        [chain, line],
    )
    owner.execute("UPDATE log_head SET seq = seq + 1 WHERE chain = %s", [chain])
    owner.execute(
        "UPDATE log_head h SET hash = e.hash FROM access_event e"
        " WHERE coalesce(e.circle_id, e.dossier_id) = h.chain AND e.seq = h.seq AND h.chain = %s",
        [chain],
    )


def carry(owner: psycopg.Connection, dice: Random, lines: list[Any]) -> None:
    """A whole log becomes that of another circle."""
    chains = sorted({row[1] for row in lines})
    one, other = dice.sample(chains, 2)
    owner.execute(f"UPDATE access_event SET circle_id = %s WHERE {CHAIN} = %s", [other, one])


@pytest.mark.parametrize("deed", [delete, reorder, cut_off, forge, carry])
def test_every_other_deed_is_found(told: Family, outside: Outside, deed: Deed) -> None:
    lines = rows(told.house)
    for seed in range(12):
        with tampered(told.house) as owner:
            deed(owner, Random(seed), lines)
            assert wrong(outside), seed
    assert wrong(outside) == []


def test_what_was_cut_off_after_the_ends_were_put_outside_is_not_missed_by_anybody(
    told: Family, outside: Outside
) -> None:
    """What verify-log can't see, so that nobody promises it: lines younger than the last time."""
    with told.visit("Bo"):
        pass
    newest = told.house.owner.execute(f"SELECT {CHAIN}, max(seq) FROM access_event GROUP BY 1 ORDER BY max(at) DESC")
    chain, seq = newest.fetchone()  # type: ignore[misc]
    with tampered(told.house) as owner:
        owner.execute(f"DELETE FROM access_event WHERE {CHAIN} = %s AND seq = %s", [chain, seq])
        owner.execute(
            f"UPDATE log_head SET (seq, hash) = (SELECT seq, hash FROM access_event WHERE {CHAIN} = %s AND seq = %s)"
            " WHERE chain = %s",
            [chain, seq - 1, chain],
        )
        assert wrong(outside) == []
        put_outside(outside, NOW + timedelta(minutes=5))
    assert wrong(outside) == []


def test_a_log_that_went_back_keeps_its_old_end_outside(told: Family, outside: Outside) -> None:
    with tampered(told.house) as owner:
        cut_off(owner, Random(1), rows(told.house))
        done = put_outside(outside, NOW + timedelta(minutes=5))
        assert len(done.back) == 1
        put_outside(outside, NOW + timedelta(days=1))
        assert "lines that were there have been cut off" in wrong(outside)


def test_after_the_key_of_the_dossier_is_gone_the_log_still_proves_itself(told: Family, outside: Outside) -> None:
    vault.current().destroy(told.id)
    told.house.owner.execute("TRUNCATE dossier CASCADE")
    assert rows(told.house)
    assert wrong(outside) == []


def change_a_byte(file: Path) -> None:
    text = bytearray(file.read_bytes())
    text[len(text) // 2] ^= 1
    file.write_bytes(bytes(text))


def drop_a_line(file: Path) -> None:
    lines = file.read_bytes().splitlines(keepends=True)
    file.write_bytes(b"".join(lines[:1] + lines[2:]))


def sign_by_another(file: Path) -> None:
    lines = file.read_text().splitlines(keepends=True)
    file.write_text("".join([*lines[:-1], re.sub(r'"signature":"..', '"signature":"00', lines[-1])]))


@pytest.mark.parametrize("deed", [change_a_byte, drop_a_line, sign_by_another, Path.unlink])
def test_what_lies_outside_proves_itself_too(told: Family, outside: Outside, deed: Callable[[Path], None]) -> None:
    for hours in (1, 24, 25, 26, 48, 49, 50):
        with told.visit("Ann"):
            pass
        put_outside(outside, NOW + timedelta(hours=hours))
    files = sorted(outside._folder.glob("*.jsonl"))
    assert len(files) == 3
    deed(files[1])
    assert wrong(outside)
    if deed is not Path.unlink:
        deed(files[2])
        with pytest.raises(Broken):
            put_outside(outside, NOW + timedelta(hours=51))


def test_two_who_write_at_once_stand_one_behind_the_other(told: Family, outside: Outside) -> None:
    """Both entered at the same head; the second finds that it moved, and takes the next place."""
    with told.visit("Ann") as first, _elsewhere(told, "Bo"):
        first.has_read([told.table])
    assert wrong(outside) == []


@contextmanager
def _elsewhere(family: Family, name: str) -> Iterator[None]:
    """Another thread, with a connection of its own, writes between our entering and our leaving."""

    def visit() -> None:
        with family.visit(name) as there:
            there.has_read([family.table])
        connections.close_all()

    thread = Thread(target=visit)
    thread.start()
    thread.join()
    yield


def test_lines_from_before_there_was_a_chain_get_their_place(told: Family, outside: Outside) -> None:
    owner = told.house.owner
    with owner.transaction():
        owner.execute("SET LOCAL session_replication_role = replica")  # as a migration leaves them
        owner.execute(
            "INSERT INTO log_waiting SELECT gen_random_uuid(), at - interval '1 year', dossier_id, circle_id, person_id,"
            " seat_id, eyes_id, action, place, subject_id, '', NULL, false, NULL FROM access_event"
        )
    before = len(rows(told.house))
    with transaction.atomic():
        assert link_waiting() == before
    assert len(rows(told.house)) == 2 * before
    assert wrong(outside) == []


def test_a_line_that_nobody_linked_does_not_commit(told: Family) -> None:
    refuse = "SELECT access_refuse(gen_random_uuid(), gen_random_uuid(), 'x', NULL, now())"
    with pytest.raises(psycopg.errors.RaiseException), psycopg.connect(told.house.web_url) as web:
        web.execute(refuse)
    assert not told.house.owner.execute("SELECT FROM log_waiting").fetchall()
