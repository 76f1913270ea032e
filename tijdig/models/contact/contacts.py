"""Moments and contacts: every message planned, sent and received, word for word."""

from django.db import models

from tijdig.models.columns import word
from tijdig.models.contact.cases import Case
from tijdig.models.contact.plans import Decision, Night
from tijdig.words import ChannelKind, ContactState, Direction, Stage, StopReason


class Moment(models.Model):
    """One content on one day over one or more carriers (DECISIONS 5). Caps count moments."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="moments", db_index=False)
    day = models.DateField()
    stage = word(Stage, max_length=4)
    night = models.ForeignKey(Night, on_delete=models.PROTECT, null=True, blank=True)
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, null=True, blank=True, db_index=False)
    claims = models.JSONField(default=list)  # [{id, reference, due_on, open_cents, in_notice}] as named in the text
    total_cents = models.BigIntegerField(default=0)
    costs_cents = models.BigIntegerField(default=0)  # stated in a fourteen-day notice, not charged
    pay_before_on = models.DateField(null=True, blank=True)  # last safe day of a fourteen-day notice

    class Meta:
        """At most one moment a day on a case."""

        constraints = [models.UniqueConstraint(fields=["case", "day"], name="moment_once_a_day")]


class Contact(models.Model):
    """One message on one channel, or something the customer said. Its words are frozen when it is made."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="contacts")
    moment = models.ForeignKey(Moment, on_delete=models.CASCADE, null=True, blank=True, related_name="contacts")
    direction = word(Direction, default=Direction.OUT.value)
    kind = word(ChannelKind)
    state = word(ContactState)
    key = models.CharField(max_length=60, unique=True)  # the provider deduplicates on it
    send_from = models.DateTimeField()
    send_until = models.DateTimeField(null=True, blank=True)  # after this it would be out of date
    sender = models.JSONField(default=dict)
    recipient = models.JSONField(default=dict)
    content = models.JSONField(default=dict)
    text = models.TextField(blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    lease_key = models.CharField(max_length=60, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    handed_over_at = models.DateTimeField(null=True, blank=True)
    happened_at = models.DateTimeField(null=True, blank=True)  # inbound: when; outbound: when it arrived
    provider_reference = models.CharField(max_length=120, blank=True)
    file = models.CharField(max_length=200, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    stop_reason = word(StopReason, blank=True, default="")
    error = models.CharField(max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        """What is queued is found fast, and so is an answer that did not get through."""

        indexes = [
            models.Index(
                fields=["send_from"],
                condition=models.Q(state__in=["planned", "claimed"]),
                name="contact_queue",
            ),
            models.Index(
                fields=["case"],
                condition=models.Q(moment__isnull=True, state__in=["failed", "stopped"]),
                name="contact_reply_lost",
            ),
        ]
