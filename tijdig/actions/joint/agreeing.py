"""Answers of organisations and of the customer: what is open, yes, another proposal, no, and the plan agreed to."""

from datetime import datetime
from typing import Any

from tijdig.actions import audit, naming
from tijdig.actions.joint import carrying, keeping
from tijdig.actions.joint.stepping import Work, changing, one_step
from tijdig.actions.refusals import Refusal, RefusedError
from tijdig.models import Joint, JointPart
from tijdig.queries import jointmoney
from tijdig.rules import names
from tijdig.rules.joint import events as e
from tijdig.rules.joint.drafts import OVER, JointRefusedError, Refused
from tijdig.words import JointPartState as P
from tijdig.words import JointState as S

CONTACT_LONGEST, REASON_LONGEST = 160, 400


def balance(
    part: JointPart, balance_cents: int, *, contact: str = "", is_threatening: bool = False, by: str, at: datetime,
    version: int | None = None, is_checked: bool = False,
) -> JointPart:  # fmt: skip
    """What is open there, who to talk to, and whether a home, light, water or care is in danger: safe first.

    OTHER_THAN_FILE where a file of it stands here that says something else, unless that was looked at.
    """
    with changing(part.joint, by=by, at=at, version=version) as work:
        _compare(work, part.pk, balance_cents, is_checked=is_checked)
        JointPart.objects.filter(pk=part.pk).update(
            contact=naming.readable(contact)[:CONTACT_LONGEST],
            is_threatening=is_threatening,
            answered_at=at,
            answered_by=by,
        )
        work.read()
        carrying.tell_house(jointmoney.part(part.pk), by=by, at=at)
        work.step(e.BalanceTold(part.pk, balance_cents))
    part.refresh_from_db()
    return part


def _compare(work: Work, number: int, balance_cents: int, *, is_checked: bool) -> None:
    row = jointmoney.part(number)
    if row.case is None or jointmoney.is_as_filed(row.case, balance_cents, work.day):
        return
    if not is_checked:
        raise RefusedError(Refusal.OTHER_THAN_FILE)
    told = {"cents": balance_cents, "file_cents": jointmoney.askable_cents(row.case, work.day)}
    audit.record("joint.other_balance", row, by=work.by, at=work.at, case_id=row.case_id, facts=told)


def accept(part: JointPart, *, by: str, at: datetime, version: int | None = None) -> JointPart:
    """Yes."""
    return _answered(part, e.Accepts(part.pk), {"reason": ""}, by=by, at=at, version=version)


def counter(
    part: JointPart, share_cents: int, reason: str, *, by: str, at: datetime, version: int | None = None
) -> JointPart:
    """Another share each time, with a reason."""
    why = _reason(reason)
    return _answered(part, e.Counters(part.pk, share_cents), {"reason": why}, by=by, at=at, version=version)


def decline(part: JointPart, reason: str, *, by: str, at: datetime, version: int | None = None) -> JointPart:
    """No, with a reason: the others go on."""
    return _answered(part, e.Declines(part.pk), {"reason": _reason(reason)}, by=by, at=at, version=version)


def _reason(reason: str) -> str:
    lines = [names.shown(line) for line in reason.splitlines()]
    why = "\n".join(line for line in lines if line)
    if not names.is_readable(why):
        raise RefusedError(Refusal.WORDS_NEEDED)
    return why[:REASON_LONGEST]


def _answered(
    part: JointPart, event: e.Event, values: dict[str, Any], *, by: str, at: datetime, version: int | None
) -> JointPart:
    with changing(part.joint, by=by, at=at, version=version) as work:
        JointPart.objects.filter(pk=part.pk).update(answered_at=at, answered_by=by, **values)
        work.step(event)
    part.refresh_from_db()
    return part


def take_counter(part: JointPart, *, by: str, at: datetime, version: int | None = None) -> JointPart:
    """What an organisation asked for is all right; the others may look again."""
    one_step(part.joint, e.CounterTaken(part.pk), by=by, at=at, version=version)
    part.refresh_from_db()
    return part


def confirm(joint: Joint, *, by: str, at: datetime, version: int | None = None) -> Joint:
    """The customer says yes: in each file here it becomes the arrangement that runs."""
    with changing(joint, by=by, at=at, version=version) as work:
        shown = work.facts.plan
        keeping.hear_money(work)
        _go_where_another_runs(work)
        if work.facts.plan == shown:
            _close_paid(work)
            _say_yes(work)
    return joint


def _go_where_another_runs(work: Work) -> None:
    """A file that got its share in another plan meanwhile is in that one: nobody is asked twice for the same."""
    for part in work.facts.parts:
        row = jointmoney.part(part.id)
        if part.state == P.ACCEPTED and work.facts.state not in OVER and row.case and jointmoney.in_plan(row.case):
            audit.record("joint.in_other_plan", row, by=work.by, at=work.at, case_id=row.case_id)
            work.step(e.Leaves(part.id))


def _say_yes(work: Work) -> None:
    """Yes to what was shown; when another sum is open now, it is made anew and shown again."""
    if work.facts.state not in OVER or work.facts == work.began:
        work.step(e.WantsOther(work.facts.spare_cents or 0) if _moved(work) else e.Confirms())


def _close_paid(work: Work) -> None:
    """Where all was paid meanwhile there is nothing to arrange: that closes as paid, and the yes holds for the rest."""
    for part in work.facts.parts:
        if part.state != P.ACCEPTED or work.facts.state in OVER:
            continue
        row = jointmoney.part(part.id)
        if row.case is not None and not jointmoney.askable_cents(row.case, work.day):
            keeping.found_paid(work, part)


def _moved(work: Work) -> bool:
    """Whether something was paid in a file here since it was asked: then the plan is made anew, and shown again.

    A new bill, as of the rent of next month, changes nothing of what was said yes to: it stays outside the plan.
    """
    moved = False
    for part in work.facts.parts:
        row = jointmoney.part(part.id)
        if part.state != P.ACCEPTED or row.case is None:
            continue
        cents = jointmoney.askable_cents(row.case, work.day)
        if cents and not jointmoney.is_still_open(row.case, part.balance_cents or 0, work.day):
            JointPart.objects.filter(pk=part.id).update(balance_cents=cents)
            moved = True
    if moved:
        work.read()
    return moved


def want_other(joint: Joint, spare_cents: int, *, by: str, at: datetime, version: int | None = None) -> Joint:
    """Another amount: the plan is made anew, and nothing was agreed yet."""
    return one_step(joint, e.WantsOther(spare_cents), by=by, at=at, version=version)


def doubt(joint: Joint, *, by: str, at: datetime, version: int | None = None) -> Joint:
    """The customer does not choose now: the plan stays there until its day, and nothing else changes."""
    with changing(joint, by=by, at=at, version=version) as work:
        if work.facts.state != S.OFFERED:
            raise JointRefusedError(Refused.NOT_NOW, f"doubt in {work.facts.state}")
        audit.record("joint.doubted", work.row, by=by, at=at, case_id=work.row.case_id)
    return joint


def keep_old(joint: Joint, *, by: str, at: datetime, version: int | None = None) -> Joint:
    """The plan that ran goes on after all."""
    return one_step(joint, e.KeepsOld(), by=by, at=at, version=version)
