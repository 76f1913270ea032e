from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('tijdig', '0006_replies'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='moneyentry',
            index=models.Index(condition=models.Q(('reference__gt', '')), fields=['creditor', 'reference'], name='entry_reference'),
        ),
    ]
