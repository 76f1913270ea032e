"""Answers that somebody puts away to go on later; they are nothing we act on, and go by themselves."""

from datetime import datetime, timedelta

from django.db import transaction

from tijdig.models import Case, Draft
from tijdig.queries import drafts, policies
from tijdig.queries.doors import Visitor
from tijdig.rules.workdays import local_day


def put_away(case: Case, question: str, typed: str, visitor: Visitor, *, at: datetime) -> Draft:
    """Keep what was typed on this question; what the same person kept of it before gives way."""
    days = policies.of(case.creditor, local_day(at)).doors.draft_days
    with transaction.atomic():
        drafts.of(visitor, at).filter(question=question).delete()
        return Draft.objects.create(
            case=case,
            question=question,
            typed=typed,
            session_id=visitor.session_id,
            saved_at=at,
            expires_at=at + timedelta(days=days),
        )


def drop(visitor: Visitor, question: str, *, at: datetime) -> None:
    """It was sent, or is not wanted any more."""
    drafts.of(visitor, at).filter(question=question).delete()


def forget(at: datetime) -> None:
    """What was put away too long ago."""
    Draft.objects.filter(expires_at__lte=at).delete()
