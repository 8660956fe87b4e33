from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0004_reach")]

    operations = [migrations.AddField("person", "unreachable", models.DateTimeField(null=True))]
