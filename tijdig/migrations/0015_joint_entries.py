"""What was booked in a file for a payment for all is linked to that payment; of before, as far as it can be known."""

from collections import defaultdict
from typing import Any

import django.db.models.deletion
from django.db import migrations, models

OWN_BOOKING = ("dossier:", "terug:")
"""How a payment begins for which nothing was booked: heard from a file, or gone back."""
Key = tuple[Any, ...]


def link(apps: Any, _schema: Any) -> None:
    """By reference, day, moment and file; where two payments are alike, in the order in which they were booked."""
    table = lambda name: apps.get_model("tijdig", name).objects  # noqa: E731 - a word for this page only
    cases = dict(table("JointPart").filter(case__isnull=False).values_list("pk", "case_id"))
    wanted: dict[Key, list[tuple[int, int]]] = defaultdict(list)
    for paid in table("JointPayment").order_by("pk").iterator():
        if paid.reference.startswith(OWN_BOOKING):
            continue
        for part, cents in paid.shares.items():
            if int(part) in cases:
                wanted[paid.reference, paid.paid_on, paid.made_at, cases[int(part)]].append((paid.pk, cents))
    for (reference, on, at, case), shares in wanted.items():
        entries = table("MoneyEntry").filter(
            kind="payment", reference=reference, booked_on=on, made_at=at, claim__customer__case=case
        )
        found = taken(list(entries.order_by("pk").values_list("pk", "amount_cents")), shares)
        table("JointEntry").bulk_create(
            apps.get_model("tijdig", "JointEntry")(payment_id=payment, entry_id=entry) for payment, entry in found
        )


def taken(entries: list[tuple[int, int]], shares: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Payment and entry, two by two; nothing at all when they do not come out to the cent."""
    found, waiting = [], list(entries)
    for payment, cents in shares:
        left = cents
        while left > 0 and waiting:
            entry, amount_cents = waiting.pop(0)
            found.append((payment, entry))
            left += amount_cents
        if left:
            return []
    return [] if waiting else found


class Migration(migrations.Migration):
    """A table beside the book: the lines in the book itself never change."""

    dependencies = [
        ('tijdig', '0014_solutions'),
    ]

    operations = [
        migrations.CreateModel(
            name='JointEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('entry', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='joint_entry', to='tijdig.moneyentry')),
                ('payment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='booked', to='tijdig.jointpayment')),
            ],
        ),
        migrations.RunPython(link, migrations.RunPython.noop),
    ]
