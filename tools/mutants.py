"""Puts small faults in the numbers of the policy, the rules and the rest, one by one, and says which no test notices.

    python -m tools.mutants [--json] [--only GROUP ...] [--file PART]

Three groups: `numbers` (each number that planner or rules read, one step up and down), `comparisons` (what each rule
and limit asks) and `elsewhere` (all other code of planner and rules). A planner's fault is held first against a bank of
boundary cases, then against the tests; faults that change nothing stand in mutating/equivalent.toml, with why.
"""

import argparse
import gc
import json
import os
import re
import sys
import tempfile
import tomllib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from time import perf_counter
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
EQUIVALENT = Path(__file__).parent / "mutating" / "equivalent.toml"
BARE_RULES = ("tijdig/planner/dimensions/", "tijdig/planner/steps.py", "tijdig/planner/customers.py")
NOT_PLANNED = frozenset({"changes", "checks", "explain", "meanings", "text", "watching"})
"""Modules of the planner that make no decision; the bank cannot see their faults."""

JUDGES_ALL = (
    "tests/bench/test_checker.py",
    "tests/planner/test_explain.py",
    "tests/planner/test_plan.py",
    "tests/planner/test_rules_matter.py",
)
"""Tests that look at every rule, after those that name the module. What decides alone, the bank has seen already."""

LAW = "tests/rules/test_numbers_of_law.py"
CONTROL = ("tests/rules/test_money.py", "tests/planner/test_columns.py")

PLACES = ("rules", "planner", "policy", "messages", "stats", "spec")
"""Folders of tests that need no database."""

REPORT_EVERY = 50
Notice = Callable[[Any], int]
"""Puts a fault in and says how it was noticed, in a process that ends after it."""

TARGETS = {"numbers": 100.0, "comparisons": 100.0, "elsewhere": 90.0}


@dataclass
class Score:
    """How many faults of a group were noticed, and which were not."""

    total: int = 0
    killed: int = 0
    by_decision: int = 0
    equivalent: int = 0
    survivors: list[str] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def percent(self) -> float:
        """Of the faults that change anything."""
        real = self.total - self.equivalent
        return 100.0 if not real else round(100.0 * self.killed / real, 1)


def main(words: list[str]) -> int:
    """Try the groups that were asked for; exit code 1 when one stays below its target."""
    options = _options(words)
    _prepare()
    from tools.mutating.bank import Bank

    known = {entry["fault"] for entry in tomllib.loads(EQUIVALENT.read_text(encoding="utf-8")).get("equivalent", [])}
    faults = {name: _some(GROUPS[name](), options) for name in options.only or list(TARGETS)}
    bank, broken, scores = Bank(), _broken_already([] if options.fast else _tests_for(faults)), {}
    _without_a_fault(bank)
    gc.collect()
    gc.freeze()  # what every process begins with is no garbage in any
    for name, some in faults.items():
        notice = notices_decision(bank) if options.fast else NOTICES[name](bank, broken)
        scores[name] = _score(name, some, notice, known, quiet=options.json)
    _tell(scores, broken, as_json=options.json)
    return int(any(score.percent < TARGETS[name] for name, score in scores.items()))


