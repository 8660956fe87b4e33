"""Asking to destroy a dossier or to end an owner's seat, and what became of it."""

from typing import Any
from uuid import UUID

from tests.support.family import Family
from tests.support.house import House
from tests.walls.kit import dossier_tables


def path(family: Family, rest: str) -> str:
    """An address at the table."""
    return f"/d/{family.id}/table/{rest}"


def ending(house: House) -> tuple[Any, ...]:
    """The newest: its id, its state, how long it waits, and the seats that agreed."""
    row = house.owner.execute("SELECT id, state, due - asked, agreed FROM ending ORDER BY asked DESC").fetchone()
    assert row
    return row


def over(house: House) -> None:
    """The waiting time is over."""
    house.owner.execute("UPDATE ending SET due = now() - interval '1 second' WHERE state = 'waiting'")


def rows(house: House, dossier: UUID) -> dict[str, int]:
    """How many rows of a dossier each table has."""
    found = {}
    for table in dossier_tables(house.owner):
        column = "id" if table == "dossier" else "dossier_id"
        counted = house.owner.execute(
            f"SELECT count(*) FROM {table} WHERE {column} = %s".encode(), [dossier]
        ).fetchone()
        found[table] = int(counted[0]) if counted else 0
    return found


def ask(family: Family, who: str = "Ann") -> None:
    """Ask to destroy the dossier."""
    said = family.client(who).post(path(family, "end/"), {"word": "Vernietig"})
    assert said.status_code == 303, said.content.decode()
