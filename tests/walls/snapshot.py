"""Everything as it was: all tables and the keys of the vault, kept aside and put back in a moment."""

from collections.abc import Iterable
from contextlib import suppress
from sqlite3 import IntegrityError
from uuid import UUID

from keukentafel import vault
from tests.support.house import House


class Snapshot:
    """Of the whole database, in a schema of its own; ``keys``: which keys of the vault to put back."""

    def __init__(self, house: House, keys: Iterable[UUID]) -> None:
        self.house = house
        self.tables = [name.strip() for name in house.tables.split(",")]
        store = vault.current()._store
        self.keys = [(key, *store.get(key)) for key in keys]
        house.owner.execute("DROP SCHEMA IF EXISTS kept CASCADE")
        house.owner.execute("CREATE SCHEMA kept")
        for table in self.tables:
            house.owner.execute(f"CREATE TABLE kept.{table} AS TABLE public.{table}".encode())

    def restore(self) -> None:
        """As it was kept."""
        back = "".join(
            f"DELETE FROM public.{table}; INSERT INTO public.{table} OVERRIDING SYSTEM VALUE SELECT * FROM kept.{table};"
            for table in self.tables
        )
        self.house.owner.execute(f"BEGIN; SET LOCAL session_replication_role = replica; {back} COMMIT".encode())
        for key in self.keys:
            with suppress(IntegrityError):  # it was not destroyed
                vault.current()._store.put([key])

    def forget(self) -> None:
        """Leave nothing behind."""
        self.house.owner.execute("DROP SCHEMA IF EXISTS kept CASCADE")
