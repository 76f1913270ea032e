"""Summaries hold until something happens: by hand, by a file, by a carrier, or by time; and the night sees it."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests import beginnings
from tests.actions.conftest import make_late_case
from tests.factories import NOW, TODAY, make_claim, make_contact, make_hold, make_moment, make_point
from tijdig.actions import holds, intake, night, payments, reports, sending, stops, summaries, sweeping
from tijdig.actions.intake import receive
from tijdig.channels.base import DeliveryReport
from tijdig.models import Case, CaseSummary, Contact, Creditor, Decision, Touched
from tijdig.queries import audits, policies
from tijdig.queries.summaries import blocks
from tijdig.words import StopReason

pytestmark = pytest.mark.django_db


@pytest.fixture
def quiet() -> Case:
    """A case that waits, with a summary that holds for a long time."""
    return beginnings.begin_with(make_quiet)


def make_quiet() -> Case:
    case = make_late_case(days=10)
    make_hold(case, until_on=TODAY + timedelta(days=30))
    run()
    return case


def run(day: date = TODAY) -> None:
    night.run(day, at=datetime.combine(day, datetime.min.time(), UTC) + timedelta(hours=8), by="test")


def stale(creditor: Creditor, day: date = TODAY) -> list[int]:
    """Who the next night reads anew."""
    summaries.take_marks()
    policy = policies.of(creditor, day)
    return [case for block in blocks(creditor, day, policy) for case in block.stale.tolist()]


def test_summary_holds_until_something_happens(quiet: Case) -> None:
    assert stale(quiet.creditor) == []
    assert stale(quiet.creditor, TODAY + timedelta(days=29)) == []
    assert stale(quiet.creditor, TODAY + timedelta(days=30)) == [quiet.pk]
    assert audits.planning(TODAY).cases == 1


def test_summary_of_who_acts_does_not_outlive_the_night() -> None:
    case = make_late_case()
    run()

    assert Decision.objects.get().outcome == "act"
    assert stale(case.creditor) == [case.pk]


@pytest.mark.parametrize(
    "act",
    [
        lambda case: payments.book(case.customer.claims.get(), 100, booked_on=TODAY, by="test", at=NOW),
        lambda case: stops.reacted(case, by="test", at=NOW),
        lambda case: holds.lift(case.holds.get(), by="test", at=NOW),
        lambda case: summaries.touch([case.pk]),
    ],
    ids=["payment", "reaction", "lifted", "touched"],
)
def test_summary_gives_way_to_an_act(act: Callable[[Case], Any], quiet: Case) -> None:
    act(Case.objects.get(pk=quiet.pk))

    assert stale(quiet.creditor) == [quiet.pk]
    run(TODAY + timedelta(days=1))
    assert audits.planning(TODAY + timedelta(days=1)).count == 0


def test_summary_gives_way_to_another_policy(quiet: Case) -> None:
    Creditor.objects.update(policy_overrides={"contacts.days_between_moments": 13})

    assert stale(Creditor.objects.get()) == [quiet.pk]


def test_a_message_that_comes_back_is_seen(quiet: Case, carry: Callable[..., Any]) -> None:
    letter = make_contact(make_moment(quiet, day=TODAY - timedelta(days=9)), state="handed_over")
    CaseSummary.objects.update(version=Case.objects.get(pk=quiet.pk).version)
    carry().reports = lambda _self, payload: [payload["report"]]
    told = {"report": DeliveryReport(letter.key, NOW, is_delivered=False, code="returned")}

    reports.take("letter", told, by="test", at=NOW)

    assert stale(quiet.creditor) == [quiet.pk]


def test_a_message_that_arrives_changes_nothing(quiet: Case, carry: Callable[..., Any]) -> None:
    letter = make_contact(make_moment(quiet, day=TODAY - timedelta(days=9)), state="handed_over")
    carry().reports = lambda _self, payload: [payload["report"]]

    reports.take("letter", {"report": DeliveryReport(letter.key, NOW, is_delivered=True)}, by="test", at=NOW)

    assert not Touched.objects.exists()


def test_a_message_that_is_refused_is_seen(carry: Callable[..., Any]) -> None:
    carry("NoSuchAddress")
    case = make_late_case()
    run()
    Touched.objects.all().delete()

    sending.send_due(NOW, by="test")

    assert Touched.objects.filter(customer=case.customer).exists()


def test_a_message_that_is_swept_is_seen(quiet: Case) -> None:
    contact = make_contact(make_moment(quiet, day=TODAY - timedelta(days=1)))

    sweeping.stop_each({contact.pk: StopReason.TOO_LATE}, by="test", at=NOW)

    assert Contact.objects.get(pk=contact.pk).state == "stopped"
    assert stale(quiet.creditor) == [quiet.pk]


def test_a_hold_that_ran_out_is_seen(quiet: Case) -> None:
    make_hold(quiet, kind="moved", reason="", since_on=TODAY - timedelta(days=3), until_on=None)
    summaries.take_marks()
    make_point(quiet.customer, noted_on=TODAY)

    holds.run_out(NOW)

    assert stale(quiet.creditor) == [quiet.pk]


def test_a_mark_of_a_file_counts_once_the_file_is_published(quiet: Case) -> None:
    mark = Touched.objects.create(creditor=quiet.creditor, customer=quiet.customer, since_intake=4)

    assert stale(quiet.creditor) == []
    assert Touched.objects.get() == mark
    Creditor.objects.update(visible_intake=4)
    assert stale(quiet.creditor) == [quiet.pk]
    assert not Touched.objects.exists()


LINES = ("Klantnummer;Factuurnummer;Factuurdatum;Vervaldatum;Openstaand bedrag",)


def take(
    case: Case, folder: Path, *, reference: str, due: date = TODAY - timedelta(days=10), euros: str = "100,00"
) -> None:
    """A list with one line for this customer."""
    path = folder / "lijst.csv"
    path.write_text("\r\n".join([*LINES, f"{case.customer.number};{reference};01-10-2026;{due:%d-%m-%Y};{euros}", ""]))
    found = receive(
        path, creditor=case.creditor.code, profile="open-items", by="test", at=NOW, closes_many=True
    )  # fmt: skip
    assert not found.refusal, found.refusal


@pytest.mark.parametrize(
    "values",
    [
        {"euros": "40,00"},
        {"due": TODAY + timedelta(days=5)},
        {"reference": "F-nieuw"},
    ],
    ids=["lowered", "other-due-day", "new-and-closed"],
)
def test_what_a_file_changes_is_seen(values: dict[str, Any], quiet: Case, data_dir: Path) -> None:
    claim = quiet.customer.claims.get()
    run(TODAY)

    take(quiet, data_dir, **{"reference": claim.reference, **values})

    assert stale(Creditor.objects.get()) == [quiet.pk]
    run(TODAY + timedelta(days=1))
    assert audits.planning(TODAY + timedelta(days=1)).count == 0


def test_what_a_file_leaves_as_it_is_stays(quiet: Case, data_dir: Path) -> None:
    take(quiet, data_dir, reference=quiet.customer.claims.get().reference)
    run(TODAY + timedelta(days=1))

    take(quiet, data_dir, reference=quiet.customer.claims.get().reference)

    assert stale(Creditor.objects.get(), TODAY + timedelta(days=1)) == []


def test_a_file_that_never_became_visible_takes_its_marks_along(quiet: Case) -> None:
    assert "touched" in intake.turns.BROUGHT


def test_a_second_summary_takes_the_place_of_the_first(quiet: Case) -> None:
    make_claim(quiet.customer, amount_cents=500, due_on=TODAY + timedelta(days=3))
    summaries.touch([quiet.pk])

    run(TODAY + timedelta(days=1))

    assert CaseSummary.objects.count() == 1
    assert CaseSummary.objects.get().stale_on == TODAY + timedelta(days=4)
