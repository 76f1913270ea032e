"""What customers tell of themselves, once and never required: what happened, with one tap, and their own story."""

from datetime import datetime

from tijdig.actions import asked, audit, cases
from tijdig.actions.holds import SYSTEM
from tijdig.actions.refusals import Refusal, RefusedError
from tijdig.messages.values import clean
from tijdig.models import Case, Story, ToldCause
from tijdig.queries import policies
from tijdig.rules import distress
from tijdig.rules.workdays import local_day
from tijdig.words import Cause


def happened(case: Case, cause: Cause, *, by: str, at: datetime) -> ToldCause:
    """What stood in the way; told again, it is the same. It decides nothing by itself and expects no answer."""
    with cases.changing(case) as fresh:
        before = ToldCause.objects.filter(case=fresh, cause=cause, removed_at__isnull=True).first()
        if before is not None:
            return before
        told = ToldCause.objects.create(case=fresh, cause=cause, told_at=at, made_by=by)
        audit.record("cause.told", told, by=by, at=at, case_id=fresh.pk)
    return told


def not_so(case: Case, cause: Cause, *, by: str, at: datetime) -> None:
    """The customer takes it back."""
    with cases.changing(case) as fresh:
        for told in ToldCause.objects.filter(case=fresh, cause=cause, removed_at__isnull=True):
            ToldCause.objects.filter(pk=told.pk).update(removed_at=at)
            audit.record("cause.removed", told, by=by, at=at, case_id=fresh.pk)


def tell(case: Case, text: str, *, session: int, by: str, at: datetime) -> Story:
    """A story, for the handler only; who may be in acute distress gets a person today (DECISIONS 23).

    RefusedError where there are no words.
    """
    if not clean(text):
        raise RefusedError(Refusal.WORDS_NEEDED)
    with cases.changing(case) as fresh:
        before = Story.objects.filter(case=fresh, text=text, session_id=session, removed_at__isnull=True).first()
        if before is not None:
            return before
        story = Story.objects.create(case=fresh, text=text, told_at=at, made_by=by, session_id=session)
        audit.record("story.told", story, by=by, at=at, case_id=fresh.pk)
        if distress.suggests(text, policies.of(fresh.creditor, local_day(at))):
            asked.in_distress(fresh, by=SYSTEM, at=at, note=DISTRESS)
    return story


def take_back(story: Story, *, by: str, at: datetime) -> None:
    """The customer does not want it to stand here any more: the words go, that there were some stays in the trail."""
    with cases.changing(story.case) as fresh:
        Story.objects.filter(pk=story.pk, removed_at__isnull=True).update(text="", removed_at=at)
        audit.record("story.removed", story, by=by, at=at, case_id=fresh.pk)


DISTRESS = "Lees het verhaal van de klant. Bel vandaag."
