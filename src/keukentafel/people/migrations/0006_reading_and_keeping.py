"""How somebody reads, and whether a device of theirs keeps pages."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0005_unreachable")]
    operations = [
        migrations.AddField("person", "reading", models.CharField(max_length=20, default="", db_default="")),
        migrations.AddField("device", "keeps", models.BooleanField(null=True)),
    ]
