"""What happens to a joint arrangement, where nothing more is told of it."""

from dataclasses import FrozenInstanceError
from datetime import date
from typing import get_args

import pytest

from tijdig.rules.joint import events as e
from tijdig.words import ChangeReason, Rhythm

DAY = date(2026, 11, 23)


def test_organisation_that_is_picked_gave_no_word_and_threatens_nothing() -> None:
    assert e.Picked(1) == e.Picked(1, yes_months=0, is_threatening=False)


def test_day_and_pause_are_chosen_by_oneself_unless_a_person_did() -> None:
    assert e.NewDay(DAY) == e.NewDay(DAY, by_person=False)
    assert e.Pauses(DAY) == e.Pauses(DAY, by_person=False)


def test_amount_is_a_month_and_another_amount_unless_told_otherwise() -> None:
    assert e.CapacityTold(100, DAY) == e.CapacityTold(100, DAY, Rhythm.MONTHLY, ChangeReason.AMOUNT)


def test_payment_and_bill_that_was_paid_are_for_all_unless_told_otherwise() -> None:
    assert (e.Paid(100).part, e.FoundPaid(1).paid_cents, e.Consented(1).until_on) == (None, None, None)


def test_event_does_not_change_once_it_happened() -> None:
    paid = e.Paid(100)

    with pytest.raises(FrozenInstanceError):
        paid.amount_cents = 200  # type: ignore[misc]


def test_every_event_is_one_of_those_that_can_happen() -> None:
    """A list of kinds that leaves one out would let a step be written that nobody can take."""
    named = {one for one in vars(e).values() if isinstance(one, type) and one.__module__ == e.__name__}

    assert set(get_args(e.Event)) == named
