"""Customers are found by their day of birth: the same person at another organisation, under a consent."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """One index more."""

    dependencies = [
        ("tijdig", "0015_joint_entries"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="customerdetails",
            index=models.Index(fields=["birth_on"], name="details_born"),
        ),
    ]
