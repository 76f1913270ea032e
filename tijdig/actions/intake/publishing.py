"""Publishing: one short transaction in which everything that a file brought becomes visible; or its refusal."""

from datetime import datetime

from django.db import transaction
from django.db.models import F

from tijdig.actions import audit
from tijdig.actions.intake import scratch
from tijdig.actions.intake.reports import IntakeReport
from tijdig.intake import FileError
from tijdig.intake.faults import FileCode
from tijdig.models import Creditor, Intake
from tijdig.words import IntakeState

_CHANGES = """
UPDATE tijdig_claim SET due_on = ch.due_on, payment_reference = ch.payment_reference, disputed_on = ch.disputed_on,
       version = version + 1
FROM intake_change ch WHERE ch.claim_id = tijdig_claim.id AND ch.id BETWEEN %(first)s AND %(last)s
"""
# Another due date is seen at once, whatever a night works out in between.
_TOUCHED = """
INSERT INTO tijdig_touched (creditor_id, customer_id, since_intake)
SELECT DISTINCT cl.creditor_id, cl.customer_id, %(number)s
FROM intake_change ch JOIN tijdig_claim cl ON cl.id = ch.claim_id WHERE ch.id BETWEEN %(first)s AND %(last)s
"""
AT_ONCE = 50_000
"""Changed claims that still fit in a flip of well under two seconds."""


def publish(intake: Intake, report: IntakeReport, *, by: str, at: datetime) -> None:
    """The flip: from this transaction on, everybody sees what the file says.

    Only where very many claims got another due date do the last ones follow in transactions of their own; were that
    cut off, the same file again, or the next one, finds them still different and mends them.
    """
    with transaction.atomic():
        _finish(intake, report, IntakeState.PUBLISHED, at=at)
        creditor = Creditor.objects.filter(pk=intake.creditor_id, visible_intake__lt=intake.number)
        creditor.update(visible_intake=intake.number, version=F("version") + 1)
        scratch.run(_CHANGES, _TOUCHED, first=1, last=AT_ONCE, number=intake.number)
        audit.record("intake.published", intake, by=by, at=at, facts=report.facts())
    for first in range(AT_ONCE + 1, report.counts["changed_claims"] + 1, AT_ONCE):
        with scratch.writing():
            scratch.run(_CHANGES, _TOUCHED, first=first, last=first + AT_ONCE - 1, number=intake.number)


def refuse(intake: Intake, report: IntakeReport, *, by: str, at: datetime) -> None:
    """Nothing of the file becomes visible; that it came, and why it was refused, stays."""
    with transaction.atomic():
        _finish(intake, report, IntakeState.REFUSED, at=None)
        facts = {"code": report.refusal_code, **report.facts()}
        audit.record("intake.refused", intake, by=by, at=at, facts=facts)


def _finish(intake: Intake, report: IntakeReport, state: IntakeState, *, at: datetime | None) -> None:
    mine = Intake.objects.filter(pk=intake.pk, state=IntakeState.STAGING, lease_key=intake.lease_key)
    rejects = {"rejects_file": report.rejects_file.name} if report.rejects_file else {}
    intake.counts = {**intake.counts, **report.facts(), "remarks": dict(report.remarks), **rejects}
    changed = mine.update(
        state=state,
        kind=intake.kind,
        sha256=intake.sha256,
        counts=intake.counts,
        published_at=at,
        lease_key="",
        lease_until=None,
    )
    if not changed:
        raise FileError(FileCode.BUSY, {"file": intake.creditor.code, "value": "iemand anders nam het over"})
