"""Solutions: versions of an arrangement, other solutions, joint arrangements, and a register of consents."""

import django.db.models.deletion
from django.db import migrations, models

from tijdig.migrations import _guards


class Migration(migrations.Migration):
    """SQLite makes the table of creditors anew, and with it its guard."""

    dependencies = [
        ('tijdig', '0013_portal'),
    ]

    operations = [
        migrations.RunPython(_guards.remove, _guards.install),
        migrations.CreateModel(
            name='AnswerLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('token_hash', models.CharField(max_length=64, unique=True)),
                ('sent_to', models.EmailField(max_length=254)),
                ('code_hash', models.CharField(blank=True, max_length=64)),
                ('code_until', models.DateTimeField(blank=True, null=True)),
                ('wrong_codes', models.PositiveSmallIntegerField(default=0)),
                ('made_at', models.DateTimeField()),
                ('expires_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name='Joint',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('requested', 'gevraagd'), ('inventory', 'bedragen worden opgevraagd'), ('weighed', 'een mens kijkt eerst mee'), ('proposed', 'organisaties kijken ernaar'), ('offered', 'wacht op de klant'), ('active', 'loopt'), ('missed', 'een termijn gemist'), ('paused', 'pauze'), ('revising', 'wordt opnieuw berekend'), ('completed', 'klaar'), ('referred', 'naar schuldhulp'), ('ended', 'gestopt')], default='requested', max_length=16)),
                ('by_channel', models.CharField(choices=[('letter', 'brief'), ('email', 'e-mail'), ('sms', 'sms'), ('whatsapp', 'WhatsApp'), ('phone', 'telefoon'), ('visit', 'huisbezoek'), ('video', 'videogesprek'), ('transfer', '1-cent-overboeking'), ('counter', 'balie'), ('portal', 'website')], max_length=16)),
                ('spare_cents', models.PositiveBigIntegerField(blank=True, null=True)),
                ('rhythm', models.CharField(choices=[('weekly', 'elke week'), ('four_weekly', 'elke vier weken'), ('monthly', 'elke maand')], default='monthly', max_length=16)),
                ('first_on', models.DateField(blank=True, null=True)),
                ('standstill_until', models.DateField(blank=True, null=True)),
                ('due_on', models.DateField(blank=True, null=True)),
                ('weighs', models.JSONField(default=list)),
                ('others', models.CharField(blank=True, max_length=400)),
                ('made_by', models.CharField(max_length=60)),
                ('made_at', models.DateTimeField()),
                ('ended_on', models.DateField(blank=True, null=True)),
                ('version', models.PositiveIntegerField(default=1)),
            ],
        ),
        migrations.CreateModel(
            name='JointLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('due_on', models.DateField()),
                ('amount_cents', models.PositiveBigIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name='JointPart',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('customer_number', models.CharField(blank=True, max_length=40)),
                ('state', models.CharField(choices=[('picked', 'gekozen'), ('asked', 'bedrag opgevraagd'), ('silent', 'nog geen bedrag: een mens vraagt het na'), ('confirmed', 'bedrag bevestigd'), ('proposed', 'voorstel ligt er'), ('countered', 'ander voorstel'), ('undecided', 'nog geen antwoord: een mens vraagt het na'), ('accepted', 'doet mee'), ('running', 'loopt mee'), ('paid', 'betaald'), ('declined', 'doet niet mee'), ('left', 'niet meer mee')], default='picked', max_length=16)),
                ('told_cents', models.PositiveBigIntegerField(blank=True, null=True)),
                ('balance_cents', models.PositiveBigIntegerField(blank=True, null=True)),
                ('is_threatening', models.BooleanField(default=False)),
                ('contact', models.CharField(blank=True, max_length=160)),
                ('due_on', models.DateField(blank=True, null=True)),
                ('share_cents', models.PositiveBigIntegerField(blank=True, null=True)),
                ('counter_cents', models.PositiveBigIntegerField(blank=True, null=True)),
                ('reason', models.CharField(blank=True, max_length=400)),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
                ('answered_by', models.CharField(blank=True, max_length=60)),
            ],
        ),
        migrations.CreateModel(
            name='JointPayment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('amount_cents', models.PositiveBigIntegerField()),
                ('shares', models.JSONField(default=dict)),
                ('paid_on', models.DateField()),
                ('reference', models.CharField(max_length=60)),
                ('made_by', models.CharField(max_length=60)),
                ('made_at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='JointPlan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('spare_cents', models.PositiveBigIntegerField()),
                ('change', models.CharField(blank=True, choices=[('amount', 'een ander bedrag'), ('day', 'een andere dag'), ('pause', 'even pauze'), ('less_income', 'minder inkomen'), ('seizure', 'beslag'), ('more_room', 'er kan meer'), ('missed', 'een termijn lukte niet'), ('joint', 'samen met andere organisaties'), ('left', 'een organisatie stapte uit'), ('joined', 'een organisatie kwam erbij')], default='', max_length=16)),
                ('made_by', models.CharField(max_length=60)),
                ('made_at', models.DateTimeField()),
                ('confirmed_at', models.DateTimeField(blank=True, null=True)),
                ('confirmed_by', models.CharField(blank=True, max_length=60)),
            ],
        ),
        migrations.CreateModel(
            name='Shared',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('data', models.JSONField(default=list)),
                ('what', models.CharField(max_length=200)),
                ('at', models.DateTimeField()),
                ('by', models.CharField(max_length=60)),
            ],
        ),
        migrations.CreateModel(
            name='Solution',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('arrangement', 'in delen betalen'), ('deferral', 'later betalen'), ('freeze', 'even stilzetten'), ('lower_rate', 'een tijd minder rente'), ('correction', 'de rekening verbeterd'), ('referral', 'hulp erbij'), ('small', 'een klein bedrag'), ('costs_dropped', 'kosten vervallen'), ('last_waived', 'de laatste termijn cadeau')], max_length=16)),
                ('facts', models.JSONField(default=dict)),
                ('since_on', models.DateField()),
                ('until_on', models.DateField(blank=True, null=True)),
                ('reason', models.CharField(blank=True, max_length=400)),
                ('made_by', models.CharField(max_length=60)),
                ('made_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('ended_by', models.CharField(blank=True, max_length=60)),
                ('version', models.PositiveIntegerField(default=1)),
            ],
        ),
        migrations.AddField(
            model_name='arrangement',
            name='change',
            field=models.CharField(blank=True, choices=[('amount', 'een ander bedrag'), ('day', 'een andere dag'), ('pause', 'even pauze'), ('less_income', 'minder inkomen'), ('seizure', 'beslag'), ('more_room', 'er kan meer'), ('missed', 'een termijn lukte niet'), ('joint', 'samen met andere organisaties'), ('left', 'een organisatie stapte uit'), ('joined', 'een organisatie kwam erbij')], default='', max_length=16),
        ),
        migrations.AddField(
            model_name='arrangement',
            name='decided_by',
            field=models.CharField(choices=[('automatic', 'meteen goed'), ('handler', 'een medewerker beslist'), ('lead', 'een teamleider beslist')], default='handler', max_length=16),
        ),
        migrations.AddField(
            model_name='arrangement',
            name='is_sure',
            field=models.BooleanField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='arrangement',
            name='reason',
            field=models.CharField(blank=True, max_length=400),
        ),
        migrations.AddField(
            model_name='arrangement',
            name='replaces',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replaced_by', to='tijdig.arrangement'),
        ),
        migrations.AddField(
            model_name='arrangement',
            name='review_on',
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='arrangement',
            name='rhythm',
            field=models.CharField(choices=[('weekly', 'elke week'), ('four_weekly', 'elke vier weken'), ('monthly', 'elke maand')], default='monthly', max_length=16),
        ),
        migrations.AddField(
            model_name='arrangement',
            name='room',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tijdig.roomtopay'),
        ),
        migrations.AddField(
            model_name='arrangement',
            name='upfront_cents',
            field=models.PositiveBigIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='arrangement',
            name='waives_last',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='consent',
            name='data',
            field=models.JSONField(default=list),
        ),
        migrations.AddField(
            model_name='consent',
            name='language',
            field=models.CharField(default='nl', max_length=8),
        ),
        migrations.AddField(
            model_name='consent',
            name='level',
            field=models.PositiveSmallIntegerField(choices=[(0, 'CODE'), (1, 'KNOWN'), (2, 'PROVEN')], default=0),
        ),
        migrations.AddField(
            model_name='consent',
            name='proof',
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.AddField(
            model_name='consent',
            name='until_on',
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='creditor',
            name='joint_email',
            field=models.EmailField(blank=True, max_length=254),
        ),
        migrations.AddField(
            model_name='creditor',
            name='pays_on',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='roomtopay',
            name='budget',
            field=models.JSONField(default=dict),
        ),
        migrations.AddField(
            model_name='roomtopay',
            name='is_tight',
            field=models.BooleanField(default=False),
        ),
        migrations.AlterField(
            model_name='arrangement',
            name='state',
            field=models.CharField(choices=[('active', 'loopt'), ('completed', 'klaar'), ('ended', 'gestopt'), ('changed', 'veranderd')], default='active', max_length=16),
        ),
        migrations.AlterField(
            model_name='consent',
            name='purpose',
            field=models.CharField(choices=[('joint', 'samen regelen'), ('overview', 'alles op één pagina zien'), ('help', 'contactgegevens doorgeven voor hulp'), ('ask_later', 'vragen om samen te regelen')], max_length=16),
        ),
        migrations.AlterField(
            model_name='hold',
            name='reason',
            field=models.CharField(blank=True, choices=[('asked', 'de klant vroeg om rust'), ('not_now', 'het lukt nu even niet'), ('waiting_for_income', 'wacht op inkomen'), ('waiting_for_papers', 'wacht op papieren'), ('complaint', 'er loopt een klacht'), ('distress', 'de klant zit in nood'), ('joint', 'we regelen het samen met andere organisaties'), ('other', 'anders, zie de notitie')], default='', max_length=24),
        ),
        migrations.AddIndex(
            model_name='instalment',
            index=models.Index(fields=['due_on'], name='instalment_due'),
        ),
        migrations.AddConstraint(
            model_name='arrangement',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('change', ''), ('replaces__isnull', True)), models.Q(('replaces__isnull', False), models.Q(('change', ''), _negated=True)), _connector='OR'), name='arrangement_changed_why'),
        ),
        migrations.AddField(
            model_name='joint',
            name='case',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='joints', to='tijdig.case'),
        ),
        migrations.AddField(
            model_name='joint',
            name='pay_to',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tijdig.creditor'),
        ),
        migrations.AddField(
            model_name='jointpart',
            name='arrangement',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='joint_part', to='tijdig.arrangement'),
        ),
        migrations.AddField(
            model_name='jointpart',
            name='case',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='joint_parts', to='tijdig.case'),
        ),
        migrations.AddField(
            model_name='jointpart',
            name='consent',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='joint_parts', to='tijdig.consent'),
        ),
        migrations.AddField(
            model_name='jointpart',
            name='creditor',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tijdig.creditor'),
        ),
        migrations.AddField(
            model_name='jointpart',
            name='joint',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='parts', to='tijdig.joint'),
        ),
        migrations.AddField(
            model_name='jointpart',
            name='standstill',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='joint_part', to='tijdig.hold'),
        ),
        migrations.AddField(
            model_name='jointline',
            name='part',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lines', to='tijdig.jointpart'),
        ),
        migrations.AddField(
            model_name='answerlink',
            name='part',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='answer_links', to='tijdig.jointpart'),
        ),
        migrations.AddField(
            model_name='jointpayment',
            name='joint',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='payments', to='tijdig.joint'),
        ),
        migrations.AddField(
            model_name='jointplan',
            name='joint',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='plans', to='tijdig.joint'),
        ),
        migrations.AddField(
            model_name='jointline',
            name='plan',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lines', to='tijdig.jointplan'),
        ),
        migrations.AddField(
            model_name='shared',
            name='consent',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='shared', to='tijdig.consent'),
        ),
        migrations.AddField(
            model_name='shared',
            name='to',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tijdig.creditor'),
        ),
        migrations.AddField(
            model_name='solution',
            name='arrangement',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='solutions', to='tijdig.arrangement'),
        ),
        migrations.AddField(
            model_name='solution',
            name='case',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='solutions', to='tijdig.case'),
        ),
        migrations.AddField(
            model_name='solution',
            name='hold',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='solution', to='tijdig.hold'),
        ),
        migrations.AddIndex(
            model_name='joint',
            index=models.Index(condition=models.Q(('due_on__isnull', False)), fields=['due_on'], name='joint_deadline'),
        ),
        migrations.AddConstraint(
            model_name='joint',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', ['completed', 'referred', 'ended']), _negated=True), fields=('case',), name='joint_one_running'),
        ),
        migrations.AddConstraint(
            model_name='jointpart',
            constraint=models.UniqueConstraint(fields=('joint', 'creditor'), name='joint_part_once'),
        ),
        migrations.AddConstraint(
            model_name='jointpayment',
            constraint=models.UniqueConstraint(fields=('joint', 'reference'), name='joint_payment_once'),
        ),
        migrations.AddConstraint(
            model_name='jointplan',
            constraint=models.UniqueConstraint(fields=('joint', 'number'), name='joint_plan_number_once'),
        ),
        migrations.AddConstraint(
            model_name='jointline',
            constraint=models.UniqueConstraint(fields=('plan', 'part', 'number'), name='joint_line_once'),
        ),
        migrations.AddConstraint(
            model_name='solution',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ended_at__isnull', True), ('ended_by', '')), models.Q(('ended_at__isnull', False), models.Q(('ended_by', ''), _negated=True)), _connector='OR'), name='solution_ended_at_and_by'),
        ),
        migrations.RunPython(_guards.install, _guards.remove),
    ]
