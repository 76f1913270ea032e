"""Claims and the append-only book of money entries from which every balance is derived."""

from django.db import models

from tijdig.models.columns import FromIntake, word
from tijdig.models.money.contracts import Contract
from tijdig.models.parties.creditors import Creditor
from tijdig.models.parties.customers import Customer
from tijdig.words import ClaimKind, EntryKind, EntryReason


class Claim(FromIntake):
    """The right to be paid for one bill. Its balance is the sum of its visible entries."""

    creditor = models.ForeignKey(Creditor, on_delete=models.PROTECT, db_index=False)
    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="claims", db_index=False)
    contract = models.ForeignKey(Contract, on_delete=models.SET_NULL, null=True, blank=True, db_index=False)
    reference = models.CharField(max_length=60)
    kind = word(ClaimKind)
    description = models.CharField(max_length=160, blank=True)
    invoiced_on = models.DateField(null=True, blank=True)
    due_on = models.DateField()
    payment_reference = models.CharField(max_length=35, blank=True)
    is_fixed_cost = models.BooleanField(default=False)
    is_threatening = models.BooleanField(default=False)
    is_preferential = models.BooleanField(default=False)
    disputed_on = models.DateField(null=True, blank=True)
    dispute_ended_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        """A reference is unique for its customer."""

        constraints = [models.UniqueConstraint(fields=["customer", "reference"], name="claim_reference_once")]
        indexes = [
            models.Index(fields=["contract"], condition=models.Q(contract__isnull=False), name="claim_of_contract")
        ]

    def __str__(self) -> str:
        """The creditor's reference."""
        return self.reference


class MoneyEntry(FromIntake):
    """One line in the book: claim +, payment -, reversal +, correction either way. Never changed, never deleted."""

    creditor = models.ForeignKey(Creditor, on_delete=models.PROTECT, db_index=False)
    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="entries")
    kind = word(EntryKind)
    reason = word(EntryReason, blank=True, default="")
    amount_cents = models.BigIntegerField()
    booked_on = models.DateField()
    reference = models.CharField(max_length=60, blank=True)
    reverses = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, db_index=False)
    made_by = models.CharField(max_length=60)
    made_at = models.DateTimeField()

    class Meta:
        """A payment goes back once at most; it is looked up by the bank's own mark on it."""

        constraints = [
            models.UniqueConstraint(
                fields=["reverses"], condition=models.Q(reverses__isnull=False), name="entry_reversed_once"
            )
        ]
        indexes = [
            models.Index(
                fields=["creditor", "reference"], condition=models.Q(reference__gt=""), name="entry_reference"
            ),
        ]
