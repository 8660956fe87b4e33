"""A dump, the files of the database and PostgreSQL's log hold none of what people wrote.

Each search is tried first on something that it must find, so that a search that finds nothing means something.
"""

import base64
import secrets
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.test import Client

from keukentafel.dossiers import items
from keukentafel.people.models import Codes, Passkey, Person
from tests.support.family import Family
from tests.support.house import House
from tests.walls.kinds import NOTE, Note, register

MARK = f"zq{secrets.token_hex(5)}"
"""In everything that is planted."""
CONTROL = f"zc{secrets.token_hex(5)}"
"""Written plainly, to see that the searches find it."""
PLANTED = [f"{MARK} secret {number} é" for number in range(30)]
CARD = ("relation", "organisation", "function", "phone", "call_for", "home")


def card() -> dict[str, Any]:
    """A card full of it."""
    return {field: f"{MARK} {field}"[:30] for field in CARD}


@pytest.fixture
def planted(house: House) -> Family:
    """A family that writes the mark wherever something can be written."""
    register()
    family = Family(house, f"{MARK} Ann", title=f"{MARK} us")
    family.seat("Bo", "professional", **card())
    family.seat(f"{MARK} Tess", "youth")
    family.circle(f"{MARK} school", "Bo")
    family.personal(f"{MARK} mine", f"{MARK} Tess")
    Person.objects.create_user(f"{MARK}@example.org", f"{MARK} password", name=f"{MARK} person")
    at_the_door(f"{MARK}@example.org", f"{MARK} password")
    with family.visit(f"{MARK} Ann") as visit:
        for words in PLANTED:
            item = items.add(visit, NOTE, Note(text=words), circle=family.table)
            items.change(visit, item, Note(text=words + " changed"), version=1)
    with family.visit(f"{MARK} Tess") as visit:
        for words in PLANTED:
            items.add(visit, NOTE, Note(text=words), circle=family.circles[f"{MARK} mine"])
    return family


def at_the_door(address: str, password: str) -> None:
    """Everything that signing in leaves behind: devices, traces, factors, letters in the queue, what waits."""
    client = Client(headers={"user-agent": f"{MARK} browser"}, REMOTE_ADDR=f"{MARK}:10.1.2.3")
    client.post("/sign-in/", {"login": address, "password": f"{MARK} guessed"})
    client.post("/sign-in/link/", {"email": address})
    client.post("/forgotten/", {"email": f"{MARK}-nobody@example.org"})
    client.post(
        "/sign-up/",
        {"name": f"{MARK} new", "email": f"{MARK}-new@example.org", "password": f"{MARK} secret of three words"},
    )
    assert client.post("/sign-in/", {"login": address, "password": password}).status_code == 303
    assert client.get("/account/codes/").status_code == 200
    who = Person.objects.get(email=address)
    assert Codes.objects.filter(person=who).update(confirmed=True)
    Codes(person=Person.objects.create_user(f"{MARK}2@example.org", name="x"), secret=f"{MARK}totp").save(
        force_insert=True
    )
    Passkey(person=who, credential_hash=b"x", content=f"{MARK} key", name=f"{MARK} phone").save(force_insert=True)
    session = client.session
    session["proved"] -= 3600
    session.save()
    assert client.post("/account/spare-codes/", {"why": f"{MARK} waits"})["Location"].startswith("/prove/")


def disguises(word: str) -> set[bytes]:
    """The word as bytes in the coats in which it could hide."""
    plain = word.encode()
    return {
        plain,
        plain.upper(),
        plain[::-1],
        plain.hex().encode(),
        word.encode("utf-16-le"),
        *(base64.b64encode(b"\0" * shift + plain)[4:-4] for shift in range(3)),
    }


def dump(owner: psycopg.Connection) -> bytes:
    """All columns of all tables: texts as they are, blocks as their bytes."""
    return b"\n".join(_cells(owner))


def _cells(owner: psycopg.Connection) -> Iterator[bytes]:
    for (table,) in owner.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall():
        for row in owner.execute(f'SELECT * FROM "{table}"'.encode()).fetchall():
            yield from (cell if isinstance(cell, bytes) else str(cell).encode() for cell in row if cell is not None)


def found(data: bytes, word: str = MARK) -> set[bytes]:
    """In which coats the word is in there."""
    return {coat for coat in disguises(word) if coat in data}


def test_a_dump_tells_nothing(planted: Family) -> None:
    owner = planted.house.owner
    with owner.transaction(force_rollback=True):
        owner.execute("CREATE TABLE plain (words text, block bytea)")
        for coat in disguises(CONTROL):
            owner.execute("INSERT INTO plain VALUES ('', %s)", [coat])
        owner.execute("INSERT INTO plain VALUES (%s, '')", [CONTROL])
        assert found(dump(owner), CONTROL) == disguises(CONTROL), "the search would not find it"
    assert len(dump(owner)) > 10_000
    assert found(dump(owner)) == set()


def test_the_files_of_the_database_tell_nothing(planted: Family) -> None:
    """Tables, indexes and the write-ahead log, as they lie on the disk."""
    owner = planted.house.owner
    folder = Path(str(owner.execute("SHOW data_directory").fetchone()[0]))  # type: ignore[index]
    owner.execute("CHECKPOINT")
    assert not on_disk(folder, MARK)
    owner.execute("CREATE TABLE plain AS SELECT %s::text AS words", [CONTROL])
    owner.execute("CHECKPOINT")
    try:
        assert {path.parts[0] for path in on_disk(folder, CONTROL)} == {"base", "pg_wal"}, (
            "the search would not find it"
        )
    finally:
        owner.execute("DROP TABLE plain")


def on_disk(folder: Path, word: str) -> list[Path]:
    """Files below the folder that hold the word."""
    return [path.relative_to(folder) for path in folder.rglob("*") if path.is_file() and word.encode() in _read(path)]


def _read(path: Path) -> bytes:
    with suppress(FileNotFoundError):  # PostgreSQL tidies up while we look
        return path.read_bytes()
    return b""


FAILING = (
    "SELECT '{}'::int",
    "INSERT INTO person (id, password, email, name, language) VALUES (gen_random_uuid(), '{}', '{}', '{}', '{}')",
    "INSERT INTO seat (id, role, sealed) VALUES (gen_random_uuid(), 'king', '{}')",
    "SELECT * FROM {}",
    "DO $$ BEGIN RAISE WARNING '{}'; RAISE EXCEPTION '{}'; END $$",
)


@pytest.mark.parametrize("role", ["web", "owner"])
def test_the_log_of_postgresql_tells_nothing(house: House, role: str) -> None:
    folder = Path(str(house.owner.execute("SHOW data_directory").fetchone()[0]))  # type: ignore[index]
    log = folder.parent / "postgres.log"
    url = house.web_url if role == "web" else house.owner_url
    for statement in FAILING:
        with psycopg.connect(url) as connection, pytest.raises(psycopg.Error):
            connection.execute(statement.replace("{}", MARK).encode())
    with psycopg.connect(url) as connection, pytest.raises(psycopg.Error):
        connection.execute("INSERT INTO person (id, name) VALUES (%s, %s)", [MARK, MARK])
    assert MARK.encode() not in log.read_bytes()
    control = f"control {secrets.token_hex(6)}"
    with psycopg.connect(house.owner_url) as connection:
        connection.execute("SET log_min_messages = warning")
        connection.execute(f"DO $$ BEGIN RAISE WARNING '{control}'; END $$".encode())
    assert control.encode() in log.read_bytes(), "this is not the log"
