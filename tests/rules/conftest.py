"""The policy that the rules are tested with."""

from datetime import date

import pytest

from tijdig.policy import Policy, load


@pytest.fixture
def policy() -> Policy:
    """The general policy of the day of all tests, without sector or creditor."""
    return load(date(2026, 11, 23))
