"""Customers at one creditor, what the creditor told us of them, and what they told us themselves."""

from django.db import models
from django.db.models.functions import Lower

from tijdig.models.columns import FromIntake, WhileIntake, word
from tijdig.models.parties.creditors import Creditor
from tijdig.words import (
    ChannelKind,
    CustomerKind,
    EventKind,
    FactSource,
    PointKind,
    PointState,
    RepresentativeKind,
    SupportNeedKind,
)


class Customer(FromIntake):
    """One customer of one creditor. Nobody is linked across creditors without consent (DECISIONS 17)."""

    creditor = models.ForeignKey(Creditor, on_delete=models.PROTECT, db_index=False)
    number = models.CharField(max_length=40)
    prefers = word(ChannelKind, blank=True, default="")
    not_by = models.JSONField(default=list)  # ChannelKind values that are never used for this customer
    call_parts = models.JSONField(default=list)  # DayPart values in which the customer likes to be called; all if none
    is_safe_to_contact = models.BooleanField(default=True)
    no_research_at = models.DateTimeField(null=True, blank=True)  # takes part in no experiment
    died_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        """A number is unique within its creditor."""

        constraints = [models.UniqueConstraint(fields=["creditor", "number"], name="customer_number_once")]

    def __str__(self) -> str:
        """The creditor's number, never a name."""
        return self.number


class CustomerDetails(WhileIntake):
    """What the creditor's file says of a customer, for as long as it says so."""

    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="details")
    kind = word(CustomerKind, default=CustomerKind.CONSUMER.value)
    salutation = models.CharField(max_length=20, blank=True)
    first_name = models.CharField(max_length=80, blank=True)
    last_name = models.CharField(max_length=120, blank=True)
    language = models.CharField(max_length=8, default="nl")
    birth_on = models.DateField(null=True, blank=True)
    postcode = models.CharField(max_length=12, blank=True)

    class Meta:
        """Those that an intake replaced are found fast, should that intake be discarded."""

        indexes = [
            models.Index(
                fields=["until_intake"], condition=models.Q(until_intake__isnull=False), name="details_replaced"
            ),
            # The same person elsewhere is looked for by day of birth first: that cannot cost a walk past all of them.
            models.Index(fields=["birth_on"], name="details_born"),
        ]


class ContactPoint(WhileIntake):
    """One address, number or account, with where and when it came from and whether it works."""

    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="points")
    kind = word(PointKind)
    value = models.CharField(max_length=400)  # postal addresses: lines joined by a newline
    source = word(FactSource, default=FactSource.CREDITOR.value)
    noted_on = models.DateField()
    state = word(PointState, default=PointState.UNVERIFIED.value)
    is_safe = models.BooleanField(default=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        """Those that an intake replaced are found fast, and so is an address."""

        indexes = [
            models.Index(
                fields=["until_intake"], condition=models.Q(until_intake__isnull=False), name="point_replaced"
            ),
            # Somebody who asks for a link gives an address; the same address cannot cost a walk past all of them.
            models.Index(Lower("value"), condition=models.Q(kind__in=["email", "mobile"]), name="point_address"),
        ]


class SupportNeed(models.Model):
    """What helps this customer, told or openly noted; it expires, and the customer can take it away."""

    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="needs")
    kind = word(SupportNeedKind)
    detail = models.CharField(max_length=120, blank=True)
    source = word(FactSource)
    noted_on = models.DateField()
    expires_on = models.DateField()
    removed_at = models.DateTimeField(null=True, blank=True)


class LifeEvent(models.Model):
    """Something that changes in this customer's life, told or openly noted; it passes, and can be removed."""

    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="events")
    kind = word(EventKind)
    source = word(FactSource)
    noted_on = models.DateField()
    expires_on = models.DateField()
    removed_at = models.DateTimeField(null=True, blank=True)
    made_by = models.CharField(max_length=60)


class Representative(models.Model):
    """Somebody who acts for the customer, such as a protective administrator."""

    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="representatives")
    kind = word(RepresentativeKind, max_length=32)
    name = models.CharField(max_length=160)
    address_lines = models.JSONField(default=list)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=20, blank=True)
    since_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
