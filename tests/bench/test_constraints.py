"""Planned and proposed decisions before the checker: nothing slips through, and what is let through is noticed."""

import json
from io import StringIO

import numpy as np
import pytest
from django.core.management import call_command

from tijdig.bench import constraints
from tijdig.bench.checker.constraints import CHECKS, violations
from tijdig.planner.decisions import Decisions
from tijdig.planner.dimensions.limits import LIMITS
from tijdig.planner.dimensions.stops import STOPS
from tijdig.planner.plan import TABLES

SIZE = 20_000


@pytest.fixture(scope="module")
def found() -> dict[str, object]:
    return constraints.measure(SIZE)


def test_nothing_goes_out_that_may_not(found: dict[str, object]) -> None:
    assert found["decisions"] == SIZE
    assert found["violations"] == 0


def test_checker_sees_what_each_constraint_kept_back(found: dict[str, object]) -> None:
    assert found.get("missed", []) == []
    assert found["seeded_found"] == found["seeded_total"] == len(constraints.SEEDED) >= 8
    assert constraints.is_good(found)


@pytest.mark.parametrize(
    "found",
    [
        {"violations": 1, "seeded_found": 3, "seeded_total": 3},
        {"violations": 0, "seeded_found": 2, "seeded_total": 3},
    ],
)
def test_a_violation_or_a_blind_checker_is_no_good(found: dict[str, int]) -> None:
    assert not constraints.is_good(found)


def test_what_is_switched_off_exists() -> None:
    ids = {code for table in TABLES.values() for _, reason, _ in table for code in (reason.value, *reason.rules)}
    ids |= {code for limit in LIMITS for code in (limit.reason.value, *limit.reason.rules)}
    names = {name for check in CHECKS for name in (check.constraint, f"{check.constraint} {check.name}")}

    assert {off for several in constraints.SEEDED for off in several.split("+")} - ids == set()
    assert set(constraints.SEEDED.values()) - names == set()


def test_every_constraint_that_the_gate_keeps_is_switched_off_once() -> None:
    """Each id of a hard constraint behind a stop or a limit; a P of the gate that is no full stop needs none."""
    kept = {rule for _, reason, _ in STOPS for rule in reason.rules} | {
        rule for limit in LIMITS for rule in limit.reason.rules
    }

    assert {rule for rule in kept if rule.startswith(("HC", "D"))} - set(constraints.SEEDED) == set()


def test_half_of_the_cases_go_out_often_enough_to_say_something() -> None:
    shares = []
    for number in (0, 1):
        night = constraints.night_of(number)
        acts = [(decided.whether == 3) for _, decided in constraints.decisions(night, SIZE)]
        shares += [acts[0].mean(), np.concatenate(acts[1:]).mean()]

    assert min(shares) > 0.08


def test_proposals_break_every_check_of_how_something_goes_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the gate they would: so that judging them says something."""
    monkeypatch.setattr(constraints, "judge", lambda accounts, today, proposed: proposed)
    monkeypatch.setattr(constraints, "plan", lambda accounts, *_, **__: _nothing(len(accounts)))
    broken = {
        name
        for number in (0, 3)
        for facts, decided in constraints.decisions(constraints.night_of(number), SIZE)
        for name in violations(facts, decided)
    }

    everything = {f"{check.constraint} {check.name}" for check in CHECKS}
    assert everything - broken == set()


def _nothing(size: int) -> Decisions:
    night = constraints.night_of(0)
    columns = {name: np.full(size, -1) for name in (*TABLES, "person_on")}
    return Decisions(night.day, np.arange(size), columns)


def test_every_day_meets_several_policies() -> None:
    nights = [constraints.night_of(number) for number in range(200)]

    assert {night.day for night in nights} == set(constraints.DAYS)
    assert len({(night.policy.sector, night.policy.version, night.day) for night in nights}) > 60


def test_command_ends_with_one_line_of_figures() -> None:
    out = StringIO()

    call_command("bench", "constraints", "--cases", "2000", "--json", stdout=out)

    assert json.loads(out.getvalue().splitlines()[-1])["decisions"] == 2_000


def test_command_ends_badly_when_something_slipped_through(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(constraints, "measure", lambda size: {"violations": 3, "seeded_found": 1, "seeded_total": 1})

    with pytest.raises(SystemExit) as ended:
        call_command("bench", "constraints", "--cases", "10", "--json", stdout=StringIO())

    assert ended.value.code == 1
