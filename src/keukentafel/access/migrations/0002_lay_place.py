from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parents[1] / "sql" / "seating.sql"


class Migration(migrations.Migration):
    dependencies = [("access", "0001_rule")]
    operations = [migrations.RunSQL([SQL.read_text()], "DROP FUNCTION access_lay_place")]
