"""The portal: helpers, proof of identity, causes, stories, drafts, and files that a customer wants to see together."""

import django.db.models.deletion
from django.db import migrations, models

from tijdig.migrations import _guards


class Migration(migrations.Migration):
    """SQLite makes the table of creditors anew, and with it its guard."""

    dependencies = [
        ("tijdig", "0012_writing"),
    ]

    operations = [
        migrations.RunPython(_guards.remove, _guards.install),
        migrations.AddField(
            model_name="consent",
            name="other_customer",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="tijdig.customer",
            ),
        ),
        migrations.AddField(
            model_name="creditor",
            name="identity_provider",
            field=models.JSONField(default=dict),
        ),
        migrations.AddField(
            model_name="creditor",
            name="shows_pictograms",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="customer",
            name="no_research_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AlterField(
            model_name="consent",
            name="purpose",
            field=models.CharField(
                choices=[("joint", "samen regelen"), ("overview", "alles op één pagina zien")], max_length=16
            ),
        ),
        migrations.AlterField(
            model_name="doortry",
            name="kind",
            field=models.CharField(
                choices=[
                    ("code", "code uit de brief"),
                    ("link", "link uit een bericht"),
                    ("identity", "geboortedatum en postcode"),
                    ("provider", "inlogdienst"),
                    ("helper", "code van een helper"),
                    ("form", "open formulier"),
                    ("staff", "inloggen van medewerkers"),
                ],
                max_length=16,
            ),
        ),
        migrations.AlterField(
            model_name="request",
            name="kind",
            field=models.CharField(
                choices=[
                    ("call_me", "bel mij"),
                    ("pay_later", "later betalen"),
                    ("pay_in_parts", "in delen betalen"),
                    ("disagree", "dit klopt niet"),
                    ("explain", "leg het uit"),
                    ("help", "ik heb hulp nodig"),
                    ("change", "afspraak veranderen"),
                    ("not_me", "dit ben ik niet"),
                    ("details", "gegevens kloppen niet"),
                    ("complaint", "klacht"),
                    ("other", "iets anders"),
                ],
                max_length=16,
            ),
        ),
        migrations.CreateModel(
            name="Draft",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("question", models.SlugField(max_length=24)),
                ("typed", models.TextField()),
                ("saved_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="drafts", to="tijdig.case"
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="tijdig.customersession",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Helper",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=80)),
                ("code_hash", models.CharField(max_length=64, unique=True)),
                ("may_ask", models.BooleanField(default=False)),
                ("made_at", models.DateTimeField()),
                ("made_by", models.CharField(max_length=60)),
                ("expires_at", models.DateTimeField()),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                ("withdrawn_by", models.CharField(blank=True, max_length=60)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="helpers", to="tijdig.case"
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="customersession",
            name="helper",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="sessions",
                to="tijdig.helper",
            ),
        ),
        migrations.CreateModel(
            name="IdentityCheck",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "means",
                    models.CharField(
                        choices=[
                            ("provider", "bij een inlogdienst"),
                            ("phone", "aan de telefoon"),
                            ("counter", "aan de balie"),
                            ("paper", "op papier"),
                        ],
                        max_length=16,
                    ),
                ),
                ("provider", models.CharField(blank=True, max_length=200)),
                ("subject_hash", models.CharField(blank=True, max_length=64)),
                ("note", models.CharField(blank=True, max_length=200)),
                ("checked_at", models.DateTimeField()),
                ("checked_by", models.CharField(max_length=60)),
                ("expires_at", models.DateTimeField()),
                (
                    "customer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="identity_checks",
                        to="tijdig.customer",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Story",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.TextField()),
                ("told_at", models.DateTimeField()),
                ("made_by", models.CharField(max_length=60)),
                ("removed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="stories", to="tijdig.case"
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="tijdig.customersession",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ToldCause",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "cause",
                    models.CharField(
                        choices=[
                            ("less_income", "minder inkomen"),
                            ("late_income", "geld kwam later"),
                            ("extra_costs", "onverwachte kosten"),
                            ("many_bills", "veel rekeningen tegelijk"),
                            ("no_post", "brief niet gekregen"),
                            ("not_clear", "de brief was niet duidelijk"),
                            ("forgotten", "vergeten"),
                            ("too_much", "te veel aan het hoofd"),
                            ("afraid", "durfde niet te kijken"),
                            ("no_use", "dacht dat bellen niet hielp"),
                            ("not_right", "het bedrag klopt niet"),
                            ("other", "iets anders"),
                        ],
                        max_length=16,
                    ),
                ),
                ("told_at", models.DateTimeField()),
                ("made_by", models.CharField(max_length=60)),
                ("removed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="causes", to="tijdig.case"
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="helper",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("withdrawn_at__isnull", True), ("withdrawn_by", "")),
                    models.Q(("withdrawn_at__isnull", False), models.Q(("withdrawn_by", ""), _negated=True)),
                    _connector="OR",
                ),
                name="helper_withdrawn_at_and_by",
            ),
        ),
        migrations.AddIndex(
            model_name="identitycheck",
            index=models.Index(fields=["customer", "provider", "subject_hash"], name="identity_subject"),
        ),
        migrations.RunPython(_guards.install, _guards.remove),
    ]
