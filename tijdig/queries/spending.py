"""What the steps of people that were given out for a day cost, at each creditor's own wage."""

from collections.abc import Mapping
from datetime import date

from django.db.models import Count, QuerySet, Sum

from tijdig.models import Creditor, Step
from tijdig.planner.costing import Totals
from tijdig.policy.subjects import MINUTES_PER_HOUR
from tijdig.queries import policies
from tijdig.queries.ready import Ready
from tijdig.words import Skill, StepState

Given = Mapping[tuple[int, str], tuple[int, int]]
"""Per creditor and skill: how many steps, and how many minutes."""

FIELDS = {Skill.CALL.value: "calls", Skill.VISIT.value: "visits", Skill.LOOK.value: "looks"}


def given(day: date) -> Given:
    """All that is given out for this day."""
    return {(creditor, skill): (steps, whole) for creditor, skill, steps, whole in _GIVEN.rows(day=day)}


def _given_rows(day: date) -> "QuerySet[Step, tuple[int, str, int, int]]":
    rows = Step.objects.filter(state=StepState.GIVEN, on_day=day).values("case__creditor_id", "skill")
    found = rows.annotate(steps=Count("pk"), whole=Sum("minutes")).order_by("case__creditor_id", "skill")
    return found.values_list("case__creditor_id", "skill", "steps", "whole")


_GIVEN = Ready(_given_rows)


def people(before: Given, after: Given, day: date) -> Totals:
    """What was given out in between, with what it costs; each creditor's minutes of a skill rounded up to a cent."""
    wages = {
        creditor.pk: policies.of(creditor, day).costs.staff_hour_cents
        for creditor in Creditor.objects.filter(pk__in={creditor for creditor, _ in after}).order_by("pk")
    }
    total = Totals()
    for (creditor, skill), (steps, minutes) in after.items():
        had_steps, had_minutes = before.get((creditor, skill), (0, 0))
        new, more = max(steps - had_steps, 0), max(minutes - had_minutes, 0)
        cents = -(-more * wages[creditor] // MINUTES_PER_HOUR)
        total += Totals(**{FIELDS[skill]: new}, minutes=more, staff_cents=cents)
    return total
