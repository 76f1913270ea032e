"""Consents: what a customer agreed to between two organisations, in which words, and what was told under it."""

from django.db import models

from tijdig.models.columns import word
from tijdig.models.parties.creditors import Creditor
from tijdig.models.parties.customers import Customer
from tijdig.words import AssuranceLevel, ChannelKind, ConsentPurpose


class Consent(models.Model):
    """A customer of one creditor agreed that another may be told; withdrawing it is as easy as giving it.

    It says who, what data, to whom, for what, how long, in which text and language, over which channel, how sure we
    were who it was, and what proves it (GDPR art. 7; DECISIONS 8).
    """

    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="consents")
    purpose = word(ConsentPurpose)
    other = models.ForeignKey(Creditor, on_delete=models.PROTECT, related_name="+")
    other_customer = models.ForeignKey(Customer, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    data = models.JSONField(default=list)  # SharedData values: what may be told, and nothing else
    given_at = models.DateTimeField()
    given_by = models.CharField(max_length=60)
    by_channel = word(ChannelKind)
    text_version = models.CharField(max_length=24)  # the words that were read or read aloud
    language = models.CharField(max_length=8, default="nl")
    level = models.PositiveSmallIntegerField(
        choices=[(level.value, level.name) for level in AssuranceLevel], default=AssuranceLevel.CODE.value
    )
    proof = models.CharField(max_length=200, blank=True)  # what shows it: a session, a call, a paper form
    until_on = models.DateField(null=True, blank=True)  # the first day on which it holds no more
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


class Shared(models.Model):
    """What was told to whom, when, under which consent: the customer can see every line. Only ever added."""

    consent = models.ForeignKey(Consent, on_delete=models.PROTECT, related_name="shared")
    to = models.ForeignKey(Creditor, on_delete=models.PROTECT, related_name="+")
    data = models.JSONField(default=list)  # SharedData values
    what = models.CharField(max_length=200)  # codes of messages/consents/tellings.py; of before: words
    at = models.DateTimeField()
    by = models.CharField(max_length=60)
