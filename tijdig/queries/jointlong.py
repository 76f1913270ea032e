"""A joint plan that takes too long, told plainly: how long with this amount, and with how much it is short enough."""

from dataclasses import dataclass
from datetime import date

from tijdig.messages.languages import here
from tijdig.models import Joint
from tijdig.queries import jointfacts, policies
from tijdig.rules.joint import planning
from tijdig.rules.joint.drafts import Draft
from tijdig.rules.solutions import rhythm
from tijdig.words import JointPartState as P

_YEAR = 12
_UNKNOWN = frozenset({P.PICKED, P.ASKED, P.SILENT})
_OUT = frozenset({P.DECLINED, P.LEFT})


@dataclass(frozen=True, slots=True)
class Long:
    """What a customer can do about it."""

    spare: str
    count: int
    until: str  # the month of the last payment; nothing where it is longer than any plan may be
    least: str  # from how much each time nobody needs to look first
    months: int  # and within how many months it is paid then
    inside: str  # whose money is reckoned with
    unknown: str  # where nobody knows yet what is open, so that it is not
    outside: str  # who takes no part, or was only noted
    possible: str  # from how much each time there can be a plan at all; nothing where there can be already
    years: int  # how long a plan may be at most


def of(joint: Joint, day: date) -> Long | None:
    """How long it takes over those who are in it, or may be; None as long as that is not known."""
    policy, facts = policies.of(joint.case.creditor, day), jointfacts.read(joint, day)
    draft, states = Draft(facts, day, policy), planning.AGREED if facts.running else planning.ASKABLE
    if not planning.has_room(draft) or not planning.debts(draft, states):
        return None
    count, longest = planning.count_of(draft, states), policy.solutions.plan_months_max
    is_beyond = planning.is_beyond(draft, count)
    names = _names(joint)
    reckoned = {debt.id for debt in planning.debts(draft, states)}
    last = rhythm.later(planning.offer_first_on(draft), facts.rhythm, count - 1) if not is_beyond else None
    return Long(
        spare=here.euros(planning.room(draft)),
        count=count,
        until=here.month(last) if last else "",
        least=here.euros(planning.least_cents(draft, states, policy.joint.months_max)),
        months=policy.joint.months_max,
        inside=here.listed([name for number, (name, _) in names.items() if number in reckoned]),
        unknown=here.listed([name for name, state in names.values() if state in _UNKNOWN]),
        outside=here.listed([*(name for name, state in names.values() if state in _OUT), *noted(joint)]),
        possible=here.euros(planning.least_cents(draft, states, longest)) if is_beyond else "",
        years=longest // _YEAR,
    )


def noted(joint: Joint) -> tuple[str, ...]:
    """Organisations that the customer told of and that we ask nothing."""
    return tuple(line.strip() for line in joint.others.splitlines() if line.strip())


def _names(joint: Joint) -> dict[int, tuple[str, str]]:
    """Each organisation with how it stands, by number."""
    rows = joint.parts.select_related("creditor").order_by("pk")
    return {part.pk: (part.creditor.sender_name, part.state) for part in rows}
