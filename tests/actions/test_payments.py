"""Money: one more entry each time, what is queued stops, the case follows what is left."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError

from tests.factories import NOW, TODAY, make_claim, make_contact, make_entry, make_moment
from tijdig.actions import audit, payments
from tijdig.actions.refusals import ConflictError, Refusal, RefusedError
from tijdig.models import AuditEvent, Case, Claim, Contact, MoneyEntry
from tijdig.queries import visible
from tijdig.words import EntryReason

pytestmark = pytest.mark.django_db


@pytest.fixture
def claim(late: Case) -> Claim:
    make_contact(make_moment(late))
    return Claim.objects.get()


def book(claim: Claim, cents: int, **values: Any) -> MoneyEntry:
    return payments.book(claim, cents, booked_on=TODAY, by="user:1", at=NOW, **values)


def test_payment_in_part_stops_what_is_queued(claim: Claim, late: Case) -> None:
    entry = book(claim, 4_000, reference="bank-1")

    late.refresh_from_db()
    assert (entry.amount_cents, entry.kind, entry.reference) == (-4_000, "payment", "bank-1")
    assert (visible.balance_cents(claim), late.state, late.version) == (6_000, "open", 2)
    assert Contact.objects.get().stop_reason == "part_paid"


def test_payment_of_everything_closes_the_case(claim: Claim, late: Case) -> None:
    book(claim, 10_000)

    late.refresh_from_db()
    assert (late.state, late.closed_on, late.closing_reason) == ("closed", TODAY, "paid")
    assert Contact.objects.get().stop_reason == "paid"
    assert set(AuditEvent.objects.values_list("what", flat=True)) == {"case.closed", "money.entered"}


def test_payment_of_one_of_two_bills_leaves_the_case_open(claim: Claim, late: Case) -> None:
    make_claim(late.customer)
    book(claim, 10_000)

    late.refresh_from_db()
    assert late.state == "open"


def test_payment_that_went_back_opens_the_case(claim: Claim, late: Case) -> None:
    payment = book(claim, 10_000)

    entry = payments.reverse(payment, booked_on=TODAY + timedelta(days=2), by="user:1", at=NOW)

    late.refresh_from_db()
    assert (entry.amount_cents, entry.reverses, late.state, late.closing_reason) == (10_000, payment, "open", "")
    assert visible.balance_cents(claim) == 10_000


def test_payment_booked_by_mistake_goes_back_by_hand(claim: Claim) -> None:
    payment = book(claim, 4_000)

    entry = payments.reverse(payment, booked_on=TODAY, by="user:1", at=NOW, reason=EntryReason.BY_HAND)

    assert (entry.kind, entry.reason, visible.balance_cents(claim)) == ("reversal", "by_hand", 10_000)


def test_payment_goes_back_once(claim: Claim) -> None:
    payment = book(claim, 10_000)
    payments.reverse(payment, booked_on=TODAY, by="user:1", at=NOW)

    with pytest.raises(RefusedError) as refused:
        payments.reverse(payment, booked_on=TODAY, by="user:1", at=NOW)

    assert refused.value.code == Refusal.ALREADY_DONE


def test_database_lets_a_payment_go_back_once(claim: Claim) -> None:
    payment = make_entry(claim)
    back: dict[str, Any] = {"kind": "reversal", "amount_cents": 1_000, "reverses": payment}
    make_entry(claim, **back)

    with pytest.raises(IntegrityError):
        make_entry(claim, **back)


def test_correction_to_nothing_closes_the_case(claim: Claim, late: Case) -> None:
    payments.correct(claim, -10_000, booked_on=TODAY, by="user:1", at=NOW)

    late.refresh_from_db()
    assert (late.state, late.closing_reason) == ("closed", "corrected")
    assert Contact.objects.get().stop_reason == "closed"


def test_correction_upwards_stops_what_is_queued(claim: Claim) -> None:
    payments.correct(claim, 500, booked_on=TODAY, by="user:1", at=NOW)

    assert (visible.balance_cents(claim), Contact.objects.get().stop_reason) == (10_500, "changed")


def test_payment_on_a_closed_case_changes_nothing_else(claim: Claim, late: Case) -> None:
    book(claim, 10_000)
    book(claim, 100)

    late.refresh_from_db()
    assert (late.state, visible.balance_cents(claim)) == ("closed", -100)


@pytest.mark.parametrize("cents", [0, -1])
def test_payment_refuses_nothing(claim: Claim, cents: int) -> None:
    with pytest.raises(RefusedError) as refused:
        book(claim, cents)

    assert refused.value.code == Refusal.AMOUNT_NEEDED


def test_correction_refuses_nothing(claim: Claim) -> None:
    with pytest.raises(RefusedError) as refused:
        payments.correct(claim, 0, booked_on=TODAY, by="user:1", at=NOW)

    assert refused.value.code == Refusal.AMOUNT_NEEDED


def test_payment_refuses_the_second_of_two(claim: Claim) -> None:
    book(claim, 100, version=1)

    with pytest.raises(ConflictError):
        book(claim, 100, version=1)

    assert MoneyEntry.objects.count() == 2


def test_payment_is_undone_when_its_trace_fails(claim: Claim, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_args: Any, **_values: Any) -> None:
        raise OSError("the trace cannot be written")

    monkeypatch.setattr(audit, "record", fail)

    with pytest.raises(OSError, match="trace"):
        book(claim, 4_000)

    assert (MoneyEntry.objects.count(), Contact.objects.get().state) == (1, "planned")
