"""The runner of the tiers: a missing database is loud at home and a failure in CI; one closing line sums up."""

import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.conftest import long_ones_first, mark_from_elsewhere
from tests.repository.places import ROOT

NOWHERE = "postgres://nobody@127.0.0.1:1/nothing"


def run(*tiers: str, **environment: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if name != "CI"}
    return subprocess.run(
        [sys.executable, ROOT / "tools" / "tiers.py", *tiers], env=kept | environment, capture_output=True, text=True
    )


def test_missing_postgres_is_loud_at_home() -> None:
    done = run("postgres", TIJDIG_TEST_POSTGRES=NOWHERE)

    assert done.returncode == 0
    assert "NOT RUN: PostgreSQL does not answer at TIJDIG_TEST_POSTGRES" in done.stdout
    assert re.search(r"^postgres\s+NOT RUN", done.stdout, re.MULTILINE)


def test_missing_postgres_is_a_failure_in_ci() -> None:
    done = run("postgres", TIJDIG_TEST_POSTGRES=NOWHERE, CI="true")

    assert done.returncode == 1
    assert re.fullmatch(r"=+ 1 failed in 0\.00s =+", done.stdout.splitlines()[-1])


@pytest.mark.parametrize(("ci", "code"), [("", 0), ("true", 1)])
def test_missing_browser_is_loud_at_home_and_a_failure_in_ci(ci: str, code: int) -> None:
    done = run("browser", TIJDIG_TEST_CHROMIUM="/nowhere/chromium", CI=ci)

    assert done.returncode == code
    assert "NOT RUN: there is no Chromium" in done.stdout


def test_ci_runs_make_test_in_strict_bash() -> None:
    script = ROOT / ".ci" / "run"
    lines = script.read_text().splitlines()

    assert os.access(script, os.X_OK)
    assert {"set -euo pipefail", "export CI=true", "make test"} <= set(lines)


def test_each_of_two_processes_begins_with_a_long_test() -> None:
    """As pytest-xdist shares out: the first half to one process, the second half to the other."""
    names = [*"abcd", "LONG 3", *"ef", "LONG 4", "LONG 6", "g"]

    ordered = [item.name for item in long_ones_first([Item(name) for name in names])]  # type: ignore[misc]

    half = len(names) // 2
    assert (ordered[0], ordered[half : half + 2]) == ("LONG 6", ["LONG 4", "LONG 3"])
    assert sorted(ordered) == sorted(names)


@pytest.mark.parametrize(("text", "mark"), [("@pytest.mark.slow\n", ""), ("from elsewhere import slowly\n", "slow")])
def test_a_test_says_its_tier_in_its_own_file(text: str, mark: str, tmp_path: Path) -> None:
    file = tmp_path / "test_something.py"
    file.write_text(text)

    assert mark_from_elsewhere(InFile(file)) == mark  # type: ignore[arg-type]


def test_tiers_name_the_files_that_hold_their_tests() -> None:
    code = "import sys; sys.path.insert(0, 'tools'); import tiers; print(*tiers.marked('browser'))"
    named = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True).stdout.split()

    assert {"tests/tour/test_tour.py", "tests/web/test_browser.py"} < set(named)
    assert not [name for name in named if "mark.browser" not in (ROOT / name).read_text()]


@dataclass(frozen=True)
class InFile:
    """A slow test, as far as its tier asks."""

    path: Path

    def get_closest_marker(self, mark: str) -> bool:
        return mark == "slow"


@dataclass(frozen=True)
class Item:
    """What pytest collected, as far as its order asks."""

    name: str

    def get_closest_marker(self, mark: str) -> pytest.Mark | None:
        word, _, minutes = self.name.partition(" ")
        return pytest.Mark("long", (int(minutes),), {}, _ispytest=True) if word == "LONG" == mark.upper() else None
