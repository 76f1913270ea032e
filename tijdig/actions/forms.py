"""Open forms: somebody without a code asks for contact; a colleague finds the customer, or answers without."""

from datetime import datetime, timedelta

from django.db import transaction

from tijdig.actions import asked, audit, naming, requests
from tijdig.actions.refusals import ConflictError, Refusal, RefusedError
from tijdig.models import Case, Creditor, OpenForm, Request
from tijdig.queries import policies
from tijdig.rules import distress, lifecycle
from tijdig.rules.workdays import add_workdays, local_day
from tijdig.words import ChannelKind, FormState, RequestKind

SAME_WITHIN = timedelta(hours=1)
"""The same words from the same person within an hour are one form that was sent twice."""


def receive(
    creditor: Creditor, name: str, by_channel: ChannelKind, reach_at: str, *, at: datetime, text: str = ""
) -> OpenForm:
    """Somebody leaves a name and how to be reached; the day of our answer is set. Says nothing of who is known."""
    name, reach_at = naming.readable(name), naming.readable(reach_at)
    with transaction.atomic():
        Creditor.objects.select_for_update().get(pk=creditor.pk)  # two at the same moment wait for each other
        said = {"creditor": creditor, "name": name, "by_channel": by_channel, "reach_at": reach_at, "text": text}
        before = OpenForm.objects.filter(**said, state=FormState.OPEN, received_at__gt=at - SAME_WITHIN).first()
        if before:
            return before
        day = local_day(at)
        policy = policies.of(creditor, day)
        is_urgent = distress.suggests(text, policy)
        due = day if is_urgent else add_workdays(day, policy.contacts.complaint_answer_workdays, policy)
        form = OpenForm.objects.create(**said, received_at=at, answer_due_on=due)
        audit.record("form.received", form, by="visitor", at=at)
    return form


def match(form: OpenForm, case: Case, *, by: str, at: datetime, version: int | None = None) -> Request:
    """This is that customer: the form becomes a request on the case, and what is queued there stops."""
    with transaction.atomic():
        fresh = _locked(form, version)
        if case.creditor_id != fresh.creditor_id:
            raise RefusedError(Refusal.OTHER_CASE)
        is_call = fresh.by_channel == ChannelKind.PHONE
        request = requests.receive(
            case, RequestKind.CALL_ME if is_call else RequestKind.OTHER, by_channel=ChannelKind.PORTAL, by=by, at=at,
            text=fresh.text, answer_on=fresh.answer_due_on,
            details={"form": fresh.pk, "reach_at": fresh.reach_at, "reach_by": fresh.by_channel},
        )  # fmt: skip
        if distress.suggests(fresh.text, policies.of(case.creditor, local_day(at))):
            asked.in_distress(case, by=by, at=at)
        fresh.case = case
        _done(fresh, FormState.MATCHED, by=by, at=at)
    return request


def answer(form: OpenForm, *, by: str, at: datetime, version: int | None = None) -> OpenForm:
    """Answered without a case: a question that was none of an arrear, or somebody who is not a customer."""
    with transaction.atomic():
        fresh = _locked(form, version)
        _done(fresh, FormState.ANSWERED, by=by, at=at)
    return fresh


def _locked(form: OpenForm, version: int | None) -> OpenForm:
    fresh = OpenForm.objects.select_for_update(of=("self",)).get(pk=form.pk)
    if version is not None and fresh.version != version:
        raise ConflictError
    if fresh.state != FormState.OPEN:
        raise RefusedError(Refusal.ALREADY_DONE)
    return fresh


def _done(form: OpenForm, state: FormState, *, by: str, at: datetime) -> None:
    form.state = lifecycle.moved(FormState(form.state), state).value
    form.done_by, form.done_at = by, at
    form.version += 1
    form.save(update_fields=["state", "case", "done_by", "done_at", "version"])
    audit.record(f"form.{state}", form, by=by, at=at, case_id=form.case_id)
