"""Payments for all in one go: which joint arrangement a reference names, and how much of it is left to pay."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet

from tijdig.models import Creditor, Joint, JointPart, JointPayment, MoneyEntry
from tijdig.queries import jointfacts, jointmoney
from tijdig.rules.joint.drafts import OVER, lefts
from tijdig.words import EntryKind
from tijdig.words import JointPartState as P

HEARD: Final = "dossier:"
"""How the reference begins of what a file saw coming in by itself."""
BACK: Final = "terug:"
"""How the reference begins of a payment that went back, before the number of that payment."""
_OWN: Final = re.compile(rf"{BACK}\d+|(?:{BACK})?{HEARD}[\d:]+")
"""How we name what nobody typed: what a file saw by itself, and what went back."""
_TYPED: Final = "kenmerk "
"""Stands before what somebody typed, or a bank gave, that begins as ours do: what people type says no kind."""
LONGEST: Final = 60


@dataclass(slots=True)
class Due:
    """One joint arrangement of which somebody may pay in one go; less is left with every payment that is planned."""

    number: int
    house: str  # where it was asked
    left_cents: int  # nothing when it does not run
    cases: tuple[int, ...]
    paid: dict[str, int] = field(default_factory=dict)  # reference -> cents
    alike: set[tuple[date, int]] = field(default_factory=set)  # day and cents of what was paid before


def payee() -> Creditor | None:
    """Who takes the money for all in this coalition; only who has an account that can be paid to."""
    code = settings.JOINT_PAYEE
    return Creditor.objects.filter(code=code).exclude(iban="").first() if code else None


def kept(reference: str) -> str:
    """How a reference that somebody typed, or a bank gave, is kept: never as one of ours."""
    typed = reference.strip()
    return f"{_TYPED}{typed}"[:LONGEST] if typed.casefold().startswith((HEARD, BACK)) else typed


def given(reference: str) -> str:
    """The reference as it was typed, or as the bank gave it."""
    typed = reference.removeprefix(_TYPED)
    return typed if kept(typed) == reference else reference


def is_own(paid: JointPayment) -> bool:
    """Whether nobody typed it: a file here saw it come in or go back by itself, or it takes a payment back."""
    return _OWN.fullmatch(paid.reference) is not None


def is_heard(paid: JointPayment) -> bool:
    """Whether a file here saw it by itself, come in or go back."""
    return is_own(paid) and HEARD in paid.reference


def is_back(paid: JointPayment) -> bool:
    """Whether it is money that went back."""
    return is_own(paid) and paid.reference.startswith(BACK)


def back_of(paid: JointPayment) -> str:
    """The reference of the row that takes this payment back."""
    return f"{BACK}{paid.pk}"


def standing(rows: Iterable[JointPayment]) -> list[JointPayment]:
    """Those of these that came in and did not go back."""
    payments = list(rows)
    back = {paid.reference for paid in payments if is_back(paid)}
    return [paid for paid in payments if not is_back(paid) and back_of(paid) not in back]


def of(payee: Creditor, numbers: Collection[int], day: date) -> dict[int, Due]:
    """Those of which this organisation takes the money for all; what others take is nobody's we know."""
    rows = Joint.objects.filter(pk__in=numbers, pay_to=payee).select_related("case__creditor").order_by("pk")
    return {joint.pk: _due(joint, day) for joint in rows}


def paid_under(payee: Creditor, references: Collection[str]) -> dict[str, int]:
    """Under which of these marks of the bank somebody paid this organisation for all: mark -> joint arrangement."""
    names = [kept(one) for one in references if one]
    rows = JointPayment.objects.filter(joint__pay_to=payee, reference__in=names).order_by("-pk")
    return {given(reference): joint for reference, joint in rows.values_list("reference", "joint")}


def cases_of(numbers: Collection[int]) -> list[int]:
    """The files in which a payment for these is booked, and where they were asked."""
    parts = Joint.objects.filter(pk__in=numbers, parts__case__isnull=False).values_list("parts__case", flat=True)
    return sorted({*parts, *Joint.objects.filter(pk__in=numbers).values_list("case", flat=True)})


def _due(joint: Joint, day: date) -> Due:
    made = Due(joint.pk, joint.case.creditor.sender_name, left_cents(joint, day), tuple(cases_of([joint.pk])))
    for paid in [one for one in JointPayment.objects.filter(joint=joint) if not is_own(one)]:
        made.paid[given(paid.reference)] = paid.amount_cents
        made.alike.add((paid.paid_on, paid.amount_cents))
    return made


def left_cents(joint: Joint, day: date) -> int:
    """What is left of the plan that runs, less what is less open in the files here of which it has not heard yet."""
    known = jointfacts.read(joint, day)
    running = [part for part in known.parts if part.state == P.RUNNING and part.has_consent]
    if known.state in OVER or known.running is None or not running:
        return 0
    unheard = sum([max(0, cents) for cents in jointmoney.apart(running).values()])
    return sum([cents for *_, cents in lefts(known.running, running)]) - unheard


def entries_of(paid: JointPayment) -> list[MoneyEntry]:
    """What was booked for it in the files here, and did not go back."""
    back = MoneyEntry.objects.filter(reverses=OuterRef("pk"))
    return list(_booked(paid).filter(~Exists(back)).select_related("claim").order_by("pk"))


def paid_days(joint: Joint) -> list[date]:
    """On which days something came in for it that did not go back; the first day first."""
    return [one.paid_on for one in standing(JointPayment.objects.filter(joint=joint).order_by("paid_on", "pk"))]


def back_already(paid: JointPayment) -> dict[int, int]:
    """What went back of it in the files here by itself: part -> cents."""
    back = MoneyEntry.objects.filter(reverses=OuterRef("pk"))
    rows = _booked(paid).filter(Exists(back)).values_list("claim__customer__case", "amount_cents")
    cents: dict[int, int] = {}
    for case, amount_cents in rows:
        cents[case] = cents.get(case, 0) - amount_cents
    parts = JointPart.objects.filter(joint=paid.joint_id, case__in=cents).values_list("pk", "case")
    return {part: cents[case] for part, case in parts if case is not None}


def is_unclear(paid: JointPayment) -> bool:
    """Whether something was booked under its name that may be of another: from before each line knew its payment."""
    known = _booked(paid).values_list("claim__customer__case", flat=True)
    alike = MoneyEntry.objects.filter(
        kind=EntryKind.PAYMENT, reference=paid.reference, booked_on=paid.paid_on, made_at=paid.made_at,
        claim__customer__case__in={*cases_of([paid.joint_id])} - {*known}, joint_entry__isnull=True,
    )  # fmt: skip
    return alike.exists()


def _booked(paid: JointPayment) -> QuerySet[MoneyEntry]:
    """What was booked for it in the files here."""
    return MoneyEntry.objects.filter(joint_entry__payment=paid)
