# When the scanner saw a file; null while it has not.

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("dossiers", "0007_talk"),
    ]

    operations = [
        migrations.AddField(
            model_name="blob",
            name="checked",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddIndex(
            model_name="blob",
            index=models.Index(condition=models.Q(("checked__isnull", True)), fields=["id"], name="blob_unchecked"),
        ),
    ]
