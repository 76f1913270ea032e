"""Whose yes a solution takes: a handler's up to the numbers of the policy, a lead's beyond them."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.rules.solutions.test_clashes import DEBT, HELP, LATER, RATE, RIGHT, SMALL, STILL, TODAY
from tijdig.policy import Policy
from tijdig.rules.solutions.band import Beyond
from tijdig.rules.solutions.mandates import needed
from tijdig.rules.solutions.types import CostsDropped, Solution
from tijdig.words import Mandate

HUGE = 1_000_001  # one cent above handler_total_max_cents
LAST = TODAY + timedelta(days=92)  # handler_days_max


@pytest.mark.parametrize("one", [LATER, STILL, SMALL, RIGHT, HELP, replace(RATE, until_on=LAST)])
def test_inside_the_mandate_a_handler_says_yes(one: Solution, policy: Policy) -> None:
    assert (needed(one, policy).mandate, needed(one, policy).reasons) == (Mandate.HANDLER, ())


@pytest.mark.parametrize(
    ("one", "reason"),
    [
        (replace(LATER, until_on=LAST + timedelta(days=1)), Beyond.LONG),
        (replace(STILL, until_on=LAST + timedelta(days=1)), Beyond.LONG),
        (replace(RATE, until_on=LAST + timedelta(days=1)), Beyond.LONG),
        (replace(LATER, cents=HUGE), Beyond.LARGE),
        (replace(SMALL, cents=HUGE), Beyond.LARGE),
        (replace(STILL, debts=(replace(DEBT, principal_cents=HUGE),)), Beyond.LARGE),
        (replace(RIGHT, was_cents=HUGE + 1), Beyond.LARGE),
        (CostsDropped(debt=replace(DEBT, costs_cents=25_001), contact_on=date(2026, 11, 24)), Beyond.LARGE),
    ],
)
def test_outside_it_a_lead_does_and_the_reason_is_named(one: Solution, reason: Beyond, policy: Policy) -> None:
    verdict = needed(one, policy)

    assert (verdict.mandate, verdict.reasons) == (Mandate.LEAD, (reason,))


def test_on_the_very_edge_a_handler_still_says_yes(policy: Policy) -> None:
    edge = (
        replace(LATER, until_on=LAST, cents=1_000_000),
        replace(STILL, debts=(replace(DEBT, principal_cents=1_000_000),)),
        replace(RIGHT, was_cents=1_000_001, is_cents=1),
        CostsDropped(debt=replace(DEBT, costs_cents=25_000), contact_on=TODAY),
    )

    assert {needed(one, policy).mandate for one in edge} == {Mandate.HANDLER}
