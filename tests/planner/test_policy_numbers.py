"""Every number of the policy that a rule reads matters: change it, and somebody gets another decision."""

import numpy as np
import pytest

from tests.planner.cases import DAYS, MONDAY, STANDARD, accounts_around, policy_with
from tijdig.planner.plan import TABLES, plan, plan_block
from tijdig.planner.today import Today
from tijdig.planner.watching import watch

OTHERWISE = {
    "contacts.days_between_moments": 5,
    "contacts.days_between_moments_new_claim": 3,
    "contacts.hold_review_days": 14,
    "contacts.letters_without_reaction_max": 2,
    "contacts.moments_per_7_days": 2,
    "contacts.moments_per_day": 2,
    "contacts.no_channel_review_workdays": 1,
    "contacts.outreach_weekdays": (1, 2, 3, 4, 5),
    "contacts.part_payment_wait_days": 8,
    "contacts.quiet_after_reaction_days": 8,
    "contacts.silence_after_conversation_days": 8,
    "stages.first_reminder_from_days": 4,
    "stages.gate_after_notice_days": 2,
    "stages.information_before_due_days": 6,
    "stages.name_new_claim_before_days": 6,
    "stages.notice_after_days": 15,
    "stages.notice_from_cents": 2_499,
    "stages.person_after_last_days": 8,
    "stages.second_reminder_after_days": 15,
}


def test_these_are_the_numbers_that_the_rules_read() -> None:
    accounts = accounts_around(seed=1, size=1)
    today = Today.of(STANDARD, MONDAY)
    decisions = plan_block(accounts, today)
    read = {
        key for table in TABLES.values() for _, _, test in table for key in watch(test, accounts, today, decisions)[2]
    }
    only_in_dates = {"contacts.hold_review_days", "contacts.no_channel_review_workdays"}

    assert read | only_in_dates == set(OTHERWISE)


def test_every_number_about_stages_is_read_by_a_rule() -> None:
    read = {key for key in OTHERWISE if key.startswith("stages.")}

    assert read == {f"stages.{name}" for name in STANDARD.stages.__dataclass_fields__}


@pytest.mark.parametrize("key", sorted(OTHERWISE))
def test_changing_a_number_changes_some_decision(key: str) -> None:
    changed = policy_with(STANDARD, key, OTHERWISE[key])
    accounts = accounts_around(seed=2, size=20_000)

    assert any(
        not np.array_equal(before.columns[name], after.columns[name])
        for day in DAYS
        for before, after in [(plan(accounts, STANDARD, day), plan(accounts, changed, day))]
        for name in before.columns
    )
