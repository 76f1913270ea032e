"""Taken back is taken back: a second process, on a real database, tells nothing after it."""

from pathlib import Path

import pytest

from tests import scenes

pytestmark = [pytest.mark.slow, pytest.mark.both]


def test_job_that_claims_a_second_after_the_withdrawal_tells_nothing(tmp_path: Path) -> None:
    assert scenes.play("tests.actions.consent_processes", tmp_path, "withdrawn_before") == {
        "listed": 0,
        "job": "withdrawn",
        "shared": 0,
        "trail": ["consent.withdrawn", "consent.refused"],
    }


def test_told_and_taken_back_at_once_is_told_first_or_not_at_all(tmp_path: Path) -> None:
    found = scenes.play("tests.actions.consent_processes", tmp_path, "at_once")

    assert found["odd"] == []
    assert set(found["ends"]) <= {"told", "withdrawn"}
