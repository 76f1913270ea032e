"""The rules against the second, plain planner: many accounts at and around every boundary, and not one difference."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.planner.cases import AROUND, DAYS, POLICIES, accounts_around, accounts_from_bytes
from tests.planner.reference import decide
from tijdig.planner.columns import Accounts
from tijdig.planner.plan import decision_at, plan
from tijdig.policy import Policy

ROWS = 64


def differences(accounts: Accounts, policy: Policy, day: date) -> list[object]:
    """What the two planners do not agree on, with the account that shows it."""
    decisions = plan(accounts, policy, day)
    found: list[object] = []
    for number in range(len(accounts)):
        decision = decision_at(decisions, number)
        ours = {
            "whether": decision.whether.name,
            "reason": decision.reason.value,
            "until": decision.wait_until,
            "owner": decision.owner.name,
            "stage": decision.stage.name,
            "channels": int(decision.channels),
            "frame": decision.frame.name,
            "tone": decision.tone.name,
            "by_whom": decision.by_whom.name,
            "to_whom": decision.to_whom.name,
        }
        theirs = decide(accounts.plain(number), policy, day)
        if ours != theirs:
            unlike = {key: (value, theirs[key]) for key, value in ours.items() if value != theirs[key]}
            found.append((unlike, accounts.plain(number), day))
    return found


@settings(max_examples=200, deadline=None)
@given(
    data=st.binary(max_size=ROWS * len(AROUND)),
    name=st.sampled_from(sorted(POLICIES)),
    day=st.sampled_from(DAYS),
)
def test_rules_agree_with_the_plain_planner_when_hypothesis_chooses(data: bytes, name: str, day: date) -> None:
    assert differences(accounts_from_bytes(data), POLICIES[name], day) == []


@settings(max_examples=50, deadline=None)
@given(seed=st.integers(0, 2**32 - 1), name=st.sampled_from(sorted(POLICIES)), day=st.sampled_from(DAYS))
def test_rules_agree_with_the_plain_planner_over_many_accounts(seed: int, name: str, day: date) -> None:
    assert differences(accounts_around(seed, size=500), POLICIES[name], day)[:1] == []


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("name", sorted(POLICIES))
def test_rules_agree_with_the_plain_planner_on_every_day_under_every_policy(name: str, day: date) -> None:
    assert differences(accounts_around(seed=day.toordinal(), size=100), POLICIES[name], day)[:1] == []
