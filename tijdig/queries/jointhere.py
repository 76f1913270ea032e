"""What one file shows of the joint plan in which it takes part: the one payment, and how much of it is for us.

Who pays for all in one go is asked for money by nobody else: never two demands for the same (docs/adr/0057).
"""

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db.models import OuterRef, Q, Subquery

from tijdig.languages import marked
from tijdig.messages.languages import here
from tijdig.models import Case, Consent, JointPart
from tijdig.queries import jointaccounts, jointrows
from tijdig.queries.doors import Visitor
from tijdig.queries.jointaccounts import Account
from tijdig.queries.jointrows import Left
from tijdig.queries.proving import LEVELS, Deed
from tijdig.words import ArrangementState, ConsentPurpose, JointState
from tijdig.words import JointPartState as P

NEXT: Final = marked("[[Uw|Je]] volgende betaling voor alles samen is {amount}, op {day}. Hiervan is {ours} voor ons.")
NEXT_LATER: Final = marked(
    "[[Uw|Je]] volgende betaling voor alles samen is {amount}, op {day}. Wij krijgen ons deel later."
)
MISSED: Final = marked(
    "De betaling voor alles samen van {day} ({amount}) is nog niet binnen. "
    "Lukt het niet? Kies in het plan een andere dag, of bel ons."
)
LATE: Final = marked("De betaling voor alles samen van {day} ({amount}) is nog niet binnen.")
APART: Final = marked("Op {day} betaalt [[u|je]] {ours} aan ons. Dat hoort bij het plan voor alles samen.")
APART_LATE: Final = marked(
    "De betaling van {day} aan ons ({ours}) is nog niet binnen. Dat hoort bij het plan voor alles samen."
)
HIDDEN: Final = marked("Op {day} is er één betaling voor alles samen. Hiervan is {ours} voor ons.")
HIDDEN_LATE: Final = marked("De betaling voor alles samen van {day} is nog niet binnen. Hiervan is {ours} voor ons.")
HIDDEN_LATER: Final = marked("Er loopt één plan voor alles samen. Wij krijgen ons deel later.")
QUIET: Final = marked("Zolang het plan loopt, sturen wij geen herinneringen over deze rekeningen.")
CHANGE: Final = marked("Verandert er iets? Pas het plan aan op deze website, of bel ons.")
CHANGE_THERE: Final = marked("Verandert er iets? Pas het plan aan bij {house}, of bel ons.")
CHANGE_SOMEWHERE: Final = marked("Verandert er iets? Pas het plan aan waar [[u|je]] het maakte, of bel ons.")


@dataclass(frozen=True, slots=True)
class Here:
    """The plan as one file tells of it; what others get stands on the page of the plan only."""

    number: int
    is_house: bool  # it was asked here, and its pages are here
    house: str  # where it was asked; empty for who may not know
    link: int | None  # of the file there, for who put it beside this one
    is_whole: bool  # who looks may see the payment for all
    is_one: bool  # one organisation takes it for all
    is_missed: bool
    is_past: bool  # its day is over, and it is not in
    is_ours_past: bool  # and so is that of what is for us first
    day: str
    amount: str  # of the payment for all
    ours: str  # how much of it is for us; nothing when we get nothing of it
    our_day: str  # the first day on which something is for us
    our_next: str  # and how much
    account: Account | None  # of who takes it for all
    rows: tuple["Row", ...]  # every payment in which something is for us


@dataclass(frozen=True, slots=True)
class Row:
    """One payment of the plan."""

    due_on: date
    cents: int  # for all
    our_cents: int


def along() -> dict[str, Any]:
    """The place of this file in a joint plan that runs, read along with the case."""
    running = JointPart.objects.filter(
        case=OuterRef("pk"), state=P.RUNNING.value, arrangement__state=ArrangementState.ACTIVE.value
    )
    return {"joint_part": Subquery(running.order_by("-pk").values("pk")[:1])}


def read_along(case: Any, visitor: Visitor, day: date) -> Here | None:
    """The same, for a case that was read `along`; without a joint plan it asks nothing of the database."""
    return of(case.joint_part, case, visitor, day) if case.joint_part else None


def part_of(case: Case) -> JointPart | None:
    """The place of this file in a joint plan that runs; none when what was agreed here stands alone."""
    running = JointPart.objects.filter(case=case, state=P.RUNNING, arrangement__state=ArrangementState.ACTIVE)
    return running.select_related("joint__case__creditor").order_by("-pk").first()


def of(number: int, case: Case, visitor: Visitor, day: date) -> Here | None:
    """What this file shows of it; none when nothing is left to pay, which the night makes right."""
    part = JointPart.objects.select_related("joint__case__creditor", "joint__pay_to").get(pk=number)
    joint, lefts = part.joint, jointrows.held(part.joint).lefts()
    if not lefts:
        return None
    rows = _rows(lefts, number)
    first, own = rows[0], next((row for row in rows if row.our_cents), None)
    is_at_home = joint.case_id == case.pk
    is_whole = visitor.is_self and visitor.level >= LEVELS[Deed.SEE_OTHERS]
    is_one = joint.pay_to is not None
    return Here(
        number=joint.pk,
        is_house=is_at_home,
        house=joint.case.creditor.sender_name if is_at_home or is_whole else "",
        link=_link(case, joint.case) if is_whole and not is_at_home else None,
        is_whole=is_whole,
        is_one=is_one,
        is_missed=joint.state == JointState.MISSED,
        is_past=first.due_on < day,
        is_ours_past=own is not None and own.due_on < day,
        day=here.near(first.due_on),
        amount=here.euros(first.cents),
        ours=here.euros(first.our_cents) if first.our_cents else "",
        our_day=here.near(own.due_on) if own else "",
        our_next=here.euros(own.our_cents) if own else "",
        account=jointaccounts.of_payee(joint.pay_to, first.cents, joint.pk) if joint.pay_to and is_whole else None,
        rows=rows,
    )


def _rows(lefts: list[Left], number: int) -> tuple[Row, ...]:
    """Payment after payment: what is paid in all, and what of it is for this organisation."""
    found: dict[date, list[int]] = {}
    for _, on, part, cents in lefts:
        sums = found.setdefault(on, [0, 0])
        sums[0] += cents
        sums[1] += cents if part == number else 0
    return tuple(Row(on, cents, ours) for on, (cents, ours) in sorted(found.items()))


def _link(case: Case, home: Case) -> int | None:
    """The consent under which the customer sees the file where the plan is beside this one."""
    both = Q(customer=case.customer_id, other_customer=home.customer_id)
    both |= Q(customer=home.customer_id, other_customer=case.customer_id)
    rows = Consent.objects.filter(both, purpose=ConsentPurpose.OVERVIEW, withdrawn_at__isnull=True)
    return rows.order_by("-pk").values_list("pk", flat=True).first()
