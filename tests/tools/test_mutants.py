"""The tool that puts faults in: it finds the places, changes one thing at a time, and tells who noticed."""

import ast
import os
import resource
import subprocess
import sys
import tomllib
from datetime import date
from datetime import time as hour
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tools import mutants
from tools.mutating import bank, numbers, processes, trees

pytestmark = pytest.mark.slow  # processes of its own, that fall over and never end

STEPS = "tijdig/planner/steps.py"
CODE = '''
"""Words with 1 number."""
from x import y

LIMIT: int | None = 3

def f(a: int | str, b: float = 2) -> bool | None:
    """And -1 more."""
    if not a or b < 4 and a in LIMIT:
        return a + 1 == b
    return None
'''


@pytest.fixture
def changes() -> list[tuple[str, str, str]]:
    """Kind, before and after of each fault of the code above."""
    return [(kind, ast.unparse(node), ast.unparse(other)) for node, kind, other in trees._changes(ast.parse(CODE))]


def test_each_operator_number_and_answer_can_be_another(changes: list[tuple[str, str, str]]) -> None:
    assert changes == [
        ("constant", "3", "4"),
        ("constant", "2", "3"),
        ("logic", "not a or (b < 4 and a in LIMIT)", "not a and (b < 4 and a in LIMIT)"),
        ("logic", "not a", "a"),
        ("logic", "b < 4 and a in LIMIT", "b < 4 or a in LIMIT"),
        ("comparison", "b < 4", "b <= 4"),
        ("constant", "4", "5"),
        ("comparison", "a in LIMIT", "a not in LIMIT"),
        ("return", "return a + 1 == b", "return None"),
        ("comparison", "a + 1 == b", "a + 1 != b"),
        ("step", "a + 1", "a"),
        ("arithmetic", "a + 1", "a - 1"),
        ("constant", "1", "2"),
    ]


def test_a_column_of_yes_and_no_can_lose_its_sign() -> None:
    found = [ast.unparse(other) for _, kind, other in trees._changes(ast.parse("~a & b")) if kind == "logic"]

    assert found == ["~a | b", "a"]


def test_one_fault_changes_one_piece_of_the_file() -> None:
    fault = next(one for one in trees.mutants_of(STEPS) if one.before == "a.overdue_cents > 0")
    was, now = (ast.unparse(tree).splitlines() for tree in (trees._parsed(STEPS), trees.code_of(fault)))

    assert str(fault).startswith(f"{STEPS}:{fault.line} a.overdue_cents > 0")
    assert [after for before, after in zip(was, now, strict=True) if before != after] == [
        "    holds: Flags = a.overdue_cents >= 0"
    ]


def test_every_fault_of_a_file_gives_other_code() -> None:
    once = ast.unparse(trees._parsed(STEPS))

    assert all(ast.unparse(trees.code_of(fault)) != once for fault in trees.mutants_of(STEPS))


@pytest.mark.parametrize(
    ("value", "near"),
    [
        (3, [4, 2]),
        (True, [False]),
        (hour(8, 0), [hour(8, 1), hour(7, 59)]),
        (date(2026, 1, 1), [date(2026, 1, 2), date(2025, 12, 31)]),
        ((1, 2), [(2,), (1,)]),
        (("a", "b"), [("b",), ("a",)]),
        (((10, 5),), [((11, 5),), ((9, 5),), ((10, 6),), ((10, 4),)]),
        ((("value", 3),), [(("value", 4),), (("value", 2),)]),
    ],
)
def test_numbers_move_one_step(value: object, near: list[object]) -> None:
    assert list(numbers._near(value)) == near


def test_every_number_that_the_planner_reads_is_tried() -> None:
    keys = {other.key for other in numbers.others(numbers.read_in("tijdig/planner"))}

    assert {
        "contacts.moments_per_day",
        "stages.notice_after_days",
        "steps.visits_max",
        "histories.distress_days",
    } <= keys
    scopes = {other.scope for other in numbers.others({"stages.notice_after_days"})}
    assert {"", "sector:health", "product:mortgage"} <= scopes


def test_a_number_that_is_put_in_holds_in_that_process_only() -> None:
    from tijdig.policy import load

    def notice(other: Any) -> int:
        numbers.put_in(other)
        return load(date(2026, 11, 23)).contacts.moments_per_day

    found = {str(other): how for other, how in processes.tried(numbers.others({"contacts.moments_per_day"}), notice)}

    assert found == {"contacts.moments_per_day: 1 → 2": 2, "contacts.moments_per_day: 1 → 0": 0}
    assert load(date(2026, 11, 23)).contacts.moments_per_day == 1


def test_what_falls_over_or_never_ends_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "SECONDS", 1)

    def notice(times: int) -> int:
        if not times:
            raise ZeroDivisionError
        while times > 1:
            pass
        return 0

    assert dict(processes.tried([0, 1, 2], notice)) == {0: processes.FELL_OVER, 1: 0, 2: processes.FELL_OVER}


