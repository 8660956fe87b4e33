"""The fields of NEN 7513 and the chain.

Lines from before it wait, and get their place when the house is brought up to date.
"""

import uuid_utils.compat
from django.db import migrations, models

COLUMNS = "id, at, dossier_id, circle_id, person_id, seat_id, eyes_id, action, place, subject_id"
WAIT = f"INSERT INTO log_waiting ({COLUMNS}) SELECT {COLUMNS} FROM access_event; DELETE FROM access_event"  # noqa: S608  # our own constants


class Migration(migrations.Migration):
    dependencies = [("accesslog", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="Head",
            fields=[
                ("chain", models.UUIDField(primary_key=True, serialize=False)),
                ("dossier_id", models.UUIDField()),
                ("seq", models.BigIntegerField(default=0)),
                ("hash", models.BinaryField(default=b"")),
            ],
            options={"db_table": "log_head"},
        ),
        migrations.CreateModel(
            name="WaitingEvent",
            fields=[
                ("id", models.UUIDField(default=uuid_utils.compat.uuid7, primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
                ("dossier_id", models.UUIDField()),
                ("circle_id", models.UUIDField(null=True)),
                ("person_id", models.UUIDField(null=True)),
                ("seat_id", models.UUIDField(null=True)),
                ("eyes_id", models.UUIDField(null=True)),
                ("action", models.CharField(max_length=24)),
                ("place", models.CharField(max_length=40)),
                ("subject_id", models.UUIDField(null=True)),
                ("program", models.CharField(db_default="", default="", max_length=24)),
                ("consent_id", models.UUIDField(null=True)),
                ("emergency", models.BooleanField(db_default=False, default=False)),
                ("responsible", models.BinaryField(null=True)),
            ],
            options={"db_table": "log_waiting"},
        ),
        migrations.RemoveConstraint(model_name="accessevent", name="access_event_action"),
        migrations.RunSQL("ALTER TABLE access_event NO FORCE ROW LEVEL SECURITY"),
        migrations.RunSQL(WAIT),
        migrations.AddField("accessevent", "consent_id", models.UUIDField(null=True)),
        migrations.AddField("accessevent", "emergency", models.BooleanField(db_default=False, default=False)),
        migrations.AddField("accessevent", "program", models.CharField(db_default="", default="", max_length=24)),
        migrations.AddField("accessevent", "responsible", models.BinaryField(null=True)),
        migrations.AddField("accessevent", "seq", models.BigIntegerField(default=0), preserve_default=False),
        migrations.AddField("accessevent", "hash", models.BinaryField(default=b""), preserve_default=False),
    ]
