"""What customers tell of themselves, once and never required: what happened, with one tap, and their own story.

With the code of a letter alone (`by_code`) so much on a day; who is known has as much again.
"""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from tijdig.actions import asked, audit, cases
from tijdig.actions.holds import SYSTEM
from tijdig.actions.refusals import Refusal, RefusedError
from tijdig.messages.values import clean
from tijdig.models import Case, Hold, Story, ToldCause
from tijdig.queries import asks, policies
from tijdig.rules import distress
from tijdig.rules.workdays import local_day
from tijdig.words import Cause, PauseReason


def happened(case: Case, cause: Cause, *, by: str, at: datetime, by_code: bool = False) -> ToldCause:
    """What stood in the way; told again, it is the same. It decides nothing by itself and expects no answer.

    RefusedError when so much was told today that there is no room for more.
    """
    with cases.held(case):
        before = ToldCause.objects.filter(case=case, cause=cause, removed_at__isnull=True).first()
        if before is not None:
            return before
        most = policies.of(case.creditor, local_day(at)).doors.causes_day_max
        _check_room(ToldCause.objects.filter(case=case), most, at, by_code=by_code)
        with cases.changing(case) as fresh:
            told = ToldCause.objects.create(case=fresh, cause=cause, told_at=at, made_by=by)
            audit.record("cause.told", told, by=by, at=at, case_id=fresh.pk)
    return told


def not_so(case: Case, cause: Cause, *, by: str, at: datetime) -> None:
    """The customer takes it back."""
    with cases.changing(case) as fresh:
        for told in ToldCause.objects.filter(case=fresh, cause=cause, removed_at__isnull=True):
            ToldCause.objects.filter(pk=told.pk).update(removed_at=at)
            audit.record("cause.removed", told, by=by, at=at, case_id=fresh.pk)


def tell(case: Case, text: str, *, session: int, by: str, at: datetime, by_code: bool = False) -> Story:
    """A story, for the handler only; who may be in acute distress gets a person today (DECISIONS 23).

    RefusedError where there are no words, or so many today that there is no room for more; never for the first words
    of the day that tell of distress.
    """
    if not clean(text):
        raise RefusedError(Refusal.WORDS_NEEDED)
    with cases.changing(case) as fresh:
        before = Story.objects.filter(case=fresh, text=text, session_id=session, removed_at__isnull=True).first()
        if before is not None:
            return before
        is_in_distress = _is_in_distress(fresh, text, at)
        if not is_in_distress or _is_heard(fresh, at):
            most = policies.of(fresh.creditor, local_day(at)).doors.stories_day_max
            _check_room(Story.objects.filter(case=fresh), most, at, by_code=by_code)
        story = Story.objects.create(case=fresh, text=text, told_at=at, made_by=by, session_id=session)
        audit.record("story.told", story, by=by, at=at, case_id=fresh.pk)
        if is_in_distress:
            asked.in_distress(fresh, by=SYSTEM, at=at, note=DISTRESS)
    return story


def take_back(story: Story, *, by: str, at: datetime) -> None:
    """The customer does not want it to stand here any more: the words go, that there were some stays in the trail."""
    with cases.changing(story.case) as fresh:
        if Story.objects.filter(pk=story.pk, removed_at__isnull=True).update(text="", removed_at=at):
            audit.record("story.removed", story, by=by, at=at, case_id=fresh.pk)


def _check_room(rows: QuerySet[Any], most: int, at: datetime, *, by_code: bool) -> None:
    """RefusedError when so many of these came today; also those that were taken back."""
    if rows.filter(told_at__gte=asks.start_of(local_day(at))).count() >= (most if by_code else 2 * most):
        raise RefusedError(Refusal.MANY_TODAY)


def _is_heard(case: Case, at: datetime) -> bool:
    """Whether somebody calls today already."""
    return Hold.objects.filter(case=case, reason=PauseReason.DISTRESS, since_on=local_day(at)).exists()


def _is_in_distress(case: Case, text: str, at: datetime) -> bool:
    return distress.suggests(text, policies.of(case.creditor, local_day(at)))


DISTRESS = "Lees het verhaal van de klant. Bel vandaag."
