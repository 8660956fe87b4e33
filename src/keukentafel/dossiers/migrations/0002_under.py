"""A deletion is a real deletion: what hangs under an item goes with it."""

from django.db import migrations

HANGS = (
    ("item", "item_under", "parent_id"),
    ("item_version", "item_version_of", "item_id"),
    ("item_seen", "item_seen_of", "item_id"),
)


def hang(table: str, name: str, column: str) -> migrations.RunSQL:
    """A foreign key of the database; the first version of the rule's files made it too."""
    return migrations.RunSQL(
        f"ALTER TABLE {table} DROP CONSTRAINT IF EXISTS {name};"
        f"ALTER TABLE {table} ADD CONSTRAINT {name} FOREIGN KEY ({column}) REFERENCES item ON DELETE CASCADE",
        f"ALTER TABLE {table} DROP CONSTRAINT {name}",
    )


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0001_initial")]
    operations = [hang(*one) for one in HANGS]
