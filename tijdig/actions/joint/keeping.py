"""Living with a joint arrangement: money, a pause, another day, less income, a person first, and its end."""

from collections.abc import Sequence
from datetime import date, datetime
from itertools import chain, count

from tijdig.actions import audit, payments
from tijdig.actions.joint import returning
from tijdig.actions.joint.stepping import Work, changing, one_step
from tijdig.actions.refusals import Refusal, RefusedError
from tijdig.models import Claim, Hold, Joint, JointEntry, JointPart, JointPayment
from tijdig.queries import jointdue, jointfile, jointmoney
from tijdig.rules import actors
from tijdig.rules.joint import events as e
from tijdig.rules.joint import facts
from tijdig.rules.joint.drafts import OVER
from tijdig.rules.money import euros
from tijdig.rules.payments import divided
from tijdig.rules.references import joint_number, joint_reference
from tijdig.words import ChangeReason, EntryReason, HoldKind, JointPartState, JointState

REASON_LONGEST = 400


def pay(
    joint: Joint, amount_cents: int, paid_on: date, reference: str, *, by: str, at: datetime,
    part: JointPart | None = None, version: int | None = None, reason: EntryReason = EntryReason.BY_HAND,
    above_cents: int = 0, is_another: bool = False,
) -> JointPayment:  # fmt: skip
    """A payment for all, or at one of them: split, kept as it was split, and booked in each file here.

    What came in above what is open (`above_cents`) is split nowhere; it stands in the amount, by which a bank knows it.
    The same payment once more gives the first one back; PaidOtherwiseError when under this reference stands another.
    A reference that only names the plan tells none apart: `is_another` when who books it looked at what stands there.
    """
    if not reference.strip():
        raise RefusedError(Refusal.WORDS_NEEDED)
    reference, is_told = jointdue.kept(reference), is_another and joint_number(reference) is not None
    if not is_another and (before := _before(joint, amount_cents, paid_on, reference, part)) is not None:
        return before
    with changing(joint, by=by, at=at, version=version) as work:
        if not is_told and (before := _before(joint, amount_cents, paid_on, reference, part)) is not None:
            return before  # somebody else booked it while this one waited
        hear_money(work)
        returning.hear_back(work)  # else it may seem done, while something is open again
        name = _told_apart(joint, reference, paid_on)
        return _paid(work, amount_cents, paid_on, name, part.pk if part else None, reason, above_cents)


def _told_apart(joint: Joint, reference: str, paid_on: date) -> str:
    """SAMEN-12 names the plan and stands on every payment: such a one is known by its day, and its place on it."""
    if joint_number(reference) is None:
        return reference
    name = _of_day(reference, paid_on)
    rows = JointPayment.objects.filter(joint=joint, reference__startswith=name)
    taken = set(rows.values_list("reference", flat=True))
    return next(one for one in chain([name], (f"{name} ({place})" for place in count(2))) if one not in taken)


def _of_day(reference: str, paid_on: date) -> str:
    number = joint_number(reference)
    return reference if number is None else f"{joint_reference(number)} van {paid_on.isoformat()}"


def _before(
    joint: Joint, amount_cents: int, paid_on: date, reference: str, part: JointPart | None
) -> JointPayment | None:
    """This very payment, when it was heard of before; the day may differ, as a bank and a person may name another."""
    found = _under(joint, reference, paid_on)
    same = [one for one in found if one.amount_cents == amount_cents and (part is None or _is_at(one, part))]
    if found and not same:
        raise PaidOtherwiseError(joint.pk, found[0].reference, found[0].amount_cents, amount_cents)
    return same[0] if same else None


def _under(joint: Joint, reference: str, paid_on: date) -> list[JointPayment]:
    """What stands under it; of those that only name the plan: on that day, and not what went back."""
    rows = JointPayment.objects.filter(joint=joint).order_by("pk")
    if joint_number(reference) is None:
        return list(rows.filter(reference=reference))
    name = _of_day(reference, paid_on)
    return [one for one in jointdue.standing(rows) if one.reference == name or one.reference.startswith(f"{name} (")]


def _is_at(paid: JointPayment, part: JointPart) -> bool:
    return not set(paid.shares) - {str(part.pk)}


class PaidOtherwiseError(RefusedError):
    """Another payment stands under the same reference: which plan, which reference, and both amounts."""

    def __init__(self, joint: int, reference: str, was_cents: int, is_cents: int) -> None:
        super().__init__(Refusal.PAID_OTHERWISE)
        what = f"plan {joint}, kenmerk {reference}: er staat al {euros(was_cents)}, nu {euros(is_cents)}."
        self.args = (f"{what} {self.code.label}",)


def hear_money(work: Work) -> None:
    """What was paid in the files here, and which bills were put right there, of which the plan has not heard yet."""
    running = [part for part in work.facts.parts if part.state == JointPartState.RUNNING]
    for part, moved in jointmoney.unheard(running):
        if moved.came and work.facts.state not in OVER:
            heard(work, jointmoney.row_of(part), moved.came)
        if moved.less and work.facts.state not in OVER:
            work.step(e.Lowered(part.id, moved.less))


def found_paid(work: Work, part: facts.Part) -> None:
    """Nothing is open in the file here before the plan began: what was paid of it is paid in the plan too.

    Nothing is booked twice, and what was put right there is nobody's payment.
    """
    cents = jointmoney.paid_before(part)
    if not cents:
        work.step(e.FoundPaid(part.id, 0))
        return
    made = JointPayment.objects.create(
        joint=work.row, amount_cents=cents, shares={str(part.id): cents}, paid_on=work.day,
        reference=f"{jointdue.HEARD}{part.id}:{work.at.timestamp():.0f}", made_by=work.by, made_at=work.at,
    )  # fmt: skip
    work.step(e.FoundPaid(part.id, cents))
    audit.record("joint.payment", made, by=work.by, at=work.at, case_id=work.row.case_id, facts={"cents": cents})


