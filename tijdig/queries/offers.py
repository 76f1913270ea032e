"""What the page of a case offers beside its step: what makes sense now, and what would do harm is not there."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tijdig.models import Case
from tijdig.queries import booked, colleagues, openforms, standing, transfers
from tijdig.rules.money import euros
from tijdig.words import HoldKind, RequestKind

DISPUTES = frozenset({RequestKind.DISAGREE, RequestKind.NOT_ME})
"""What somebody has to find out before anything else."""


@dataclass(frozen=True)
class Offers:
    """Which acts make sense on this case now."""

    has_died: bool
    is_disputed: bool
    given_to: str  # the colleague who is to take it over
    is_given_to_me: bool
    has_payments: bool
    can_get_link: bool
    too_much: str
    is_at_gate: bool  # a person may weigh handing it over to an agency
    agency: str  # with which it is now


def of(case: Case, user_id: int, asked: Sequence[str], balances: Sequence[int], day: date) -> Offers:
    """For this colleague; `asked` are the kinds of what waits for an answer, `balances` the cents of every claim."""
    held = standing.active_holds(day).filter(case=case, kind=HoldKind.DISPUTED)
    given = colleagues.waits_for(case)
    gate = transfers.at_gate(case)
    too_much = -sum(cents for cents in balances if cents < 0)
    return Offers(
        has_died=case.customer.died_on is not None,
        is_disputed=bool(DISPUTES & set(asked)) or held.exists(),
        given_to=given.to_user.name if given else "",
        is_given_to_me=given is not None and given.to_user_id == user_id,
        has_payments=booked.payments(case, day).exists(),
        can_get_link=bool(openforms.known_points(case)),
        too_much=euros(too_much) if too_much else "",
        is_at_gate=gate.is_offered,
        agency=gate.agency,
    )
