"""Reports of providers: each is news once, and a bounce marks the address."""

from typing import Any

import pytest

from tests.actions.carriers import Carrier
from tests.factories import NOW, TODAY
from tijdig.actions import audit, night, reports, sending
from tijdig.channels.base import DeliveryReport
from tijdig.models import AuditEvent, Case, Contact, ContactPoint

pytestmark = pytest.mark.django_db


@pytest.fixture
def sent(late: Case, carry: Any) -> Contact:
    night.run(TODAY, at=NOW, by="test")
    sending.send_due(NOW, by="test")
    return Contact.objects.get(kind="email")


def tell(monkeypatch: pytest.MonkeyPatch, *told: DeliveryReport) -> int:
    monkeypatch.setattr(Carrier, "reports", lambda _self, _payload: list(told))
    return reports.take("email", b"", by="provider", at=NOW)


def test_report_of_arrival_is_news_once(sent: Contact, monkeypatch: pytest.MonkeyPatch) -> None:
    arrived = DeliveryReport(sent.key, NOW, is_delivered=True)

    assert (tell(monkeypatch, arrived), tell(monkeypatch, arrived)) == (1, 0)

    sent.refresh_from_db()
    assert (sent.state, sent.happened_at) == ("delivered", NOW)
    assert AuditEvent.objects.filter(what="contact.delivered").count() == 1


def test_report_of_a_bounce_marks_the_address(sent: Contact, monkeypatch: pytest.MonkeyPatch) -> None:
    tell(monkeypatch, DeliveryReport(sent.key, NOW, is_delivered=True))

    assert tell(monkeypatch, DeliveryReport(sent.key, NOW, is_delivered=False, code="550")) == 1

    sent.refresh_from_db()
    assert (sent.state, sent.error) == ("failed", "550")
    assert dict(ContactPoint.objects.values_list("kind", "state"))["email"] == "bounced"


def test_report_of_something_else_is_no_news(sent: Contact, monkeypatch: pytest.MonkeyPatch) -> None:
    assert tell(monkeypatch, DeliveryReport("not-ours", NOW, is_delivered=True)) == 0


def test_report_is_undone_when_its_trace_fails(sent: Contact, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_args: Any, **_values: Any) -> None:
        raise OSError("the trace cannot be written")

    monkeypatch.setattr(audit, "record", fail)

    with pytest.raises(OSError, match="trace"):
        tell(monkeypatch, DeliveryReport(sent.key, NOW, is_delivered=True))

    sent.refresh_from_db()
    assert sent.state == "handed_over"
