"""The end of the road: consequences that are really near, and handing a case over to an agency."""

from django.db import models

from tijdig.models.columns import word
from tijdig.models.contact.cases import Case
from tijdig.models.money.claims import Claim
from tijdig.words import ConsequenceKind, RecallReason, TransferState


class Consequence(models.Model):
    """What will happen on a day that is known, and what has to be paid before it to avoid it."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="consequences")
    kind = word(ConsequenceKind)
    on_day = models.DateField()
    avoid_cents = models.PositiveBigIntegerField()  # paying this before that day avoids it
    recorded_by = models.CharField(max_length=60)
    recorded_at = models.DateTimeField()
    lifted_at = models.DateTimeField(null=True, blank=True)
    lifted_by = models.CharField(max_length=60, blank=True)

    class Meta:
        """Lifted means: when, and by whom."""

        constraints = [
            models.CheckConstraint(
                condition=models.Q(lifted_at__isnull=True, lifted_by="")
                | (models.Q(lifted_at__isnull=False) & ~models.Q(lifted_by="")),
                name="consequence_lifted_at_and_by",
            )
        ]


class Transfer(models.Model):
    """What a person decided at the gate before an agency: hand over or keep, after which efforts; recalled at will."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="transfers")
    state = word(TransferState)
    agency = models.CharField(max_length=120, blank=True)
    claims = models.ManyToManyField(Claim, blank=True)  # only those go along for which enough was tried
    total_cents = models.PositiveBigIntegerField(default=0)  # what was open of these on that day
    efforts = models.JSONField(default=list)  # what was tried before, as it stood on that day
    reason = models.TextField(blank=True)
    decided_by = models.CharField(max_length=60)
    decided_at = models.DateTimeField()
    recalled_by = models.CharField(max_length=60, blank=True)
    recalled_at = models.DateTimeField(null=True, blank=True)
    recall_reason = word(RecallReason, blank=True, default="")
    recall_words = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        """Recalled means: when, and by whom."""

        constraints = [
            models.CheckConstraint(
                condition=models.Q(recalled_at__isnull=True, recalled_by="")
                | (models.Q(recalled_at__isnull=False) & ~models.Q(recalled_by="")),
                name="transfer_recalled_at_and_by",
            ),
            models.CheckConstraint(
                condition=models.Q(state="recalled", recalled_at__isnull=False)
                | (~models.Q(state="recalled") & models.Q(recalled_at__isnull=True)),
                name="transfer_recalled_state",
            ),
        ]
