"""What if: the same nights under another number, over the database as it is, and nothing is written."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import (
    NOW,
    TODAY,
    make_case,
    make_claim,
    make_creditor,
    make_customer,
    make_details,
    make_point,
)
from tijdig.actions import night
from tijdig.models import Case, CaseSummary, Creditor
from tijdig.planner.compare import Effect
from tijdig.policy import PolicyError
from tijdig.queries import whatif

pytestmark = pytest.mark.django_db
KEY = "contacts.days_between_moments"


def make_late(creditor: Creditor | None = None, days: int = 9, **values: Any) -> Case:
    """A customer who can be reached, so many days late."""
    case = make_case(make_customer(creditor))
    make_details(case.customer)
    make_point(case.customer)
    make_claim(case.customer, due_on=TODAY - timedelta(days=days), amount_cents=30_000, **values)
    return case


def tried(*words: str, **options: Any) -> whatif.WhatIf:
    return whatif.run(whatif.values_of(words, TODAY), TODAY, **{"chosen": True} | options)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["14"], "what-if: 14: schrijf SLEUTEL=WAARDE, zoals contacts.days_between_moments=14"),
        ([f"{KEY}="], f"what-if: {KEY}=: schrijf SLEUTEL=WAARDE, zoals contacts.days_between_moments=14"),
        ([f"{KEY}=3", f"{KEY}=4"], f"what-if: {KEY}: staat er twee keer; geef één waarde"),
        (["contacts.days_betwen=3"], f"what-if: contacts.days_betwen: dit getal bestaat niet; bedoelt u {KEY}?"),
        (["days_between_moments=3"], f"bedoelt u {KEY}?"),
        (["zon.maan=3"], "what-if: zon.maan: dit getal bestaat niet; alle sleutels staan in docs/policy"),
        ([f"{KEY}=veel"], f"what-if: {KEY}: 'veel' is geen heel getal; geef 2 tot en met 14 (dagen)"),
        ([f"{KEY}=4.5"], "'4.5' is geen heel getal"),
        ([f"{KEY}=15"], f"what-if: {KEY}: 15 ligt buiten de grenzen; geef 2 tot en met 14 (dagen)"),
        (["costs.charges_interest=soms"], "'soms' is geen ja of nee; geef ja of nee"),
        (["contacts.window_from=laat"], "'laat' is geen tijd; geef 07:00 tot en met"),
        (["law.notice_days=3"], "what-if: law.notice_days: ligt vast in de wet, dus er valt niets te proberen"),
        (["contacts.moments_per_day=2"], "heeft geen grenzen, dus niemand mag het kiezen"),
        (["intake.max_payments=200"], "verandert geen plan; kies een getal van contacts, stages, histories, steps"),
    ],
)
def test_a_wrong_value_is_said_in_one_clear_line(words: list[str], says: str) -> None:
    with pytest.raises(PolicyError) as fault:
        whatif.values_of(words, TODAY)

    assert says in str(fault.value)
    assert str(fault.value).count("\n") == 0


def test_values_are_read_as_what_they_are() -> None:
    words = [f"{KEY}=7", "costs.charges_collection_costs=Ja", "contacts.window_from=08:30"]

    found = whatif.values_of(words, TODAY)

    assert [repr(value) for value in found.values()] == ["7", "True", "datetime.time(8, 30)"]


def test_what_if_compares_every_creditor_under_its_own_policy() -> None:
    one = make_creditor(policy_overrides={"stages.first_reminder_from_days": 4})
    make_late(one, days=3)
    make_late(make_creditor(), days=3)

    found = tried("stages.first_reminder_from_days=4")

    assert (found.found.cases, found.found.before.moments, found.found.after.moments) == (2, 1, 0)
    assert found.found.effects == {Effect.SAME: 1, Effect.FEWER: 1}
    assert found.tried == (whatif.Tried("stages.first_reminder_from_days", "days late", (4, 2), 4),)


def test_what_if_of_one_creditor_leaves_the_others_out() -> None:
    one = make_creditor(code="een")
    make_late(one)
    make_late(make_creditor(code="twee"))

    assert tried(f"{KEY}=7", code="een").found.cases == 1
    with pytest.raises(PolicyError, match="er is geen organisatie 'drie'; kies uit een, twee"):
        tried(f"{KEY}=7", code="drie")


def test_without_a_creditor_there_is_nothing_to_compare() -> None:
    with pytest.raises(PolicyError, match="er is er nog geen; maak er een met `tijdig creditor"):
        tried(f"{KEY}=7")


def test_a_sector_with_narrower_bounds_says_whose_they_are() -> None:
    make_late(make_creditor(code="licht", sector="energy"))

    with pytest.raises(PolicyError, match="12 ligt buiten de grenzen van licht; geef 14 tot en met 45"):
        tried("stages.second_reminder_after_days=12")


def test_what_if_only_reads() -> None:
    make_late()
    with CaptureQueriesContext(
        connection,
    ) as asked:
        tried(f"{KEY}=7", "histories.late_from_days=14", nights=5)

    assert {query["sql"].split()[0] for query in asked.captured_queries} <= {"SELECT"}


def test_it_asks_as_much_for_one_case_as_for_three() -> None:
    creditor = make_creditor()
    make_late(creditor)
    with CaptureQueriesContext(connection) as one:
        tried(f"{KEY}=7")
    make_late(creditor)
    make_late(creditor)
    with CaptureQueriesContext(connection) as three:
        tried(f"{KEY}=7")

    assert len(one) == len(three)


def test_parts_make_no_difference(monkeypatch: pytest.MonkeyPatch) -> None:
    creditor = make_creditor()
    for days in range(1, 8):
        make_late(creditor, days=days)
    whole = tried("stages.first_reminder_from_days=4", nights=10).found
    said: list[tuple[int, int]] = []

    monkeypatch.setattr(whatif, "SIZE", 2)
    parts = tried(
        "stages.first_reminder_from_days=4", nights=10, progress=lambda _what, done, of: said.append((done, of))
    ).found

    assert (parts.effects, parts.before, parts.after, parts.whys) == (
        whole.effects,
        whole.before,
        whole.after,
        whole.whys,
    )
    assert said == [(2, 7), (4, 7), (6, 7), (7, 7)]


def test_a_number_that_the_facts_are_read_by_is_read_twice() -> None:
    case = make_late(days=9)
    for months in range(1, 4):
        make_claim(case.customer, due_on=TODAY - timedelta(days=6 + 30 * months), amount_cents=0)

    found = tried("histories.late_from_days=14")

    assert found.found.cases == 1
    assert found.tried[0].before == (5,)


def test_the_next_night_is_taken_when_that_of_today_has_been() -> None:
    make_late()
    night.run(TODAY, at=NOW, by="test")

    found = tried(f"{KEY}=7", chosen=False)
    asked = tried(f"{KEY}=7", chosen=True)

    assert (found.day, found.is_next, found.has_been) == (TODAY + timedelta(days=1), True, False)
    assert (asked.day, asked.is_next, asked.has_been) == (TODAY, False, True)


def test_days_without_a_calendar_and_too_many_nights_are_refused() -> None:
    make_late()

    with pytest.raises(PolicyError, match=r"--date: de feestdagen rond .* zijn nog niet bekend; kies een eerdere dag"):
        whatif.run({KEY: 7}, TODAY.replace(year=2031), chosen=True)
    for nights in (0, 85):
        with pytest.raises(PolicyError, match=f"--nights: {nights} kan niet; kies 1 tot en met 84"):
            tried(f"{KEY}=7", nights=nights)


def test_costs_may_be_tried_though_they_have_a_line_of_their_own() -> None:
    make_late(make_creditor(charges_costs=False))

    found = tried("costs.charges_collection_costs=yes", nights=60).found

    assert found.before.totals.charged_cents == 0
    assert found.after.totals.charged_cents > 0
    assert found.before.totals.spared_cents == found.after.totals.charged_cents


def test_a_product_that_keeps_its_own_number_is_named() -> None:
    make_late()

    found = tried("stages.second_reminder_after_days=21")

    assert all(key == "stages.second_reminder_after_days" for _, key, _ in found.kept)


def test_summaries_and_tables_give_the_same_comparison(monkeypatch: pytest.MonkeyPatch) -> None:
    creditor = make_creditor()
    for days in (-20, -3, 1, 2, 3, 9, 40):
        make_late(creditor, days=days)
    night.run(TODAY, at=NOW, by="test")
    options: dict[str, Any] = {"nights": 20, "chosen": False}

    quick = tried("stages.second_reminder_after_days=21", **options).found
    monkeypatch.setattr(whatif, "READ_BY_FRAMES", "")
    slow = tried("stages.second_reminder_after_days=21", **options).found

    assert CaseSummary.objects.count() == 7
    assert quick.before.moments > 0
    for name in ("cases", "effects", "by_segment", "whys", "examples", "before", "after"):
        assert getattr(quick, name) == getattr(slow, name)
