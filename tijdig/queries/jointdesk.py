"""What the acts on a joint arrangement need to know: who can be asked, in which words, what is open, the whole file."""

from datetime import date

from django.http import Http404

from tijdig.messages import consents as texts
from tijdig.messages.consents import ConsentText
from tijdig.messages.languages.speech import DUTCH
from tijdig.models import Case, Creditor, Hold, Joint, JointLine, JointPart, JointPayment, JointPlan
from tijdig.queries import (
    jointbeside,
    jointdue,
    jointfile,
    jointfiles,
    jointmoney,
    jointplans,
    jointrows,
    jointshares,
    policies,
)
from tijdig.queries.doors import Staff
from tijdig.rules import dutch
from tijdig.rules.consents import until
from tijdig.rules.joint.drafts import OVER
from tijdig.rules.money import euros
from tijdig.words import HoldKind, Rhythm
from tijdig.words import JointPartState as P
from tijdig.words import JointState as S


def is_over(joint: Joint) -> bool:
    """Whether nothing of it goes on."""
    return joint.state in OVER


def file_of(joint: Joint, staff: Staff, day: date) -> dict[str, object]:
    """The one complete file for debt help, with why a colleague passed it on; 404 anywhere else, and before."""
    if joint.case.creditor_id != staff.creditor_id or joint.state != S.REFERRED:
        raise Http404
    held_for = Hold.objects.filter(case=joint.case_id, kind=HoldKind.DEBT_HELP).order_by("pk").last()
    return {**jointfile.as_json(joint, day), "reason": held_for.note if held_for else ""}


def open_cents(part: JointPart, day: date) -> int:
    """What is open in our own file of it; nothing where there is none."""
    return jointmoney.askable_cents(part.case, day) if part.case is not None else 0


def is_as_filed(part: JointPart, cents: int, day: date) -> bool:
    """Whether our own file says the same, or there is none."""
    return part.case is None or jointmoney.is_as_filed(part.case, cents, day)


def why_anew(joint: Joint) -> str:
    """Why the plan that runs is made anew, in a sentence; nothing where none runs, or where nobody said why."""
    agreed = JointPlan.objects.filter(joint=joint, confirmed_at__isnull=False).order_by("number").last()
    why = jointfiles.why_anew(joint, agreed.confirmed_at) if agreed else None
    return f"De klant zei: {why.label}." if why else ""


def has_run(joint: Joint) -> bool:
    """Whether the customer agreed to a plan before the one that lies there."""
    return JointPlan.objects.filter(joint=joint, confirmed_at__isnull=False).exists()


def offered_until(joint: Joint) -> str:
    """Until when the plan lies before the customer; nothing where none does."""
    plan = JointPlan.objects.filter(joint=joint, confirmed_at__isnull=True).order_by("number").last()
    return f" tot en met {dutch.day(jointplans.until_of(plan))}" if plan else ""


def proposed(joint: Joint, part: JointPart) -> str:
    """Our share of the newest plan, in one sentence: no more of it is ours to see."""
    rows = JointLine.objects.filter(part=part, plan__joint=joint).order_by("-plan__number", "number")
    lines = [line for line in rows if line.plan_id == rows[0].plan_id] if rows else []
    if not lines:
        return ""
    last, goes = dutch.day(lines[-1].due_on), jointshares.told((line.due_on, line.amount_cents) for line in lines)
    return f"Het voorstel, {Rhythm(joint.rhythm).label}: {goes} De laatste keer is op {last}."


def aloud(joint: Joint, part: JointPart, text: ConsentText, day: date) -> str:
    """The question as it is read to the customer: in the u or je of this organisation, in Dutch."""
    house = joint.case.creditor
    until_on = until(day, policies.of(house, day).joint.consent_months)
    names = {"house": house.name, "other": part.creditor.name, "until": dutch.day(until_on)}
    return texts.said(text, DUTCH, is_formal=house.is_formal, **names).aloud


def standing(joint: Joint) -> list[JointPayment]:
    """The payments for all that somebody booked or wrote down, and that did not go back; the newest first."""
    return [paid for paid in jointdue.standing(joint.payments.order_by("-paid_on", "-pk")) if not jointdue.is_own(paid)]


def left_cents(joint: Joint, part: JointPart | None, day: date) -> int:
    """What is left of the plan to pay for all, or at one of them."""
    return jointdue.left_cents(joint, day) if part is None else jointrows.held(joint).left_cents(part)


def paid_at(joint: Joint, day: date) -> list[JointPart]:
    """Where a payment can be written down when each takes its own: what another file here sees, comes in by itself."""
    running = [part for part in jointrows.held(joint).parts if part.state == P.RUNNING]
    return [part for part in running if part.creditor_id == joint.case.creditor_id or _is_told(part, day)]


def _is_told(part: JointPart, day: date) -> bool:
    return part.case_id is None and jointbeside.stands(part, day)


def alike(joint: Joint, cents: int, on: date) -> str:
    """A payment of as much on this day that stands already; nothing where there is none."""
    return next((said_of(one) for one in standing(joint) if (one.amount_cents, one.paid_on) == (cents, on)), "")


def named_so(joint: Joint, reference: str) -> str:
    """The payment that has this reference already; nothing where there is none."""
    found = joint.payments.filter(reference=jointdue.kept(reference)).first()
    return said_of(found) if found else ""


def said_of(paid: JointPayment) -> str:
    """One payment as it can be told from the others."""
    return f"{euros(paid.amount_cents)} op {dutch.day(paid.paid_on)} ({paid.reference})"


def to_pick(case: Case, joint: Joint | None = None) -> list[Creditor]:
    """Who can be asked to take part: who answers such questions, is not this one, and is not in it already."""
    # Whom the customer put side by side is for the customer alone: it plays no part here.
    rows = Creditor.objects.exclude(pk=case.creditor_id).exclude(joint_email="")
    if joint is not None:
        rows = rows.exclude(pk__in=joint.parts.values("creditor_id"))
    return list(rows.order_by("name", "pk"))
