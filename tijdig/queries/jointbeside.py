"""What stands beside a joint plan for colleagues: what can be spared and why, where to pay, why a person answers."""

from collections.abc import Iterator
from datetime import date

from tijdig.models import Joint, JointPart
from tijdig.queries import consents, jointaccounts, jointfiles, jointfirst, policies
from tijdig.queries.doors import Staff
from tijdig.queries.jointaccounts import Account
from tijdig.queries.jointrows import Held
from tijdig.rules.consents import holds
from tijdig.rules.joint.drafts import RUNS
from tijdig.rules.money import euros
from tijdig.words import JointPartState as P
from tijdig.words import JointState as S
from tijdig.words import SharedData


def spare(all_of_it: Held, own: JointPart | None, staff: Staff, day: date) -> str:
    """What can be spared is known where it was asked, and elsewhere only where the consent names it.

    While the plan that stands there is still made with another amount, both are said.
    """
    joint, consent = all_of_it.joint, own.consent if own is not None and stands(own, day) else None
    may_know = joint.case.creditor_id == staff.creditor_id or (consent and SharedData.ROOM in consent.data)
    if joint.spare_cents is None or not may_know:
        return ""
    made_with = all_of_it.made_with_cents()
    if made_with is None or made_with == joint.spare_cents:
        return euros(joint.spare_cents)
    return f"nu {euros(made_with)}, gevraagd {euros(joint.spare_cents)}"


def stands(part: JointPart, day: date) -> bool:
    """Whether something may be told to this organisation on this day."""
    return part.consent is not None and holds(consents.terms(part.consent), day)


def said(joint: Joint, all_of_it: Held) -> str:
    """Why the plan that runs is made anew, as the customer said it or a colleague wrote it down."""
    is_anew = all_of_it.state in {S.WEIGHED, S.REVISING, S.OFFERED}
    why = jointfiles.why_anew(joint, all_of_it.running.confirmed_at) if is_anew and all_of_it.running else None
    return why.label if why else ""


def accounts(all_of_it: Held) -> Iterator[Account]:
    """Where the customer pays the next payment, and with which reference: to give at the counter."""
    rows = all_of_it.lefts() if all_of_it.state in RUNS else []
    due = [row for row in rows if row[0] == rows[0][0]]
    if (payee := all_of_it.joint.pay_to) is not None and due:
        yield jointaccounts.of_payee(payee, sum([row[3] for row in due]), all_of_it.joint.pk)
        return
    parts = {part.pk: part for part in all_of_it.parts}
    for _, _, number, cents in due:
        yield jointaccounts.of_part(parts[number], cents)


def by_person(own: JointPart | None, day: date) -> tuple[str, ...]:
    """Why we answer ourselves, where our organisation says yes by itself otherwise."""
    if own is None or own.case is None or own.state not in jointfirst.BEFORE_YES or own.state == P.PICKED:
        return ()
    if not policies.of(own.creditor, day).joint.yes_months_max:
        return ()
    return tuple(why.label for why in jointfirst.why(own.case, day))
