"""Arrangements: what a customer and a creditor agreed, and when each part falls due."""

from django.db import models

from tijdig.models.columns import word
from tijdig.models.contact.cases import Case, Hold
from tijdig.models.money.claims import Claim
from tijdig.words import ArrangementState


class Arrangement(models.Model):
    """Everything that was open on a day, paid in parts; free of interest and costs (DECISIONS 12)."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="arrangements")
    hold = models.OneToOneField(Hold, on_delete=models.PROTECT, related_name="arrangement")
    state = word(ArrangementState, default=ArrangementState.ACTIVE.value)
    claims = models.ManyToManyField(Claim, related_name="arrangements")
    total_cents = models.BigIntegerField()
    first_on = models.DateField()
    made_by = models.CharField(max_length=60)
    made_at = models.DateTimeField()
    ended_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        """One arrangement at a time."""

        constraints = [
            models.UniqueConstraint(fields=["case"], condition=models.Q(state="active"), name="arrangement_one_active")
        ]


class Instalment(models.Model):
    """One part of an arrangement; whether it is paid follows from the money entries, in the order of due dates."""

    arrangement = models.ForeignKey(Arrangement, on_delete=models.CASCADE, related_name="instalments")
    number = models.PositiveSmallIntegerField()
    due_on = models.DateField()
    amount_cents = models.BigIntegerField()

    class Meta:
        """Numbers count within the arrangement."""

        constraints = [models.UniqueConstraint(fields=["arrangement", "number"], name="instalment_number_once")]
