"""A file of payments: every line finds its claims, nothing is booked twice, and it is all or nothing."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.actions.carriers import Carrier
from tests.actions.conftest import make_late_case
from tests.actions.test_joint import WHO, asked
from tests.actions.test_joint import running as running_
from tests.factories import (
    NOW,
    TODAY,
    make_case,
    make_claim,
    make_contact,
    make_creditor,
    make_customer,
    make_entry,
    make_intake,
    make_joint,
    make_moment,
    make_reject,
)
from tests.intake.helpers import write, write_xlsx
from tijdig.actions import arrangements, audit, joint, payments, payments_file, sending
from tijdig.actions.intake import turns
from tijdig.actions.payments_file import PaymentsReport
from tijdig.actions.payments_file.planning import Plan
from tijdig.actions.refusals import ConflictError, RefusedError
from tijdig.intake import FileError, ProfileError
from tijdig.intake.faults import FileCode
from tijdig.management.payment_lines import payment_lines
from tijdig.models import (
    Arrangement,
    AuditEvent,
    Case,
    Claim,
    Consent,
    Contact,
    Creditor,
    Intake,
    Joint,
    JointLine,
    JointPayment,
    MoneyEntry,
    Reject,
)
from tijdig.queries import jointrows, jointsaid, owing, paymentsfiles, visible
from tijdig.queries.facts import payment_reference
from tijdig.rules.joint.drafts import JointRefusedError, Refused
from tijdig.rules.references import in_fours
from tijdig.words import ChannelKind, IntakeState, Rhythm

__all__ = ["asked"]
pytestmark = pytest.mark.django_db

HEADER = "Betalingskenmerk;Factuurnummer;Klantnummer;Bedrag;Datum;Bankreferentie"
Book = Callable[..., PaymentsReport]


@pytest.fixture
def creditor() -> Creditor:
    return make_creditor(code="woonstede")


@pytest.fixture
def anna(creditor: Creditor) -> Case:
    """Two bills: 61,20 and after that 121,20."""
    customer = make_customer(creditor, number="K1")
    make_claim(customer, amount_cents=6_120, due_on=date(2026, 10, 1), reference="F1", payment_reference="7000 1")
    make_claim(customer, amount_cents=12_120, due_on=date(2026, 11, 1), reference="F2", payment_reference="7000.2")
    return make_case(customer)


@pytest.fixture
def book(creditor: Creditor, tmp_path: Path) -> Book:
    """Book lines, each call a file of its own."""

    def booked(*rows: str, header: str = HEADER, **values: Any) -> PaymentsReport:
        path = write(tmp_path / "betalingen.csv", rows, header)
        return payments_file.book(path, **{"creditor": creditor.code, "by": "user:1", "at": NOW} | values)

    return booked


@pytest.fixture
def look(creditor: Creditor, tmp_path: Path) -> Book:
    def looked(*rows: str, header: str = HEADER) -> PaymentsReport:
        path = write(tmp_path / "betalingen.csv", rows, header)
        return payments_file.look(path, creditor=creditor.code, at=NOW)

    return looked


def row(
    cents: str = "61,20",
    day: str = "20-11-2026",
    *,
    payment_reference: str = "",
    bill: str = "",
    customer: str = "",
    bank: str = "",
) -> str:
    return ";".join([payment_reference, bill, customer, cents, day, bank])


def paid() -> list[tuple[str, int]]:
    """What was booked on which bill, in order."""
    rows = MoneyEntry.objects.filter(kind="payment").order_by("pk")
    return [(reference, -cents) for reference, cents in rows.values_list("claim__reference", "amount_cents")]


def back(report: PaymentsReport) -> list[tuple[int, str]]:
    """Which lines come back, and why."""
    return [(bad.line, bad.faults[0].code.value) for bad in report.returned]


def by_hand(cents: int, bill: str = "F1", **values: Any) -> None:
    claim = Claim.objects.get(reference=bill)
    payments.book(claim, cents, booked_on=date(2026, 11, 20), by="user:2", at=NOW, **values)


def crowd(creditor: Creditor, size: int = 20) -> list[str]:
    """Lines of others that can be booked, so that one bad line is no reason to refuse the file."""
    for number in range(size):
        customer = make_customer(creditor, number=f"M{number}")
        make_claim(customer, reference=f"M{number}-1")
        make_case(customer)
    return [row("1,00", customer=f"M{number}") for number in range(size)]


# It finds its claims ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (row(payment_reference="7000 1"), [("F1", 6_120)]),
        (row(payment_reference="70001"), [("F1", 6_120)]),
        (row("121,20", payment_reference="7000 2"), [("F2", 12_120)]),
        (row("121,20", bill="F2"), [("F2", 12_120)]),
        (row("121,20", bill="F2", customer="K1", payment_reference="70002"), [("F2", 12_120)]),
        (row("50,00", customer="K1"), [("F1", 5_000)]),
        (row("100,00", customer="K1"), [("F1", 6_120), ("F2", 3_880)]),
        (row("182,40", customer="K1"), [("F1", 6_120), ("F2", 12_120)]),
        (row("130,00", bill="F2"), [("F2", 12_120), ("F1", 880)]),  # first what is named, then the oldest
    ],
)
def test_payment_goes_to_what_it_names_and_then_to_the_oldest(
    anna: Case, book: Book, line: str, expected: list[tuple[str, int]]
) -> None:
    report = book(line)

    assert (paid(), report.booked, report.entries) == (expected, 1, len(expected))


def test_lines_of_one_customer_each_see_what_the_one_before_left_open(anna: Case, book: Book) -> None:
    report = book(row("50,00", customer="K1"), row("50,00", customer="K1"))

    assert paid() == [("F1", 5_000), ("F1", 1_120), ("F2", 3_880)]
    assert (report.booked, report.booked_cents, report.alike) == (2, 10_000, [3])


def test_payment_reference_spelled_just_so_goes_before_one_with_other_signs(
    anna: Case, creditor: Creditor, look: Book
) -> None:
    customer = make_customer(creditor, number="K2")
    make_claim(customer, reference="G1", payment_reference="7000-1")
    make_case(customer)

    assert back(look(row("1,00", payment_reference="7000 1"))) == []
    assert back(look(row("1,00", payment_reference="7000-1"), row("1,00", payment_reference="7000 1"))) == []
    assert back(look(*[row("1,00", customer="K1")] * 20, row("1,00", payment_reference="70001"))) == [
        (22, "more_customers")
    ]


@pytest.mark.parametrize("payment_reference", ["-", ". .", " "])
def test_payment_reference_of_nothing_but_signs_is_of_nobody(
    anna: Case, creditor: Creditor, look: Book, payment_reference: str
) -> None:
    make_claim(anna.customer, reference="F3")

    assert back(look(*crowd(creditor), row(payment_reference=payment_reference)))[0][0] == 22


def test_one_payment_reference_for_all_bills_of_a_customer_pays_the_oldest(anna: Case, book: Book) -> None:
    Claim.objects.update(payment_reference="70009")

    book(row("100,00", payment_reference="7000 9"))

    assert paid() == [("F1", 6_120), ("F2", 3_880)]


def rf(number: str) -> str:
    """The payment reference that stands in our letters for who pays several bills at once."""
    return payment_reference(number, ["70001", "70002"])


@pytest.mark.parametrize("spelled", [rf("K1"), in_fours(rf("K1")), rf("K1").lower()])
def test_reference_of_our_letters_over_the_customer_number_pays_the_oldest(
    spelled: str, anna: Case, book: Book
) -> None:
    report = book(row("100,00", payment_reference=spelled))

    assert (report.booked, paid()) == (1, [("F1", 6_120), ("F2", 3_880)])


def test_reference_over_a_number_with_signs_is_found_and_goes_along_with_the_bill(
    anna: Case, creditor: Creditor, book: Book
) -> None:
    customer = make_customer(creditor, number="lk-83 8919")
    make_claim(customer, reference="L1", amount_cents=1_000)
    make_claim(customer, reference="L2", amount_cents=1_000)
    make_case(customer)

    report = book(
        row("4,00", payment_reference=rf("lk-83 8919")),
        row("5,00", payment_reference=rf("lk-83 8919"), bill="L2", customer="lk-83 8919"),
    )

    assert (report.booked, paid()) == (2, [("L1", 400), ("L2", 500)])


def test_reference_over_a_number_that_two_have_or_that_contradicts_comes_back(
    anna: Case, creditor: Creditor, look: Book
) -> None:
    for number in ("M-100", "M100X", "M.100"):
        customer = make_customer(creditor, number=number)
        make_claim(customer, reference=f"{number}-1")
        make_case(customer)

    report = look(
        *[row("1,00", customer="K1")] * 20,
        row("1,00", payment_reference=rf("M100")),
        row("1,00", payment_reference=rf("M100X"), bill="F1"),
        row("1,00", payment_reference=rf("nobody")),
        row("1,00", payment_reference=rf("M100"), customer="M.100"),
    )

    assert back(report) == [(22, "more_customers"), (23, "keys_disagree"), (24, "unknown_key")]


@pytest.mark.parametrize(("bare", "signed"), [("1001", "10-01"), ("K1001", "k1001"), ("77 A", "7.7/A")])
def test_reference_that_two_numbers_share_comes_back_also_where_one_has_no_signs(
    bare: str, signed: str, anna: Case, creditor: Creditor, look: Book, book: Book
) -> None:
    for number in (bare, signed):
        customer = make_customer(creditor, number=number)
        make_claim(customer, reference=f"{number}-1")
        make_case(customer)
    lines = [*[row("1,00", customer="K1")] * 20, row("1,00", payment_reference=rf(signed))]

    assert back(look(*lines)) == [(22, "more_customers")]
    with_whom = row("1,00", payment_reference=rf(signed), customer=signed, bank="B-9")
    assert book(*lines[:20], with_whom, books_alike=True).booked == 21
    assert paid()[-1] == (f"{signed}-1", 100)


def test_references_over_many_numbers_are_found_in_as_many_questions_as_few(
    creditor: Creditor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(owing, "AT_ONCE", 5)
    people = [make_customer(creditor, number=f"{'k-' if place % 2 else 'K'}{place}") for place in range(20)]
    spelled = [rf(one.number) for one in people]

    def signed(some: list[str]) -> int:
        with CaptureQueriesContext(connection) as queries:
            found = owing.named(creditor, payment_references=some, references=(), numbers=())
        assert found == sorted(one.pk for one in people[: len(some)])
        return sum('"bare"' in query["sql"] for query in queries)

    assert (signed(spelled[:3]), signed(spelled)) == (1, 1)


def test_payment_is_booked_as_by_hand(anna: Case, book: Book) -> None:
    make_contact(make_moment(anna))
    report = book(row("182,40", customer="K1", bank="B-1"))

    anna.refresh_from_db()
    entry = MoneyEntry.objects.filter(kind="payment").latest("pk")
    assert (entry.reason, entry.reference, entry.booked_on, entry.made_by) == (
        "bank",
        "B-1",
        date(2026, 11, 20),
        "user:1",
    )
    assert (anna.state, anna.closing_reason, anna.closed_on) == ("closed", "paid", date(2026, 11, 20))
    assert Contact.objects.get().stop_reason == "part_paid"
    assert (report.closed, report.stopped) == (1, 1)


def test_payment_of_all_that_is_open_completes_the_arrangement(anna: Case, book: Book) -> None:
    arrangements.agree(anna, first_on=TODAY + timedelta(days=7), count=3, by="user:1", at=NOW)

    book(row("182,40", customer="K1"))

    assert Arrangement.objects.get().state == "completed"


def test_xlsx_is_booked_too(anna: Case, creditor: Creditor, tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", [["K1", 61.2, date(2026, 11, 20)]], "Klant;Bedrag;Datum")

    payments_file.book(path, creditor=creditor.code, by="user:1", at=NOW)

    assert paid() == [("F1", 6_120)]


def test_message_that_is_being_sent_is_marked_and_does_not_go(
    creditor: Creditor, book: Book, carry: Callable[[str], type[Carrier]]
) -> None:
    case = make_late_case(creditor, number="K7")
    contact = make_contact(make_moment(case), state="claimed", lease_key="other:sender")

    report = book(row("40,00", customer="K7"))

    contact.refresh_from_db()
    assert (contact.state, contact.stop_reason, report.stopped) == ("claimed", "part_paid", 1)
    going, stopped = sending._look_again([contact], NOW, by="system", worker="other:sender")
    contact.refresh_from_db()
    assert (going, stopped, contact.state) == ([], 1, "stopped")


# It leaves a trace, and is undone without ---------------------------------------------------------------------------


def test_file_leaves_its_trace(anna: Case, creditor: Creditor, book: Book) -> None:
    rows = [*crowd(creditor), row(customer="K1"), row(customer="NOBODY")]
    report = book(*rows)

    intake = Intake.objects.get()
    assert (intake.state, intake.published_at, intake.made_by, intake.lease_key) == ("published", NOW, "user:1", "")
    assert (intake.sha256, intake.profile, intake.file_name) == (report.sha256, "payments", "betalingen.csv")
    event = AuditEvent.objects.get(what="payments.booked")
    assert (event.by, event.noun, event.noun_id) == ("user:1", "intake", str(intake.pk))
    assert event.facts == {
        "rows": 22, "booked": 21, "entries": 21, "together": 0, "closed": 0, "stopped": 0, "known": 0, "above": 0,
        "returned": 1,
    }  # fmt: skip
    assert AuditEvent.objects.filter(what="money.entered").count() == 21
    assert list(Reject.objects.values_list("line", "column", "code", "raw")) == [
        (23, "Klantnummer", "unknown_key", ";;NOBODY;61,20;20-11-2026;")
    ]


def test_payments_file_hides_and_shows_nothing(anna: Case, creditor: Creditor, book: Book) -> None:
    book(row(customer="K1"))

    creditor.refresh_from_db()
    assert (creditor.visible_intake, visible.balance_cents(Claim.objects.get(reference="F1"))) == (0, 0)


def test_nothing_is_booked_when_the_trace_fails(anna: Case, book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    make_contact(make_moment(anna))
    real = audit.record

    def fail(what: str, *args: Any, **values: Any) -> Any:
        if what == "payments.booked":
            raise OSError("the trace cannot be written")
        return real(what, *args, **values)

    monkeypatch.setattr(audit, "record", fail)

    with pytest.raises(OSError, match="trace"):
        book(row("100,00", customer="K1"))

    assert (paid(), Intake.objects.count(), AuditEvent.objects.count()) == ([], 0, 0)
    assert Contact.objects.get().state == "planned"


def test_file_that_breaks_halfway_books_nothing_and_can_be_sent_again(
    anna: Case, creditor: Creditor, book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows, real, done = [*crowd(creditor), row(customer="K1")], payments.book, []

    def breaks(*args: Any, **values: Any) -> Any:
        if len(done) == 10:
            raise KeyboardInterrupt
        done.append(1)
        return real(*args, **values)

    monkeypatch.setattr(payments, "book", breaks)
    with pytest.raises(KeyboardInterrupt):
        book(*rows)
    monkeypatch.setattr(payments, "book", real)

    assert (paid(), Intake.objects.count()) == ([], 0)
    assert book(*rows).booked == 21


# Never twice --------------------------------------------------------------------------------------------------------


def test_same_file_again_changes_nothing_and_says_so(anna: Case, book: Book) -> None:
    first = book(row("10,00", customer="K1"))
    before = (MoneyEntry.objects.count(), AuditEvent.objects.count(), Intake.objects.count())

    again = book(row("10,00", customer="K1"), by="user:2")

    assert (again.is_again, again.booked, again.booked_before, again.booked_by) == (True, 0, NOW, "user:1")
    assert (again.number, again.intake_id) == (first.number, first.intake_id)
    assert (MoneyEntry.objects.count(), AuditEvent.objects.count(), Intake.objects.count()) == before


def test_same_file_by_somebody_who_was_just_before_changes_nothing(
    anna: Case, book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = turns.turn

    def late(*args: Any, **values: Any) -> Any:
        monkeypatch.setattr(turns, "turn", real)
        book(row("10,00", customer="K1"), by="user:2")
        return real(*args, **values)

    monkeypatch.setattr(turns, "turn", late)

    report = book(row("10,00", customer="K1"))

    assert (report.is_again, report.booked_by, paid()) == (True, "user:2", [("F1", 1_000)])
    assert Intake.objects.count() == 1


def test_same_file_of_another_creditor_is_another_file(anna: Case, book: Book) -> None:
    book(row("10,00", customer="K1"))
    other = make_creditor()
    customer = make_customer(other, number="K1")
    make_claim(customer, reference="F1")
    make_case(customer)

    assert book(row("10,00", customer="K1"), creditor=other.code).booked == 1


def test_bank_reference_that_was_booked_is_left_out(anna: Case, book: Book) -> None:
    book(row("10,00", customer="K1", bank="B-1"))

    report = book(row("10,00", bill="F1", bank="B-1"), row("5,00", customer="K1", bank="B-2"))

    assert (report.known, report.booked, back(report)) == (1, 1, [])
    assert paid() == [("F1", 1_000), ("F1", 500)]


def test_payment_that_was_split_is_known_by_its_bank_reference(anna: Case, book: Book) -> None:
    book(row("100,00", customer="K1", bank="B-1"))

    report = book(row("100,00", customer="K1", bank="B-1"), row("1,00", customer="K1"))

    assert (report.known, report.booked) == (1, 1)


def test_bank_reference_twice_in_a_file_is_one_payment(anna: Case, book: Book) -> None:
    report = book(row("10,00", customer="K1", bank="B-1"), row("10,00", customer="K1", bank="B-1"))

    assert (report.known, report.booked, paid()) == (1, 1, [("F1", 1_000)])


@pytest.mark.parametrize(
    "line", [row("11,00", customer="K1", bank="B-1"), row("10,00", "19-11-2026", customer="K1", bank="B-1")]
)
def test_bank_reference_of_another_payment_comes_back(anna: Case, book: Book, line: str) -> None:
    book(row("10,00", customer="K1", bank="B-1"))

    report = book(line)

    assert (back(report), report.booked) == ([(2, "other_payment")], 0)


def test_bank_reference_of_somebody_else_comes_back(anna: Case, creditor: Creditor, book: Book) -> None:
    crowd(creditor, 1)
    book(row("1,00", customer="M0", bank="B-1"))

    assert back(book(row("1,00", customer="K1", bank="B-1"))) == [(2, "other_payment")]


def test_equal_lines_without_a_bank_reference_are_payments_of_their_own_and_pointed_out(anna: Case, book: Book) -> None:
    report = book(row("10,00", customer="K1", bank="NOTPROVIDED"), row("10,00", customer="K1", bank="notprovided"))

    assert (report.booked, report.alike, paid()) == (2, [3], [("F1", 1_000), ("F1", 1_000)])


def test_payment_that_looks_like_one_by_hand_is_pointed_out(anna: Case, look: Book, book: Book) -> None:
    claim = Claim.objects.get(reference="F1")
    payments.book(claim, 1_000, booked_on=date(2026, 11, 20), by="user:1", at=NOW)

    report = look(row("10,00", customer="K1"), row("9,00", customer="K1"))

    assert (report.alike, report.booked) == ([2], 2)


def test_payment_that_was_split_looks_like_itself_without_its_bank_reference(
    anna: Case, look: Book, book: Book
) -> None:
    book(row("5,00", customer="K1"), row("100,00", customer="K1"), row("7,00", customer="K1"))

    report = look(row("70,00", customer="K1"), row("100,00", customer="K1", bank="NOTPROVIDED"))

    assert paid() == [("F1", 500), ("F1", 5_620), ("F2", 4_380), ("F2", 700)]
    assert (report.alike, report.booked) == ([3], 2)


def test_parts_of_another_moment_are_another_payment(anna: Case, look: Book) -> None:
    for reference, minutes in (("F1", 0), ("F2", 1)):
        claim = Claim.objects.get(reference=reference)
        payments.book(claim, 1_000, booked_on=date(2026, 11, 20), by="user:1", at=NOW + timedelta(minutes=minutes))

    assert look(row("20,00", customer="K1")).alike == []


def test_line_that_looks_like_one_above_it_with_a_bank_reference_is_pointed_out(anna: Case, look: Book) -> None:
    rows = [
        row("10,00", customer="K1", bank="B-1"),
        row("10,00", customer="K1", bank="B-2"),
        row("10,00", customer="K1"),
    ]

    assert look(*rows).alike == [4]


@pytest.mark.parametrize("reference", ["", "kasboek 12"])
def test_payment_by_hand_and_then_with_a_bank_reference_is_pointed_out(anna: Case, look: Book, reference: str) -> None:
    by_hand(1_000, reference=reference)

    report = look(row("10,00", customer="K1", bank="B-1"), row("9,00", customer="K1", bank="B-2"))

    assert (report.alike, report.booked) == ([2], 2)


def test_payment_without_and_then_with_a_bank_reference_is_pointed_out(anna: Case, look: Book, book: Book) -> None:
    book(row("100,00", customer="K1"))

    assert look(row("1,00", customer="K1"), row("100,00", customer="K1", bank="B-1")).alike == [3]


def test_line_with_a_bank_reference_like_one_above_it_without_is_pointed_out(anna: Case, look: Book) -> None:
    assert look(row("10,00", customer="K1"), row("10,00", customer="K1", bank="B-1")).alike == [3]


@pytest.mark.parametrize(
    ("before", "now", "alike"),
    [
        ("0001234567", "1234567", [2]),
        ("1234567", "0001234567", [2]),
        ("Ab1", "aB1", [2]),
        ("AB1", "ab 1", [2]),
        ("0", "000", [2]),
        ("B-1", "B-10", []),
        ("1001", "101", []),
        ("B-1", "B1", []),  # other signs may be what tells them apart
    ],
)
def test_bank_reference_written_in_another_way_is_pointed_out(
    anna: Case, look: Book, book: Book, before: str, now: str, alike: list[int]
) -> None:
    book(row("10,00", customer="K1", bank=before))

    report = look(row("10,00", customer="K1", bank=now))

    assert (report.alike, report.booked, report.known) == (alike, 1, 0)


def test_bank_reference_that_a_workbook_makes_a_number_is_pointed_out(
    anna: Case, creditor: Creditor, book: Book, tmp_path: Path
) -> None:
    book(row("10,00", customer="K1", bank="0001234567"))
    rows = [["K1", 10, date(2026, 11, 20), 1234567], ["K1", 10, date(2026, 11, 20), "0001234567"]]
    path = write_xlsx(tmp_path / "a.xlsx", rows, "Klant;Bedrag;Datum;Bankreferentie")

    report = payments_file.look(path, creditor=creditor.code, at=NOW)

    assert (report.alike, report.known) == ([2], 1)


def test_other_amount_under_nearly_the_same_bank_reference_is_another_payment(
    anna: Case, look: Book, book: Book
) -> None:
    book(row("10,00", customer="K1", bank="Ab1"))

    assert look(row("11,00", customer="K1", bank="AB1")).alike == []


def test_file_that_nobody_looked_at_is_refused_for_what_looks_booked(anna: Case, book: Book) -> None:
    by_hand(1_000)
    rows = [row("9,00", customer="K1", bank="B-2"), row("10,00", customer="K1", bank="B-1")]

    report = book(*rows, books_alike=False)

    assert (refused(report), report.booked) == (("looks_booked", 1, [("F1", 1_000)]), 0)
    assert "lijken 1 van de 2 regels op een andere betaling: zelfde klant, dag en bedrag. Regel: 3." in report.refusal
    assert AuditEvent.objects.latest("pk").what == "payments.refused"
    assert book(*rows, books_alike=True).booked == 2


def test_file_that_nobody_looked_at_is_booked_when_nothing_looks_booked(anna: Case, book: Book) -> None:
    by_hand(1_000)

    assert book(row("9,00", customer="K1", bank="B-2"), books_alike=False).booked == 1


# What cannot be booked ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (row(), "no_key"),
        (row(payment_reference="9999"), "unknown_key"),
        (row(bill="F9"), "unknown_key"),
        (row(customer="K9"), "unknown_key"),
        (row(customer="K1", bill="F9"), "unknown_key"),  # who says more, must be right in all of it
        (row(bill="F1", customer="M0"), "keys_disagree"),
        (row(bill="F1", payment_reference="70002"), "keys_disagree"),
        (row(bill="SAME"), "more_customers"),
        (row(day="25-11-2026", customer="K1"), "future_day"),
        (row("0,00", customer="K1"), "no_money_in"),
        (row("-25,00", customer="K1"), "no_money_in"),
        (row(customer="PAID"), "nothing_open"),
        (row(customer="WAIVED"), "nothing_open"),
    ],
)
def test_line_that_cannot_be_booked_comes_back_and_the_rest_is_booked(
    anna: Case, creditor: Creditor, book: Book, line: str, code: str
) -> None:
    for number, cents, state in (
        ("PAID", 0, "closed"),
        ("WAIVED", 500, "closed"),
        ("S1", 1, "open"),
        ("S2", 1, "open"),
    ):
        customer = make_customer(creditor, number=number)
        make_claim(customer, amount_cents=cents, reference="SAME" if state == "open" else "X")
        make_case(customer, state=state)

    report = book(*crowd(creditor), line)

    assert (back(report), report.booked) == ([(22, code)], 20)
    assert len(report.returned[0].advice) < 300


def test_bill_of_more_customers_is_found_with_the_customer(creditor: Creditor, book: Book) -> None:
    for number in ("S1", "S2"):
        customer = make_customer(creditor, number=number)
        make_claim(customer, reference="SAME")
        make_case(customer)

    book(row("1,00", bill="SAME", customer="S2"))

    assert MoneyEntry.objects.get(kind="payment").claim.customer.number == "S2"


def test_payment_above_all_that_is_open_is_booked_whole_and_pointed_out(anna: Case, book: Book) -> None:
    report = book(row("200,00", customer="K1"))

    anna.refresh_from_db()
    assert (paid(), report.above, anna.state) == ([("F1", 6_120), ("F2", 13_880)], [(2, 1_760, anna.pk)], "closed")
    assert visible.balance_cents(Claim.objects.get(reference="F2")) == -1_760


def test_claims_and_customers_of_others_and_of_later_are_not_found(anna: Case, creditor: Creditor, book: Book) -> None:
    other = make_customer(make_creditor(), number="OTHER")
    make_claim(other, reference="OTHER-1")
    make_case(other)
    unseen = make_customer(creditor, number="UNSEEN", since_intake=5)
    make_claim(unseen, reference="UNSEEN-1", since_intake=5)
    make_case(unseen, since_intake=5)

    report = book(
        *[row(customer="K1", cents="1,00")] * 10, row(bill="OTHER-1"), row(bill="UNSEEN-1"), row(customer="UNSEEN")
    )

    assert [code for _, code in back(report)] == ["unknown_key"] * 3
    assert report.booked == 10


def test_lower_balance_of_a_file_that_is_being_read_does_not_count(anna: Case, book: Book) -> None:
    make_entry(Claim.objects.get(reference="F1"), amount_cents=-6_120, since_intake=9)

    book(row(customer="K1"))

    assert ("F1", 6_120) in paid()[1:]


# The whole file is refused ------------------------------------------------------------------------------------------


def refused(report: PaymentsReport) -> tuple[str, int, list[tuple[str, int]]]:
    return report.refusal_code, Intake.objects.filter(state=IntakeState.REFUSED).count(), paid()


def test_too_many_unreadable_lines_refuse_the_file(anna: Case, book: Book) -> None:
    report = book(row("1,00", customer="K1"), row("1.00", customer="K1"))

    assert refused(report) == ("too_many_bad", 1, [])
    assert AuditEvent.objects.get().what == "payments.refused"
    assert Reject.objects.get().code == "other_amount_style"


def test_file_of_somebody_else_is_refused(anna: Case, book: Book) -> None:
    report = book(row("1,00", customer="K1"), row(customer="X1"), row(customer="X2"))

    assert refused(report) == ("many_unknown", 1, [])
    assert back(report) == [(3, "unknown_key"), (4, "unknown_key")]


def test_refused_file_may_be_sent_again_when_it_is_right(anna: Case, creditor: Creditor, book: Book) -> None:
    rows = [row("1,00", customer="K1"), row(customer="X1"), row(customer="X2")]
    book(*rows)
    for number in ("X1", "X2"):
        make_claim(make_case(make_customer(creditor, number=number)).customer)

    assert book(*rows).booked == 3


@pytest.mark.parametrize(
    ("rows", "header", "code"),
    [
        ([], HEADER, "no_payments"),
        ([row(customer="K1")], HEADER.replace(";", ","), "wrong_separator"),
        ([row(customer="K1")], "a;b", "missing_column"),
    ],
)
def test_file_that_cannot_be_read_is_refused(anna: Case, book: Book, rows: list[str], header: str, code: str) -> None:
    assert refused(book(*rows, header=header)) == (code, 1, [])


def test_file_with_too_many_lines_is_refused(anna: Case, book: Book) -> None:
    report = book(*[row("0,01", customer="K1")] * 1_001)

    assert refused(report) == ("too_many_payments", 1, [])


def test_what_cannot_be_tried_says_so(anna: Case, book: Book, tmp_path: Path) -> None:
    with pytest.raises(FileError) as absent:
        payments_file.book(tmp_path / "weg.csv", creditor="woonstede", by="user:1", at=NOW)
    with pytest.raises(FileError) as stranger:
        book(row(), creditor="niemand")
    with pytest.raises(ProfileError, match="choose from payments"):
        book(row(), profile="snapshot")

    assert (absent.value.code, stranger.value.code) == (FileCode.NO_FILE, FileCode.NO_CREDITOR)


def test_file_waits_for_a_list_that_is_being_read(anna: Case, creditor: Creditor, book: Book) -> None:
    later = NOW + timedelta(days=365 * 50)
    make_intake(creditor, state="staging", lease_key="elsewhere:1:1:1", lease_until=later)

    with pytest.raises(FileError) as busy:
        book(row(customer="K1"))

    assert (busy.value.code, paid()) == (FileCode.BUSY, [])


# Looking ------------------------------------------------------------------------------------------------------------


def test_look_tells_what_booking_does_and_changes_nothing(anna: Case, look: Book, book: Book) -> None:
    make_contact(make_moment(anna))
    rows = [row("182,40", customer="K1"), row(customer="K1")]

    seen = look(*rows)
    before = (paid(), Intake.objects.count(), AuditEvent.objects.count(), Contact.objects.get().state)
    done = book(*rows, looked_at=seen.looked_at)

    assert before == ([], 0, 0, "planned")
    assert done.facts() == seen.facts()
    assert (done.booked_cents, back(done), done.looked_at) == (seen.booked_cents, back(seen), seen.looked_at)


def test_other_outcome_than_was_looked_at_books_nothing(anna: Case, look: Book, book: Book) -> None:
    seen = look(row("100,00", customer="K1"))
    payments.book(Claim.objects.get(reference="F1"), 100, booked_on=TODAY, by="user:2", at=NOW)

    with pytest.raises(ConflictError):
        book(row("100,00", customer="K1"), looked_at=seen.looked_at)

    assert (paid(), Intake.objects.count()) == ([("F1", 100)], 0)


def test_payment_by_hand_on_another_bill_after_the_look_books_nothing(anna: Case, look: Book, book: Book) -> None:
    line = row("10,00", bill="F2", bank="B-1")
    seen = look(line)
    by_hand(1_000)  # the line goes where it would have gone, but it now looks like another payment

    with pytest.raises(ConflictError):
        book(line, looked_at=seen.looked_at)

    again = look(line)
    assert (seen.alike, again.alike, paid()) == ([], [2], [("F1", 1_000)])
    assert book(line, looked_at=again.looked_at).booked == 1


def test_plan_with_other_money_above_what_was_open_is_another_plan() -> None:
    plans = [Plan(), Plan(above=[(2, 100, 1)]), Plan(above=[(2, 200, 1)]), Plan(alike=[2])]

    assert len({plan.looked_at() for plan in plans}) == 4


def test_look_asks_as_often_for_many_lines_as_for_few(creditor: Creditor, look: Book) -> None:
    rows = crowd(creditor, 30)

    def asked(some: list[str]) -> int:
        with CaptureQueriesContext(connection) as queries:
            look(*some)
        return len(queries)

    assert asked(rows) == asked(rows[:3])


def test_book_asks_once_whom_the_lines_name(anna: Case, book: Book) -> None:
    with CaptureQueriesContext(connection) as queries:
        book(row("1,00", payment_reference="70002"), row("1,00", bill="F1"))

    named = [query["sql"] for query in queries if '"payment_reference" IN' in query["sql"]]
    assert (len(named), len(paid())) == (1, 2)


def test_bank_references_are_looked_up_in_their_index(anna: Case, creditor: Creditor, engine: str) -> None:
    with CaptureQueriesContext(connection) as queries:
        owing.paid_under(creditor, ["B-1"])

    with connection.cursor() as cursor:
        if engine == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off")  # so few rows are read faster without any index
        cursor.execute(("EXPLAIN QUERY PLAN " if engine == "sqlite" else "EXPLAIN ") + queries[-1]["sql"])
        assert "entry_reference" in str(cursor.fetchall())


def test_lines_that_came_back_long_ago_go_at_night_at_every_creditor(
    anna: Case, creditor: Creditor, book: Book
) -> None:
    short = make_creditor(policy_overrides={"intake.returned_lines_days": 7})
    for one in (creditor, short):
        book(*crowd(one), row(customer="X1"), creditor=one.code)
    of_a_list = make_reject(make_intake(creditor, number=99))

    left = []
    for days in (7, 8, 30, 31):
        payments_file.forget(NOW + timedelta(days=days))
        left.append(Reject.objects.exclude(pk=of_a_list.pk).count())

    assert left == [2, 1, 1, 0]
    assert Reject.objects.get() == of_a_list


# For all in one go --------------------------------------------------------------------------------------------------


@pytest.fixture
def together(asked: Joint, creditor: Creditor) -> Joint:
    """One plan of four, of which somebody else than the one that was asked takes the money: six times 60 euro."""
    joint = running_(asked)
    Joint.objects.filter(pk=joint.pk).update(pay_to=creditor)
    return joint


def shared() -> list[tuple[int, dict[str, int]]]:
    return list(JointPayment.objects.order_by("pk").values_list("amount_cents", "shares"))


@pytest.mark.parametrize("spelled", ["SAMEN-{}", "samen {}", "Samen.{}", "SAMEN{}"])
def test_payment_for_all_is_split_to_the_cent_over_those_who_take_part(
    together: Joint, creditor: Creditor, book: Book, spelled: str
) -> None:
    own, energy, water, care = together.parts.order_by("pk")
    want = {str(line.part_id): line.amount_cents for line in JointLine.objects.filter(plan__joint=together, number=1)}

    report = book(row("60,00", payment_reference=spelled.format(together.pk), bank="B-1"))

    assert (report.booked, report.together, report.booked_cents, report.entries) == (1, 1, 6_000, 0)
    ((cents, shares),) = shared()
    assert (cents, shares) == (6_000, want)
    assert set(shares) <= {str(part.pk) for part in (own, energy, water, care)}
    entries = MoneyEntry.objects.filter(kind="payment", reference="B-1", reason="bank")
    assert sorted(-cents for cents in entries.values_list("amount_cents", flat=True)) == sorted(
        shares[str(part.pk)] for part in (own, energy)
    )
    assert not entries.filter(creditor=creditor).exists()


def test_payment_for_all_with_a_part_of_the_amount_is_split_in_proportion(together: Joint, book: Book) -> None:
    book(row("10,01", payment_reference=f"SAMEN-{together.pk}", bank="B-1"))

    ((cents, shares),) = shared()
    assert (cents, sum(shares.values())) == (1_001, 1_001)


def test_payment_for_all_that_is_delivered_twice_is_booked_once(together: Joint, book: Book) -> None:
    line = row("60,00", payment_reference=f"SAMEN-{together.pk}", bank="B-1")
    book(line)

    again = book(line, row("60,00", payment_reference=f"samen {together.pk}", bank="B-1"))

    assert (again.booked, again.known, len(shared())) == (0, 2, 1)
    other = book(row("59,00", payment_reference=f"SAMEN-{together.pk}", bank="B-1"), books_alike=True)
    assert (back(other), len(shared())) == ([(2, "other_payment")], 1)


def test_two_payments_for_all_in_one_file_are_two(together: Joint, book: Book, look: Book) -> None:
    lines = [row("60,00", payment_reference=f"SAMEN-{together.pk}", bank=bank) for bank in ("B-1", "B-2", "")]

    assert look(*lines[:2]).alike == []
    report = book(*lines)

    assert (report.together, report.alike, len(shared())) == (3, [4], 3)
    assert JointPayment.objects.filter(reference=f"bestand {report.number}, regel 4").exists()
    later = book(row("60,00", payment_reference=f"SAMEN-{together.pk}", bank="B-9"))
    assert later.alike == [2]  # the same day and amount as one that was paid before: a person looks


def test_unknown_number_comes_back_for_a_person_and_too_much_is_split_as_far_as_it_is_open(
    together: Joint, book: Book, creditor: Creditor
) -> None:
    elsewhere = make_joint(pay_to=make_creditor())
    report = book(
        *crowd(creditor),
        row("60,00", payment_reference="SAMEN-999999", bank="B-1"),
        row("60,00", payment_reference=f"SAMEN-{elsewhere.pk}", bank="B-2"),
        row("300,00", payment_reference=f"SAMEN-{together.pk}", bank="B-4"),
        row("60,01", payment_reference=f"SAMEN-{together.pk}", bank="B-5"),
        row("0,01", payment_reference=f"SAMEN-{together.pk}", bank="B-6"),
    )

    assert back(report) == [(22, "unknown_key"), (23, "unknown_key"), (26, "joint_still")]
    assert (report.together, report.above_plan) == (2, [(25, 1, together.pk)])
    assert [(cents, sum(shares.values())) for cents, shares in shared()] == [(30_000, 30_000), (6_001, 6_000)]
    together.refresh_from_db()
    assert together.state == "completed"


def test_payment_for_all_above_what_is_open_is_split_as_far_as_it_goes_and_the_rest_is_told(
    together: Joint, book: Book, look: Book
) -> None:
    line = row("400,00", payment_reference=f"SAMEN-{together.pk}", bank="B-1")
    seen = look(line)

    report = book(line, looked_at=seen.looked_at)

    together.refresh_from_db()
    assert (together.state, back(report), report.booked, report.booked_cents) == ("completed", [], 1, 36_000)
    assert (report.above_plan, report.facts()["above"]) == ([(2, 4_000, together.pk)], 1)
    assert [(cents, sum(shares.values())) for cents, shares in shared()] == [(40_000, 36_000)]
    page = paymentsfiles.page_of(Intake.objects.get(pk=report.intake_id))
    assert [(one.line, one.amount, one.reference) for one in page.above_plan] == [
        (2, "€\xa040,00", f"SAMEN-{together.pk}")
    ]
    told = f"Regel 2: 40,00 euro meer dan er open was in SAMEN-{together.pk}. Dat is niet geboekt: betaal het terug of"
    assert told in " ".join(payment_lines(report)).replace("\xa0", " ")


def test_payment_for_all_above_what_is_open_is_booked_once_and_its_plan_stands_in_the_look(
    together: Joint, book: Book, look: Book
) -> None:
    line = row("400,00", payment_reference=f"SAMEN-{together.pk}", bank="B-1")
    assert look(line).looked_at != look(row("400,01", payment_reference=f"SAMEN-{together.pk}", bank="B-1")).looked_at
    entries = book(line, row("400,00", payment_reference=f"SAMEN-{together.pk}", bank="B-1")) and MoneyEntry.objects
    was = entries.count()

    again = book(line, row("400,00", payment_reference=f"samen {together.pk}", bank="B-1"), line)

    assert (again.booked, again.known, again.above_plan, len(shared()), entries.count()) == (0, 3, [], 1, was)
    other = book(row("360,00", payment_reference=f"SAMEN-{together.pk}", bank="B-1"), books_alike=True)
    assert (back(other), len(shared())) == ([(2, "other_payment")], 1)  # so much was split, and that is no whole line


def test_payment_for_all_above_what_is_open_goes_back_and_opens_what_was_split(together: Joint, book: Book) -> None:
    line = row("400,00", payment_reference=f"SAMEN-{together.pk}", bank="B-1")
    left = {case.pk: visible.open_cents(case) for case in Case.objects.filter(joint_parts__joint=together)}
    book(line)

    joint.take_back(JointPayment.objects.get(), booked_on=TODAY, by="user:1", at=NOW + timedelta(days=3))

    assert [(cents, sum(shares.values())) for cents, shares in shared()] == [(40_000, 36_000), (36_000, -36_000)]
    assert {pk: visible.open_cents(Case.objects.get(pk=pk)) for pk in left} == left
    assert sum(one[3] for one in jointrows.held(Joint.objects.get(pk=together.pk)).lefts()) == 36_000
    again = book(line, row("400,00", payment_reference=f"samen {together.pk}", bank="B-1"))
    assert (again.known, again.together) == (2, 0)  # a line of before never brings it back


def test_payment_for_a_plan_that_does_not_run_comes_back(together: Joint, book: Book, creditor: Creditor) -> None:
    joint.end(together, by="user:1", at=NOW)

    report = book(*crowd(creditor), row("60,00", payment_reference=f"SAMEN-{together.pk}", bank="B-1"))

    assert back(report) == [(22, "joint_still")]
    assert together.case.creditor.sender_name in report.returned[0].advice
    assert shared() == []


def test_last_payment_for_all_closes_every_file(together: Joint, book: Book) -> None:
    book(row("360,00", payment_reference=f"SAMEN-{together.pk}", bank="B-1"))

    together.refresh_from_db()
    assert together.state == "completed"
    cases = Case.objects.filter(joint_parts__joint=together)
    assert set(cases.values_list("state", flat=True)) == {"closed"}


def test_payment_for_all_that_went_back_is_open_again_everywhere(together: Joint, book: Book) -> None:
    book(row("60,00", payment_reference=f"SAMEN-{together.pk}", bank="B-1"))
    (paid_,) = JointPayment.objects.all()
    left = {case.pk: visible.open_cents(case) for case in Case.objects.filter(joint_parts__joint=together)}

    joint.take_back(paid_, booked_on=TODAY, by="user:1", at=NOW + timedelta(days=3))

    assert shared()[1] == (6_000, {part: -cents for part, cents in paid_.shares.items()})
    held = jointrows.held(Joint.objects.get(pk=together.pk))
    due = jointsaid.next_payment(held)
    assert due is not None
    assert (due.number, due.amount_cents, sum(left[3] for left in held.lefts())) == (1, 6_000, 36_000)
    for case in Case.objects.filter(joint_parts__joint=together):
        share = paid_.shares[str(case.joint_parts.get().pk)]
        assert visible.open_cents(case) == left[case.pk] + share
    with pytest.raises(RefusedError):
        joint.take_back(paid_, booked_on=TODAY, by="user:1", at=NOW)
    again = book(row("60,00", payment_reference=f"samen {together.pk}", bank="B-1"))
    assert (again.known, again.together) == (1, 0)  # a line of before never brings it back


def test_payment_that_went_back_is_missed_on_its_day(together: Joint, book: Book) -> None:
    book(row("60,00", payment_reference=f"SAMEN-{together.pk}", bank="B-1"))
    joint.take_back(JointPayment.objects.get(), booked_on=TODAY, by="user:1", at=NOW)

    joint.pass_all(NOW + timedelta(days=28), by="system")

    together.refresh_from_db()
    assert together.state == "missed"


def test_payment_that_one_file_took_back_by_itself_is_heard_in_the_night(together: Joint, book: Book) -> None:
    book(row("60,00", payment_reference=f"SAMEN-{together.pk}", bank="B-1"))
    entry = MoneyEntry.objects.filter(kind="payment").order_by("pk").first()
    assert entry is not None
    payments.reverse(entry, booked_on=TODAY, by="user:1", at=NOW + timedelta(hours=1))

    joint.pass_all(NOW + timedelta(days=1), by="system")
    joint.pass_all(NOW + timedelta(days=2), by="system")

    part = Case.objects.get(customer=entry.claim.customer_id).joint_parts.get()
    assert [shares for _, shares in shared()][1:] == [{str(part.pk): entry.amount_cents}]


@pytest.mark.parametrize("is_heard", [True, False])
def test_payment_that_one_file_took_back_before_is_not_taken_back_twice(
    together: Joint, book: Book, is_heard: bool
) -> None:
    book(row("60,00", payment_reference=f"SAMEN-{together.pk}", bank="B-1"))
    paid_, entry = JointPayment.objects.get(), MoneyEntry.objects.filter(kind="payment").earliest("pk")
    payments.reverse(entry, booked_on=TODAY, by="user:1", at=NOW + timedelta(hours=1))
    if is_heard:
        joint.pass_all(NOW + timedelta(days=1), by="system")

    joint.take_back(paid_, booked_on=TODAY, by="user:1", at=NOW + timedelta(days=2))
    joint.pass_all(NOW + timedelta(days=3), by="system")

    rows = shared()
    assert [cents for cents, _ in rows] == [6_000, -entry.amount_cents, 6_000 + entry.amount_cents]
    assert jointrows.paid(Joint.objects.get(pk=together.pk)) == {int(part): 0 for part in paid_.shares}
    assert sum(left[3] for left in jointrows.held(Joint.objects.get(pk=together.pk)).lefts()) == 36_000


def test_storno_that_was_heard_leaves_a_later_correction_alone(together: Joint, book: Book) -> None:
    book(row("60,00", payment_reference=f"SAMEN-{together.pk}", bank="B-1"))
    entry = MoneyEntry.objects.filter(kind="payment").earliest("pk")
    payments.reverse(entry, booked_on=TODAY, by="user:1", at=NOW + timedelta(hours=1))
    joint.pass_all(NOW + timedelta(days=1), by="system")
    book(row("30,00", payment_reference=f"SAMEN-{together.pk}", bank="B-2"))
    heard = shared()

    payments.correct(entry.claim, 500, booked_on=TODAY, by="user:1", at=NOW + timedelta(days=2))
    joint.pass_all(NOW + timedelta(days=3), by="system")

    assert shared() == heard  # a bill that turned out higher is no storno


def test_paying_again_on_the_day_of_a_storno_is_booked(together: Joint, book: Book) -> None:
    book(row("60,00", payment_reference=f"SAMEN-{together.pk}", bank="B-1"))
    earlier = JointPayment.objects.get()
    JointPayment.objects.update(paid_on=TODAY - timedelta(days=3))
    joint.take_back(earlier, booked_on=TODAY, by="user:1", at=NOW)

    again = book(row("60,00", payment_reference=f"SAMEN-{together.pk}", bank="B-2"))

    assert (again.together, again.alike) == (1, [])


def test_payment_for_all_is_told_on_the_page(together: Joint, book: Book) -> None:
    report = book(row("60,00", payment_reference=f"SAMEN-{together.pk}", bank="B-1"))

    page = paymentsfiles.page_of(Intake.objects.get(pk=report.intake_id))
    assert (page.together, page.booked, page.total) == (1, 1, "€\xa060,00")
    assert "  betalingen voor een gezamenlijk plan, verdeeld over de organisaties: 1" in list(payment_lines(report))


def test_payment_for_all_is_undone_with_the_rest_of_the_file(
    together: Joint, book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_args: Any, **_values: Any) -> None:
        raise OSError

    monkeypatch.setattr(payments_file.booking.Reject.objects, "bulk_create", fails)
    with pytest.raises(OSError):  # noqa: PT011 - whatever went wrong
        book(row("60,00", payment_reference=f"SAMEN-{together.pk}", bank="B-1"))

    assert (shared(), MoneyEntry.objects.filter(kind="payment").count()) == ([], 0)


@pytest.mark.parametrize(
    ("code", "iban", "takes"),
    [("", "NL91ABNA0417164300", False), ("samen", "", False), ("samen", "NL91ABNA0417164300", True)],
)
def test_coalition_says_who_takes_the_money_for_all(
    code: str, iban: str, takes: bool, settings: Any, creditor: Creditor
) -> None:
    payee = make_creditor(code="samen", iban=iban)
    settings.JOINT_PAYEE = code

    made = joint.start(make_late_case(creditor), [], by_channel=ChannelKind.PHONE, by="user:1", at=NOW)

    assert made.pay_to == (payee if takes else None)


def test_payment_for_all_is_split_no_further_than_the_consents_of_today_hold(together: Joint, book: Book) -> None:
    """Somebody's consent ended today and the night has not heard of it yet: the other lines are booked."""
    part = together.parts.order_by("pk")[2]
    Consent.objects.filter(pk=part.consent_id).update(until_on=TODAY)

    report = book(
        row("360,00", payment_reference=f"SAMEN-{together.pk}", bank="B-1"),
        row("60,00", payment_reference=f"SAMEN-{together.pk}", bank="B-2"),
    )

    ((line, above_cents, plan),) = report.above_plan
    assert (back(report), report.booked, line, plan) == ([(3, "joint_still")], 1, 2, together.pk)
    assert report.booked_cents == 36_000 - above_cents
    ((cents, shares),) = shared()
    assert (cents, sum(shares.values())) == (36_000, 36_000 - above_cents)
    assert str(part.pk) not in shares