def _options(words: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Which small faults does no test notice?")
    parser.add_argument("--only", nargs="*", choices=list(TARGETS), help="some of the groups")
    parser.add_argument("--file", default="", help="only faults whose line holds this text, like planner/steps.py")
    parser.add_argument("--sample", type=int, help="at most so many faults of each group, spread over all")
    parser.add_argument("--fast", action="store_true", help="look at decisions only, run no tests")
    parser.add_argument("--json", action="store_true", help="end with one line of JSON")
    return parser.parse_args(words)


def _some(faults: list[Any], options: argparse.Namespace) -> list[Any]:
    """The faults that were asked for."""
    wanted = [fault for fault in faults if options.file in str(fault)]
    return wanted[:: max(-(-len(wanted) // options.sample), 1)] if options.sample else wanted


def _tests_for(faults: dict[str, list[Any]]) -> list[str]:
    """The tests that any of these faults is held against."""
    numbers = {name for fault in faults.get("numbers", []) for tests in fault.tests for name in tests}
    files = {fault.file for name, some in faults.items() if name != "numbers" for fault in some}
    return sorted(numbers | {name for file in files for tests in _stages(file) for name in tests})


def _prepare() -> None:
    """Load once what every process needs; each child starts from here."""
    sys.path.insert(0, str(ROOT))
    os.chdir(ROOT)
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    sys.dont_write_bytecode = False  # each fault would else compile all that was not changed
    import django
    import hypothesis  # noqa: F401 - loaded here, so that no child has to
    import pytest  # noqa: F401

    django.setup()


def _broken_already(paths: list[str]) -> list[str]:
    """Of these tests those that fail without any fault: they say nothing, so they are left out."""
    from tools.mutating import processes

    halves = [half for half in (paths[0::2], paths[1::2]) if half]
    with tempfile.TemporaryDirectory() as place:
        file = Path(place) / "failing"

        def look(half: list[str]) -> int:
            processes.forget(*processes.PACKAGES)
            found = processes.failing(half, first_only=False)
            with file.open("a", encoding="utf-8") as out:
                out.write("".join(f"{name}\n" for name in found))
            return 0

        for _ in processes.tried(halves, look):
            pass
        return sorted(file.read_text(encoding="utf-8").split("\n"))[1:] if file.exists() else []


def _without_a_fault(bank: Any) -> None:
    """The control: where nothing was changed, nobody may notice anything. Else every score would be a lie."""
    from tools.mutating import processes

    def notice(judged: bool) -> int:  # noqa: FBT001 - one of the two halves
        processes.forget(*processes.PACKAGES)
        if bank.disagrees(judged=judged):
            return processes.DECISION
        return processes.TEST if processes.failing(CONTROL) else processes.SURVIVED

    found = [how for _, how in processes.tried([False, True], notice)]
    if any(found):
        message = f"without any fault something differs already ({found}); mend that first"
        raise SystemExit(message)


def _score(name: str, faults: list[Any], notice: Notice, known: set[str], *, quiet: bool) -> Score:
    from tools.mutating.processes import DECISION, SURVIVED, tried

    score, started = Score(total=len(faults)), perf_counter()
    for done, (fault, how) in enumerate(tried(faults, notice), start=1):
        score.killed += how != SURVIVED
        score.by_decision += how == DECISION
        if how == SURVIVED and fault.name in known:
            score.equivalent += 1
        elif how == SURVIVED:
            score.survivors.append(str(fault))
            if not quiet:
                print(f"not noticed: {fault}", file=sys.stderr)
        if not quiet and (sys.stderr.isatty() or done % REPORT_EVERY == 0):
            end = "\r" if sys.stderr.isatty() else "\n"
            print(f"{name}: {done} of {len(faults)}, {len(score.survivors)} not noticed", end=end, file=sys.stderr)
    score.seconds = round(perf_counter() - started, 1)
    score.survivors.sort()
    return score


def _tell(scores: dict[str, Score], broken: list[str], *, as_json: bool) -> None:
    if as_json:
        told: dict[str, Any] = {name: {**vars(score), "percent": score.percent} for name, score in scores.items()}
        print(json.dumps({**told, "failing_without_a_fault": broken}))
        return
    for name, score in scores.items():
        print(
            f"\n{name}: {score.killed} of {score.total} noticed, {score.by_decision} by a decision that differs;",
            end="",
        )
        print(f" {score.equivalent} change nothing ({score.percent}%, wanted {TARGETS[name]}%, {score.seconds} s)")
        print(*(f"  {survivor}" for survivor in score.survivors), sep="\n")
    if broken:
        print("\nLeft out, since they fail without any fault:", *broken, sep="\n  ")


# What is tried.


@dataclass(frozen=True)
class _Number:
    """One number that is another, or a holiday that is none."""

    other: Any
    tests: tuple[list[str], ...]
    """In the order in which they are tried."""

    @property
    def name(self) -> str:
        """The same as it is printed: numbers have no lines that move."""
        return str(self)

    def __str__(self) -> str:
        return f"holidays.{self.other}: left out" if isinstance(self.other, date) else str(self.other)


def number_faults() -> list[_Number]:
    """Every number that the planner or the rules read, one step up and one down."""
    from tools.mutating import numbers

    keys = numbers.read_in("tijdig/planner") | numbers.read_in("tijdig/rules")
    found = [_Number(other, _tests_of(other.key)) for other in numbers.others(keys)]
    return found + [
        _Number(day, (["tests/rules/test_workdays.py", LAW], ["tests/rules"])) for day in numbers.holidays()
    ]


@cache
def _tests_of(key: str) -> tuple[list[str], ...]:
    """Tests of what is decided or worked out with a number; that the pages about it went stale says nothing."""
    field = key.partition(".")[2]
    named = _files_with(rf"\b{field}\b", ("planner", "messages"))
    own = [name for folder in ("rules", "planner") for name in _tests_of_readers(folder, field)]
    own += [LAW] if key.startswith("law.") else []
    is_in_rules = any(name.startswith("tests/rules/") for name in own)
    return tuple(tests for tests in (own, named, ["tests/rules"] if is_in_rules else []) if tests)


def _tests_of_readers(folder: str, field: str) -> list[str]:
    """The tests of the modules in a folder and below it that read this number, in one file each or several."""
    paths = sorted((ROOT / "tijdig" / folder).rglob("*.py"))
    readers = [path for path in paths if re.search(rf"\.{field}\b", path.read_text(encoding="utf-8"))]
    tests: list[Path] = []
    for one in readers:
        place = ROOT / "tests" / one.parent.relative_to(ROOT / "tijdig")
        for name in (f"test_numbers_of_{place.name}.py", f"test_{one.stem}*.py"):
            tests += sorted(place.glob(name))
    return [str(test.relative_to(ROOT)) for test in dict.fromkeys(tests)]


def rule_faults() -> list[Any]:
    """What each rule and limit asks, asked a little otherwise."""
    from tools.mutating import trees

    return [fault for fault in _code_faults(_is_bare_rule) if fault.kind in trees.RULE_KINDS]


def other_faults() -> list[Any]:
    """All other code of the planner and the rules, and the numbers and answers of the rules' own files."""
    from tools.mutating import trees

    kept = [fault for fault in _code_faults(_is_bare_rule) if fault.kind not in trees.RULE_KINDS]
    return kept + _code_faults(lambda file: not _is_bare_rule(file))


def _is_bare_rule(file: str) -> bool:
    return file.startswith(BARE_RULES)


def _code_faults(wanted: Callable[[str], bool]) -> list[Any]:
    from tools.mutating import trees

    paths = [path for folder in ("tijdig/planner", "tijdig/rules") for path in sorted((ROOT / folder).rglob("*.py"))]
    files = [str(path.relative_to(ROOT)) for path in paths]
    return [fault for file in files if wanted(file) for fault in trees.mutants_of(file)]


# Who notices.


def notices_number(bank: Any, broken: list[str]) -> Notice:
    """A decision differs, or a test that knows the number fails."""
    from tools.mutating import processes

    def notice(fault: Any) -> int:
        if found := _decides_otherwise(fault, bank):
            return found
        fails = any(processes.failing(tests, broken) for tests in fault.tests)
        return processes.TEST if fails else processes.SURVIVED

    return notice


def notices_decision(bank: Any) -> Notice:
    """A decision differs; no test is run."""
    return lambda fault: _decides_otherwise(fault, bank)


def _decides_otherwise(fault: Any, bank: Any) -> int:
    """Put the fault in and hold the planner against the bank."""
    from tools.mutating import numbers, processes
    from tools.mutating.bank import policies

    if isinstance(fault, _Number):
        numbers.leave_out(fault.other) if isinstance(fault.other, date) else numbers.put_in(fault.other)
        processes.forget("tests")
        differs = bank.disagrees(policies())
    else:
        processes.put_in(fault)
        is_planned = fault.file.startswith("tijdig/planner/") and Path(fault.file).stem not in NOT_PLANNED
        differs = is_planned and (bank.disagrees() or bank.disagrees(judged=True))
    return processes.DECISION if differs else processes.SURVIVED


def notices_code(bank: Any, broken: list[str]) -> Notice:
    """A decision differs from what both planners say, or a test that uses the module fails."""
    from tools.mutating import processes

    def notice(fault: Any) -> int:
        if found := _decides_otherwise(fault, bank):
            return found
        for tests in _stages(fault.file):
            processes.within(processes.SECONDS_OF_A_FILE if len(tests) == 1 else processes.SECONDS)
            if processes.failing(tests, broken):
                return processes.TEST
        return processes.SURVIVED

    return notice


def _stages(file: str) -> Iterable[list[str]]:
    """The tests of a module: first those with its name, then all that name it, then all around it."""
    path = Path(file)
    own = f"tests/{path.parent.relative_to('tijdig')}/test_{path.stem}.py"
    using = [name for name in _files_with(rf"\b{path.parent.name}(\.| import .*\b){path.stem}\b") if name != own]
    around = [name for name in _around(path) if name not in (own, *using)]
    last = list(JUDGES_ALL) if file.startswith("tijdig/planner/") else _examples_first(around)
    return [tests for tests in ([own] if (ROOT / own).exists() else [], _examples_first(using), last) if tests]


def _examples_first(names: Sequence[str]) -> list[str]:
    """Files of plain examples, then those that invent some, which take longer; most faults are noticed by the first."""
    return sorted(names, key=lambda name: "hypothesis" in (ROOT / name).read_text(encoding="utf-8"))


def _around(path: Path) -> list[str]:
    """The tests of all of a folder below the rules: its modules are one machine, and few are named in a test."""
    if path.parent.name == "rules":
        return []
    place = ROOT / "tests" / path.parent.relative_to("tijdig")
    return [str(one.relative_to(ROOT)) for one in sorted(place.glob("test_*.py"))]


def _files_with(pattern: str, places: Sequence[str] = PLACES) -> list[str]:
    """Test files in which a line holds this."""
    paths = [path for place in places for path in sorted((ROOT / "tests" / place).rglob("test_*.py"))]
    return [str(path.relative_to(ROOT)) for path in paths if re.search(pattern, path.read_text(encoding="utf-8"))]


GROUPS: dict[str, Callable[[], list[Any]]] = {
    "numbers": number_faults,
    "comparisons": rule_faults,
    "elsewhere": other_faults,
}
NOTICES: dict[str, Callable[[Any, list[str]], Notice]] = {
    "numbers": notices_number,
    "comparisons": notices_code,
    "elsewhere": notices_code,
}

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
