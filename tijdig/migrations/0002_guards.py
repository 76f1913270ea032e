"""Put the guards on audit rows and money entries into the database."""

from django.db import migrations

from tijdig.migrations import _guards


class Migration(migrations.Migration):
    """Triggers on both engines."""

    dependencies = [("tijdig", "0001_initial")]
    operations = [migrations.RunPython(_guards.install, _guards.remove)]
