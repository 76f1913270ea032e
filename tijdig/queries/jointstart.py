"""On which day a joint plan begins: what the day that somebody chooses becomes, and why, before it is written down."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from tijdig.models import Joint
from tijdig.policy import Policy
from tijdig.queries import jointfacts, policies
from tijdig.rules import dutch
from tijdig.rules.joint import facts, planning
from tijdig.rules.joint.drafts import Draft
from tijdig.rules.workdays import is_pay_day, next_pay_day
from tijdig.words import JointPartState as P
from tijdig.words import Rhythm

_TO_ANSWER = frozenset({P.PICKED, P.ASKED, P.SILENT, P.CONFIRMED, P.PROPOSED, P.UNDECIDED})
_DAY = timedelta(days=1)


def earliest(joint: Joint, day: date) -> date | None:
    """The first day on which anything can be paid, when all answer in time; none where a plan runs already."""
    known, policy = jointfacts.read(joint, day), policies.of(joint.case.creditor, day)
    if known.running is not None:
        return None
    on = day + _DAY
    while _turn(known, on, day, policy) != on or not is_pay_day(on, policy):
        on += _DAY
    return on


def becomes(joint: Joint, chosen: date, rhythm: Rhythm, day: date) -> tuple[str, ...]:
    """What is said of a first day that will be another one: which, and why; nothing where it stays."""
    known, policy = jointfacts.read(joint, day)._replace(rhythm=rhythm), policies.of(joint.case.creditor, day)
    return tuple(_said(chosen, _turn(known, chosen, day, policy), rhythm, policy))


def turns(joint: Joint, days: Iterable[date], rhythm: Rhythm, day: date) -> dict[date, date]:
    """Chosen day -> the day on which the first payment really is then."""
    known, policy = jointfacts.read(joint, day)._replace(rhythm=rhythm), policies.of(joint.case.creditor, day)
    return {chosen: next_pay_day(_turn(known, chosen, day, policy), policy) for chosen in days}


def moves(joint: Joint, chosen: date, day: date) -> tuple[str, ...]:
    """The same of a day in a plan that runs: only a day on which banks do nothing moves it."""
    return (
        tuple(_said(chosen, chosen, Rhythm(joint.rhythm), policies.of(joint.case.creditor, day)))
        if chosen > day
        else ()
    )


def _turn(known: facts.Joint, chosen: date, day: date, policy: Policy) -> date:
    """The first turn from the chosen day on that can be paid, as the rules make it; not yet moved to a workday."""
    draft = Draft(known._replace(first_on=chosen), day, policy)
    on = planning.offer_first_on(draft)
    is_asked = known.running is None and bool(draft.among(_TO_ANSWER))
    return max(on, planning.proposal_first_on(draft)) if is_asked else on


def _said(chosen: date, turn: date, rhythm: Rhythm, policy: Policy) -> Iterator[str]:
    on = next_pay_day(turn, policy)
    if on == chosen:
        return
    yield f"De eerste betaling is dan op {dutch.weekday(on)}, en niet op {dutch.weekday(chosen)}."
    if turn != chosen:
        yield (
            "Eerst antwoorden de organisaties, en dan zegt de klant ja. Daarna blijven er "
            f"{dutch.count(policy.joint.first_pay_days)} dagen om te betalen. De klant betaalt {rhythm.label}: de "
            "eerste keer schuift dus op. Duurt het antwoorden lang, dan kan dat nog een keer."
        )
    if on != turn:
        yield f"Op {dutch.weekday(turn)} werken de banken niet. Dan geldt de eerste werkdag daarna."
