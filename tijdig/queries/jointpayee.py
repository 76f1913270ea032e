"""What an organisation sees that takes the money for all: what comes when, what came in, and what goes on to whom.

No more than that (docs/adr/0066): not who the customer is, how much is open anywhere, or why anything is as it is.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Exists, F, OuterRef, QuerySet

from tijdig.models import Joint, JointEntry, JointPart, JointPlan
from tijdig.queries import consents, jointaccounts, jointbeside, jointdue, jointrows, jointshares
from tijdig.queries.doors import Staff
from tijdig.queries.jointaccounts import Account
from tijdig.queries.jointrows import Held
from tijdig.rules import dutch
from tijdig.rules.money import euros
from tijdig.rules.references import joint_reference
from tijdig.words import JointPartState as P

SOMEBODY = "een organisatie die niet meer meedoet"
"""Who got something, and whom the customer took the consent back for."""


@dataclass(frozen=True, slots=True)
class CameIn:
    """One payment, or one that went back, and how it is split."""

    day: str
    amount: str
    went_back: bool
    shares: tuple[tuple[str, str, bool], ...]  # who, how much, whether it stands in a file here already
    above: str  # what was split nowhere


@dataclass(frozen=True, slots=True)
class Passing:
    """The money of one plan."""

    reference: str
    next_on: str
    lines: tuple[tuple[str, str, str], ...]  # day, who gets what, all of it
    accounts: tuple[Account, ...]  # where the shares of the next payment go
    came_in: tuple[CameIn, ...]


def taken_by(creditor_id: int) -> QuerySet[Joint]:
    """Those of which this organisation takes the money: the customer said yes to that, with its name (record 66)."""
    agreed = JointPlan.objects.filter(joint=OuterRef("pk"), confirmed_at__isnull=False)
    return Joint.objects.filter(Exists(agreed), pay_to=creditor_id)


def takes(joint: Joint, staff: Staff) -> bool:
    """Whether it is this organisation for this plan."""
    return taken_by(staff.creditor_id).filter(pk=joint.pk).exists()


def passing(joint: Joint, staff: Staff, day: date) -> Passing | None:
    """For who takes the money; nothing for everybody else."""
    if not takes(joint, staff):
        return None
    held = _agreed(joint)
    names = {part.pk: part.creditor.name for part in held.parts if _is_named(part, joint, day)}
    left = held.coming() if not held.is_over else []
    due = {part: cents for number, _, part, cents in left if number == left[0][0]}
    return Passing(
        reference=joint_reference(joint.pk),
        next_on=dutch.day(left[0][1]) if left else "",
        lines=tuple(jointshares.lines(held, names, day)) if left else (),
        accounts=tuple(
            jointaccounts.of_part(part, due[part.pk])
            for part in held.parts
            if part.pk in due and part.pk in names and part.creditor_id != staff.creditor_id
        ),
        came_in=tuple(_came_in(joint, names, is_house=joint.case.creditor_id == staff.creditor_id)),
    )


def _agreed(joint: Joint) -> Held:
    """The plan that the customer said yes to: one that is talked about is not for who takes the money."""
    held = jointrows.held(joint)
    return replace(held, plan=held.running)


def _is_named(part: JointPart, joint: Joint, day: date) -> bool:
    """The house itself, and each for which a consent stands, or ended by itself as all was paid."""
    if part.creditor_id == joint.case.creditor_id or jointbeside.stands(part, day):
        return True
    return part.consent is not None and part.consent.withdrawn_by == consents.ENDED and part.state == P.PAID


def _came_in(joint: Joint, names: Mapping[int, str], *, is_house: bool) -> Iterator[CameIn]:
    """What this organisation took; what a file saw coming in by itself is told where the plan was asked only."""
    rows, booked = joint.payments.order_by("-paid_on", "-pk"), _booked(joint)
    for one in [row for row in rows if is_house or not jointdue.is_heard(row)]:
        went_back = jointdue.is_back(one)
        split = sum(one.shares.values())
        yield CameIn(
            day=dutch.short(one.paid_on),
            amount=euros(one.amount_cents),
            went_back=went_back,
            shares=tuple(
                (names.get(int(part), SOMEBODY), euros(abs(cents)), (one.pk, int(part)) in booked)
                for part, cents in one.shares.items()
            ),
            above=euros(one.amount_cents - split) if not went_back and one.amount_cents > split else "",
        )


def _booked(joint: Joint) -> set[tuple[int, int]]:
    """Which shares stand in the book of a file here: payment and organisation."""
    rows = JointEntry.objects.filter(
        payment__joint=joint, entry__claim__creditor=F("payment__joint__parts__creditor")
    )  # fmt: skip
    return set(rows.values_list("payment", "payment__joint__parts"))
