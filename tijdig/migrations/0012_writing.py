"""How a creditor writes: with links or without, from which more numbers and addresses, in which draft languages."""

from django.db import migrations, models

from tijdig.migrations import _guards


class Migration(migrations.Migration):
    """SQLite makes the table of creditors anew, and with it its guard."""

    dependencies = [("tijdig", "0011_transfers")]
    operations = [
        migrations.RunPython(_guards.remove, _guards.install),
        migrations.AddField("creditor", "sends_links", models.BooleanField(default=True)),
        migrations.AddField("creditor", "announced", models.JSONField(default=list)),
        migrations.AddField("creditor", "draft_languages", models.JSONField(default=list)),
        migrations.RunPython(_guards.install, _guards.remove),
    ]
