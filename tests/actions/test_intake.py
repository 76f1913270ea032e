"""Intake: what a file changes, what it leaves alone, and that nobody sees it half."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from tests.actions.intake_state import balances, everything
from tests.factories import make_case, make_claim, make_contact, make_creditor, make_customer, make_moment, make_point
from tests.intake.helpers import HEADER, SNAPSHOT, write, write_xlsx
from tijdig.actions import audit, leases, sweeping
from tijdig.actions.intake import IntakeReport, comparing, receive, scratch, staging, turns, writing
from tijdig.intake import FileError, profiles
from tijdig.intake.faults import FileCode
from tijdig.management.summaries import intake_lines
from tijdig.models import (
    AuditEvent,
    Case,
    Claim,
    Contact,
    ContactPoint,
    Contract,
    Creditor,
    Customer,
    CustomerDetails,
    Intake,
    MoneyEntry,
    Reject,
)

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
TODAY = date(2026, 11, 23)
Take = Callable[..., IntakeReport]


@pytest.fixture
def creditor() -> Creditor:
    return make_creditor(code="woonstede", sector="housing")


@pytest.fixture
def take(creditor: Creditor, data_dir: Path) -> Take:
    """Take in rows of a list, each a file of its own."""

    def taken(rows: Iterable[str], header: str = HEADER, profile: str = "open-items", **values: Any) -> IntakeReport:
        path = write(data_dir / "lijst.csv", rows, header)
        return receive(path, **{"creditor": creditor.code, "profile": profile, "by": "test", "at": AT} | values)

    return taken


def row(customer: int, claim: int, amount: str = "50,00", due: str = "31-10-2026") -> str:
    return f"K{customer};F{claim};{due};{amount}"


def counted(report: IntakeReport) -> dict[str, int]:
    uncounted = ("known", "open_before", "unreachable")
    return {name: count for name, count in report.counts.items() if count and name not in uncounted}


# What a list says -------------------------------------------------------------------------------------------------


def test_first_list_makes_customers_cases_claims_and_entries(creditor: Creditor, take: Take) -> None:
    report = take([row(1, 1), row(1, 2, "1.250,00"), row(2, 1)])

    assert counted(report) == {"new_customers": 2, "new_claims": 3}
    assert (report.number, report.rows, report.bad, report.is_refused) == (1, 3, 0, False)
    assert balances(creditor) == {"K1/F1": 5000, "K1/F2": 125000, "K2/F1": 5000}
    assert list(Case.objects.order_by("customer__number").values_list("customer__number", "state", "since_intake")) == [
        ("K1", "open", 1),
        ("K2", "open", 1),
    ]
    claim = Claim.objects.get(reference="F2")
    assert (claim.kind, claim.due_on, claim.creditor, claim.version) == ("rent", date(2026, 10, 31), creditor, 1)
    assert (claim.is_fixed_cost, claim.is_threatening, claim.is_preferential) == (True, True, False)
    entry = MoneyEntry.objects.get(claim=claim)
    assert (entry.kind, entry.reason, entry.booked_on, entry.made_by, entry.made_at) == (
        *("claim", "listed", TODAY, "test", AT),
    )


def test_customer_made_by_intake_is_as_one_made_by_hand(take: Take) -> None:
    take([row(1, 1)])

    found, made = Customer.objects.get(), Customer()
    same = ("prefers", "not_by", "is_safe_to_contact", "died_on", "version")
    assert [getattr(found, name) for name in same] == [getattr(made, name) for name in same]


def test_intake_leaves_its_trace(take: Take) -> None:
    take([row(1, 1)])

    intake, event = Intake.objects.get(), AuditEvent.objects.get()
    assert (intake.state, intake.kind, intake.published_at, intake.lease_key) == ("published", "full", AT, "")
    assert (intake.profile, intake.file_name, len(intake.sha256)) == ("open-items", "lijst.csv", 64)
    assert (event.what, event.by, event.noun_id) == ("intake.published", "test", str(intake.pk))
    assert event.facts == {"rows": 1, "bad": 0, "later": 0, "new_customers": 1, "new_claims": 1}


def test_same_file_again_changes_nothing(creditor: Creditor, take: Take) -> None:
    rows = [row(1, 1), row(1, 2), row(2, 1)]
    take(rows)
    before = everything()

    report = take(reversed(rows))

    after = everything()
    assert report.has_changed_nothing
    assert {name for name in before if before[name] != after[name]} == {"creditors", "intakes", "trail"}


def test_lower_amount_is_a_payment_and_higher_a_correction(creditor: Creditor, take: Take) -> None:
    take([row(1, 1), row(1, 2), row(1, 3)])

    report = take([row(1, 1, "20,00"), row(1, 2, "60,00"), row(1, 3, "0")])

    assert counted(report) == {"lowered": 2, "raised": 1}
    assert balances(creditor) == {"K1/F1": 2000, "K1/F2": 6000, "K1/F3": 0}
    rows = MoneyEntry.objects.filter(since_intake=2).order_by("claim__reference")
    assert list(rows.values_list("kind", "reason", "amount_cents")) == [
        ("payment", "list_difference", -3000),
        ("correction", "list_difference", 1000),
        ("payment", "list_difference", -5000),
    ]


def test_lower_amount_is_a_correction_when_the_profile_says_so(take: Take, data_dir: Path) -> None:
    text = (profiles.FOLDER / "open-items.toml").read_text().replace('lower = "payment"', 'lower = "correction"')
    own = data_dir / "eigen.toml"
    own.write_text(text)
    take([row(1, 1)])

    take([row(1, 1, "20,00")], profile=str(own))

    assert MoneyEntry.objects.get(since_intake=2).kind == "correction"


def test_claim_that_is_no_longer_listed_is_closed_and_not_paid(creditor: Creditor, take: Take) -> None:
    take([row(1, 1), row(1, 2), row(2, 1)])

    report = take([row(1, 1)])

    assert counted(report) == {"closed": 2}
    assert balances(creditor) == {"K1/F1": 5000, "K1/F2": 0, "K2/F1": 0}
    assert set(MoneyEntry.objects.filter(since_intake=2).values_list("kind", "reason", "amount_cents")) == {
        ("correction", "no_longer_listed", -5000)
    }
    assert take([row(1, 1)]).has_changed_nothing


def test_claim_that_comes_back_is_corrected_again(creditor: Creditor, take: Take) -> None:
    take([row(1, 1), row(1, 2)])
    take([row(1, 1)])

    report = take([row(1, 1), row(1, 2, "40,00")])

    assert counted(report) == {"returned": 1}
    assert balances(creditor) == {"K1/F1": 5000, "K1/F2": 4000}
    assert MoneyEntry.objects.get(since_intake=3).kind == "correction"


def test_list_of_changes_closes_nothing(creditor: Creditor, take: Take, data_dir: Path) -> None:
    text = (profiles.FOLDER / "open-items.toml").read_text().replace('kind = "full"', 'kind = "changes"')
    own = data_dir / "eigen.toml"
    own.write_text(text)
    take([row(1, 1), row(1, 2)])

    report = take([row(1, 1, "20,00")], profile=str(own))

    assert counted(report) == {"lowered": 1}
    assert balances(creditor) == {"K1/F1": 2000, "K1/F2": 5000}


def test_list_counts_what_people_booked_in_between(creditor: Creditor, take: Take) -> None:
    take([row(1, 1)])
    claim = Claim.objects.get()
    MoneyEntry.objects.create(
        creditor=creditor, claim=claim, kind="payment", amount_cents=-3000, booked_on=TODAY, made_by="x", made_at=AT
    )

    assert take([row(1, 1, "20,00")]).has_changed_nothing


def test_nothing_open_makes_no_customer(take: Take) -> None:
    report = take([row(1, 1, "0,00"), row(2, 1)])

    assert counted(report) == {"new_customers": 1, "new_claims": 1}
    assert Customer.objects.get().number == "K2"


def test_credit_is_a_correction_when_allowed(creditor: Creditor, take: Take, data_dir: Path) -> None:
    own = data_dir / "eigen.toml"
    own.write_text((profiles.FOLDER / "open-items.toml").read_text().replace("credit = false", "credit = true"))

    take([row(1, 1), row(1, 2, "-12,00")], profile=str(own))

    assert balances(creditor) == {"K1/F1": 5000, "K1/F2": -1200}
    assert MoneyEntry.objects.get(amount_cents=-1200).kind == "correction"


def test_customer_of_another_creditor_is_somebody_else(creditor: Creditor, take: Take) -> None:
    other = make_creditor(code="energie", sector="energy")
    take([row(1, 1)])

    take([row(1, 1), row(2, 1)], creditor="energie")
    take([row(1, 1)], creditor="energie")

    assert balances(creditor) == {"K1/F1": 5000}
    assert balances(other) == {"K1/F1": 5000, "K2/F1": 0}
    assert Customer.objects.filter(number="K1").count() == 2
    assert Claim.objects.get(creditor=other, customer__number="K1").kind == "energy"


def test_customer_made_by_hand_is_found(creditor: Creditor, take: Take) -> None:
    customer = make_customer(creditor, number="K1")

    report = take([row(1, 1)])

    assert counted(report) == {"new_claims": 1}
    assert Case.objects.get().customer == customer


def test_workbook_comes_in_too(creditor: Creditor, data_dir: Path) -> None:
    path = write_xlsx(data_dir / "lijst.xlsx", [["K1", "F1", TODAY, 12.5]])

    receive(path, creditor="woonstede", profile="open-items", by="test", at=AT)

    assert balances(creditor) == {"K1/F1": 1250}


def test_changed_due_date_and_reference_follow_at_the_flip(take: Take) -> None:
    header = HEADER + ";Betalingskenmerk"
    take([row(1, 1) + ";123", row(1, 2) + ";124"], header)

    report = take([row(1, 1, due="30-11-2026") + ";999", row(1, 2) + ";124"], header)

    claim = Claim.objects.get(reference="F1")
    assert counted(report) == {"changed_claims": 1}
    assert (claim.due_on, claim.payment_reference, claim.version) == (date(2026, 11, 30), "999", 2)


def test_very_many_changed_due_dates_follow_in_parts(take: Take, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tijdig.actions.intake.publishing.AT_ONCE", 3)
    take(row(number, 1) for number in range(8))

    take(row(number, 1, due="30-11-2026") for number in range(8))

    assert set(Claim.objects.values_list("due_on", "version")) == {(date(2026, 11, 30), 2)}


def test_contracts_are_made_once_and_hang_on_their_claims(take: Take) -> None:
    header = HEADER + ";Contractnummer"
    rows = [row(1, 1) + ";C1", row(1, 2) + ";C1", row(2, 1) + ";", row(2, 2) + ";C2"]
    take(rows, header)
    take([*rows, row(1, 3) + ";C1"], header)

    assert sorted(Contract.objects.values_list("customer__number", "number", "product", "since_intake")) == [
        ("K1", "C1", "rent", 1),
        ("K2", "C2", "rent", 1),
    ]
    assert set(Claim.objects.filter(customer__number="K1").values_list("contract__number", flat=True)) == {"C1"}
    assert Claim.objects.get(customer__number="K2", reference="F1").contract is None


def test_many_claims_of_one_customer_go_in_parts(take: Take, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(comparing, "BLOCK", 5)
    monkeypatch.setattr(writing, "CHUNK", 7)
    rows = [row(1, number) for number in range(40)] + [row(number, 1) for number in range(2, 30)]

    first, again, less = take(rows), take(rows), take([row(1, 1)], closes_many=True)

    assert counted(first) == {"new_customers": 29, "new_claims": 68}
    assert again.has_changed_nothing
    assert counted(less) == {"closed": 67}


# What the creditor knows of people --------------------------------------------------------------------------------


def person(number: int, name: str = "de Wit", email: str = "anna@post.example", mobile: str = "06 12345678") -> str:
    return f"K{number};mevrouw;Anna;{name};Lindepad;7;1288 AW;Watermeer;{email};{mobile};17-05-1984;nl;C{number};"


BILL = "F1;01-10-2026;31-10-2026;50,00"


def snapshot(take: Take, *rows: str) -> IntakeReport:
    return take(rows, SNAPSHOT, "snapshot")


def test_customers_whom_nobody_can_write_to_are_counted(take: Take) -> None:
    def silent(number: int) -> str:
        return f"K{number};mevrouw;Anna;de Wit;;;;;;;;nl;;"

    reached = [person(1) + BILL, person(2, email="", mobile="") + BILL, f"{silent(3)[:-6]}06 12345678;;nl;;{BILL}"]
    first = snapshot(take, *reached, silent(4) + BILL, silent(4) + BILL.replace("F1", "F2"))
    looked = take([row(1, 1), row(4, 1)], dry_run=True)
    second = snapshot(take, silent(1) + BILL, silent(4) + BILL, silent(5) + BILL.replace("50,00", "0"))

    assert [report.counts["unreachable"] for report in (first, looked, second)] == [1, 0, 2]
    told = [line for report in (first, looked, second) for line in intake_lines(report) if "mobiel nummer:" in line]
    assert told == [
        "1 klant heeft geen adres, e-mail of mobiel nummer: die krijgt geen bericht, een medewerker ziet hem.",
        "2 klanten hebben geen adres, e-mail of mobiel nummer: zij krijgen geen bericht, een medewerker ziet ze.",
    ]


def test_snapshot_brings_details_and_ways_to_reach(take: Take) -> None:
    snapshot(take, person(1) + BILL)

    details = CustomerDetails.objects.get()
    assert (
        details.kind,
        details.first_name,
        details.last_name,
        details.language,
        details.birth_on,
        details.postcode,
    ) == (*("consumer", "Anna", "de Wit", "nl", date(1984, 5, 17), "1288 AW"),)
    assert list(ContactPoint.objects.order_by("kind").values_list("kind", "value", "source", "state", "noted_on")) == [
        ("email", "anna@post.example", "creditor", "unverified", TODAY),
        ("mobile", "+31612345678", "creditor", "unverified", TODAY),
        ("post", "Lindepad 7\n1288 AW Watermeer", "creditor", "unverified", TODAY),
    ]


def test_changed_details_and_points_end_and_begin(take: Take) -> None:
    snapshot(take, person(1) + BILL, person(2) + BILL)

    same = snapshot(take, person(1) + BILL, person(2) + BILL)
    report = snapshot(take, person(1, "Zwart", email="", mobile="06 87654321") + BILL, person(2) + BILL)

    assert same.has_changed_nothing
    assert counted(report) == {"changed_details": 1, "changed_points": 2}
    anna = {"customer__number": "K1"}
    assert list(
        CustomerDetails.objects.filter(**anna).order_by("pk").values_list("last_name", "since_intake", "until_intake")
    ) == [("de Wit", 1, 3), ("Zwart", 3, None)]
    assert sorted(ContactPoint.objects.filter(**anna).values_list("kind", "value", "since_intake", "until_intake")) == [
        ("email", "anna@post.example", 1, 3),
        ("mobile", "+31612345678", 1, 3),
        ("mobile", "+31687654321", 3, None),
        ("post", "Lindepad 7\n1288 AW Watermeer", 1, None),
    ]


def test_what_customers_told_us_themselves_stays(creditor: Creditor, take: Take) -> None:
    snapshot(take, person(1) + BILL)
    own = make_point(Customer.objects.get(), kind="email", value="eigen@post.example", source="customer")
    ContactPoint.objects.filter(kind="email", source="creditor").update(state="bounced")

    report = snapshot(take, person(1) + BILL)

    own.refresh_from_db()
    assert report.has_changed_nothing
    assert own.until_intake is None
    assert ContactPoint.objects.get(kind="email", source="creditor").state == "bounced"


def test_column_that_is_left_out_changes_nothing(take: Take) -> None:
    snapshot(take, person(1) + BILL)
    left_out = {"Aanhef", "Geboortedatum", "Taal"}
    keep = [place for place, name in enumerate(SNAPSHOT.split(";")) if name not in left_out]

    cells = (person(1, "Zwart") + BILL).split(";")
    header = ";".join(SNAPSHOT.split(";")[place] for place in keep)
    take([";".join(cells[place] for place in keep)], header, "snapshot")

    details = CustomerDetails.objects.get(until_intake=None)
    assert (details.last_name, details.salutation, details.birth_on) == ("Zwart", "mevrouw", date(1984, 5, 17))


def test_list_without_names_keeps_those_that_are_known(take: Take) -> None:
    snapshot(take, person(1) + BILL)

    report = take([row(1, 1)])

    assert report.has_changed_nothing
    assert CustomerDetails.objects.get().until_intake is None


# A file that holds the whole history -------------------------------------------------------------------------------

LEDGER = "customerID,invoiceNumber,InvoiceDate,DueDate,InvoiceAmount,Disputed,SettledDate,PaperlessBill"


def ledger(take: Take, *rows: str, at: datetime = AT) -> IntakeReport:
    return take(rows, LEDGER, "public-ledger", at=at)


def test_history_counts_as_it_stood_on_the_day(creditor: Creditor, take: Take) -> None:
    rows = [
        "C1,1,10/1/2026,10/31/2026,50.00,No,11/20/2026,Paper",  # paid before today
        "C1,2,10/1/2026,10/31/2026,60.00,No,12/1/2026,Paper",  # open today
        "C1,3,10/1/2026,10/31/2026,70.00,Yes,12/1/2026,Electronic",  # disputed
        "C1,4,10/1/2026,12/31/2026,80.00,Yes,12/1/2026,Electronic",  # disputed, but not due yet
        "C1,5,12/1/2026,12/31/2026,90.00,No,,Paper",  # does not exist yet
    ]
    first = ledger(take, *rows)

    assert (counted(first), first.later) == ({"new_customers": 1, "new_claims": 3}, 1)
    assert balances(creditor) == {"C1/2": 6000, "C1/3": 7000, "C1/4": 8000}
    assert list(Claim.objects.order_by("reference").values_list("disputed_on", flat=True)) == [
        *(None, date(2026, 10, 31), None),
    ]

    later = ledger(take, *rows, at=AT + timedelta(days=60))

    assert counted(later) == {"lowered": 3, "new_claims": 1, "changed_claims": 1}
    assert balances(creditor) == {"C1/2": 0, "C1/3": 0, "C1/4": 0, "C1/5": 9000}
    assert Claim.objects.get(reference="4").disputed_on == date(2026, 12, 31)


def test_history_may_lack_disputes_and_invoice_dates(creditor: Creditor, take: Take) -> None:
    report = take(
        ["C1,1,10/31/2026,50.00,", "C2,x,10/31/2026,50.00,11/1/2026"],
        "customerID,invoiceNumber,DueDate,InvoiceAmount,SettledDate",
        "public-ledger",
    )

    assert (counted(report), report.later) == ({"new_customers": 1, "new_claims": 1}, 0)


def test_history_without_a_good_line_is_refused(take: Take) -> None:
    assert ledger(take, "C1,1,x,x,x,No,,Paper").refusal_code == "too_many_bad"


# Bad lines -----------------------------------------------------------------------------------------------------------


def many(count: int = 40) -> list[str]:
    return [row(number, 1) for number in range(1, count + 1)]


def test_few_bad_lines_are_kept_with_advice_and_the_rest_comes_in(take: Take, data_dir: Path) -> None:
    report = take([*many(), row(99, 1, due="31-02-2026")])

    assert (report.is_refused, report.rows, report.bad) == (False, 41, 1)
    assert report.rejects_file == data_dir / "rejects" / "woonstede-1-fouten.csv"
    kept = Reject.objects.get()
    assert (kept.line, kept.column, kept.code, kept.raw) == (
        42,
        "Vervaldatum",
        "impossible_date",
        row(99, 1, due="31-02-2026"),
    )
    assert kept.advice.startswith("“31-02-2026” bestaat niet op de kalender.")
    assert Intake.objects.get().counts["bad"] == 1


def test_mended_rejects_come_in_and_close_nothing(creditor: Creditor, take: Take, data_dir: Path) -> None:
    report = take([*many(), row(99, 1, due="31-02-2026")])
    assert report.rejects_file
    mended = data_dir / "verbeterd.csv"
    mended.write_bytes(report.rejects_file.read_bytes().replace(b"31-02-2026", b"28-02-2026"))

    again = receive(mended, creditor="woonstede", profile="open-items", by="test", at=AT)

    assert counted(again) == {"new_customers": 1, "new_claims": 1}
    assert len(balances(creditor)) == 41
    assert Intake.objects.get(number=2).kind == "changes"


def test_claim_whose_line_is_bad_is_not_closed(creditor: Creditor, take: Take) -> None:
    take([*many(), row(1, 2), row(1, 3)])

    report = take([*many(), row(1, 2, "1,234.56"), row(1, 3)[:-6]])

    assert report.bad == 2
    assert balances(creditor)["K1/F2"] == 5000
    assert balances(creditor)["K1/F3"] == 5000  # its cells may have shifted, but its customer is on the list


def test_claim_without_a_reference_spares_all_claims_of_its_customer(creditor: Creditor, take: Take) -> None:
    take([*many(), row(1, 2), row(2, 2)])

    take([*many(), "K1;;31-10-2026;50,00"])

    assert (balances(creditor)["K1/F2"], balances(creditor)["K2/F2"]) == (5000, 0)


def test_reference_that_stands_twice_counts_once(creditor: Creditor, take: Take) -> None:
    rows = many(60)
    report = take([*rows, row(1, 1, "99,00"), row(1, 1, "98,00"), row(2, 1)])

    assert (report.bad, balances(creditor)["K1/F1"]) == (3, 5000)
    assert list(Reject.objects.order_by("line").values_list("line", "code", "raw")) == [
        (62, "duplicate_reference", row(1, 1, "99,00")),
        (63, "duplicate_reference", row(1, 1, "98,00")),
        (64, "duplicate_reference", row(2, 1)),
    ]
    assert Reject.objects.get(line=63).advice.startswith("Rekening “F1” staat ook op regel 2. Alleen die regel telt.")
    assert take(rows).has_changed_nothing


def test_too_many_bad_lines_refuse_the_file_and_show_nothing(creditor: Creditor, take: Take) -> None:
    report = take([*many(18), row(98, 1, "x"), row(99, 1, "x")])

    creditor.refresh_from_db()
    assert (report.is_refused, report.refusal_code) == (True, "too_many_bad")
    assert report.refusal.startswith("In “lijst.csv” zijn 2 van de 20 regels fout, te veel om de rest te vertrouwen.")
    assert (creditor.visible_intake, Customer.objects.count(), Reject.objects.count()) == (0, 0, 2)
    assert report.rejects_file
    assert Intake.objects.get().state == "refused"
    assert AuditEvent.objects.get().what == "intake.refused"


def test_share_of_bad_lines_is_the_creditors_choice_within_bounds(creditor: Creditor, take: Take) -> None:
    Creditor.objects.update(policy_overrides={"intake.max_bad_share": 0.2})

    assert not take([*many(18), row(98, 1, "x"), row(99, 1, "x")]).is_refused


HALF = "In “lijst.csv” ontbreken 22 van de 60 rekeningen die nog open staan"


def test_half_a_list_closes_nothing_and_shows_nothing(
    creditor: Creditor, take: Take, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(turns, "CHUNK", 7)
    take(many(60))
    before = everything()
    changed = [line.replace("50,00", "60,00") for line in many(38)]

    report = take([*changed, row(98, 1), row(1, 98)])

    after = everything()
    assert (report.refusal_code, report.refusal.startswith(HALF)) == ("many_closed", True)
    assert "--closes-many" in report.refusal
    assert {name for name in before if before[name] != after[name]} == {"intakes", "trail"}
    assert list(Intake.objects.order_by("number").values_list("number", "state")) == [(1, "published"), (2, "refused")]
    assert AuditEvent.objects.get(what="intake.refused").facts == {
        "code": "many_closed", "rows": 40, "bad": 0, "later": 0,
    }  # fmt: skip
    assert take(many(60)).has_changed_nothing


def test_half_a_list_leaves_details_and_addresses(creditor: Creditor, take: Take) -> None:
    def people(name: str, count: int) -> list[str]:
        return [f"K{n};;;{name};;;;;{name}{n}@post.example;;;;;F1;;31-10-2026;50,00" for n in range(count)]

    snapshot(take, *people("Bos", 40))
    before = everything()

    assert snapshot(take, *people("Vos", 5)).is_refused

    after = everything()
    assert (before["details"], before["points"]) == (after["details"], after["points"])
    assert len(after["points"]) == 40


def test_dry_run_tells_that_it_is_half_a_list(creditor: Creditor, take: Take) -> None:
    take(many(60))
    before = everything()

    assert take(many(38), dry_run=True).refusal.startswith(HALF)
    assert not take(many(38), dry_run=True, closes_many=True).is_refused
    assert everything() == before


def test_half_a_list_comes_in_when_somebody_says_so(creditor: Creditor, take: Take) -> None:
    take(many(60))

    assert counted(take(many(38), closes_many=True)) == {"closed": 22}
    assert counted(take(many(19))) == {"closed": 19}  # too few to doubt


@pytest.mark.parametrize(("listed", "is_refused"), [(39, False), (38, True)])
def test_exactly_the_share_that_may_close_comes_in(take: Take, listed: int, is_refused: bool) -> None:
    take(many(60))  # 21 of 60 is 35%

    assert take(many(listed)).is_refused is is_refused


def test_share_that_may_close_is_the_creditors_choice_within_bounds(take: Take) -> None:
    Creditor.objects.update(policy_overrides={"intake.max_closing_share": 1.0})
    take(many(60))

    assert counted(take(many(1))) == {"closed": 59}


def test_bad_lines_and_settled_bills_do_not_make_half_a_list(take: Take) -> None:
    Creditor.objects.update(policy_overrides={"intake.max_bad_share": 0.2})
    take(many(60))
    take([*many(40), *(line.replace("50,00", "0") for line in many(60)[40:])])

    assert not take([*many(37), *(line.replace("50,00", "x") for line in many(40)[37:])]).is_refused
    assert take(many(19)).refusal.startswith("In “lijst.csv” ontbreken 21 van de 40 ")


def test_exactly_the_allowed_share_comes_in(take: Take) -> None:
    assert not take([*many(19), row(99, 1, "x")]).is_refused


@pytest.mark.parametrize(
    ("rows", "header", "code"),
    [
        ([], HEADER, "no_rows"),
        ([row(1, 1)], "Klant;Factuur", "missing_column"),
        ([row(1, 1) + ";\udce9"], HEADER + ";Omschrijving", "wrong_encoding"),
    ],
)
def test_file_that_cannot_be_used_is_refused_and_remembered(
    creditor: Creditor, data_dir: Path, rows: list[str], header: str, code: str
) -> None:
    path = data_dir / "lijst.csv"
    path.write_bytes("\n".join([header, *rows]).encode("utf-8", "surrogateescape"))

    report = receive(path, creditor="woonstede", profile="open-items", by="test", at=AT)

    assert report.refusal_code == code
    assert report.rejects_file is None
    assert Intake.objects.get().state == "refused"
    assert AuditEvent.objects.get().facts["code"] == code


def test_number_of_a_refused_file_is_not_used_again(take: Take) -> None:
    take([])

    assert take([row(1, 1)]).number == 2


def test_what_cannot_be_tried_says_why(creditor: Creditor, take: Take, data_dir: Path) -> None:
    with pytest.raises(FileError, match=r"Het bestand “weg\.csv” is er niet"):
        receive(data_dir / "weg.csv", creditor="woonstede", profile="open-items", by="test", at=AT)
    with pytest.raises(FileError, match="Er is geen organisatie met de code “niemand”"):
        take([row(1, 1)], creditor="niemand")

    assert not Intake.objects.exists()


# Only looking --------------------------------------------------------------------------------------------------------


def test_dry_run_tells_what_would_happen_and_changes_nothing(take: Take) -> None:
    rows = [*many(), row(99, 1, "x")]
    take(many(30))
    before = everything()

    report = take([*rows[:20], row(2, 2), *rows[25:]], dry_run=True)

    assert everything() == before
    assert (report.is_dry_run, report.number) == (True, None)
    assert counted(report) == {"new_customers": 10, "new_claims": 11, "closed": 5}
    assert report.rejects_file
    assert report.rejects_file.name == "woonstede-proef-fouten.csv"


def test_dry_run_tells_a_refusal(take: Take) -> None:
    bad, empty = take([row(1, 1, "x")], dry_run=True), take([], dry_run=True)

    assert (bad.refusal_code, empty.refusal_code) == ("too_many_bad", "no_rows")
    assert not Intake.objects.exists()


# All at once, one at a time -----------------------------------------------------------------------------------------


def test_nothing_is_visible_before_the_flip(creditor: Creditor, take: Take) -> None:
    take([row(1, 1)])
    seen: list[dict[str, int]] = []
    take(
        [row(1, 1, "20,00"), row(2, 1)], progress=lambda *_: seen.append(balances(Creditor.objects.get(pk=creditor.pk)))
    )

    assert seen
    assert all(found == {"K1/F1": 5000} for found in seen)
    assert balances(creditor) == {"K1/F1": 2000, "K2/F1": 5000}


def test_intake_is_undone_when_its_trace_fails(creditor: Creditor, take: Take, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_args: Any, **_facts: Any) -> None:
        raise DatabaseError("no trail today")

    with monkeypatch.context() as patch:
        patch.setattr(audit, "record", fail)
        with pytest.raises(DatabaseError, match="no trail today"):
            take([row(1, 1)])

    assert balances(creditor) == {}
    report = take([row(1, 1)])
    assert (report.number, balances(creditor)) == (1, {"K1/F1": 5000})
    assert list(AuditEvent.objects.order_by("pk").values_list("what", flat=True)) == [
        *("intake.discarded", "intake.published"),
    ]


def test_dead_intake_is_cleared_away_with_all_it_brought(
    creditor: Creditor, take: Take, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = make_creditor(code="energie")
    snapshot(take, person(1) + BILL)
    take([person(1) + BILL], SNAPSHOT, "snapshot", creditor="energie")
    before = everything()
    changed = [person(1, "Zwart", email="") + BILL.replace("50,00", "20,00"), person(2) + BILL]

    def die(*_args: Any, **_values: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(turns, "CHUNK", 1)
        patch.setattr("tijdig.actions.intake.publishing.publish", die)
        with pytest.raises(KeyboardInterrupt):
            snapshot(take, *changed)
        assert CustomerDetails.objects.filter(until_intake=2).exists()
        turns._take_over(creditor, by="test", at=AT)

    assert everything() == before
    assert other.visible_intake == 0
    snapshot(take, *changed)
    assert balances(creditor) == {"K1/F1": 2000, "K2/F1": 5000}


def staging_row(creditor: Creditor, **values: Any) -> Intake:
    facts = {"kind": "full", "profile": "x", "file_name": "andere.csv", "made_by": "Dewi", "started_at": AT}
    return Intake.objects.create(creditor=creditor, number=1, counts={"floors": turns._floors()}, **facts | values)


def test_second_file_waits_for_the_first(creditor: Creditor, take: Take) -> None:
    staging_row(creditor, lease_key="elsewhere:1:2", lease_until=leases.until())

    with pytest.raises(FileError) as error:
        take([row(1, 1)])

    assert error.value.code is FileCode.BUSY
    assert str(error.value) == (
        "Er wordt al een bestand ingelezen voor woonstede (“andere.csv”, door Dewi). Wacht tot dat klaar is."
    )


def test_file_of_another_creditor_does_not_wait(creditor: Creditor, take: Take) -> None:
    staging_row(make_creditor(), lease_key="elsewhere:1:2", lease_until=leases.until())

    assert take([row(1, 1)]).number == 1


def test_turn_is_taken_over_when_its_holder_is_gone(creditor: Creditor, take: Take) -> None:
    machine = leases.holder().partition(":")[0]
    staging_row(creditor, lease_key=f"{machine}:999999999:1:1", lease_until=leases.until())

    assert take([row(1, 1)]).number == 1


def test_two_that_begin_at_once_get_one_turn(creditor: Creditor, take: Take, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "_take_over", lambda *_args, **_facts: None)
    staging_row(creditor)

    with pytest.raises(FileError, match="net begonnen"):
        take([row(1, 1)])


def test_intake_that_lost_its_turn_stops(creditor: Creditor, take: Take, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tijdig.actions.intake.receiving.RENEW_EVERY", 1)

    def steal(*_words: Any) -> None:
        Intake.objects.update(lease_key="somebody else")

    with pytest.raises(FileError, match="iemand anders nam het over"):
        take([row(1, 1)], progress=steal)
    assert balances(creditor) == {}


def test_intake_that_lost_its_turn_while_reading_stops(take: Take, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tijdig.actions.intake.receiving.RENEW_EVERY", 1)
    monkeypatch.setattr(
        turns, "leases", type("Lost", (), {"holder": lambda: "a", "until": leases.until, "is_gone": bool})
    )
    real = staging.fill

    def fill(*args: Any, **values: Any) -> None:
        Intake.objects.update(lease_key="somebody else")
        real(*args, **values)

    monkeypatch.setattr(staging, "fill", fill)

    with pytest.raises(FileError, match="iemand anders nam het over"):
        take([row(1, 1)])


def test_intake_does_not_flip_what_it_lost(take: Take, creditor: Creditor, monkeypatch: pytest.MonkeyPatch) -> None:
    real = writing.bad_rows

    def lose(*args: Any) -> None:
        real(*args)
        Intake.objects.update(lease_key="somebody else")

    monkeypatch.setattr(writing, "bad_rows", lose)

    with pytest.raises(FileError, match="iemand anders nam het over"):
        take([row(1, 1)])
    assert balances(creditor) == {}


# What else hangs on it -----------------------------------------------------------------------------------------------


def test_paid_claim_stops_its_messages(creditor: Creditor, take: Take) -> None:
    take([row(1, 1), row(2, 1)])
    case = Case.objects.get(customer__number="K1")
    claim = Claim.objects.get(customer=case.customer)
    moment = make_moment(case, day=TODAY, stage="S1", claims=[{"id": claim.pk, "open_cents": 5000}], total_cents=5000)
    message = make_contact(moment, state="planned")

    report = take([row(2, 1)])

    message.refresh_from_db()
    assert message.state == "stopped"
    assert counted(report) == {"closed": 1, "stopped": 1}
    assert "  berichten die niet meer uitgaan: 1" in list(intake_lines(report))


def test_closed_case_opens_again_for_a_new_claim(creditor: Creditor, take: Take) -> None:
    take([row(1, 1)])
    take([row(2, 1)])
    Case.objects.filter(customer__number="K1").update(state="closed", closed_on=TODAY, closing_reason="paid")

    take([row(2, 1), row(1, 2)])

    case = Case.objects.get(customer__number="K1")
    assert (case.state, case.closed_on, case.closing_reason) == ("open", None, "")


def test_what_follows_the_flip_may_be_cut_off(creditor: Creditor, take: Take, monkeypatch: pytest.MonkeyPatch) -> None:
    def die(*_args: Any, **_facts: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(sweeping, "after_intake", die)
    with pytest.raises(KeyboardInterrupt):
        take([row(1, 1)])

    assert balances(creditor) == {"K1/F1": 5000}


# When the machine fails -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("error", [DatabaseError("database or disk is full"), OSError(28, "No space left on device")])
def test_full_disk_is_told_plainly(
    creditor: Creditor, take: Take, error: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_args: Any) -> None:
        raise error

    with monkeypatch.context() as patch:
        patch.setattr(writing, "block", fail)
        with pytest.raises(FileError) as found:
            take([row(1, 1)])

    assert found.value.code is FileCode.DISK_FULL
    assert balances(creditor) == {}
    assert take([row(1, 1)]).number == 1


def test_lease_that_cannot_be_let_go_runs_out(take: Take, monkeypatch: pytest.MonkeyPatch) -> None:
    class Broken:
        objects = Intake.objects

    def fail(*_args: Any) -> None:
        raise OSError("the plug is out")

    def no_database(**_values: Any) -> None:
        raise DatabaseError("the plug is out")

    with monkeypatch.context() as patch:
        patch.setattr(writing, "block", fail)
        patch.setattr(Broken, "objects", type("Gone", (), {"filter": staticmethod(no_database)}))
        patch.setattr("tijdig.actions.intake.turns.transaction", transaction)
        real = turns._let_go

        def let_go(intake: Intake) -> None:
            with pytest.MonkeyPatch.context() as inner:
                inner.setattr(turns, "Intake", Broken)
                real(intake)

        patch.setattr(turns, "_let_go", let_go)
        with pytest.raises(OSError, match="the plug is out"):
            take([row(1, 1)])

    assert Intake.objects.get().lease_key == leases.holder()


def test_scratch_tables_are_gone_afterwards(take: Take) -> None:
    take([row(1, 1)])

    with pytest.raises(DatabaseError), transaction.atomic():
        scratch.number("SELECT count(*) FROM intake_line")


def test_money_of_an_intake_that_is_seen_cannot_be_deleted(take: Take) -> None:
    take([row(1, 1)])

    with pytest.raises((IntegrityError, DatabaseError)), transaction.atomic():
        MoneyEntry.objects.all().delete()
    assert MoneyEntry.objects.count() == 1


def test_bad_rows_come_in_the_order_of_the_file_in_parts(take: Take, creditor: Creditor) -> None:
    with scratch.tables():
        scratch.insert("intake_bad", ["line", "advice"], [(9, "c"), (2, "a"), (4, "b")])

        assert [found[0] for found in staging.bad_rows(size=1)] == [2, 4, 9]


def test_report_says_when_something_changed() -> None:
    report = IntakeReport("a.csv")

    assert report.has_changed_nothing
    report.counts["closed"] = 1
    assert not replace(report).has_changed_nothing


def test_cases_of_a_claim_by_hand_are_left(creditor: Creditor, take: Take) -> None:
    case = make_case(make_customer(creditor, number="K1"))
    make_claim(case.customer, reference="F1", amount_cents=5000, due_on=date(2026, 10, 31))

    assert take([row(1, 1)]).has_changed_nothing
    assert Contact.objects.count() == 0
    assert connection.vendor in {"sqlite", "postgresql"}
