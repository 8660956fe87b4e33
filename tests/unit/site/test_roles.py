"""Roles that sign in are never the groups, also in the database that the house makes for itself."""

import psycopg
import pytest
from psycopg.conninfo import make_conninfo
from tests.support.house import House

from keukentafel.site.database import GROUPS, make_roles


@pytest.mark.parametrize("name", ["keukentafel", "keukentafel_worker"])
def test_a_database_with_the_name_of_the_house(house: House, name: str) -> None:
    house.owner.execute(f'CREATE DATABASE "{name}"'.encode())
    try:
        made = make_roles(make_conninfo(house.owner_url, dbname=name), "one", "two")
        for url in made:
            with psycopg.connect(url) as one:
                row = one.execute("SELECT current_user, pg_has_role('keukentafel_rule', 'member')").fetchone()
                assert row
                assert row[0] not in GROUPS
                assert row[1] is False
    finally:
        house.owner.execute(f'DROP DATABASE "{name}" WITH (FORCE)'.encode())
