from django.db import migrations, models


class Migration(migrations.Migration):
    """What starts and what is due on a day, at all tables: asked by the worker's doors (``access/sql/notices.sql``)."""

    dependencies = [("dossiers", "0008_blob_checked")]

    operations = [
        migrations.AddIndex(
            "item",
            models.Index(fields=["happened"], name="item_starts", condition=models.Q(kind="calendar.appointment")),
        ),
        migrations.AddIndex(
            "item", models.Index(fields=["kind", "due"], name="item_last_day", condition=models.Q(due__isnull=False))
        ),
    ]
