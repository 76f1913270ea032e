"""What providers report back: arrived, or not after all; an address that does not work is marked."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F

from tijdig import channels
from tijdig.actions import answering, audit, summaries
from tijdig.actions.sending import POINTS, mark_address
from tijdig.channels.base import DeliveryReport
from tijdig.models import Contact
from tijdig.rules import lifecycle
from tijdig.words import ContactState


def take(kind: str, payload: Mapping[str, Any] | bytes, *, by: str, at: datetime) -> int:
    """Write down what the provider of this kind says; how many messages it was news for."""
    return sum([_take(report, by=by, at=at) for report in channels.get(kind).reports(payload)])


@transaction.atomic
def _take(report: DeliveryReport, *, by: str, at: datetime) -> bool:
    state = ContactState.DELIVERED if report.is_delivered else ContactState.FAILED
    rows = Contact.objects.select_for_update(of=("self",)).select_related("case")
    contact = rows.filter(key=report.key, state__in=lifecycle.before(state)).first()
    if contact is None:
        return answering.bounced(report)
    Contact.objects.filter(pk=contact.pk).update(
        state=state, happened_at=report.at, error=report.code[:200], version=F("version") + 1
    )
    if state == ContactState.FAILED:
        mark_address(contact)
    if state == ContactState.FAILED or contact.kind not in POINTS:
        summaries.touch([contact.case_id])
    audit.record(f"contact.{state}", contact, by=by, at=at, case_id=contact.case_id, facts={"code": report.code})
    return True
