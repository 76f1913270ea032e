"""Until when it is quiet at an organisation that is asked: one day, wherever it is read (docs/adr/0060)."""

from datetime import date, datetime, timedelta
from typing import Final

from tijdig.models import Joint, JointPart, JointPlan
from tijdig.queries import policies
from tijdig.rules.joint import facts
from tijdig.rules.joint.drafts import OVER, QUIET, WITHOUT_ANSWER, part_acts_on
from tijdig.rules.workdays import local_day
from tijdig.words import JointPartState, JointState

_DAY: Final = timedelta(days=1)


def until_of(part: JointPart) -> date | None:
    """The first day on which it is not promised any more: of the hold in the file here, else as it was asked.

    Who was asked before a plan ran keeps the day of the whole; who came in later has as long from then on. None where
    nothing is asked, but what was promised here stays when nobody answered and the plan stopped.
    """
    if part.joint.state == JointState.ENDED and part.standstill is not None and part.standstill.lifted_at is None:
        return part.standstill.until_on
    if JointPartState(part.state) not in QUIET or part.joint.state in OVER:
        return None
    if part.standstill is not None and part.standstill.lifted_at is None:
        return part.standstill.until_on
    given = part.consent.given_at if part.consent else None
    began_at = _began_at(part.joint)
    if given is not None and began_at is not None and given > began_at:
        asked_on = local_day(given)
        return asked_on + timedelta(days=policies.of(part.joint.case.creditor, asked_on).joint.standstill_days)
    return part.joint.standstill_until


def last_of(part: JointPart) -> date | None:
    """The last day on which it is quiet, as people count."""
    until = until_of(part)
    return until - _DAY if until else None


def last_to_answer(part: JointPart) -> date | None:
    """The last day on which an answer of one organisation is in time; of who stays silent, the last quiet day."""
    until = until_of(part) if part.state in WITHOUT_ANSWER else None
    on = part_acts_on(facts.Part(part.pk, JointPartState(part.state), due_on=part.due_on, hold_until=until))
    return on - _DAY if on else None


def is_kept_here(part: JointPart, day: date) -> bool:
    """Whether we ourselves see to it: there is a file here, with a hold that stands. Elsewhere it is only asked."""
    held = part.standstill
    return held is not None and held.lifted_at is None and held.until_on is not None and held.until_on > day


_BEFORE: Final = frozenset({JointState.REQUESTED, JointState.INVENTORY, JointState.PROPOSED})


def _began_at(joint: Joint) -> datetime | None:
    """When the first plan began to run; none where none did."""
    if joint.state in _BEFORE:
        return None
    agreed = JointPlan.objects.filter(joint=joint, confirmed_at__isnull=False)
    return agreed.order_by("number").values_list("confirmed_at", flat=True).first()
