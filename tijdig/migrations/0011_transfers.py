"""Which bills went along to an agency, and why a case came back; a reason for rest that says nothing of health."""

from typing import Any

from django.db import migrations, models

from tijdig.migrations import _guards

REASONS = [
    ("asked", "de klant vroeg om rust"), ("not_now", "het lukt nu even niet"),
    ("waiting_for_income", "wacht op inkomen"), ("waiting_for_papers", "wacht op papieren"),
    ("complaint", "er loopt een klacht"),
    ("distress", "de klant zit in nood"), ("other", "anders, zie de notitie"),
]  # fmt: skip
RECALLS = [
    ("heard", "de klant reageerde bij ons"), ("arranges", "de klant betaalt hier, of spreekt iets met ons af"),
    ("help", "de klant krijgt hulp bij geldzaken"), ("no_room", "de klant heeft nu niets over"),
    ("not_right", "het had niet overgedragen moeten worden"), ("complaint", "de klant klaagt over het bureau"),
    ("given_back", "het bureau gaf het terug"), ("other", "anders, zie de woorden erbij"),
]  # fmt: skip


def say_nothing_of_health(apps: Any, _schema_editor: Any) -> None:
    """Illness was a reason for rest; the rest stays, what it was for is no longer known."""
    apps.get_model("tijdig", "Hold").objects.filter(reason="illness").update(reason="not_now")


def back(apps: Any, _schema_editor: Any) -> None:
    """The list of before has no such word; the one it has for others fits."""
    apps.get_model("tijdig", "Hold").objects.filter(reason="not_now").update(reason="other")


def name_what_went_along(apps: Any, _schema_editor: Any) -> None:
    """Whatever was late on the day of a hand-over went along with it: nobody could leave anything out."""
    claims = apps.get_model("tijdig", "Claim").objects
    for given in apps.get_model("tijdig", "Transfer").objects.exclude(state="kept").select_related("case"):
        late = claims.filter(customer_id=given.case.customer_id, due_on__lt=given.decided_at.date())
        given.claims.set(late)


class Migration(migrations.Migration):
    """SQLite makes the table of creditors anew, and with it its guard."""

    dependencies = [("tijdig", "0010_decisions_at_once")]
    operations = [
        migrations.RunPython(_guards.remove, _guards.install),
        migrations.AddField("creditor", "agencies", models.JSONField(default=list)),
        migrations.AddField("roomtopay", "told_by", models.CharField(blank=True, max_length=120)),
        migrations.AddField("transfer", "claims", models.ManyToManyField(blank=True, to="tijdig.claim")),
        migrations.AddField("transfer", "total_cents", models.PositiveBigIntegerField(default=0)),
        migrations.AddField(
            "transfer", "recall_reason", models.CharField(blank=True, choices=RECALLS, default="", max_length=16)
        ),
        migrations.AddField("transfer", "recall_words", models.TextField(blank=True)),
        migrations.AlterField(
            "hold", "reason", models.CharField(blank=True, choices=REASONS, default="", max_length=24)
        ),
        migrations.AddIndex("casesummary", models.Index(fields=["kind_number"], name="summary_of_kind")),
        migrations.RunPython(say_nothing_of_health, back),
        migrations.RunPython(name_what_went_along, migrations.RunPython.noop),
        migrations.RunPython(_guards.install, _guards.remove),
    ]
