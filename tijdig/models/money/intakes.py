"""Intakes: one row per file that came in, and the rows of it that could not be used."""

from django.db import models

from tijdig.models.columns import word
from tijdig.models.parties.creditors import Creditor
from tijdig.words import IntakeKind, IntakeState


class Intake(models.Model):
    """One file of one creditor; `number` counts per creditor, and is the mark on every row that a list brought."""

    creditor = models.ForeignKey(Creditor, on_delete=models.PROTECT, related_name="intakes", db_index=False)
    number = models.PositiveIntegerField()
    state = word(IntakeState, default=IntakeState.STAGING.value)
    kind = word(IntakeKind)
    profile = models.CharField(max_length=60)
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    counts = models.JSONField(default=dict)
    made_by = models.CharField(max_length=60)
    started_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    lease_key = models.CharField(max_length=60, blank=True)

    class Meta:
        """Numbers count per creditor, and one file at a time is being read."""

        constraints = [
            models.UniqueConstraint(fields=["creditor", "number"], name="intake_number_once"),
            models.UniqueConstraint(
                fields=["creditor"], condition=models.Q(state="staging"), name="intake_one_at_a_time"
            ),
        ]


class Reject(models.Model):
    """A line that could not be used: where, why and how to mend it, in plain Dutch."""

    intake = models.ForeignKey(Intake, on_delete=models.CASCADE, related_name="rejects")
    line = models.PositiveIntegerField()
    column = models.CharField(max_length=60, blank=True)
    code = models.CharField(max_length=40)
    advice = models.CharField(max_length=300)
    raw = models.TextField()
