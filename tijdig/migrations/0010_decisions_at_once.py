"""Decisions are written by tens of thousands: their cases are looked up per statement, no longer row by row."""

from typing import Any

import django.db.models.deletion
from django.db import migrations, models

from tijdig.migrations import _guards


def keep_no_journal(_apps: Any, schema_editor: Any) -> None:
    """A summary can be worked out again from the tables: PostgreSQL need not keep a journal of it.

    After a crash, or on a spare server, the table is empty, and the next night fills it again.
    """
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("ALTER TABLE tijdig_casesummary SET UNLOGGED")


def keep_journal(_apps: Any, schema_editor: Any) -> None:
    """As it was."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("ALTER TABLE tijdig_casesummary SET LOGGED")


class Migration(migrations.Migration):
    """The foreign key makes place for a guard that says the same; summaries are no longer journalled."""

    dependencies = [("tijdig", "0009_summaries")]
    operations = [
        migrations.AlterField(
            model_name="decision",
            name="case",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="decisions",
                to="tijdig.case",
            ),
        ),
        migrations.RunPython(_guards.install_decisions, _guards.remove_decisions),
        migrations.RunPython(keep_no_journal, keep_journal),
    ]