def heard(work: Work, part: JointPart, cents: int) -> JointPayment:
    """What the file here saw coming in by itself: the plan hears of it, and nothing is booked twice."""
    count = JointPayment.objects.filter(joint=work.row).count() + 1
    reference = f"{jointdue.HEARD}{part.pk}:{count}:{work.at.timestamp():.0f}"
    paid_on = jointmoney.last_paid_on(part, work.day)
    return _paid(work, cents, paid_on, reference, part.pk, None)


def _paid(
    work: Work, amount_cents: int, paid_on: date, reference: str, number: int | None, reason: EntryReason | None,
    above_cents: int = 0,
) -> JointPayment:  # fmt: skip
    """The shares are read first: what is booked may close an arrangement, and with it the plan."""
    joint, before = work.row, work.facts
    paying = [part.id for part in before.parts if reason and part.state == JointPartState.RUNNING]
    bills = {key: jointmoney.claims(jointmoney.part(key), work.day) for key in paying if number in {None, key}}
    made = JointPayment.objects.create(
        joint=joint, amount_cents=max(0, amount_cents), paid_on=paid_on, reference=reference, made_by=work.by,
        made_at=work.at,
    )  # fmt: skip
    after = work.step(e.Paid(amount_cents - above_cents, number))
    made.shares = dict(jointmoney.shares(before, after))
    made.save(update_fields=["shares"])
    facts = {"cents": amount_cents - above_cents, "above": above_cents, "parts": len(made.shares)}
    audit.record("joint.payment", made, by=work.by, at=work.at, case_id=joint.case_id, facts=facts)
    for key, cents in made.shares.items():
        if claims := bills.get(int(key), []):
            _book(work, made, claims, cents, reason or EntryReason.BY_HAND)
    return made


def _book(work: Work, made: JointPayment, claims: Sequence[Claim], cents: int, reason: EntryReason) -> None:
    """What one file here got of it, on its bills; each line in the book knows of which payment it is."""
    shares = divided(cents, [jointmoney.left_cents(claim) for claim in claims])
    for claim, share in zip(claims, shares, strict=True):
        if share:
            entry = payments.book(
                claim, share, booked_on=made.paid_on, by=work.by, at=work.at, reference=made.reference, reason=reason
            )
            JointEntry.objects.create(payment=made, entry=entry)


def new_day(joint: Joint, first_on: date, *, by: str, at: datetime, version: int | None = None) -> Joint:
    """On from another day: after a missed payment, or out of a pause; a colleague may do it more often."""
    by_person = actors.number_of(by) is not None
    return one_step(joint, e.NewDay(first_on, by_person), by=by, at=at, version=version)


def pause(
    joint: Joint, until: date, *, by: str, at: datetime, by_person: bool = False, version: int | None = None
) -> Joint:
    """Nothing to pay until a day; a person may do it more often than the customer alone."""
    return one_step(joint, e.Pauses(until, by_person), by=by, at=at, version=version)


def revise(joint: Joint, change: ChangeReason, *, by: str, at: datetime, version: int | None = None) -> Joint:
    """Something changed: the plan is made anew, at no cost."""
    with changing(joint, by=by, at=at, version=version) as work:
        audit.record("joint.why", work.row, by=by, at=at, case_id=work.row.case_id, facts={"change": change})
        work.step(e.Revises(change))
    return joint


def seizure(joint: Joint, *, by: str, at: datetime, version: int | None = None) -> Joint:
    """Income or goods are seized: a person and an offer of help come first."""
    with changing(joint, by=by, at=at, version=version) as work:
        told = {"change": ChangeReason.SEIZURE}
        audit.record("joint.why", work.row, by=by, at=at, case_id=work.row.case_id, facts=told)
        work.step(e.SeizureTold())
    return joint


def ask_help(joint: Joint, *, by: str, at: datetime, version: int | None = None) -> Joint:
    """The customer would like debt help: a person calls."""
    return one_step(joint, e.HelpAsked(), by=by, at=at, version=version)


def go_on(joint: Joint, *, by: str, at: datetime, version: int | None = None) -> Joint:
    """A person talked it over and offered help; the customer goes on (DECISIONS 13)."""
    return one_step(joint, e.GoesOn(), by=by, at=at, version=version)


def refer(joint: Joint, *, reason: str, by: str, at: datetime, version: int | None = None) -> dict[str, object]:
    """Debt help takes it from here, with one complete file."""
    if not reason.strip():
        raise RefusedError(Refusal.WORDS_NEEDED)
    with changing(joint, by=by, at=at, version=version) as work:
        if work.facts.state not in {JointState.WEIGHED, JointState.REQUESTED}:
            work.step(e.HelpAsked())  # asked for in the same conversation
        work.step(e.Referred())
        help_holds = Hold.objects.filter(case=work.row.case, kind=HoldKind.DEBT_HELP, lifted_at__isnull=True)
        help_holds.update(note=reason.strip()[:REASON_LONGEST])
        audit.record("joint.file", work.row, by=by, at=at, case_id=work.row.case_id, facts={"reason": len(reason)})
        file = jointfile.as_json(work.row, work.day)
    return {**file, "reason": reason.strip()}


def end(joint: Joint, *, by: str, at: datetime, version: int | None = None) -> Joint:
    """The customer stops: what was agreed with an organisation goes on there."""
    return one_step(joint, e.Ends(), by=by, at=at, version=version)
