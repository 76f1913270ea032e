"""Consents: what a customer agreed to between two organisations, in which words, and until when."""

from django.db import models

from tijdig.models.columns import word
from tijdig.models.parties.creditors import Creditor
from tijdig.models.parties.customers import Customer
from tijdig.words import ChannelKind, ConsentPurpose


class Consent(models.Model):
    """A customer of one creditor agreed that another may be told; withdrawing it is as easy as giving it."""

    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="consents")
    purpose = word(ConsentPurpose)
    other = models.ForeignKey(Creditor, on_delete=models.PROTECT, related_name="+")
    other_customer = models.ForeignKey(Customer, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    given_at = models.DateTimeField()
    given_by = models.CharField(max_length=60)
    by_channel = word(ChannelKind)
    text_version = models.CharField(max_length=24)  # the words that were read or read aloud
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.CharField(max_length=60, blank=True)

    class Meta:
        """Withdrawn means: when, and by whom. One that holds per purpose and other organisation."""

        constraints = [
            models.CheckConstraint(
                condition=models.Q(withdrawn_at__isnull=True, withdrawn_by="")
                | (models.Q(withdrawn_at__isnull=False) & ~models.Q(withdrawn_by="")),
                name="consent_withdrawn_at_and_by",
            ),
            models.UniqueConstraint(
                fields=["customer", "purpose", "other"],
                condition=models.Q(withdrawn_at__isnull=True),
                name="consent_holds_once",
            ),
        ]
