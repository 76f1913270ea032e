"""Steps by people, done: a look that was answered, a visit that was made or offered in vain."""

from datetime import date, datetime, timedelta

from tijdig.actions import approaches, audit, cases, holds
from tijdig.actions.refusals import Refusal, RefusedError
from tijdig.models import Case, Contact, Step
from tijdig.queries import policies
from tijdig.rules.workdays import local_day
from tijdig.words import ChannelKind, ContactState, Direction, HoldKind, Skill, StepState


def done(
    case: Case, step: int, words: str, *, by: str, at: datetime, met: bool = False, version: int | None = None
) -> Step:
    """A person did this step, and says in a few words what came of it; ALREADY_DONE when it is no longer asked.

    A visit is kept as a contact: we met, and then quiet days follow and the approach stops, or nobody opened and a
    card lies there. WORDS_NEEDED without any words.
    """
    if not words.strip():
        raise RefusedError(Refusal.WORDS_NEEDED)
    with cases.changing(case, version) as fresh:
        found = Step.objects.filter(pk=step, case=fresh).first()
        if found is None or not approaches.settle([step], StepState.DONE, by=by, at=at):
            raise RefusedError(Refusal.ALREADY_DONE)
        if found.skill == Skill.VISIT:
            _visit(fresh, words, met=met, by=by, at=at)
        facts = {"skill": found.skill, "why": found.why}
        audit.record("step.done", found, by=by, at=at, case_id=fresh.pk, facts=facts)
    found.refresh_from_db()
    return found


def _visit(case: Case, words: str, *, met: bool, by: str, at: datetime) -> None:
    Contact.objects.create(
        case=case,
        direction=Direction.OUT,
        kind=ChannelKind.VISIT,
        state=ContactState.DELIVERED if met else ContactState.HANDED_OVER,
        key=f"{case.pk}-{at:%Y%m%d%H%M%S%f}-visit-{case.version}",
        send_from=at,
        handed_over_at=at,
        happened_at=at if met else None,
        text=words,
    )
    if met:
        holds.place(case, HoldKind.REACTED, by=by, at=at, until_on=_quiet_until(case, local_day(at)))


def _quiet_until(case: Case, day: date) -> date:
    return day + timedelta(days=policies.of(case.creditor, day).contacts.quiet_after_reaction_days)
