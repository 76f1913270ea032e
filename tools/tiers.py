"""Runs the tiers of the tests one after another, times each, and ends with one line as pytest does."""

import os
import re
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import chromium

ROOT = Path(__file__).resolve().parent.parent
POSTGRES = os.environ.get("TIJDIG_TEST_POSTGRES", "postgres://postgres@127.0.0.1:5432/test")
IN_CI = os.environ.get("CI", "").lower() in {"1", "true", "yes"}
PYTEST = (sys.executable, "-m", "pytest", "-q", "--no-header", "-rsfE")
TWO = ("-n", "2", "--dist", "worksteal")
"""Two processes; who is done takes over what the other had still to do."""
PURE = tuple(f"tests/{name}" for name in ("rules", "planner", "policy", "messages", "stats", "spec", "check"))
REST = tuple(sorted({f"tests/{path.relative_to(ROOT).parts[1]}" for path in ROOT.glob("tests/**/test_*.py")} - {*PURE}))
NOTHING_COLLECTED = 5


def marked(mark: str) -> tuple[str, ...]:
    """The files in which tests have this mark: collecting all the rest takes longer than many of them.

    tests/conftest.py sees to it that no test gets such a mark from elsewhere.
    """
    files = (path for path in sorted(ROOT.glob("tests/**/test_*.py")) if f"mark.{mark}" in path.read_text("utf-8"))
    return tuple(str(path.relative_to(ROOT)) for path in files)


WIDTH = 100


@dataclass(frozen=True)
class Tier:
    """A part of the tests: what it runs, in which environment, and what must be there for it."""

    about: str
    commands: tuple[tuple[str, ...], ...]
    environment: dict[str, str] = field(default_factory=dict)
    missing: Callable[[], str] = lambda: ""


@dataclass
class Outcome:
    """How a tier went."""

    name: str
    state: str
    seconds: float
    counts: Counter[str]


def no_postgres() -> str:
    """Why the PostgreSQL tier cannot run, or nothing."""
    import psycopg

    try:
        psycopg.connect(POSTGRES, connect_timeout=5).close()
    except psycopg.OperationalError as error:
        return f"PostgreSQL does not answer at TIJDIG_TEST_POSTGRES ({' '.join(str(error).split())[:150]})"
    return ""


def no_chromium() -> str:
    """Why the browser tier cannot run, or nothing."""
    return "" if chromium.path() else "there is no Chromium (make setup installs it where it may)"


def python(module: str, *words: str) -> tuple[str, ...]:
    """A tool of this environment."""
    return (str(Path(sys.executable).parent / module), *words)


TIERS = {
    "lint": Tier(
        "style, types, direction of imports",
        (
            python("ruff", "check", "."),
            python("ruff", "format", "--check", "--quiet", "."),
            python("mypy"),
            python("lint-imports", "--no-logo"),
        ),
    ),
    # Named by folder: collecting all the rest takes as long as these tests do.
    "pure": Tier("no Django, no database", ((*PYTEST, *TWO, "-m", "pure and not slow", *PURE),)),
    "sqlite": Tier("fast, SQLite", ((*PYTEST, *TWO, "-m", "not slow and not browser and not postgres", *REST),)),
    "slow": Tier(
        "slow and wide, SQLite", ((*PYTEST, *TWO, "-m", "slow and not browser and not postgres", *marked("slow")),)
    ),
    "postgres": Tier(
        "all that asks a database, PostgreSQL",
        ((*PYTEST, *TWO, "-m", "not once and not browser", *REST),),
        {"TIJDIG_DATABASE_URL": POSTGRES},
        no_postgres,
    ),
    "browser": Tier("journeys in Chromium", ((*PYTEST, *TWO, "-m", "browser", *marked("browser")),), {}, no_chromium),
}


def run(name: str) -> Outcome:
    """Run one tier, letting its output through."""
    tier, started = TIERS[name], time.perf_counter()
    print(f"\n{f' {name}: {tier.about} ':-^{WIDTH}}", flush=True)
    reason = tier.missing()
    if reason:
        print("!" * WIDTH, f"NOT RUN: {reason}.", "!" * WIDTH, sep="\n", flush=True)
        return Outcome(name, "FAILED" if IN_CI else "NOT RUN", 0, Counter())
    counts: Counter[str] = Counter()
    results = [follow(command, tier.environment, counts) for command in tier.commands]
    return Outcome(name, "ok" if all(results) else "FAILED", time.perf_counter() - started, counts)


def follow(command: tuple[str, ...], environment: dict[str, str], counts: Counter[str]) -> bool:
    """Run a command, print what it prints, and add what pytest's last line counts."""
    with subprocess.Popen(
        command,
        cwd=ROOT,
        env=kept_compiled() | environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as process:
        last = ""
        for line in process.stdout or ():
            print(line, end="", flush=True)
            last = line.strip() or last
    if command[: len(PYTEST)] == PYTEST:
        counts.update(
            {word: int(number) for number, word in re.findall(r"(\d+) (passed|failed|skipped|error|xfailed)", last)}
        )
    return process.returncode in {0, NOTHING_COLLECTED}


def kept_compiled() -> dict[str, str]:
    """Our environment, in which Python may keep what it compiled: else each of hundreds of processes does it anew."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def told(outcomes: list[Outcome]) -> None:
    """The table of tiers and the closing line."""
    print(f"\n{' tiers ':-^{WIDTH}}")
    for each in outcomes:
        numbers = ", ".join(f"{number} {word}" for word, number in each.counts.items())
        print(f"{each.name:<10} {each.state:<8} {each.seconds:7.1f} s  {numbers}")
    total = sum((each.counts for each in outcomes), Counter[str]())
    # A tier that failed without a failed test (a linter, a missing database in CI) counts as one failure.
    total["failed"] += sum(
        each.state == "FAILED" and not each.counts["failed"] + each.counts["error"] for each in outcomes
    )
    order = [word for word in ("failed", "passed", "skipped", "xfailed", "error") if total[word]]
    text = ", ".join(f"{total[word]} {word}{'s' * (word == 'error' and total[word] > 1)}" for word in order)
    print(f"{f' {text} in {sum(each.seconds for each in outcomes):.2f}s ':=^{WIDTH}}", flush=True)


def main(names: list[str]) -> int:
    """Run the tiers that were asked for; a failure in one does not keep the next from running."""
    outcomes = [run(name) for name in names]
    told(outcomes)
    return int(any(each.state == "FAILED" for each in outcomes))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:] or list(TIERS)))
