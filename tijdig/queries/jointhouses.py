"""Where the money of a joint plan goes, as a message says it: one payment of it, or all of it; and who is not in it."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from django.db.models import Q

from tijdig.messages.facts import House
from tijdig.models import Creditor, JointLine, JointPart, JointPlan
from tijdig.queries import jointlong, visible
from tijdig.queries.facts import payment_reference
from tijdig.queries.jointrows import Held, Left
from tijdig.rules.joint.stretches import usual_cents
from tijdig.rules.references import joint_reference
from tijdig.words import JointPartState as P

_TWO: Final = 2
_OUT: Final = (P.COUNTERED, P.SILENT, P.UNDECIDED, P.DECLINED, P.LEFT)


def once(found: Held, lefts: Sequence[Left]) -> tuple[House, ...]:
    """What goes where of one payment; the account is that of who takes it, for all or for one."""
    if (payee := found.joint.pay_to) is not None:
        cents = sum([one[3] for one in lefts])
        return (_account(payee, House(payee.sender_name, "", cents), joint_reference(found.joint.pk)),)
    parts = {part.pk: part for part in found.parts}
    return tuple(
        _account_of(parts[part], House(parts[part].creditor.sender_name, "", cents)) for *_, part, cents in lefts
    )


def each_time(found: Held, lefts: Sequence[Left]) -> tuple[House, ...]:
    """The same of a whole plan: how much each time, how often, and from when where that is later."""
    first_on = min([on for _, on, _, _ in lefts], default=None)
    if (payee := found.joint.pay_to) is not None:
        house = _shared(payee, _by_day(lefts), first_on)
        return (_account(payee, house, joint_reference(found.joint.pk)),)
    parts = {part.pk: part for part in found.parts}
    own: dict[int, list[Left]] = defaultdict(list)
    for left in lefts:
        own[left[2]].append(left)
    return tuple(
        _account_of(parts[number], _shared(parts[number].creditor, _by_day(rows), first_on))
        for number, rows in sorted(own.items())
    )


def left_out(plan: JointPlan) -> tuple[str, ...]:
    """Who is not in this version: asked, or only named by the customer; never why, and not who is paid already."""
    inside = JointLine.objects.filter(plan=plan).values("part")
    asked, picked = Q(state__in=_OUT, consent__isnull=False), Q(state=P.PICKED)
    rows = JointPart.objects.filter(asked | picked, joint=plan.joint_id).exclude(pk__in=inside)
    names = rows.exclude(creditor=plan.joint.case.creditor_id).order_by("pk")
    return (*names.values_list("creditor__sender_name", flat=True), *jointlong.noted(plan.joint))


def is_with_us(plan: JointPlan) -> bool:
    """Whether the organisation where it was asked gets something of this version."""
    return JointLine.objects.filter(plan=plan, part__creditor=plan.joint.case.creditor_id).exists()


def _by_day(lefts: Sequence[Left]) -> list[tuple[date, int]]:
    sums: dict[date, int] = defaultdict(int)
    for _, on, _, cents in lefts:
        sums[on] += cents
    return sorted(sums.items())


def _shared(creditor: Creditor, payments: Sequence[tuple[date, int]], first_on: date | None) -> House:
    """In which words it is told how much goes there."""
    on, amounts = payments[0][0], [cents for _, cents in payments]
    share, cents = how_often(amounts)
    later = "later_" if on != first_on and share != "once" else ""
    name = "later" if later and share == "each" else f"{later}{share}"
    return House(creditor.sender_name, "", cents, share=name, count=len(amounts), on=on, first_cents=amounts[0])


def how_often(amounts: Sequence[int]) -> tuple[str, int]:
    """The row of [shares], and its amount: who pays by it pays the first time what the plan asks."""
    usual, rest = usual_cents(amounts), amounts[1:]
    if len(amounts) == 1:
        return "once", usual
    if amounts.count(usual) == len(amounts):
        return "each", usual
    if len(amounts) <= _TWO:
        return "two", rest[0]
    if amounts.count(usual) * 2 <= len(amounts):
        return ("first", rest[0]) if len(set(rest)) == 1 else ("in_all", sum(amounts))
    if amounts[0] == usual:
        return "mostly", usual
    return ("first" if rest.count(usual) == len(rest) else "first_mostly"), usual


def _account_of(part: JointPart, house: House) -> House:
    reference = part.customer_number
    if part.case is not None:
        late = [claim.payment_reference for claim in visible.claims(part.case) if claim.open_cents > 0]
        reference = payment_reference(part.case.customer.number, late)
    return _account(part.creditor, house, reference)


def _account(creditor: Creditor, house: House, reference: str) -> House:
    """With its account and its reference, or the number that the customer has there; else whom to call for it."""
    if not creditor.iban:
        return replace(house, now="asks", contact=creditor.phone)
    return replace(
        house, now="pays" if reference else "numbered", iban=creditor.iban, iban_name=creditor.iban_name,
        reference=reference, contact=creditor.phone,
    )  # fmt: skip
