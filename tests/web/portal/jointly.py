"""Anna arranges with four organisations: rows as they stand at one moment of it, the shortest way."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from tests.cast import Cast
from tests.factories import NOW, TODAY, make_consent, make_creditor, make_hold
from tests.web.portal.companions import make_elsewhere, make_link
from tijdig.models import Case, Consent, Creditor, Joint, JointLine, JointPart, JointPayment, JointPlan
from tijdig.rules.joint.drafts import QUIET

SPARE = 6_000
DATA = ["balance", "status", "contact"]


@dataclass(frozen=True)
class Four:
    """Woonstede, where it is asked; Bosstroom, which has a file here; Waterheld and Zorgpunt, which have none."""

    anna: Case
    energy: Case
    water: Creditor
    care: Creditor


def make_four(cast: Cast) -> Four:
    """The organisations, none of them asked; the file at Bosstroom stands beside that of Anna."""
    energy = make_elsewhere(amount_cents=5_100)
    make_link(cast.anna, energy)
    water, care = (_outside("waterheld", "Waterheld", "water"), _outside("zorgpunt", "Zorgpunt", "health"))
    return Four(cast.anna, energy, water, care)


def _outside(code: str, name: str, sector: str) -> Creditor:
    return make_creditor(
        code=code, name=name, sender_name=name, sector=sector, joint_email=f"samen@{code}.example",
        phone="020 555 02 22", iban="NL20INGB0001234567", iban_name=name,
    )  # fmt: skip


def make_joint(four: Four, state: str, *states: str, **values: Any) -> Joint:
    """A joint arrangement in this state; of each organisation how it stands, in the order of the four."""
    facts: dict[str, Any] = {
        "case": four.anna, "state": state, "by_channel": "portal", "made_by": f"customer:{four.anna.customer_id}",
        "made_at": NOW, "spare_cents": SPARE, "first_on": date(2026, 12, 1), "due_on": date(2026, 12, 2),
    }  # fmt: skip
    joint = Joint.objects.create(**facts | values)
    rows: tuple[tuple[Creditor, Case | None, int], ...] = (
        (four.anna.creditor, four.anna, 18_240),
        (four.energy.creditor, four.energy, 5_100),
    )
    rows += ((four.water, None, 9_000), (four.care, None, 12_000))
    for (creditor, case, cents), one in zip(rows, states, strict=False):
        make_part(joint, creditor, case, one, cents)
    return joint


def make_part(joint: Joint, creditor: Creditor, case: Case | None, state: str, cents: int) -> JointPart:
    """One organisation in it; asked under a consent, unless it is our own or only picked."""
    is_own, is_picked = creditor == joint.case.creditor, state == "picked"
    consent = None if is_own or is_picked else consent_of(joint.case, creditor)
    until, held = joint.standstill_until, None
    if case is not None and state in QUIET and until is not None:
        held = make_hold(case, kind="paused", reason="joint", until_on=until)
    return JointPart.objects.create(
        standstill=held,
        joint=joint, creditor=creditor, case=case, state=state, consent=consent,
        balance_cents=None if state in {"picked", "asked", "silent", "declined"} else cents,
        customer_number="" if case else "W-7741", due_on=date(2026, 12, 2),
        reason="Dit is al bij de deurwaarder." if state == "declined" else "",
        counter_cents=3_000 if state == "countered" else None,
    )  # fmt: skip


def consent_of(case: Case, creditor: Creditor, **values: Any) -> Consent:
    """What Anna agreed to."""
    facts: dict[str, Any] = {
        "purpose": "joint", "other": creditor, "data": DATA, "by_channel": "portal", "level": 2,
        "text_version": "samen-2026-11", "until_on": TODAY + timedelta(days=700),
    }  # fmt: skip
    return make_consent(case.customer, **facts | values)


def make_plan(joint: Joint, *, months: int = 3, confirmed_at: datetime | None = None, number: int = 1) -> JointPlan:
    """So many payments of what can be spared, a part of it for each who is in it."""
    by = f"customer:{joint.case.customer_id}"
    plan = JointPlan.objects.create(
        joint=joint, number=number, spare_cents=joint.spare_cents or SPARE, made_by=by, made_at=NOW,
        confirmed_at=confirmed_at, confirmed_by=by if confirmed_at else "",
    )  # fmt: skip
    rows = list(joint.parts.filter(state__in=("proposed", "undecided", "accepted", "running", "countered")))
    for turn in range(months):
        day = date(2026 + (11 + turn) // 12, (11 + turn) % 12 + 1, 1)
        for part in rows:
            JointLine.objects.create(
                plan=plan, part=part, number=turn + 1, due_on=day, amount_cents=(part.balance_cents or 0) // months
            )
    return plan


def make_payment(joint: Joint, part: JointPart, cents: int) -> JointPayment:
    """Something that was paid, of which this organisation got all."""
    return JointPayment.objects.create(
        joint=joint, amount_cents=cents, shares={str(part.pk): cents}, paid_on=TODAY, reference=f"p{part.pk}-{cents}",
        made_by="bank", made_at=NOW,
    )  # fmt: skip
