"""Room to pay: whether somebody has money left, as they told it or as it was noted in a conversation."""

from django.db import models

from tijdig.models.columns import word
from tijdig.models.contact.cases import Case
from tijdig.words import FactSource, Room


class RoomToPay(models.Model):
    """What a customer can spare in a month, as told on a day; the newest one holds, and it grows old."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="rooms")
    state = word(Room)
    spare_cents = models.PositiveBigIntegerField(null=True, blank=True)  # a month, where the customer named a sum
    is_tight = models.BooleanField(default=False)  # something is left, and hardly: the planner stays as mild as unknown
    budget = models.JSONField(default=dict)  # the light budget it rests on, under its documented schema; or nothing
    has_seizure = models.BooleanField(default=False)  # income or goods are seized, the customer told
    source = word(FactSource)
    told_by = models.CharField(max_length=120, blank=True)  # which helper told it, where it was not the customer
    noted_on = models.DateField()
    expires_on = models.DateField()
    removed_at = models.DateTimeField(null=True, blank=True)
    made_by = models.CharField(max_length=60)
