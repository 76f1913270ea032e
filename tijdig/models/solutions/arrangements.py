"""Arrangements and other solutions: what a customer and a creditor agreed, and when each part falls due."""

from django.db import models

from tijdig.models.columns import word
from tijdig.models.contact.cases import Case, Hold
from tijdig.models.money.claims import Claim
from tijdig.models.solutions.rooms import RoomToPay
from tijdig.words import ArrangementState, ChangeReason, Mandate, Rhythm, SolutionKind


class Arrangement(models.Model):
    """Everything that was open on a day, paid in parts; free of interest and costs (DECISIONS 12).

    A change ends this version as `changed` and makes the next one, which `replaces` it: every version is kept.
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="arrangements")
    hold = models.OneToOneField(Hold, on_delete=models.PROTECT, related_name="arrangement")
    state = word(ArrangementState, default=ArrangementState.ACTIVE.value)
    claims = models.ManyToManyField(Claim, related_name="arrangements")
    total_cents = models.BigIntegerField()
    first_on = models.DateField()
    rhythm = word(Rhythm, default=Rhythm.MONTHLY.value)
    upfront_cents = models.PositiveBigIntegerField(default=0)  # a first part of another size
    waives_last = models.BooleanField(default=False)  # the creditor gives the last part when the others are kept
    room = models.ForeignKey(RoomToPay, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    decided_by = word(Mandate, default=Mandate.HANDLER.value)  # who said yes: the band, a handler, a lead
    reason = models.CharField(max_length=400, blank=True)  # why a person said yes outside the band
    is_sure = models.BooleanField(null=True, blank=True)  # what the customer answered to "gaat dit lukken?"
    review_on = models.DateField(null=True, blank=True)  # when we look together whether it still fits
    replaces = models.OneToOneField("self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaced_by")
    change = word(ChangeReason, blank=True, default="")  # why this version took the place of the one before
    made_by = models.CharField(max_length=60)
    made_at = models.DateTimeField()
    ended_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        """One arrangement at a time; a version that takes another's place says why."""

        constraints = [
            models.UniqueConstraint(fields=["case"], condition=models.Q(state="active"), name="arrangement_one_active"),
            models.CheckConstraint(
                condition=models.Q(replaces__isnull=True, change="")
                | (models.Q(replaces__isnull=False) & ~models.Q(change="")),
                name="arrangement_changed_why",
            ),
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
        indexes = [models.Index(fields=["due_on"], name="instalment_due")]


class Solution(models.Model):
    """What was agreed beside or instead of paying in parts; `facts` is what rules/solutions makes of it, complete."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="solutions")
    kind = word(SolutionKind)
    hold = models.OneToOneField(Hold, on_delete=models.PROTECT, null=True, blank=True, related_name="solution")
    arrangement = models.ForeignKey(
        Arrangement, on_delete=models.PROTECT, null=True, blank=True, related_name="solutions"
    )
    facts = models.JSONField(default=dict)
    since_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=400, blank=True)
    made_by = models.CharField(max_length=60)
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.CharField(max_length=60, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        """Ended means: when, and by whom."""

        constraints = [
            models.CheckConstraint(
                condition=models.Q(ended_at__isnull=True, ended_by="")
                | (models.Q(ended_at__isnull=False) & ~models.Q(ended_by="")),
                name="solution_ended_at_and_by",
            )
        ]
