"""Put the guards in once more: they now also know INSERT OR REPLACE, and a step back in what is visible."""

from django.db import migrations

from tijdig.migrations import _guards


class Migration(migrations.Migration):
    """Triggers on both engines; those that stood already are made anew."""

    dependencies = [("tijdig", "0003_intake_replaced_rows")]
    operations = [migrations.RunPython(_guards.install, migrations.RunPython.noop)]
