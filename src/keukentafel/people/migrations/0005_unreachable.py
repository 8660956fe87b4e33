from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0003_own_keys")]

    operations = [migrations.AddField("person", "unreachable", models.DateTimeField(null=True))]
