"""Invented joint arrangements before the judge: nothing that may not be, and each fault on purpose is seen."""

from datetime import date
from typing import Any, get_args

import pytest

from tijdig.actions import payments
from tijdig.bench import joint
from tijdig.bench.jointly import rivals, rows
from tijdig.bench.jointly.faults import FAULTS, is_found, replaced, without
from tijdig.bench.jointly.judging import broken
from tijdig.bench.jointly.lives import Life
from tijdig.policy import load
from tijdig.queries import jointmoney, jointrows
from tijdig.rules.joint.drafts import OVER
from tijdig.rules.joint.events import Event
from tijdig.words import JointPartState

LIVES = 150
POLICY = load(joint.DAY)
GOOD: dict[str, Any] = {
    "violations": 0, "db_violations": 0, "unused_transitions": 0, "seeded_found": 14, "seeded_total": 14,
}  # fmt: skip


def test_lives_come_to_an_end_and_hold_what_must_hold() -> None:
    for seed in range(LIVES):
        life = Life(seed, POLICY)

        log = list(life.steps())

        assert broken(log, POLICY) == (), seed
        assert life.joint.state in OVER


def test_play_counts_what_it_did() -> None:
    steps, found, moves, count = joint.play(0, 20)

    assert (found, count) == ({}, 20)
    assert steps > 100
    assert moves["JointState", "requested", "inventory"] > 10


@pytest.mark.parametrize("name", FAULTS)
def test_judge_sees_what_goes_wrong_without_a_guard(name: str) -> None:
    assert is_found(FAULTS[name], POLICY, LIVES)


def test_guard_is_back_after_a_fault() -> None:
    fault = FAULTS["consent"]
    guard = getattr(fault.where, fault.guard)

    with without(fault):
        assert getattr(fault.where, fault.guard) is fault.instead

    assert getattr(fault.where, fault.guard) is guard


def test_there_are_enough_faults() -> None:
    assert len(FAULTS) >= 6


@pytest.mark.parametrize(
    "values", [{"violations": 1}, {"db_violations": 1}, {"unused_transitions": 1}, {"seeded_found": 13}]
)
def test_anything_found_is_no_good(values: dict[str, int]) -> None:
    assert joint.is_good(GOOD)
    assert not joint.is_good(GOOD | values)


@pytest.fixture
def few(db: None) -> dict[str, Any]:
    return rows.play(3, 2)


def test_lives_through_the_actions_hold_the_same(few: dict[str, Any]) -> None:
    assert few["found"] == {}
    assert few["plans"] == 2
    assert few["steps"] > 5


def test_two_plans_that_ask_for_the_same_are_seen_without_their_guard(db: None) -> None:
    creditors = rows.lay()
    found = (rows.judged(rows.Rows(seed, POLICY, creditors))[1] for seed in range(0, 200, rivals.OFTEN))

    with replaced(jointmoney, "in_plan", lambda _case: False):
        assert any("asked_twice" in one for one in found)


def roads(life: rows.Rows) -> tuple[dict[int, int], dict[int, int]]:
    """How much less is open in the files than in the plan: as a page reads it, and as the night does."""
    running = [part for part in life.joint.parts if part.state == JointPartState.RUNNING]
    less = {part: cents for part, cents in jointmoney.apart(running).items() if cents > 0}
    return dict(jointrows.held(life.row).less), less


def test_both_roads_say_how_much_less_is_open_in_the_files(db: None) -> None:
    """After each step, and while a bill is lower of which the plan has not heard yet."""
    creditors, lower = rows.lay(), 0
    for seed in range(12):
        life = rows.Rows(seed, POLICY, creditors)
        for _ in life.steps():
            page, night = roads(life)
            assert page == night == {}
            bills = [bill for row in life.row.parts.filter(state="running", arrangement__isnull=False) for bill in
                     jointmoney.claims(row, life.day)]  # fmt: skip
            for sign in (-1, 1):
                for bill in bills:
                    payments.correct(bill, sign, booked_on=life.day, by="user:0", at=life.now)
                page, night = roads(life)
                assert page == night
                lower += len(page)
    assert lower > 0


def test_day_of_the_bench_has_a_policy() -> None:
    assert POLICY.on == date(2026, 11, 23)


def test_every_event_of_the_rules_has_its_action_on_the_tables() -> None:
    assert set(rows._ACTIONS) == set(get_args(Event))
