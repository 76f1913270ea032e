"""One version of a joint plan, as a message tells it: what is paid in all on which day, and who else is in it."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from tijdig.models import JointLine, JointPlan
from tijdig.queries import policies
from tijdig.queries.jointrows import Left
from tijdig.rules.arrangements import Part
from tijdig.rules.workdays import local_day


@dataclass(frozen=True, slots=True)
class Told:
    """What a message says of it."""

    parts: tuple[Part, ...]
    total_cents: int
    others: tuple[str, ...]
    until: date  # the last day to say yes


def told_of(plan: JointPlan) -> Told:
    """Every payment, added up over the organisations."""
    own, names = plan.joint.case.creditor, dict[int, str]()
    cents: dict[tuple[int, date], int] = defaultdict(int)
    for line in JointLine.objects.filter(plan=plan).select_related("part__creditor").order_by("number", "part_id"):
        cents[line.number, line.due_on] += line.amount_cents
        if line.part.creditor_id != own.pk:
            names[line.part.creditor_id] = line.part.creditor.sender_name
    return Told(
        parts=tuple(Part(number, on, amount) for (number, on), amount in cents.items()),
        total_cents=sum(cents.values()),
        others=tuple(names.values()),
        until=until_of(plan),
    )


def until_of(plan: JointPlan) -> date:
    """The last day on which the customer can say yes to this version."""
    day = local_day(plan.made_at)
    return day + timedelta(days=policies.of(plan.joint.case.creditor, day).joint.confirm_days)


def lines_of(plan: JointPlan) -> list[Left]:
    """Its lines, payment after payment."""
    rows = JointLine.objects.filter(plan=plan).order_by("number", "part_id")
    return list(rows.values_list("number", "due_on", "part_id", "amount_cents"))
