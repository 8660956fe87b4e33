"""The rule, the walls and the doors, as they stand in ``access/sql``."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent.parent / "sql"


def step(name: str) -> migrations.RunSQL:
    """One SQL file, run whole."""
    return migrations.RunSQL([(SQL / f"{name}.sql").read_text()], elidable=False)


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0001_initial"), ("accesslog", "0001_initial"), ("people", "0001_initial")]
    operations = [step("rule"), step("walls"), step("guards"), step("seating"), step("keys"), step("doors")]
