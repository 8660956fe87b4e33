"""The rule once came by this migration. Now it is laid whole whenever its text changes: ``access/laying.py``."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0001_initial"), ("accesslog", "0001_initial"), ("people", "0001_initial")]
    operations = ()
