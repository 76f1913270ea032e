"""When a message went, or was stopped: by that moment the story of a case is told."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from tijdig.models import AuditEvent, Case, Contact
from tijdig.words import ContactState


def stops_of(case: Case, contacts: Iterable[Contact]) -> dict[str, datetime]:
    """When these messages of a case were stopped, as far as the trail says it for each: contact -> moment."""
    if not any(one.state == ContactState.STOPPED for one in contacts):
        return {}
    rows = AuditEvent.objects.filter(case_id_text=str(case.pk), what="contact.stopped")
    return dict(rows.order_by("pk").values_list("noun_id", "at"))


def went(contact: Contact, stops: Mapping[str, datetime]) -> datetime:
    """When it went; of what was stopped, when that was."""
    if contact.state == ContactState.STOPPED:
        until = contact.send_until or contact.send_from
        return stops.get(str(contact.pk)) or min(contact.send_from, until)
    return contact.handed_over_at or contact.happened_at or contact.send_from