def test_payment_for_all_that_the_plan_refuses_at_the_last_moment_holds_up_no_other_line(
    together: Joint, book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    pay = joint.pay

    def pays(plan: Joint, cents: int, *words: Any, **more: Any) -> JointPayment:
        if cents == 5_000:
            raise JointRefusedError(Refused.NOT_NOW, "somebody was first")
        return pay(plan, cents, *words, **more)

    monkeypatch.setattr(joint, "pay", pays)

    report = book(
        row("50,00", payment_reference=f"SAMEN-{together.pk}", bank="B-1"),
        row("60,00", payment_reference=f"SAMEN-{together.pk}", bank="B-2"),
    )

    assert (back(report), report.booked, report.together, report.booked_cents) == ([(2, "joint_still")], 1, 1, 6_000)
    assert [cents for cents, _ in shared()] == [6_000]


def test_mark_of_the_bank_that_only_names_the_plan_tells_no_two_payments_apart(
    together: Joint, look: Book, book: Book
) -> None:
    line = row("60,00", payment_reference=f"SAMEN-{together.pk}", bank=f"SAMEN-{together.pk}")
    book(line)
    other = row("60,00", payment_reference=f"SAMEN {together.pk}", bank=f"SAMEN-{together.pk}")

    assert look(other).alike == [2]
    assert book(other, books_alike=True).booked == 1
    assert [cents for cents, _ in shared()] == [6_000, 6_000]


@pytest.mark.parametrize("more", [{"bill": "F1"}, {"bill": "huur december"}, {"bill": "SAMEN-99"}, {"customer": "K1"}])
def test_payment_for_all_that_names_something_else_too_comes_back_and_the_file_goes_on(
    together: Joint, anna: Case, book: Book, more: dict[str, str]
) -> None:
    said = f"SAMEN-{together.pk}"

    report = book(row("60,00", payment_reference=said, bank="B-1", **more), row("61,20", bill="F1", bank="B-2"))

    assert (back(report), report.booked, shared()) == ([(2, "joint_and_more")], 1, [])
    (value,) = more.values()
    assert f"Deze regel noemt “{said}” en “{value}”." in report.returned[0].advice
    assert "Er is niets geboekt." in report.returned[0].advice


def test_payment_for_all_may_name_a_customer_who_takes_part(together: Joint, book: Book) -> None:
    part = together.parts.order_by("pk")[0]
    Joint.objects.filter(pk=together.pk).update(pay_to=part.creditor)
    assert part.case is not None
    line = row("60,00", payment_reference=f"SAMEN-{together.pk}", customer=part.case.customer.number, bank="B-1")

    report = book(line, creditor=part.creditor.code)

    assert (report.together, back(report)) == (1, [])


@pytest.mark.parametrize("first", ["all", "bill"])
@pytest.mark.parametrize("at_once", [True, False])
def test_bank_reference_of_a_payment_for_all_and_of_a_bill_is_booked_once(
    together: Joint, anna: Case, book: Book, first: str, at_once: bool
) -> None:
    lines = [row("60,00", payment_reference=f"SAMEN-{together.pk}", bank="B-1"), row("61,20", bill="F1", bank="B-1")]
    lines = lines if first == "all" else lines[::-1]

    reports = [book(*lines)] if at_once else [book(lines[0]), book(row("1,00", bill="F2", bank="B-7"), lines[1])]

    assert back(reports[-1]) == [(3, "other_payment")]
    assert "B-1" in reports[-1].returned[0].advice
    assert JointPayment.objects.count() + MoneyEntry.objects.filter(claim__reference="F1", kind="payment").count() == 1


@pytest.mark.parametrize("bank", ["terug:1", "TERUG: 12", "dossier:7:1:1"])
def test_bank_reference_that_begins_as_ours_do_is_one_payment_that_can_go_back(
    together: Joint, anna: Case, book: Book, bank: str
) -> None:
    line = row("60,00", payment_reference=f"SAMEN-{together.pk}", bank=bank)

    first, again = book(line), book(line, row("1,00", bill="F2", bank="B-7"))

    assert (first.together, again.together, again.known) == (1, 0, 1)
    (paid,) = JointPayment.objects.all()
    assert paid.reference == f"kenmerk {bank}"
    assert back(book(row("61,20", bill="F1", bank=bank), row("1,00", bill="F2", bank="B-8")))[0][1] == "other_payment"
    joint.take_back(paid, booked_on=TODAY, **WHO)


@pytest.mark.parametrize("at_once", [True, False])
def test_bank_reference_of_two_plans_is_booked_once(
    together: Joint, anna: Case, creditor: Creditor, book: Book, at_once: bool
) -> None:
    other = running_elsewhere(creditor)
    lines = [row("20,00", payment_reference=f"SAMEN-{one.pk}", bank="B-1") for one in (together, other)]

    reports = [book(*lines)] if at_once else [book(lines[0]), book(row("1,00", bill="F2", bank="B-7"), lines[1])]

    assert back(reports[-1]) == [(3, "other_payment")]
    assert list(JointPayment.objects.values_list("joint", flat=True)) == [together.pk]


def running_elsewhere(payee: Creditor) -> Joint:
    """The plan of another customer, with one organisation, of which the same one takes the money."""
    case = make_late_case(make_creditor(name="Elders", code="elders"), cents=10_000, number="Z-1")
    made = joint.start(case, [], by_channel=ChannelKind.PHONE, **WHO)
    joint.capacity(made, 6_000, Rhythm.MONTHLY, date(2026, 12, 15), **WHO)
    joint.ask(made, **WHO)
    joint.confirm(Joint.objects.get(pk=made.pk), **WHO)
    Joint.objects.filter(pk=made.pk).update(pay_to=payee)
    return Joint.objects.get(pk=made.pk)
