"""Every number of the policy that a rule reads matters: change it by one, and somebody gets another decision."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import cast

import numpy as np
import pytest

from tests.planner.cases import DAYS, MONDAY, SPARSE, STANDARD, accounts_around, accounts_ordinary, policy_with
from tests.planner.test_invariance import changed
from tijdig.planner.codes import ProductCode, When
from tijdig.planner.columns import Accounts
from tijdig.planner.decisions import Decisions
from tijdig.planner.dimensions.limits import LIMITS
from tijdig.planner.dimensions.when import WAITS, person_in_days
from tijdig.planner.plan import TABLES, plan, plan_block
from tijdig.planner.today import Today
from tijdig.planner.watching import Watched, watch
from tijdig.policy import Policy

BY_ONE = (
    "contacts.call_attempts_per_day",
    "contacts.call_days_per_7_days",
    "contacts.days_between_moments",
    "contacts.days_between_moments_new_claim",
    "contacts.hold_review_days",
    "contacts.instalment_contact_workdays",
    "contacts.instalment_tolerance_days",
    "contacts.letters_without_reaction_max",
    "contacts.moments_per_7_days",
    "contacts.moments_per_day",
    "contacts.no_channel_review_workdays",
    "contacts.part_payment_wait_days",
    "contacts.quiet_after_reaction_days",
    "contacts.silence_after_conversation_days",
    "histories.distress_days",
    "histories.handed_over_days",
    "histories.first_time_bills_min",
    "histories.new_customer_months",
    "histories.offer_help_in_a_row",
    "histories.often_in_a_row",
    "histories.sporadic_bills_max",
    "stages.first_reminder_from_days",
    "stages.gate_after_notice_days",
    "stages.information_before_due_days",
    "stages.notice_after_days",
    "stages.notice_from_cents",
    "stages.person_after_last_days",
    "stages.second_reminder_after_days",
    "stages.tell_consequence_within_days",
    "steps.call_after_days",
    "steps.call_from_cents",
    "steps.calls_unanswered_max",
    "steps.large_from_percent",
    "steps.person_within_workdays",
    "steps.unopened_letters",
    "steps.visit_from_cents",
    "steps.visits_max",
)
OTHERWISE = {
    "contacts.outreach_weekdays": (1, 2, 3, 4, 5),
    "stages.name_new_claim_before_days": 6,  # with four days until the next message, the first that makes a difference
    "stages.second_from_premiums": 1,  # none for what is counted in days: one would keep everybody waiting
    "stages.notice_from_premiums": 1,
    "stages.person_from_premiums": 1,
}
"""Numbers of which the next one is no other choice, with a value that is."""

READ = {*BY_ONE, *OTHERWISE}


def numbers_read() -> set[str]:
    """Every number that a rule, a limit or a wait looks at, seen while it looks."""
    accounts, today = accounts_ordinary(seed=1, size=1), Today.of(STANDARD, MONDAY)
    decisions = plan_block(accounts, today)
    tests = [test for table in TABLES.values() for _, _, test in table] + [one.test for one in LIMITS]
    watched = Watched(today)
    numbers = cast(Today, watched)
    for wait in WAITS.values():
        wait(accounts, numbers)
    for when in When:
        person_in_days(when, numbers)
    return {key for test in tests for key in watch(test, accounts, today, decisions)[2]} | set(watched.seen)


def differ(one: Decisions, other: Decisions) -> bool:
    return any(not np.array_equal(column, other.columns[name]) for name, column in one.columns.items())


def changes_something(accounts: Accounts, changed_policy: Policy, days: tuple[date, ...] = DAYS) -> bool:
    return any(differ(plan(accounts, STANDARD, day), plan(accounts, changed_policy, day)) for day in days)


def test_these_are_the_numbers_that_the_rules_read() -> None:
    assert numbers_read() == READ


def test_every_number_about_stages_is_read_by_a_rule() -> None:
    assert {key for key in READ if key.startswith("stages.")} == {
        f"stages.{name}" for name in STANDARD.stages.__dataclass_fields__
    }


@pytest.fixture(scope="module")
def accounts() -> Accounts:
    return accounts_around(seed=2, size=20_000)


@pytest.mark.parametrize("step", [-1, 1])
@pytest.mark.parametrize("key", BY_ONE)
def test_changing_a_number_by_one_changes_some_decision(key: str, step: int, accounts: Accounts) -> None:
    value = STANDARD.value(key).value
    assert isinstance(value, int)

    assert changes_something(accounts, policy_with(STANDARD, key, value + step))


@pytest.mark.parametrize("key", sorted(OTHERWISE))
def test_changing_a_number_that_is_no_count_changes_some_decision(key: str, accounts: Accounts) -> None:
    assert changes_something(accounts, policy_with(STANDARD, key, OTHERWISE[key]))


def own_numbers() -> Iterator[tuple[str, str]]:
    """Product and key of the numbers that a product has of its own, as far as a rule reads them."""
    for product, numbers in sorted(STANDARD.products.items()):
        yield from ((product, key) for key in sorted(numbers) if key in READ)


@pytest.mark.parametrize("step", [-1, 1])
@pytest.mark.parametrize(("product", "key"), list(own_numbers()))
def test_changing_a_number_of_one_product_changes_decisions_for_that_product_alone(
    product: str, key: str, step: int, accounts: Accounts
) -> None:
    own = STANDARD.products[product]
    value = own[key].value
    assert isinstance(value, int)
    products = {**STANDARD.products, product: {**own, key: replace(own[key], value=value + step)}}
    policy = replace(STANDARD, products=products, version=f"{STANDARD.version}, {product} {key} {step}")
    code = int(ProductCode[product.upper()])
    size = len(accounts)
    days_since_stage = np.random.default_rng(4).integers(0, SPARSE, size)
    some = changed(accounts, product=np.full(size, code), days_since_stage=days_since_stage)

    assert changes_something(some, policy, (MONDAY,))
    assert not changes_something(accounts.take(accounts.product != code), policy, (MONDAY,))


def test_a_product_that_counts_in_premiums_has_its_own_ladder(accounts: Accounts) -> None:
    """The same case waits or acts by its number of premiums, and only where premiums are counted."""
    own = STANDARD.for_product("health_premium").stages

    assert own.second_from_premiums < own.notice_from_premiums < own.person_from_premiums
    assert STANDARD.stages.person_from_premiums == 0
    premium, rent = (
        changed(accounts, product=np.full(len(accounts), int(code)))
        for code in (ProductCode.HEALTH_PREMIUM, ProductCode.RENT)
    )
    assert differ(plan(premium, STANDARD, MONDAY), plan(rent, STANDARD, MONDAY))
