"""Sending: what is due is claimed, looked at once more, handed over and written down; once, whatever crashes.

planned -> claimed (with a lease) -> handed over (with a key the provider deduplicates on). A sender that dies in
between leaves a lease that is taken over; handing over the same key again gives the same receipt, no second message.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F, Q, QuerySet

from tijdig import channels
from tijdig.actions import approaches, audit, creditors, leases, summaries
from tijdig.actions.counts import Counts, Progress, silent
from tijdig.channels.base import Message, Receipt, Undeliverable
from tijdig.messages.content import Content
from tijdig.messages.facts import Recipient, Sender
from tijdig.models import AuditEvent, Case, Contact, ContactPoint, Creditor
from tijdig.queries import gate, otherway, policies, standing
from tijdig.queries.creditors import muted
from tijdig.queries.visible import holds_q
from tijdig.rules.workdays import local_day, may_reach_out
from tijdig.words import ChannelKind, ContactState, Direction, NightState, PointKind, PointState, StopReason

BATCH = 400
"""Claimed together: some seconds of letters, so that a lease never runs out on a sender that works."""

UNSURE = "gestopt tijdens het versturen; misschien toch verstuurd"
"""Written on a message whose sender died while handing it over, when it was stopped before anybody could look."""

OUTSIDE_HOURS = "Nu gaat er niets uit: berichten gaan alleen op toegestane tijden de deur uit (beleid: contacts)."

NOT_TAKEN = "Niet elk bericht kwam weg: een adres klopt niet. De volgende nacht, of de volgende keer, gaat het anders."

POINTS: dict[str, PointKind] = {
    ChannelKind.LETTER: PointKind.POST,
    ChannelKind.EMAIL: PointKind.EMAIL,
    ChannelKind.SMS: PointKind.MOBILE,
}

LOOKS = 3
"""How often a direct answer is looked at again in one go, while its case keeps changing."""


def send_due(at: datetime, *, by: str, progress: Progress = silent, worker: str = "") -> Counts:
    """Hand over everything that is due at this moment; outreach only when the hour permits it."""
    worker = worker or leases.holder()
    counts, total = Counts(), due(at).count() if _waiting().exists() else 0
    for batch in _batches(at, worker) if total else ():
        counts += _send(batch, at, by=by, worker=worker)
        progress("versturen", counts.sent + counts.stopped + counts.failed, total)
    waiting = later()
    if waiting and queued(at).exists():
        counts += Counts(notes=(OUTSIDE_HOURS,))
    if counts.failed:
        counts += Counts(notes=(NOT_TAKEN,))
    return (counts + Counts(notes=creditors.muted_notes())).with_waiting(waiting)


def send_now(contact: Contact, at: datetime, *, by: str) -> Counts:
    """Hand over this one direct answer, unless somebody else has it in hand already.

    A case that changed while we looked puts it back into the queue: then we look again, and do not leave the
    customer waiting for the next `tijdig send`.
    """
    worker, counts = leases.holder(), Counts()
    for _ in range(LOOKS):
        if not (batch := _claim(at, worker, skips=True, only=contact)):
            break
        counts += _send(batch, at, by=by, worker=worker)
        if counts.sent or counts.stopped or counts.failed:
            break
    return counts


def released() -> Q:
    """Messages of a night can only go out once the whole night is released; a direct answer belongs to none."""
    return Q(moment__isnull=True) | Q(moment__night__isnull=True) | Q(moment__night__state=NightState.RELEASED)


def queued(at: datetime) -> QuerySet[Contact]:
    """Messages whose moment has come, free to be claimed; none at all of who may not send (art. 4 and 11 Wki)."""
    rows = Contact.objects.filter(released(), direction=Direction.OUT, send_from__lte=at)
    rows = rows.exclude(case__creditor_id__in=[creditor.pk for creditor in muted()])
    return rows.filter(Q(state=ContactState.PLANNED) | (Q(state=ContactState.CLAIMED) & leases.is_free(_gone())))


def due(at: datetime) -> QuerySet[Contact]:
    """What may go out now: direct answers always, outreach of those creditors whose hours permit it."""
    rows = queued(at)
    asked = _distinct_creditors(rows)
    shut = [creditor.pk for creditor in asked if not may_reach_out(at, policies.of(creditor, local_day(at)))]
    return rows.exclude(moment__isnull=False, case__creditor_id__in=shut)


def later() -> int:
    """How many messages wait for another moment."""
    return _waiting().count()


def _waiting() -> QuerySet[Contact]:
    return Contact.objects.filter(direction=Direction.OUT, state__in=[ContactState.PLANNED, ContactState.CLAIMED])


def _distinct_creditors(rows: QuerySet[Contact]) -> QuerySet[Creditor]:
    return Creditor.objects.filter(pk__in=rows.order_by().values("case__creditor_id").distinct())


def _gone() -> list[str]:
    keys = Contact.objects.filter(state=ContactState.CLAIMED).values_list("lease_key", flat=True).distinct()
    return [key for key in keys if leases.is_gone(key)]


def _batches(at: datetime, worker: str) -> Iterator[list[Contact]]:
    """Batch after batch until nothing is due. First what nobody is looking at; then we wait for who is.

    A sender that was killed may leave its locks for a moment, until the database notices.
    """
    while (batch := _claim(at, worker, skips=True)) or due(at).exists():
        if batch := batch or _claim(at, worker, skips=False):
            yield batch


def _claim(at: datetime, worker: str, *, skips: bool, only: Contact | None = None) -> list[Contact]:
    """Take the next batch: the lowest ids that nobody holds; or `only` this one."""
    with transaction.atomic():
        # One is only asked for as a direct answer, for which no hour is shut.
        free = queued(at).filter(pk=only.pk, moment__isnull=True) if only else due(at)
        free = free.select_for_update(skip_locked=skips, of=("self",)).order_by("pk")
        ids = list(free.values_list("pk", flat=True)[:BATCH])
        Contact.objects.filter(pk__in=ids).update(
            state=ContactState.CLAIMED, lease_key=worker, lease_until=leases.until(), version=F("version") + 1
        )
    return standing.with_all(ids)


def _send(batch: list[Contact], at: datetime, *, by: str, worker: str) -> Counts:
    """Look once more, hand over what still holds, and write down what became of each."""
    going, stopped = _look_again(batch, at, by=by, worker=worker)
    counts = Counts(stopped=stopped)
    for kind in sorted({contact.kind for contact in going}):
        same = [contact for contact in going if contact.kind == kind]
        if counts.failed and kind == ChannelKind.SMS:  # what it announces may have been refused a moment ago
            same, more = _look_again(same, at, by=by, worker=worker)
            counts += Counts(stopped=more)
        answers = channels.get(kind).send_many([_message(contact, at) for contact in same])
        counts += _write_down(list(zip(same, answers, strict=True)), at, by=by, worker=worker)
    return counts


def _message(contact: Contact, at: datetime) -> Message:
    return Message(
        key=contact.key,
        moment_id=contact.moment_id or "",
        case_id=contact.case_id,
        kind=contact.kind,
        at=at,
        sender=Sender.from_dict(contact.sender),
        recipient=Recipient.from_dict(contact.recipient),
        content=Content.from_json(contact.content),
        other_way=otherway.address(contact),
    )


def _look_again(batch: Sequence[Contact], at: datetime, *, by: str, worker: str) -> tuple[list[Contact], int]:
    """Stop what no longer holds at this moment; the rest counts one more try from here on."""
    day = local_day(at)
    wrong = standing.faults(batch, day)
    wrong |= gate.faults([contact for contact in batch if contact.pk not in wrong], day)
    late = {contact.pk for contact in batch if contact.send_until is not None and contact.send_until < at}
    reasons = {
        contact.pk: wrong.get(contact.pk) or (StopReason.TOO_LATE if contact.pk in late else "") for contact in batch
    }
    with transaction.atomic():
        # The marks that somebody set since we claimed them count as well.
        mine = Contact.objects.select_for_update(of=("self",)).filter(pk__in=list(reasons), lease_key=worker)
        marks = dict(mine.filter(state=ContactState.CLAIMED).order_by("pk").values_list("pk", "stop_reason"))
        stops = [(contact, marks[contact.pk] or reasons[contact.pk]) for contact in batch if contact.pk in marks]
        stopped = [(contact, str(reason)) for contact, reason in stops if reason]
        for contact, reason in stopped:
            _stop(contact, reason, at)
        AuditEvent.objects.bulk_create(
            [_event("contact.stopped", contact, at, by, {"reason": reason}) for contact, reason in stopped]
        )
        summaries.touch(contact.case_id for contact, _ in stopped)
        going = _unchanged([contact for contact, reason in stops if not reason])
        Contact.objects.filter(pk__in=[contact.pk for contact in going]).update(tries=F("tries") + 1, error="")
    return going, len(stopped)


def _unchanged(going: list[Contact]) -> list[Contact]:
    """Those whose case is as it was when we looked; the others go back into the queue, to be looked at anew."""
    now = dict(Case.objects.filter(pk__in={contact.case_id for contact in going}).values_list("pk", "version"))
    changed = [contact.pk for contact in going if now.get(contact.case_id) != contact.case.version]
    Contact.objects.filter(pk__in=changed).update(state=ContactState.PLANNED, lease_key="", lease_until=None)
    return [contact for contact in going if contact.pk not in changed]


def _stop(contact: Contact, reason: str, at: datetime) -> None:
    """Stop a claimed message; where a dead sender may have handed it over it counts as sent, doubt and all."""
    rows = Contact.objects.filter(pk=contact.pk)
    if contact.tries == 0 or contact.error:
        rows.update(state=ContactState.STOPPED, stop_reason=reason, version=F("version") + 1)
    else:
        doubt = {"handed_over_at": at, "error": UNSURE}
        rows.update(state=ContactState.HANDED_OVER, stop_reason=reason, version=F("version") + 1, **doubt)


def _write_down(
    answers: Sequence[tuple[Contact, Receipt | Undeliverable]], at: datetime, *, by: str, worker: str
) -> Counts:
    """What became of each, in one transaction per batch; only of those that are still ours."""
    with transaction.atomic():
        numbers = [contact.pk for contact, _ in answers]
        mine = Contact.objects.select_for_update(of=("self",)).filter(pk__in=numbers, lease_key=worker)
        ours = set(mine.filter(state=ContactState.CLAIMED).order_by("pk").values_list("pk", flat=True))
        sent = [(one, receipt) for one, receipt in answers if one.pk in ours and isinstance(receipt, Receipt)]
        refused = [(one, fault) for one, fault in answers if one.pk in ours and isinstance(fault, Undeliverable)]
        for contact, receipt in sent:
            _hand_over(contact, receipt, at)
        failed = sum([_refuse(contact, fault, at) for contact, fault in refused])
        AuditEvent.objects.bulk_create(
            [_event("contact.handed_over", contact, at, by, {}) for contact, _ in sent]
            + [_event("contact.refused", contact, at, by, {"code": fault.code}) for contact, fault in refused],
            batch_size=500,
        )
        personal = [contact for contact, _ in sent if contact.kind not in POINTS]
        summaries.touch(contact.case_id for contact in (*personal, *(contact for contact, _ in refused)))
    return Counts(sent=len(sent), failed=failed)


def _hand_over(contact: Contact, receipt: Receipt, at: datetime) -> None:
    Contact.objects.filter(pk=contact.pk).update(
        state=ContactState.HANDED_OVER,
        handed_over_at=at,
        provider_reference=receipt.provider_reference,
        file=receipt.file,
        sha256=receipt.sha256,
        version=F("version") + 1,
    )


def _refuse(contact: Contact, fault: Undeliverable, at: datetime) -> int:
    """A refusal for good marks the address too; another one is tried again later, so many times. 1 when it failed."""
    contacts = policies.of(contact.case.creditor, local_day(at)).contacts
    rows, tries = Contact.objects.filter(pk=contact.pk), contact.tries + 1  # counted up before handing over
    told: dict[str, Any] = {"error": fault.code[:200], "version": F("version") + 1}
    if not fault.permanent and tries < contacts.send_tries_max:
        wait = timedelta(minutes=contacts.send_retry_minutes * 2 ** (tries - 1))
        rows.update(state=ContactState.PLANNED, lease_key="", lease_until=None, send_from=at + wait, **told)
        return 0
    rows.update(state=ContactState.FAILED, **told)
    if fault.permanent and fault.about_address:
        mark_address(contact)
    else:  # no other way is looked for by itself
        approaches.look_at_unsent(contact, at=at)
    return 1


def mark_address(contact: Contact) -> None:
    """This address does not work; the next night looks for another way."""
    if contact.kind in POINTS and not contact.recipient.get("via"):
        points = ContactPoint.objects.filter(
            holds_q("", "customer__creditor__"),
            customer_id=contact.case.customer_id,
            kind=POINTS[contact.kind],
            value=standing.address_of(contact),
        )
        numbers = list(points.values_list("pk", flat=True))
        ContactPoint.objects.filter(pk__in=numbers).update(state=PointState.BOUNCED, version=F("version") + 1)


def _event(what: str, contact: Contact, at: datetime, by: str, facts: dict[str, Any]) -> AuditEvent:
    return audit.event(what, contact, by=by, at=at, case_id=contact.case_id, facts=facts)