def test_what_takes_longer_than_one_file_may_is_ended_long_before_everything_is() -> None:
    def notice(seconds: int) -> int:
        processes.within(seconds)
        while seconds == 1:
            pass
        return resource.getrlimit(resource.RLIMIT_CPU)[1]

    assert dict(processes.tried([1, 2], notice)) == {1: processes.FELL_OVER, 2: processes.SECONDS}


@pytest.fixture
def small_bank(monkeypatch: pytest.MonkeyPatch) -> bank.Bank:
    monkeypatch.setattr(bank, "SIZE", 400)
    monkeypatch.setattr(bank, "policies", lambda: {"standard": _standard()})
    return bank.Bank()


def _standard() -> Any:
    from tests.planner.cases import STANDARD

    return STANDARD


def test_a_fault_in_a_rule_is_noticed_and_no_fault_is_not(small_bank: bank.Bank) -> None:
    faults = [one for one in trees.mutants_of(STEPS) if one.before in ("a.overdue_cents > 0", "a.hold == kind")]

    def notice(fault: trees.Mutant | None) -> int:
        if fault:
            processes.put_in(fault)
        else:
            processes.forget(*processes.PACKAGES)
        return int(small_bank.disagrees())

    found = dict(processes.tried([None, *faults], notice))

    assert len(faults) == 2
    assert found == {None: 0, **dict.fromkeys(faults, 1)}


def test_a_fault_in_a_limit_is_noticed_by_what_others_propose(small_bank: bank.Bank) -> None:
    file = "tijdig/planner/dimensions/limits.py"
    fault = next(one for one in trees.mutants_of(file) if one.before == "d.by_whom == ByWhom.VISITOR")

    def notice(judged: bool) -> int:
        processes.put_in(fault)
        return int(small_bank.disagrees(judged=judged))

    assert dict(processes.tried([True], notice)) == {True: 1}


def test_two_answers_are_the_same_when_everything_is() -> None:
    one = bank.Answer({"stage": np.array([1, 2])}, {"stage": np.array([5, 6])})

    assert bank.is_same(one, bank.Answer({"stage": np.array([1, 2])}, {"stage": np.array([5, 6])}))
    assert not bank.is_same(one, bank.Answer({"stage": np.array([1, 3])}, {"stage": np.array([5, 6])}))
    assert not bank.is_same(one, bank.Answer({"stage": np.array([1, 2])}, {"stage": np.array([5, 7])}))
    assert not bank.is_same(one, bank.Answer({}, {"stage": np.array([5, 6])}))


def test_a_failing_test_is_named(tmp_path: Path) -> None:
    place = tmp_path / "test_planted.py"
    place.write_text("def test_good():\n    assert 1\n\ndef test_bad():\n    assert 0\n")
    code = f"from tools.mutating import processes; print(processes.failing(['{place}']))"
    settings = os.environ | {"DJANGO_SETTINGS_MODULE": "tests.settings"}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=mutants.ROOT, env=settings)

    assert done.stdout.splitlines()[-1].endswith("test_planted.py::test_bad']")


def test_score_leaves_out_what_changes_nothing() -> None:
    assert mutants.Score(total=10, killed=8, equivalent=2).percent == 100.0
    assert mutants.Score(total=10, killed=7, equivalent=2).percent == 87.5
    assert mutants.Score().percent == 100.0


def test_what_changes_nothing_exists_and_has_a_reason() -> None:
    entries = tomllib.loads(mutants.EQUIVALENT.read_text(encoding="utf-8")).get("equivalent", [])
    faults = {fault.name for fault in (*mutants.rule_faults(), *mutants.other_faults(), *mutants.number_faults())}

    assert [entry["fault"] for entry in entries if entry["fault"] not in faults] == []
    assert [entry["fault"] for entry in entries if len(entry["why"].split()) < 5] == []


def test_groups_hold_every_module_of_planner_and_rules() -> None:
    files = {fault.file for fault in (*mutants.rule_faults(), *mutants.other_faults())}

    assert {STEPS, "tijdig/planner/dimensions/limits.py", "tijdig/planner/plan.py", "tijdig/rules/money.py"} <= files
    assert all(mutants._is_bare_rule(fault.file) for fault in mutants.rule_faults())


def test_tests_of_a_module_begin_with_its_own() -> None:
    assert mutants._stages("tijdig/rules/money.py")[0] == ["tests/rules/test_money.py"]
    assert mutants._stages(STEPS)[-1] == list(mutants.JUDGES_ALL)


def test_tests_around_a_module_come_last_once_each_and_examples_before_inventions() -> None:
    own, *others, last = mutants._stages("tijdig/rules/joint/asking.py")
    names = [name for stage in (own, *others, last) for name in stage]

    assert own == ["tests/rules/joint/test_asking.py"]
    assert len(names) == len(set(names))
    assert last.index("tests/rules/joint/test_facts.py") < last.index("tests/rules/joint/test_machine.py")


def test_number_that_a_folder_below_the_rules_reads_is_held_against_the_tests_there() -> None:
    own, *_, last = mutants._tests_of("joint.creditors_max")

    assert own[0] == "tests/rules/joint/test_numbers_of_joint.py"
    assert last == ["tests/rules"]
