"""The plan that lies there, as a yes of today would make it: with what was agreed meanwhile, on days that can be."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from tijdig.models import JointLine, JointPlan
from tijdig.queries import jointfacts, policies
from tijdig.queries.jointrows import Held
from tijdig.rules.joint import planning
from tijdig.rules.joint.drafts import Draft
from tijdig.words import JointPartState as P
from tijdig.words import JointState as S

_ASKED = (P.PROPOSED, P.ASKED, P.CONFIRMED)


def seen(held: Held, day: date) -> Held:
    """The same; where a counter-proposal was taken while a person looks, with the amounts that come of it.

    The rules make the plan anew only once the customer goes on. Until then the old one would tell an amount that
    nobody agreed to any more. Where the first day went by before the yes, the days are those that a yes of today makes.
    """
    plan = held.plan
    is_taken = any(part.state == P.ACCEPTED and part.counter_cents for part in held.parts)
    is_anew = (held.state == S.WEIGHED and is_taken) or passed_on(held, day) is not None
    if plan is None or plan == held.running or not is_anew:
        return held
    lines = tuple(_lines(held, plan, day))
    kept = tuple(line for line in held.lines if line.plan_id != plan.pk)
    return replace(held, lines=kept + lines) if lines else held


def passed_on(held: Held, day: date) -> date | None:
    """The first day of the plan that lies before the customer, once it went by; none where it is still to come."""
    if held.state != S.OFFERED or held.plan == held.running:
        return None
    first_on = min([line.due_on for line in held.lines_of(held.plan)], default=None)
    return first_on if first_on is not None and first_on <= day else None


def _lines(held: Held, plan: JointPlan, day: date) -> Iterator[JointLine]:
    """What each gets of every payment; nothing where too little can be shared, or no plan may be so long."""
    draft = Draft(jointfacts.read(held.joint, day), day, policies.of(held.joint.case.creditor, day))
    is_asked = held.state != S.OFFERED and bool(draft.among(_ASKED))
    states = planning.ASKABLE if is_asked else planning.AGREED
    if not planning.has_room(draft) or planning.is_beyond(draft, planning.count_of(draft, states)):
        return
    made = planning.make(draft, planning.rows(draft, states), _first_on(draft, is_asked=is_asked), None)
    for line in made.lines:
        yield JointLine(
            plan=plan, part_id=line.part, number=line.number, due_on=line.due_on, amount_cents=line.amount_cents
        )


def _first_on(draft: Draft, *, is_asked: bool) -> date:
    """As the rules make it: of a yes of today, of what is laid before the customer, or before organisations."""
    if draft.state == S.OFFERED:
        return planning.next_first_on(draft)
    return planning.proposal_first_on(draft) if is_asked else planning.offer_first_on(draft)
