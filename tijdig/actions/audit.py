"""The trail: who did what when. Ids and counts, never names; written in the transaction of the change itself."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db.models import Model

from tijdig.logs import request_id
from tijdig.models import AuditEvent


def record(
    what: str,
    noun: Model,
    *,
    by: str,
    at: datetime,
    case_id: int | None = None,
    facts: Mapping[str, Any] | None = None,
) -> AuditEvent:
    """Write down that `by` did `what` to `noun`."""
    row = event(what, noun, by=by, at=at, case_id=case_id, facts=facts)
    row.save(force_insert=True)
    return row


def record_all(rows: Iterable[AuditEvent]) -> None:
    """Write down many at once, each made by `event`."""
    AuditEvent.objects.bulk_create(rows)


def event(
    what: str,
    noun: Model,
    *,
    by: str,
    at: datetime,
    case_id: int | None = None,
    facts: Mapping[str, Any] | None = None,
) -> AuditEvent:
    """The same row, not yet written: for those who write many at once."""
    return AuditEvent(
        at=at,
        by=by,
        what=what,
        noun=noun._meta.model_name or "",
        noun_id=str(noun.pk),
        case_id_text="" if case_id is None else str(case_id),
        request_id=request_id() or "",
        facts=dict(facts or {}),
    )
