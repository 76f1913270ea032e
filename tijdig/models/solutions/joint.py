"""Joint arrangements: one plan of one customer with several creditors, each under a consent of its own."""

from django.db import models

from tijdig.models.columns import word
from tijdig.models.consent.consents import Consent
from tijdig.models.contact.cases import Case, Hold
from tijdig.models.money.claims import MoneyEntry
from tijdig.models.parties.creditors import Creditor
from tijdig.models.solutions.arrangements import Arrangement
from tijdig.words import ChangeReason, ChannelKind, JointPartState, JointState, Rhythm


class Joint(models.Model):
    """One joint arrangement; it belongs to the customer, and stands at the case where it was asked (DECISIONS 11)."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="joints")
    state = word(JointState, default=JointState.REQUESTED.value)
    by_channel = word(ChannelKind)  # portal, phone, counter: all the same (DECISIONS 8)
    spare_cents = models.PositiveBigIntegerField(null=True, blank=True)  # one capacity, each time; none until told
    rhythm = word(Rhythm, default=Rhythm.MONTHLY.value)
    first_on = models.DateField(null=True, blank=True)
    pay_to = models.ForeignKey(Creditor, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    standstill_until = models.DateField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)  # the next deadline: none only when it is over
    weighs = models.JSONField(default=list)  # why a person looks first: why, since_on, and done_on once talked over
    others = models.CharField(max_length=400, blank=True)  # organisations that are not here, one a line, as told
    made_by = models.CharField(max_length=60)
    made_at = models.DateTimeField()
    ended_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        """One that runs at a time, per case where it was asked; the list goes by deadline."""

        constraints = [
            models.UniqueConstraint(
                fields=["case"],
                condition=~models.Q(state__in=["completed", "referred", "ended"]),
                name="joint_one_running",
            )
        ]
        indexes = [
            models.Index(fields=["due_on"], condition=models.Q(due_on__isnull=False), name="joint_deadline"),
        ]


class JointPart(models.Model):
    """One creditor in it: what it was asked, what it said, and what it gets each time."""

    joint = models.ForeignKey(Joint, on_delete=models.CASCADE, related_name="parts")
    creditor = models.ForeignKey(Creditor, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, on_delete=models.SET_NULL, null=True, blank=True, related_name="joint_parts")
    customer_number = models.CharField(max_length=40, blank=True)  # as the customer told it, without a file of ours
    consent = models.ForeignKey(Consent, on_delete=models.PROTECT, null=True, blank=True, related_name="joint_parts")
    state = word(JointPartState, default=JointPartState.PICKED.value)
    told_cents = models.PositiveBigIntegerField(null=True, blank=True)  # what the customer thinks is open
    balance_cents = models.PositiveBigIntegerField(null=True, blank=True)  # what the creditor confirmed
    is_threatening = models.BooleanField(default=False)  # eviction or cut-off is near: safe first
    contact = models.CharField(max_length=160, blank=True)  # who, and how to reach them, at this creditor
    due_on = models.DateField(null=True, blank=True)  # until when it answers
    share_cents = models.PositiveBigIntegerField(null=True, blank=True)  # of a full instalment, in the last proposal
    counter_cents = models.PositiveBigIntegerField(null=True, blank=True)
    reason = models.CharField(max_length=400, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.CharField(max_length=60, blank=True)
    standstill = models.OneToOneField(Hold, on_delete=models.SET_NULL, null=True, blank=True, related_name="joint_part")
    arrangement = models.OneToOneField(
        Arrangement, on_delete=models.SET_NULL, null=True, blank=True, related_name="joint_part"
    )

    class Meta:
        """A creditor stands in it once."""

        constraints = [models.UniqueConstraint(fields=["joint", "creditor"], name="joint_part_once")]


class JointPlan(models.Model):
    """One version of the split: who gets what on which day. The newest holds; all are kept."""

    joint = models.ForeignKey(Joint, on_delete=models.CASCADE, related_name="plans")
    number = models.PositiveSmallIntegerField()
    spare_cents = models.PositiveBigIntegerField()
    change = word(ChangeReason, blank=True, default="")
    made_by = models.CharField(max_length=60)
    made_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.CharField(max_length=60, blank=True)

    class Meta:
        """Versions count within the joint arrangement."""

        constraints = [models.UniqueConstraint(fields=["joint", "number"], name="joint_plan_number_once")]


class JointLine(models.Model):
    """What one creditor gets of one payment."""

    plan = models.ForeignKey(JointPlan, on_delete=models.CASCADE, related_name="lines")
    part = models.ForeignKey(JointPart, on_delete=models.CASCADE, related_name="lines")
    number = models.PositiveSmallIntegerField()
    due_on = models.DateField()
    amount_cents = models.PositiveBigIntegerField()

    class Meta:
        """Once per payment and creditor."""

        constraints = [models.UniqueConstraint(fields=["plan", "part", "number"], name="joint_line_once")]


class JointPayment(models.Model):
    """What the customer paid in one go, split over the creditors; kept as it was split.

    More than was open is split nowhere: then the shares are less than the amount.
    """

    joint = models.ForeignKey(Joint, on_delete=models.CASCADE, related_name="payments")
    amount_cents = models.PositiveBigIntegerField()
    shares = models.JSONField(default=dict)  # part id -> cents
    paid_on = models.DateField()
    reference = models.CharField(max_length=60)
    made_by = models.CharField(max_length=60)
    made_at = models.DateTimeField()

    class Meta:
        """The same payment counts once."""

        constraints = [models.UniqueConstraint(fields=["joint", "reference"], name="joint_payment_once")]


class JointEntry(models.Model):
    """One line in the book of a file that was booked for a payment for all: with it, it goes back."""

    payment = models.ForeignKey(JointPayment, on_delete=models.CASCADE, related_name="booked")
    entry = models.OneToOneField(MoneyEntry, on_delete=models.PROTECT, related_name="joint_entry")


class AnswerLink(models.Model):
    """The way in for a creditor without an installation of its own: a signed link, and a code by e-mail."""

    part = models.ForeignKey(JointPart, on_delete=models.CASCADE, related_name="answer_links")
    token_hash = models.CharField(max_length=64, unique=True)
    sent_to = models.EmailField()  # the registered address; the code goes there too
    code_hash = models.CharField(max_length=64, blank=True)
    code_until = models.DateTimeField(null=True, blank=True)
    wrong_codes = models.PositiveSmallIntegerField(default=0)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
