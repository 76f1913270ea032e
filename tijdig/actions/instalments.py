"""What is said around a part of an arrangement: a kind reminder before it, and thanks after it."""

from datetime import datetime

from tijdig.actions import cases, replies
from tijdig.models import Case, Creditor, MoneyEntry
from tijdig.queries import arrangements as found
from tijdig.rules.arrangements import next_due
from tijdig.rules.workdays import local_day


def remind_all(at: datetime, *, by: str) -> int:
    """Tell of every part that is due within the days of the policy, once each; how many messages.

    Only the oldest part that is not paid is told of; a case that is quiet for another reason than its arrangement
    hears nothing (DECISIONS 7).
    """
    told = 0
    for creditor in Creditor.objects.order_by("pk"):
        for part in found.due_soon(creditor, local_day(at)):
            with cases.held(part.arrangement.case):
                told += _remind(part.pk, at, by=by)
    return told


def _remind(number: int, at: datetime, *, by: str) -> bool:
    part = found.part(number, local_day(at))
    if part is None:
        return False
    due = next_due(found.parts(part.arrangement), found.paid_cents(part.arrangement))
    if due is None or due[0].number != part.number:
        return False
    return replies.reminded(part, part.arrangement.case, by=by, at=at) is not None


def thank(case: Case, entry: MoneyEntry, before_cents: int, *, by: str, at: datetime) -> None:
    """Thanks for a part, once what came in completes one; `before_cents` is what had been paid before it."""
    running = found.of(case)
    if running is None or not running.claims.filter(pk=entry.claim_id).exists():
        return
    parts = found.parts(running)
    before, now = next_due(parts, before_cents), next_due(parts, running.paid_cents)
    if before and now and before[0].number < now[0].number:
        replies.thanked(case, entry, by=by, at=at)
