"""Approaches and the steps in them that a person does, with the hours that a team has for those."""

from django.db import models

from tijdig.models.columns import word
from tijdig.models.contact.cases import Case
from tijdig.models.contact.contacts import Moment
from tijdig.models.contact.plans import Decision
from tijdig.models.parties.creditors import Creditor
from tijdig.words import ApproachForm, ChannelKind, Skill, StepState, StopReason


class Approach(models.Model):
    """A bundle of contacts with one purpose that follow each other within days; any reaction stops the rest."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="approaches")
    moment = models.OneToOneField(Moment, on_delete=models.SET_NULL, null=True, blank=True, related_name="approach")
    form = word(ApproachForm)
    made_on = models.DateField()
    ends_on = models.DateField()  # the day of its last step
    stopped_at = models.DateTimeField(null=True, blank=True)
    stop_reason = word(StopReason, blank=True, default="")

    class Meta:
        """Stopped means: when, and why. Those that run are found fast."""

        constraints = [
            models.CheckConstraint(
                condition=models.Q(stopped_at__isnull=True, stop_reason="")
                | (models.Q(stopped_at__isnull=False) & ~models.Q(stop_reason="")),
                name="approach_stopped_at_and_why",
            )
        ]
        indexes = [
            models.Index(fields=["ends_on"], condition=models.Q(stopped_at__isnull=True), name="approach_running")
        ]


class Step(models.Model):
    """Something that a person does on a day for one case: a call, a visit, a look; given as far as there are hours."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="steps")
    approach = models.ForeignKey(Approach, on_delete=models.CASCADE, null=True, blank=True, related_name="steps")
    decision = models.ForeignKey(Decision, on_delete=models.SET_NULL, null=True, blank=True, db_index=False)
    kind = word(ChannelKind, blank=True, default="")  # empty for a look at the case, which reaches nobody
    skill = word(Skill)
    on_day = models.DateField()
    rank = models.PositiveSmallIntegerField(default=0)  # planner.codes.Rank: the lowest first
    minutes = models.PositiveSmallIntegerField()
    state = word(StepState, default=StepState.WISHED.value)
    why = models.CharField(max_length=48)  # reason code
    made_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.CharField(max_length=60, blank=True)

    class Meta:
        """Settled means: when, and by whom. The steps of a day are found fast."""

        constraints = [
            models.CheckConstraint(
                condition=models.Q(settled_at__isnull=True, settled_by="")
                | (models.Q(settled_at__isnull=False) & ~models.Q(settled_by="")),
                name="step_settled_at_and_by",
            )
        ]
        indexes = [models.Index(fields=["state", "on_day"], name="step_of_day")]


class TeamHours(models.Model):
    """How many minutes the people of a creditor have on a day for one skill (DECISIONS 6)."""

    creditor = models.ForeignKey(Creditor, on_delete=models.CASCADE, related_name="team_hours", db_index=False)
    skill = word(Skill)
    day = models.DateField()
    minutes = models.PositiveIntegerField()

    class Meta:
        """One row per creditor, skill and day."""

        constraints = [models.UniqueConstraint(fields=["creditor", "skill", "day"], name="team_hours_once")]
