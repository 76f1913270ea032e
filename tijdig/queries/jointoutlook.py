"""How what somebody can spare will be shared, as far as that is known now: who comes first, and until about when."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from tijdig.languages import marked, say
from tijdig.messages.languages import here
from tijdig.models import JointPart
from tijdig.policy import Policy
from tijdig.queries import jointfacts, jointknown
from tijdig.queries.jointrows import Held
from tijdig.rules.joint import planning
from tijdig.rules.joint.drafts import Draft
from tijdig.rules.joint.shares import LEAST_CENTS, Debt, payments
from tijdig.rules.solutions import rhythm
from tijdig.words import JointPartState as P
from tijdig.words import Rhythm

IN_DANGER: Final = marked("Gaat voor, want daar dreigt ontruiming of afsluiting. Klaar ongeveer in {last}.")
ALL_OF_IT: Final = marked("Gaat voor, en krijgt eerst alles. Klaar ongeveer in {last}.")
AT_ONCE: Final = marked("Krijgt vanaf de eerste keer een deel. Klaar ongeveer in {last}.")
ONCE: Final = marked("Is met de eerste keer betaald.")
LATER: Final = marked("Wacht eerst. Krijgt iets vanaf ongeveer {first}. Klaar ongeveer in {last}.")


@dataclass(frozen=True, slots=True)
class Outlook:
    """What can be said before anybody was asked, or while not everybody answered."""

    rows: tuple[tuple[str, str], ...]  # who, and from when to when; who comes first on top
    unknown: str  # where nobody knows yet what is open


def of(held: Held, cents: int, each: Rhythm, first_on: date, policy: Policy) -> Outlook | None:
    """With so much each time from about this day; None where one or nothing is known, or no plan can be made of it."""
    seen = jointknown.open_cents(held, policy.on)
    known = {part.pk: open_cents for part in held.live if (open_cents := _known_cents(part, held, seen))}
    unknown = here.listed([part.creditor.sender_name for part in held.live if _is_unknown(part, known, seen)])
    smallest = policy.joint.share_min_cents
    longest = rhythm.parts_max(policy.solutions.plan_months_max, each)
    if len(known) <= bool(unknown) or cents < max(LEAST_CENTS, smallest) or sum(known.values()) > cents * longest:
        return None
    parts = {part.pk: part for part in held.live if part.pk in known}
    debts = [_debt(part, known[part.pk]) for part in parts.values()]
    rows = payments(debts, cents, smallest, policy.joint.rest_min_cents)
    days = rhythm.days(first_on, each, len(rows), policy)
    turns = {number: [turn for turn, row in enumerate(rows) if number in row] for number in parts}
    found = sorted(parts, key=lambda number: (turns[number][0], turns[number][-1], number))
    alone = set(rows[0]) if len(rows[0]) == 1 and len(parts) > 1 else set[int]()
    return Outlook(
        tuple((parts[one].creditor.sender_name, _said(parts[one], turns[one], days, alone)) for one in found), unknown
    )


def first_on(held: Held, day: date, policy: Policy) -> date:
    """About when the first payment will be."""
    return planning.offer_first_on(Draft(jointfacts.read(held.joint, day), day, policy))


def safe_first(held: Held) -> str:
    """Who is paid before the others, because of what threatens there, as far as that was told."""
    return here.listed([part.creditor.sender_name for part in held.live if part.is_threatening])


def _said(part: JointPart, turns: Sequence[int], days: Sequence[date], alone: set[int]) -> str:
    first, last = here.month(days[turns[0]]), here.month(days[turns[-1]])
    if turns[0]:
        return say(LATER, first=first, last=last)
    if len(turns) == 1:
        return say(ONCE)
    if part.is_threatening:
        return say(IN_DANGER, last=last)
    return say(ALL_OF_IT if part.pk in alone else AT_ONCE, last=last)


def _debt(part: JointPart, cents: int) -> Debt:
    fixed = part.counter_cents if part.state in {P.ACCEPTED, P.RUNNING} else None
    return Debt(part.pk, cents, cents, part.is_threatening, fixed or 0)


def _known_cents(part: JointPart, held: Held, seen: Mapping[int, int]) -> int:
    """What is open there: as it told us, as a file here says, or as the customer thinks."""
    if part.balance_cents is not None:
        return held.left_cents(part)
    return seen.get(part.pk, part.told_cents or 0)


def _is_unknown(part: JointPart, known: Mapping[int, int], seen: Mapping[int, int]) -> bool:
    return part.pk not in {*known, *seen} and part.balance_cents is None
