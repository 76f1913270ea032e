"""From the first release's state with data to the newest: nothing is lost, and the guards stand after every step."""

from pathlib import Path
from typing import Any

import pytest

from tests.scenes import play

pytestmark = [pytest.mark.slow, pytest.mark.both]


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Any:
    return play("tests.migrations.walk", tmp_path_factory.mktemp("walk"))


def test_migrations_keep_the_guards_after_every_step(found: Any) -> None:
    files = Path("tijdig/migrations").glob("0*.py")
    steps = sorted(path.stem for path in files if "_squashed_" not in path.stem)

    assert found["missing"] == {step: [] for step in steps if step >= "0002"}
    assert found["newest"] == steps[-1]


def test_who_begins_today_gets_the_same_tables_as_who_has_been_here_since_the_first(found: Any) -> None:
    assert found["differs"] == []


def test_migrations_keep_money_and_audit_as_they_were(found: Any) -> None:
    assert (found["same"], found["still"]) == (True, True)


def test_guards_refuse_every_change(found: Any) -> None:
    assert len(found["refused"]) >= 4
    assert set(found["refused"].values()) == {True}


def test_guards_let_go_what_was_never_seen(found: Any) -> None:
    assert found["unseen"] == 1


def test_guards_can_be_missed_and_put_back(found: Any) -> None:
    assert (found["without"], found["back"]) == (True, [])


def test_migrations_forget_that_a_rest_was_for_illness(found: Any) -> None:
    assert found["rests"] == ["not_now"]


def test_migrations_link_what_was_booked_for_all_where_it_comes_out_to_the_cent(found: Any) -> None:
    assert found["linked"] == [["B-1", "B-1", -1_000]]


def test_migrations_keep_what_was_decided(found: Any) -> None:
    assert found["decision"] == {
        "outcome": "act", "stage": "S1", "channels": ["letter", "email"], "frame": "solution", "tone": "friendly",
        "by_whom": "nobody", "owner": "customer", "rules": {"whether": "say_first"}, "reason": "say_first",
        "policy": "old", "open_cents": 7_500, "days_since_moment": 3, "is_safe": True,
    }  # fmt: skip
