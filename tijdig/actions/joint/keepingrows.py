"""Writing down what the rules made: the joint arrangement, its organisations, and each version of the plan."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from tijdig.actions.audit import record
from tijdig.models import Joint, JointLine, JointPart, JointPlan
from tijdig.rules.joint import facts
from tijdig.rules.joint.drafts import OVER
from tijdig.rules.joint.planning import share_of
from tijdig.rules.workdays import local_day

_WHOLE = ("state", "due_on", "spare_cents", "rhythm", "first_on", "standstill_until")
_PART = ("state", "due_on", "balance_cents", "is_threatening", "counter_cents")


def keep(row: Joint, before: facts.Joint, after: facts.Joint, *, by: str, at: datetime) -> None:
    """The difference between two moments."""
    values: dict[str, Any] = {name: getattr(after, name) for name in _WHOLE}
    values["weighs"] = [_weigh(one) for one in after.weighs]
    values["ended_on"] = local_day(at) if after.state in OVER else None
    values["version"] = row.version + 1
    Joint.objects.filter(pk=row.pk).update(**values)
    for name, value in values.items():
        setattr(row, name, value)
    _keep_plans(row, before, after, by=by, at=at)
    was = {part.id: part for part in before.parts}
    alike: dict[tuple[tuple[str, Any], ...], list[int]] = {}
    for part in after.parts:
        changed = {
            name: getattr(part, name) for name in _PART if getattr(part, name) != getattr(was.get(part.id), name, None)
        }
        share = share_of(after.plan or after.running, part.id) if after.plans != before.plans else 0
        changed |= {"share_cents": share} if share else {}
        if changed:
            alike.setdefault(tuple(changed.items()), []).append(part.id)
    for values_of_some, numbers in alike.items():
        JointPart.objects.filter(pk__in=numbers).update(**dict(values_of_some))


def _weigh(one: facts.Weigh) -> Mapping[str, str]:
    done = {"done_on": one.done_on.isoformat()} if one.done_on else {}
    return {"why": one.why.value, "since_on": one.since_on.isoformat()} | done


def _keep_plans(row: Joint, before: facts.Joint, after: facts.Joint, *, by: str, at: datetime) -> None:
    """Each version once; the one that the customer agreed to says who said so."""
    for was, plan in ((before.plan, after.plan), (before.running, after.running)):
        if plan is None or plan == was:
            continue
        agreed = {"confirmed_at": at, "confirmed_by": by} if plan.confirmed_on else {}
        found = JointPlan.objects.filter(joint=row, number=plan.number).first()
        if found is None:
            _write_plan(row, plan, agreed, by=by, at=at)
        elif agreed and found.confirmed_at is None:
            JointPlan.objects.filter(pk=found.pk).update(**agreed)
            record("joint.plan_agreed", found, by=by, at=at, case_id=row.case_id)


def _write_plan(row: Joint, plan: facts.Plan, agreed: Mapping[str, Any], *, by: str, at: datetime) -> None:
    made = JointPlan.objects.create(
        joint=row, number=plan.number, spare_cents=plan.spare_cents, change=plan.change or "", made_by=by, made_at=at,
        **agreed,
    )  # fmt: skip
    JointLine.objects.bulk_create(
        JointLine(plan=made, part_id=line.part, number=line.number, due_on=line.due_on, amount_cents=line.amount_cents)
        for line in plan.lines
    )
