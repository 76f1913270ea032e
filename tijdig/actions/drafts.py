"""Answers that somebody puts away to go on later; they are nothing we act on, and go by themselves."""

from datetime import datetime, timedelta

from tijdig.actions import cases
from tijdig.actions.refusals import Refusal, RefusedError
from tijdig.models import Case, Draft
from tijdig.queries import drafts, policies
from tijdig.queries.doors import Visitor
from tijdig.rules.workdays import local_day


def put_away(case: Case, question: str, typed: str, visitor: Visitor, *, at: datetime) -> Draft:
    """Keep what was typed on this question; what the same person kept of it before gives way.

    RefusedError when people with the code alone kept so much that there is no room for more of them.
    """
    doors = policies.of(case.creditor, local_day(at)).doors
    with cases.held(case):
        drafts.of(visitor, at).filter(question=question).delete()
        if not visitor.is_known and drafts.kept(case, at) >= doors.drafts_max:
            raise RefusedError(Refusal.MANY_KEPT)
        return Draft.objects.create(
            case=case,
            question=question,
            typed=typed,
            session_id=visitor.session_id,
            saved_at=at,
            expires_at=at + timedelta(days=doors.draft_days),
        )


def drop(visitor: Visitor, question: str, *, at: datetime) -> None:
    """It was sent, or is not wanted any more."""
    drafts.of(visitor, at).filter(question=question).delete()


def forget(at: datetime) -> None:
    """What was put away too long ago."""
    Draft.objects.filter(expires_at__lte=at).delete()
