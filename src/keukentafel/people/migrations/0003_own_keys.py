"""Each account gets a key of its own, so that destroying it destroys all of it; its address is found by a keyed hash."""

from uuid import UUID

from django.db import migrations

from keukentafel import vault
from keukentafel.people.fields import bound, sealed_address

ONCE = "CREATE UNIQUE INDEX person_email_once ON person (substring(email from 1 for 32))"


def seal_anew(apps, schema_editor):
    """Open by the installation's key, seal by the account's. A row that was done is not opened: it goes once."""
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("SELECT id, email, name, password FROM person")
        for row in cursor.fetchall():
            vault.current().ensure(row[0])
            cursor.execute("UPDATE person SET email = %s, name = %s, password = %s WHERE id = %s",
                           [*_sealed("person", row[0].bytes, row[0], *row[1:]), row[0]])  # fmt: skip
        cursor.execute("SELECT token_hash, email, name, password FROM new_account")
        for row in cursor.fetchall():
            cursor.execute("UPDATE new_account SET email = %s WHERE token_hash = %s",
                           [_sealed("new_account", bytes(row[0]), vault.PEOPLE, *row[1:])[0], row[0]])  # fmt: skip


def _sealed(table: str, row: bytes, key: UUID, email: bytes, name: bytes, password: bytes) -> list[bytes]:
    house = vault.current()
    address = house.open_address(bytes(email))
    found = [sealed_address(f"{table}.email", row, address, key)]
    for column, block in (("name", name), ("password", password)):
        place = bound(f"{table}.{column}", row, address)
        found.append(house.seal_text(house.open_text(bytes(block), place), place, key))
    return found


class Migration(migrations.Migration):
    dependencies = [("people", "0002_ways_in")]
    operations = [
        migrations.RunPython(seal_anew, migrations.RunPython.noop),
        migrations.RunSQL(ONCE, "DROP INDEX person_email_once"),
    ]
