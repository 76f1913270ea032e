"""Nights and decisions: what the planner decided for every case, on which facts, under which rule and policy."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django.db import models

from tijdig.models.columns import FromIntake, word
from tijdig.models.contact.cases import Case
from tijdig.models.parties.creditors import Creditor
from tijdig.models.parties.customers import Customer
from tijdig.planner import records
from tijdig.words import NightState, Stage

if TYPE_CHECKING:
    from collections.abc import Mapping


class Night(models.Model):
    """One run of the planner for one day; its messages can only go out once it is released."""

    day = models.DateField(unique=True)
    state = word(NightState, default=NightState.RUNNING.value)
    lease_until = models.DateTimeField(null=True, blank=True)
    lease_key = models.CharField(max_length=60, blank=True)
    started_at = models.DateTimeField()
    released_at = models.DateTimeField(null=True, blank=True)
    policy_version = models.CharField(max_length=16)


class FactsLayout(models.Model):
    """What stands where in the kept facts of a case; the number is made from the fields, and is never used again."""

    number = models.IntegerField(primary_key=True)
    fields = models.JSONField()  # [[name, type, meaning]], see planner/records.py


class DecisionKind(models.Model):
    """All that is the same for every case on which the same rules of one policy won: what, how, why and who is next.

    The number is made from the words, so that it is the same in every database and needs no looking up. Rows are
    never changed: codes of reasons stay what they were when a rule is put in between others.
    """

    number = models.BigIntegerField(primary_key=True)
    policy_version = models.CharField(max_length=16)
    outcome = models.CharField(max_length=40)
    reason = models.CharField(max_length=48, blank=True)  # code of the rule that said whether something goes out
    owner = models.CharField(max_length=24)
    stage = word(Stage, blank=True, default="", max_length=4)
    channels = models.JSONField(default=list)
    frame = models.CharField(max_length=24, blank=True)
    tone = models.CharField(max_length=24, blank=True)
    by_whom = models.CharField(max_length=24, blank=True)
    rules = models.JSONField(default=dict)  # dimension -> reason code of the line that won
    more = models.JSONField(default=dict)  # dimension -> what was decided, of the dimensions without a column here


class Decisions(models.Manager["Decision"]):
    """Decisions come with their kind."""

    def get_queryset(self) -> models.QuerySet[Decision]:
        """One query for a decision and what is the same for all of its kind."""
        return super().get_queryset().select_related("kind")


class Decision(models.Model):
    """What is right for one case from `valid_from` until the next decision on it, and why.

    Decisions are only added. A night that would decide the same leaves the last one as it is: it costs no write.
    """

    case = models.ForeignKey(
        Case, on_delete=models.CASCADE, related_name="decisions", db_index=False, db_constraint=False
    )  # a guard in the database looks up a whole statement at once: migrations/_guards.py
    valid_from = models.DateField()
    kind = models.ForeignKey(
        DecisionKind, on_delete=models.PROTECT, related_name="+", db_index=False, db_constraint=False
    )  # written together; the database need not look it up once more for each of millions
    again_on = models.DateField()  # the day this case is looked at again: no case sleeps
    facts = models.BinaryField(default=b"")  # one record of planner/records.py, as of the morning of `valid_from`

    objects = Decisions()

    class Meta:
        """One decision per case per day."""

        constraints = [models.UniqueConstraint(fields=["case", "valid_from"], name="decision_once_a_day")]

    @property
    def outcome(self) -> str:
        """Whether something happens: act, wait, stop, close."""
        return self.kind.outcome

    @property
    def stage(self) -> str:
        """The stage of its message; empty without one."""
        return self.kind.stage

    @property
    def channels(self) -> list[str]:
        """The kinds of channel by which it goes."""
        channels: list[str] = self.kind.channels
        return channels

    @property
    def frame(self) -> str:
        """What the text puts first; empty without one."""
        return self.kind.frame

    @property
    def tone(self) -> str:
        """How the text sounds; empty without one."""
        return self.kind.tone

    @property
    def by_whom(self) -> str:
        """Who does it; empty when nothing goes out."""
        return self.kind.by_whom

    @property
    def owner(self) -> str:
        """Who has to act first."""
        return self.kind.owner

    @property
    def rules(self) -> dict[str, str]:
        """Dimension -> reason code of the line that won."""
        rules: dict[str, str] = self.kind.rules
        return rules

    @property
    def policy_version(self) -> str:
        """The policy it was decided under."""
        return self.kind.policy_version

    @property
    def columns(self) -> dict[str, Any]:
        """The facts it was made on, as the planner's columns in plain values; empty when none were kept."""
        raw = bytes(self.facts)
        return records.plain(raw, self.case_id, self.valid_from, _layout(raw)) if raw else {}


class CaseSummary(models.Model):
    """What the planner needs of one open case, worked out once and kept until something happens to it.

    A summary holds while the version of the case is the one it was made at, the policy and the layout are the ones
    of `basis`, and `stale_on` has not come: the first day on which time alone changes a fact. Beside the facts stands
    what was decided last, so that a night can see what changed without reading the decisions.
    """

    case = models.OneToOneField(Case, on_delete=models.CASCADE, primary_key=True, related_name="summary")
    version = models.PositiveIntegerField()
    basis = models.BigIntegerField()
    stale_on = models.DateField()
    kind_number = models.BigIntegerField(default=0)  # of the last decision; 0 when there is none
    decided_from = models.DateField()  # its `valid_from`
    again_on = models.DateField()
    facts = models.BinaryField()

    class Meta:
        """What was left to a person is found among all cases at once, by the number of its kind."""

        indexes = [models.Index(fields=["kind_number"], name="summary_of_kind")]


class Touched(FromIntake):
    """Something changed about a customer without a new version of the case: a file, a bounce, a message that stopped.

    The next night works the summary out anew and takes the row away. A row of an intake counts once it is published.
    """

    creditor = models.ForeignKey(Creditor, on_delete=models.CASCADE, related_name="+", db_index=False)
    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="+", db_index=False)


def _layout(raw: bytes) -> records.Layout:
    number = records.number_in(raw)
    return records.LAYOUT if number == records.number_of() else _old_layout(number)


@lru_cache(maxsize=64)
def _old_layout(number: int) -> records.Layout:
    return records.layout_of(FactsLayout.objects.get(pk=number).fields)


def split(values: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Plain values of a decision as those of its kind and those of its own."""
    names = {field.name for field in DecisionKind._meta.concrete_fields}
    of_kind = {name: value for name, value in values.items() if name in names}
    return of_kind, {name: value for name, value in values.items() if name not in names}
