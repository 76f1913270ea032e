"""Cases, the holds that keep them quiet, and the requests customers make."""

from django.conf import settings
from django.db import models

from tijdig.models.columns import FromIntake, word
from tijdig.models.money.claims import Claim
from tijdig.models.parties.creditors import Creditor
from tijdig.models.parties.customers import Customer
from tijdig.words import CaseState, ChannelKind, ClosingReason, HoldKind, PauseReason, RequestKind, RequestState


class Case(FromIntake):
    """One customer at one creditor with all its claims. It closes when nothing is open, and opens again by itself."""

    creditor = models.ForeignKey(Creditor, on_delete=models.PROTECT)
    customer = models.OneToOneField(Customer, on_delete=models.CASCADE, related_name="case")
    state = word(CaseState, default=CaseState.OPEN.value)
    closed_on = models.DateField(null=True, blank=True)
    closing_reason = word(ClosingReason, blank=True, default="")
    handler = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="cases"
    )
    by_hand = models.BooleanField(default=False)  # a person took the whole case in hand: nothing goes out by itself
    last_conversation_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)


class Hold(models.Model):
    """A dated reason why nothing goes out on a case, with somebody who owns it."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="holds")
    kind = word(HoldKind)
    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, null=True, blank=True)  # a dispute of one claim
    reason = word(PauseReason, blank=True, default="", max_length=24)
    note = models.CharField(max_length=400, blank=True)
    since_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)
    owner = models.CharField(max_length=60)  # team, or user:<id>
    made_by = models.CharField(max_length=60)
    made_at = models.DateTimeField()
    lifted_at = models.DateTimeField(null=True, blank=True)
    lifted_by = models.CharField(max_length=60, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        """Lifted means: when, and by whom."""

        constraints = [
            models.CheckConstraint(
                condition=models.Q(lifted_at__isnull=True, lifted_by="")
                | (models.Q(lifted_at__isnull=False) & ~models.Q(lifted_by="")),
                name="hold_lifted_at_and_by",
            )
        ]


class Request(models.Model):
    """Something a customer asked, with the date on which we promised an answer."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="requests")
    kind = word(RequestKind)
    by_channel = word(ChannelKind)
    text = models.TextField(blank=True)
    details = models.JSONField(default=dict)
    received_at = models.DateTimeField()
    answer_due_on = models.DateField()
    state = word(RequestState, default=RequestState.OPEN.value)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.CharField(max_length=60, blank=True)
    answer = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        """Answered means: when, and by whom."""

        constraints = [
            models.CheckConstraint(
                condition=models.Q(answered_at__isnull=True, answered_by="")
                | (models.Q(answered_at__isnull=False) & ~models.Q(answered_by="")),
                name="request_answered_at_and_by",
            )
        ]
