"""What the last night decided, as a colleague reads it: with its night, and not once something was done since."""

from datetime import date, timedelta
from typing import Any

import pytest

from tests import wordless
from tests.actions.conftest import make_late_case
from tests.factories import NOW, TODAY, make_decision, make_night, make_transfer
from tijdig.actions import audit, payments, stops
from tijdig.models import Case, Night
from tijdig.policy import load
from tijdig.queries import lastnight
from tijdig.queries.lastnight import Why

pytestmark = pytest.mark.django_db


@pytest.fixture
def late(data_dir: Any) -> Case:
    case = make_late_case()
    make_night(started_at=NOW - timedelta(hours=7))
    return case


def why(case: Case) -> Why | None:
    return lastnight.of(Case.objects.get(pk=case.pk), TODAY, load(TODAY))


def test_decision_is_told_with_its_night(late: Case) -> None:
    values = {"outcome": "act", "stage": "S1", "channels": ["letter", "email"], "rules": {"whether": "say_first"}}
    make_decision(late, valid_from=TODAY, **values)

    found = why(late)

    assert found is not None
    assert (found.night, found.what) == ("24 november", "eerste herinnering per brief en e-mail")
    assert not found.is_overtaken


def test_decision_without_words_says_that_it_is_held(late: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    wordless.forget(monkeypatch, "S4b")
    make_decision(late, outcome="act", stage="S4b", channels=["letter"], rules={"whether": "say_consequence"})

    found = why(late)

    assert found is not None
    assert found.what == "dagvaarding: gepland, maar vastgehouden; een medewerker kijkt"


def test_decision_that_was_left_as_it_is_is_of_the_last_night_that_looked(late: Case) -> None:
    again = {"again_on": date(2026, 11, 30), "rules": {"whether": "time_after_first"}}
    make_decision(late, valid_from=date(2026, 11, 20), **again)

    found = why(late)

    assert found is not None
    assert (found.night, found.what) == ("24 november", "nu niets sturen, en op 30 november opnieuw kijken")


def test_hand_over_to_an_agency_overtakes_the_night(late: Case) -> None:
    make_decision(late, rules={"whether": "person_decides"}, owner="handler")
    given = make_transfer(late)
    audit.record("transfer.handed_over", given, by="user:1", at=NOW, case_id=late.pk)

    found = why(late)

    assert found is not None
    assert found.is_overtaken


def test_case_that_is_away_is_the_turn_of_the_agency(late: Case) -> None:
    make_decision(late, outcome="stop", rules={"whether": "with_agency"}, owner="agency")

    found = why(late)

    assert found is not None
    assert found.owner == "het incassobureau"


def test_what_a_second_night_of_the_day_knew_overtakes_nothing(late: Case) -> None:
    Night.objects.update(released_at=NOW + timedelta(hours=3))
    make_decision(late, rules={"whether": "time_after_first"})
    stops.reacted(late, by="customer:1", at=NOW)

    found = why(late)

    assert found is not None
    assert not found.is_overtaken


@pytest.mark.parametrize("what", ["hold", "payment"])
def test_decision_is_overtaken_by_what_was_done_since(what: str, late: Case) -> None:
    make_decision(late, rules={"whether": "time_after_first"})
    if what == "hold":
        stops.reacted(late, by="customer:1", at=NOW)
    else:
        payments.book(late.customer.claims.get(), 100, booked_on=TODAY, by="user:1", at=NOW)

    found = why(late)

    assert found is not None
    assert found.is_overtaken


def test_what_was_done_before_the_night_is_known_to_it(late: Case) -> None:
    stops.reacted(late, by="customer:1", at=NOW - timedelta(days=1))
    make_decision(late, rules={"whether": "reacted"})

    found = why(late)

    assert found is not None
    assert not found.is_overtaken


def test_nothing_is_decided_of_a_closed_case(late: Case) -> None:
    make_decision(late, rules={"whether": "time_after_first"})
    payments.book(late.customer.claims.get(), 10_000, booked_on=TODAY, by="user:1", at=NOW)

    assert why(late) is None
