"""Money of a joint arrangement that went back: the same sums are open again, in the files here and in the plan.

A row that takes back is added, and the one that came in stays as it was split. A plan that seemed done runs again: the
consents that ended with it stand again, as it was not over after all (docs/adr/0062).
"""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction

from tijdig.actions import audit, consents, payments
from tijdig.actions.joint.stepping import Work, changing
from tijdig.actions.refusals import Refusal, RefusedError
from tijdig.models import JointPart, JointPayment
from tijdig.queries import jointdue, jointmoney
from tijdig.rules.joint import events as e
from tijdig.rules.joint.drafts import OVER
from tijdig.rules.joint.returning import is_in_plan
from tijdig.words import JointPartState as P
from tijdig.words import JointState as S


def take_back(
    paid: JointPayment, *, booked_on: date, by: str, at: datetime, version: int | None = None
) -> JointPayment:  # fmt: skip
    """A payment for all went back (storno), in every file where it was booked. ALREADY_DONE when it did before.

    What one file took back by itself is heard first, and is not taken back once more; what came in above what was open
    was in no file, and is not open again. BACK_IN_THE_FILE for one of
    long ago of which nobody can tell what was booked for it.
    """
    reference = jointdue.back_of(paid)
    with changing(paid.joint, by=by, at=at, version=version) as work:
        if jointdue.is_own(paid) or JointPayment.objects.filter(joint=paid.joint, reference=reference).exists():
            raise RefusedError(Refusal.ALREADY_DONE)
        if jointdue.is_unclear(paid):
            raise RefusedError(Refusal.BACK_IN_THE_FILE)
        hear_back(work)
        before = jointdue.back_already(paid)
        for entry in jointdue.entries_of(paid):
            payments.reverse(entry, booked_on=booked_on, by=by, at=at)
        shares = {part: max(0, cents - before.get(int(part), 0)) for part, cents in paid.shares.items()}
        return _back(work, sum(shares.values()), reference, shares, booked_on)


def hear_back(work: Work) -> None:
    """What went back in a file here by itself: the plan hears of it, and nothing is booked twice."""
    known = [part for part in work.facts.parts if part.state in {P.RUNNING, P.PAID}]
    for part, moved in jointmoney.unheard(known):
        if moved.back and work.facts.state not in OVER - {S.COMPLETED}:
            count = JointPayment.objects.filter(joint=work.row).count() + 1
            reference = f"{jointdue.BACK}{jointdue.HEARD}{part.id}:{count}:{work.at.timestamp():.0f}"
            _heard(work, moved.back, reference, part.id)


def _heard(work: Work, cents: int, reference: str, part: int) -> None:
    """Written down where the plan has it open again; where it stays as it was, the next night hears nothing new."""
    before = transaction.savepoint()
    if _back(work, cents, reference, {str(part): cents}, work.day).shares:
        transaction.savepoint_commit(before)
        return
    transaction.savepoint_rollback(before)
    work.read()


def _back(work: Work, cents: int, reference: str, shares: Mapping[str, int], on: date) -> JointPayment:
    """The plan with so much less paid, where it goes on; in the other files it is open, and a person goes on there."""
    open_again = {part: share for part, share in shares.items() if share} if _may_run(work) else {}
    made = JointPayment.objects.create(
        joint=work.row, amount_cents=cents, paid_on=on, reference=reference, made_by=work.by, made_at=work.at
    )
    known = {part.id: part for part in work.facts.parts}
    event = e.WentBack(
        tuple((int(part), share) for part, share in open_again.items() if is_in_plan(known[int(part)], share))
    )
    if event.shares:
        work.step(event)
        made.shares = {str(part): -share for part, share in event.shares}
        made.save(update_fields=["shares"])
        work.read()
    told = {"cents": cents, "parts": len(made.shares)}
    audit.record("joint.payment_back", made, by=work.by, at=work.at, case_id=work.row.case_id, facts=told)
    return made


def _may_run(work: Work) -> bool:
    """Whether the plan goes on: it runs, or it was done and no other took its place. Its consents stand again then."""
    if work.facts.state != S.COMPLETED:
        return work.facts.state not in OVER
    if jointmoney.has_other(work.row):
        return False
    rows = JointPart.objects.filter(joint=work.row, state=P.PAID, consent__isnull=False).select_related("consent")
    for part in rows:
        if part.consent is not None:
            consents.stand_again(part.consent, case_id=work.row.case_id, by=work.by, at=work.at)
    work.read()
    return True
