"""Calls: the hours people have for them, what was promised to whom, and handing a case to a colleague."""

from django.conf import settings
from django.db import models

from tijdig.models.columns import word
from tijdig.models.contact.cases import Case, Request
from tijdig.models.contact.contacts import Contact
from tijdig.models.parties.creditors import Creditor
from tijdig.words import CallBackState, CallResult, ChannelKind, FormState


class CallSlot(models.Model):
    """A quarter of an hour in which so many people of a team can call; only these are offered (DECISIONS 6)."""

    creditor = models.ForeignKey(Creditor, on_delete=models.CASCADE, related_name="call_slots")
    starts_at = models.DateTimeField()
    places = models.PositiveSmallIntegerField(default=1)

    class Meta:
        """One row per creditor and moment."""

        constraints = [models.UniqueConstraint(fields=["creditor", "starts_at"], name="call_slot_once")]


class CallBack(models.Model):
    """A call that we promised in a slot that the customer or a colleague chose."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="call_backs")
    request = models.OneToOneField(Request, on_delete=models.SET_NULL, null=True, blank=True, related_name="call_back")
    slot = models.ForeignKey(CallSlot, on_delete=models.PROTECT, related_name="call_backs")
    phone = models.CharField(max_length=20)
    state = word(CallBackState, default=CallBackState.PLANNED.value)
    made_by = models.CharField(max_length=60)
    made_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)


class Call(models.Model):
    """What became of a call, beside the contact that holds its words."""

    contact = models.OneToOneField(Contact, on_delete=models.CASCADE, related_name="call")
    result = word(CallResult)
    is_good_conversation = models.BooleanField(default=False)
    says_no = models.BooleanField(default=False)  # the customer said to be able to pay and not to want to


class HandOver(models.Model):
    """A case goes to a colleague, with a summary."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="hand_overs")
    to_user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    summary = models.TextField()
    made_by = models.CharField(max_length=60)
    made_at = models.DateTimeField()


class OpenForm(models.Model):
    """Somebody without a code asked for contact: a name, how to reach them, and which organisation; staff match it."""

    creditor = models.ForeignKey(Creditor, on_delete=models.PROTECT, related_name="open_forms")
    name = models.CharField(max_length=120)
    by_channel = word(ChannelKind)
    reach_at = models.CharField(max_length=160)
    text = models.TextField(blank=True)
    received_at = models.DateTimeField()
    answer_due_on = models.DateField()
    state = word(FormState, default=FormState.OPEN.value)
    case = models.ForeignKey(Case, on_delete=models.SET_NULL, null=True, blank=True, related_name="open_forms")
    done_by = models.CharField(max_length=60, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
