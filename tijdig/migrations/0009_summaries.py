"""Decisions in a compact form, one summary per case, and marks of what a night has to look at anew."""

import json
from hashlib import sha256
from typing import Any

import django.db.models.deletion
from django.db import migrations, models

PLAIN = ("outcome", "owner", "stage", "channels", "frame", "tone", "by_whom", "rules", "policy_version")
AT_ONCE = 2_000


def _number(text: str, size: int) -> int:
    return int.from_bytes(sha256(text.encode()).digest()[:size], "big", signed=True)


def _text(value: Any) -> str:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def shorten(apps: Any, _schema_editor: Any) -> None:
    """Every decision that is there keeps its words and its facts, in the new form."""
    decisions = apps.get_model("tijdig", "Decision").objects
    kinds = apps.get_model("tijdig", "DecisionKind").objects
    layouts, known = apps.get_model("tijdig", "FactsLayout").objects, set()
    last = 0
    while rows := list(decisions.filter(pk__gt=last).order_by("pk")[:AT_ONCE]):
        last = rows[-1].pk
        for row in rows:
            values = {name: getattr(row, name) for name in PLAIN}
            values |= {"reason": str(row.rules.get("whether", "")), "more": {}}
            row.kind_id = _number(_text(values), 8)
            if row.kind_id not in known:
                kinds.get_or_create(pk=row.kind_id, defaults=values)
                known.add(row.kind_id)
            names = tuple(sorted(row.columns))
            layout = (("layout", "<i4", "layout"), *((name, "<i8", "plain") for name in names))
            number = _number(repr(layout), 4)
            if number not in known:
                layouts.get_or_create(pk=number, defaults={"fields": layout})
                known.add(number)
            facts = [int(row.columns[name]).to_bytes(8, "little", signed=True) for name in names]
            row.facts = b"".join([number.to_bytes(4, "little", signed=True), *facts]) if names else b""
        decisions.bulk_update(rows, ["kind", "facts"], batch_size=500)


def leave_room(_apps: Any, schema_editor: Any) -> None:
    """A summary is changed in place, night after night: PostgreSQL keeps room for that on every page."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("ALTER TABLE tijdig_casesummary SET (fillfactor = 80)")


STAGES = [
    ("S0", "voor de betaaldatum"), ("S1", "eerste herinnering"), ("S2", "tweede herinnering"),
    ("S3", "laatste herinnering"), ("S4a", "overdracht"), ("S4b", "dagvaarding"), ("S5", "ontruiming of afsluiting"),
]  # fmt: skip


class Migration(migrations.Migration):

    dependencies = [("tijdig", "0008_planner")]

    operations = [
        migrations.CreateModel(
            name="FactsLayout",
            fields=[
                ("number", models.IntegerField(primary_key=True, serialize=False)),
                ("fields", models.JSONField()),
            ],
        ),
        migrations.CreateModel(
            name="DecisionKind",
            fields=[
                ("number", models.BigIntegerField(primary_key=True, serialize=False)),
                ("policy_version", models.CharField(max_length=16)),
                ("outcome", models.CharField(max_length=40)),
                ("reason", models.CharField(blank=True, max_length=48)),
                ("owner", models.CharField(max_length=24)),
                ("stage", models.CharField(blank=True, choices=STAGES, default="", max_length=4)),
                ("channels", models.JSONField(default=list)),
                ("frame", models.CharField(blank=True, max_length=24)),
                ("tone", models.CharField(blank=True, max_length=24)),
                ("by_whom", models.CharField(blank=True, max_length=24)),
                ("rules", models.JSONField(default=dict)),
                ("more", models.JSONField(default=dict)),
            ],
        ),
        migrations.AddField(
            model_name="decision",
            name="kind",
            field=models.ForeignKey(
                db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+",
                to="tijdig.decisionkind",
            ),  # fmt: skip
        ),
        migrations.AddField(model_name="decision", name="facts", field=models.BinaryField(default=b"")),
        migrations.RunPython(shorten, migrations.RunPython.noop, elidable=True),
        *[migrations.RemoveField(model_name="decision", name=name) for name in (*PLAIN, "columns", "valid_until")],
        migrations.AlterField(
            model_name="decision",
            name="kind",
            field=models.ForeignKey(
                db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+",
                to="tijdig.decisionkind",
            ),  # fmt: skip
        ),
        migrations.CreateModel(
            name="CaseSummary",
            fields=[
                (
                    "case",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name="summary",
                        serialize=False, to="tijdig.case",
                    ),  # fmt: skip
                ),
                ("version", models.PositiveIntegerField()),
                ("basis", models.BigIntegerField()),
                ("stale_on", models.DateField()),
                ("kind_number", models.BigIntegerField(default=0)),
                ("decided_from", models.DateField()),
                ("again_on", models.DateField()),
                ("facts", models.BinaryField()),
            ],
        ),
        migrations.CreateModel(
            name="Touched",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("since_intake", models.PositiveIntegerField(default=0)),
                (
                    "creditor",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name="+",
                        to="tijdig.creditor",
                    ),  # fmt: skip
                ),
                (
                    "customer",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name="+",
                        to="tijdig.customer",
                    ),  # fmt: skip
                ),
            ],
            options={"abstract": False},
        ),
        migrations.RunPython(leave_room, migrations.RunPython.noop, elidable=True),
    ]
