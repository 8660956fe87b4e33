"""What somebody chooses about their calendar, and the secret address under which their own program fetches it."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import keukentafel.people.fields


class Migration(migrations.Migration):
    dependencies = [("people", "0006_reading_and_keeping")]
    operations = [
        migrations.AddField("person", "zone", models.CharField(db_default="", default="", max_length=40)),
        migrations.AddField("person", "calendar_titles", models.BooleanField(db_default=False, default=False)),
        migrations.AddField("person", "calendar_mail", models.BooleanField(db_default=False, default=False)),
        migrations.CreateModel(
            name="CalendarFeed",
            fields=[
                (
                    "person",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("token_hash", models.BinaryField(unique=True)),
                ("only", keukentafel.people.fields.SealedTextField()),
                ("made", models.DateTimeField()),
                (
                    "device",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="people.device",
                    ),
                ),
            ],
            options={"db_table": "person_calendar"},
        ),
    ]
