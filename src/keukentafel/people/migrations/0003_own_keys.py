"""Each account gets a key of its own: destroying that destroys all of the account. It is found by a keyed hash."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.db import migrations

from keukentafel import vault
from keukentafel.people.fields import SealedTextField, bound, sealed_address

ONCE = "CREATE UNIQUE INDEX person_email_once ON person (substring(email from 1 for 32))"


def seal_anew(apps: Any, schema_editor: Any) -> None:
    """Open by the installation's key, seal by the account's: accounts, what hangs on them, and who asked for one."""
    with schema_editor.connection.cursor() as cursor:
        for table, column, others in _of_accounts(apps):
            _hanging(cursor, table, column, others)
        cursor.execute("SELECT id, email, name, password FROM person")
        for row in cursor.fetchall():
            vault.current().ensure(row[0])
            cursor.execute("UPDATE person SET email = %s, name = %s, password = %s WHERE id = %s",
                           [*_sealed("person", row[0].bytes, row[0], *row[1:]), row[0]])  # fmt: skip
        cursor.execute("SELECT token_hash, email, name, password FROM new_account")
        for row in cursor.fetchall():
            cursor.execute("UPDATE new_account SET email = %s WHERE token_hash = %s",
                           [_sealed("new_account", bytes(row[0]), vault.PEOPLE, *row[1:])[0], row[0]])  # fmt: skip


def _of_accounts(apps: Any) -> Iterator[tuple[str, str, list[str]]]:
    """Tables whose rows belong to an account: table, primary key, sealed columns."""
    for model in apps.get_app_config("people").get_models():
        fields = model._meta.concrete_fields  # noqa: SLF001  # documented all the same
        sealed = [str(field.column) for field in fields if isinstance(field, SealedTextField)]
        if sealed and any(field.column == "person_id" for field in fields):
            yield model._meta.db_table, model._meta.pk.column, sealed  # noqa: SLF001  # the same


def _hanging(cursor: Any, table: str, column: str, sealed: list[str]) -> None:
    asked = f"SELECT {column}, person_id, {', '.join(sealed)} FROM {table} WHERE person_id IS NOT NULL"  # noqa: S608  # names of our own models
    cursor.execute(asked)
    for key, person, *blocks in cursor.fetchall():
        vault.current().ensure(person)
        row = key.bytes if isinstance(key, UUID) else bytes(key)
        places = [bound(f"{table}.{name}", row, str(person)) for name in sealed]
        anew = [_anew(block, place, person) for block, place in zip(blocks, places, strict=True)]
        named = ", ".join(f"{name} = %s" for name in sealed)
        cursor.execute(f"UPDATE {table} SET {named} WHERE {column} = %s", [*anew, key])  # noqa: S608  # the same


def _anew(block: Any, place: bytes, key: UUID) -> bytes | None:
    house = vault.current()
    return None if block is None else house.seal_text(house.open_text(bytes(block), place), place, key)


def _sealed(table: str, row: bytes, key: UUID, email: bytes, name: bytes, password: bytes) -> list[bytes | None]:
    address = vault.current().open_address(bytes(email))
    found: list[bytes | None] = [sealed_address(f"{table}.email", row, address, key)]
    for column, block in (("name", name), ("password", password)):
        found.append(_anew(block, bound(f"{table}.{column}", row, address), key))
    return found


class Migration(migrations.Migration):
    dependencies = [("people", "0002_ways_in")]
    operations = [
        migrations.RunPython(seal_anew, migrations.RunPython.noop),
        migrations.RunSQL(ONCE, "DROP INDEX person_email_once"),
    ]
