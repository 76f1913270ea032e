"""Handing over: a case goes to a colleague, with a summary, so that nobody has to tell the story twice."""

from datetime import datetime

from accounts.models import User
from tijdig.actions import audit, cases
from tijdig.actions.refusals import Refusal, RefusedError
from tijdig.models import Case, HandOver
from tijdig.queries import access, colleagues
from tijdig.rules import actors
from tijdig.rules.workdays import local_day


def give(case: Case, to: User, summary: str, *, by: str, at: datetime, version: int | None = None) -> HandOver:
    """Give the case to this colleague; from now on the customer reads that name."""
    if not summary.strip():
        raise RefusedError(Refusal.WORDS_NEEDED)
    with cases.changing(case, version) as fresh:
        if not to.is_active or not access.creditors_of(to, local_day(at)).filter(pk=fresh.creditor_id).exists():
            raise RefusedError(Refusal.OTHER_TEAM)
        Case.objects.filter(pk=fresh.pk).update(handler=to)
        given = HandOver.objects.create(case=fresh, to_user=to, summary=summary.strip(), made_by=by, made_at=at)
        audit.record("case.handed_over", given, by=by, at=at, case_id=fresh.pk, facts={"to": to.pk})
    return given


def take(case: Case, *, by: str, at: datetime, version: int | None = None) -> HandOver:
    """The colleague to whom it was given takes it over: it leaves the list of what was handed over."""
    with cases.changing(case, version) as fresh:
        given = colleagues.waits_for(fresh)
        if given is None or given.to_user_id != actors.number_of(by):
            raise RefusedError(Refusal.NOT_YOURS)
        audit.record("case.taken_over", given, by=by, at=at, case_id=fresh.pk)
    return given
