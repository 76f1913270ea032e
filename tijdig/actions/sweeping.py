"""Full stops in sets: after a file came in and at the start of every night, what no longer holds is stopped."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import F, QuerySet

from tijdig.actions import allotting, audit, summaries
from tijdig.actions.counts import Progress, silent
from tijdig.models import AuditEvent, Case, Contact, Creditor, Intake, Moment, MoneyEntry, Night
from tijdig.queries import paymentsfiles, standing, visible
from tijdig.queries.ready import Ready
from tijdig.rules.workdays import local_day
from tijdig.words import CaseState, ContactState, Direction, IntakeState, NightState, StopReason

BATCH = 1000


def after_intake(creditor: Creditor, number: int, *, by: str, at: datetime) -> int:
    """What a file that was just published changes: closed cases open again, queued messages stop; how many messages.

    A call that somebody was to make to a number that is gone is off too.

    Runs after the flip, in transactions of its own. When it is cut off, the next night does it again.
    """
    open_again(creditor, number, by=by, at=at)
    allotting.drop_all_unreachable(creditor, by=by, at=at)
    return sweep(at, by=by, creditor=creditor)


def open_again(creditor: Creditor, number: int, *, by: str, at: datetime) -> int:
    """Open the closed cases to which this file brought something that is owed; how many."""
    if not Case.objects.filter(creditor=creditor, state=CaseState.CLOSED).exists():
        return 0
    # What a file brought has higher ids than all that was there before it: found without searching the whole book.
    file = Intake.objects.filter(creditor=creditor, number=number).first()
    floor = file.counts.get("floors", {}).get("moneyentry", 0) if file else 0
    touched = _TOUCHED.rows(creditor=creditor.pk, number=number, floor=floor)
    ids = [case.pk for case in touched if visible.open_cents(case) > 0]
    for start in range(0, len(ids), BATCH):
        _open(ids[start : start + BATCH], by=by, at=at)
    return len(ids)


def _touched_rows(creditor: int, number: int, floor: int) -> QuerySet[Case]:
    closed = Case.objects.filter(creditor_id=creditor, state=CaseState.CLOSED)
    file = MoneyEntry.objects.filter(creditor_id=creditor, since_intake=number, amount_cents__gt=0, pk__gt=floor)
    return closed.filter(customer__in=file.values("claim__customer_id")).select_related("creditor").order_by("pk")


_TOUCHED = Ready(_touched_rows)


@transaction.atomic
def _open(ids: Sequence[int], *, by: str, at: datetime) -> None:
    rows = list(Case.objects.select_for_update().filter(pk__in=ids, state=CaseState.CLOSED).order_by("pk"))
    Case.objects.filter(pk__in=[case.pk for case in rows]).update(
        state=CaseState.OPEN, closed_on=None, closing_reason="", version=F("version") + 1
    )
    AuditEvent.objects.bulk_create(
        [audit.event("case.opened_again", case, by=by, at=at, case_id=case.pk) for case in rows]
    )


def since_last_night(night: Night, *, by: str, at: datetime) -> None:
    """Open again what the lists of since the night before brought, whatever became of their own `after_intake`."""
    before = Night.objects.filter(day__lt=night.day).order_by("day").last()
    of_payments = Intake.objects.filter(paymentsfiles.IS_ONE)  # these bring nothing that is owed
    files = Intake.objects.filter(state=IntakeState.PUBLISHED).exclude(pk__in=of_payments).select_related("creditor")
    if before:
        files = files.filter(published_at__gte=before.started_at)
    for file in files.order_by("pk"):
        open_again(file.creditor, file.number, by=by, at=at)


def sweep(at: datetime, *, by: str, creditor: Creditor | None = None, progress: Progress = silent) -> int:
    """Stop every queued message that no longer holds at this moment; how many."""
    rows = Contact.objects.filter(
        direction=Direction.OUT, state__in=[ContactState.PLANNED, ContactState.CLAIMED], stop_reason=""
    )
    rows = rows.filter(case__creditor=creditor) if creditor else rows
    total, last, stopped, done = rows.count(), 0, 0, 0
    while total and (ids := list(rows.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:BATCH])):
        last, done = ids[-1], done + len(ids)
        contacts = standing.with_all(ids)
        reasons = {
            contact.pk: StopReason.TOO_LATE for contact in contacts if contact.send_until and contact.send_until < at
        }
        stopped += stop_each(reasons | standing.faults(contacts, local_day(at)), by=by, at=at)
        progress("controleren", done, total)
    return stopped


@transaction.atomic
def stop_each(reasons: dict[int, StopReason], *, by: str, at: datetime) -> int:
    """Stop these queued messages, each for its reason; one on its way is only marked, its sender looks once more."""
    rows = Contact.objects.filter(pk__in=list(reasons), state__in=[ContactState.PLANNED, ContactState.CLAIMED])
    # Locks in one order: the cases, then their contacts by id.
    list(Case.objects.select_for_update().filter(contacts__in=rows.values("pk")).order_by("pk").values_list("pk"))
    found = list(rows.select_for_update(of=("self",)).order_by("pk"))
    for reason in sorted(set(reasons.values())):
        _stop([contact for contact in found if reasons[contact.pk] == reason], reason)
    AuditEvent.objects.bulk_create(
        [
            audit.event("contact.stopped", one, by=by, at=at, case_id=one.case_id, facts={"reason": reasons[one.pk]})
            for one in found
        ]
    )
    summaries.touch(one.case_id for one in found)
    return len(found)


def _stop(contacts: Sequence[Contact], reason: StopReason) -> None:
    marked = {"stop_reason": reason, "version": F("version") + 1}
    planned = [contact.pk for contact in contacts if contact.state == ContactState.PLANNED]
    Contact.objects.filter(pk__in=planned).update(state=ContactState.STOPPED, **marked)
    Contact.objects.filter(pk__in=[contact.pk for contact in contacts], state=ContactState.CLAIMED).update(**marked)


def abandon(nights: QuerySet[Night], *, by: str, at: datetime) -> int:
    """Nights of other days that died before their release: what they queued never goes out.

    One that planned nothing is forgotten: its day may be a slip of the pen, and no later night may stand in the way.
    """
    stopped = 0
    for night in nights:
        queued = Contact.objects.filter(moment__night=night, state=ContactState.PLANNED).order_by("pk")
        while ids := list(queued.values_list("pk", flat=True)[:BATCH]):
            stopped += stop_each(dict.fromkeys(ids, StopReason.TOO_LATE), by=by, at=at)
        mine = Night.objects.filter(pk=night.pk)
        if Moment.objects.filter(night=night).exists():
            mine.update(state=NightState.RELEASED, released_at=at, lease_key="", lease_until=None)
        else:
            mine.delete()
    return stopped
