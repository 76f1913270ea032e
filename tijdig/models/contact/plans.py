"""Nights and decisions: what the planner decided for every case, under which rule and policy."""

from django.db import models

from tijdig.models.columns import word
from tijdig.models.contact.cases import Case
from tijdig.words import NightState, Stage


class Night(models.Model):
    """One run of the planner for one day; its messages can only go out once it is released."""

    day = models.DateField(unique=True)
    state = word(NightState, default=NightState.RUNNING.value)
    lease_until = models.DateTimeField(null=True, blank=True)
    lease_key = models.CharField(max_length=60, blank=True)
    started_at = models.DateTimeField()
    released_at = models.DateTimeField(null=True, blank=True)
    policy_version = models.CharField(max_length=16)


class Decision(models.Model):
    """What is right for one case from `valid_from` until `valid_until`, and why.

    An unchanged decision extends the last row. `columns` holds the facts it was made on, so it can be replayed.
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="decisions", db_index=False)
    valid_from = models.DateField()
    valid_until = models.DateField()
    outcome = models.CharField(max_length=40)
    stage = word(Stage, blank=True, default="", max_length=4)
    channels = models.JSONField(default=list)
    frame = models.CharField(max_length=24, blank=True)
    tone = models.CharField(max_length=24, blank=True)
    by_whom = models.CharField(max_length=24, blank=True)
    rules = models.JSONField(default=dict)  # dimension -> reason code of the line that won
    again_on = models.DateField()  # the day this case is looked at again: no case sleeps
    owner = models.CharField(max_length=24)
    columns = models.JSONField(default=dict)
    policy_version = models.CharField(max_length=16)

    class Meta:
        """One decision per case per day."""

        constraints = [models.UniqueConstraint(fields=["case", "valid_from"], name="decision_once_a_day")]
