"""Sweeping: what a file changes is stopped and opened at once, and again by the night when that was cut off."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.actions.conftest import make_late_case
from tests.factories import NOW, TODAY, make_claim, make_entry, make_intake, make_night
from tijdig.actions import night, sweeping
from tijdig.models import AuditEvent, Case, Claim, Contact, Creditor

pytestmark = pytest.mark.django_db


def publish(creditor: Creditor, number: int = 1) -> Creditor:
    make_intake(creditor, number=number)
    Creditor.objects.filter(pk=creditor.pk).update(visible_intake=number)
    creditor.refresh_from_db()
    return creditor


def test_intake_stops_what_it_changed_and_nothing_else() -> None:
    paid = make_late_case()
    same = make_late_case(paid.creditor)
    night.run(TODAY, at=NOW, by="test")
    make_entry(Claim.objects.get(customer=paid.customer), amount_cents=-10_000, since_intake=1)

    stopped = sweeping.after_intake(publish(paid.creditor), 1, by="test", at=NOW)

    assert stopped == 3
    assert set(Contact.objects.filter(case=paid).values_list("state", "stop_reason")) == {("stopped", "paid")}
    assert set(Contact.objects.filter(case=same).values_list("state", flat=True)) == {"planned"}
    assert AuditEvent.objects.filter(what="contact.stopped", case_id_text=str(paid.pk)).count() == 3


def test_intake_leaves_other_creditors_alone(late: Case) -> None:
    night.run(TODAY, at=NOW, by="test")
    make_entry(Claim.objects.get(), amount_cents=-10_000)

    assert sweeping.after_intake(publish(make_late_case().creditor), 1, by="test", at=NOW) == 0


def test_intake_opens_a_closed_case_once(late: Case) -> None:
    Case.objects.update(state="closed", closed_on=TODAY, closing_reason="paid")
    make_claim(late.customer, since_intake=1)
    creditor = publish(late.creditor)

    assert sweeping.open_again(creditor, 1, by="test", at=NOW) == 1
    assert sweeping.open_again(creditor, 1, by="test", at=NOW) == 0

    late.refresh_from_db()
    assert (late.state, late.version) == ("open", 2)


def test_intake_leaves_a_closed_case_closed_when_nothing_is_owed(late: Case) -> None:
    claim = Claim.objects.get()
    make_entry(claim, amount_cents=-10_500)
    Case.objects.update(state="closed", closed_on=TODAY, closing_reason="paid")
    make_entry(claim, kind="correction", amount_cents=500, since_intake=1)

    assert sweeping.open_again(publish(late.creditor), 1, by="test", at=NOW) == 0


def test_night_opens_again_what_a_list_brought_and_asks_nothing_for_files_of_payments(late: Case) -> None:
    Case.objects.update(state="closed", closed_on=TODAY, closing_reason="paid")
    make_claim(late.customer, since_intake=1)
    publish(late.creditor)
    tonight = make_night(day=TODAY)

    def opened() -> tuple[int, int]:
        Case.objects.update(state="closed", closed_on=TODAY, closing_reason="paid")
        with CaptureQueriesContext(connection) as queries:
            sweeping.since_last_night(tonight, by="test", at=NOW)
        return Case.objects.filter(state="open").count(), len(queries)

    alone = opened()
    for number in (2, 3, 4):
        make_intake(late.creditor, number=number, counts={"about": "payments"})

    assert opened() == alone
    assert alone[0] == 1


def test_sweep_goes_through_everything_in_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    creditor = make_late_case().creditor
    make_late_case(creditor)
    night.run(TODAY, at=NOW, by="test")
    monkeypatch.setattr(sweeping, "BATCH", 4)
    seen = []

    stopped = sweeping.sweep(NOW + timedelta(days=5), by="test", progress=lambda *values: seen.append(values))

    assert (stopped, seen) == (6, [("controleren", 4, 6), ("controleren", 6, 6)])
    assert sweeping.sweep(NOW + timedelta(days=5), by="test") == 0
