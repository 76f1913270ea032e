"""The referee of the replay: finds what is wrong, stays silent about what is right, and knows no Tijdig."""

import ast
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
TOOL = ROOT / "tools" / "check_replay.py"
PUBLIC = ROOT.parent / "shared" / "data" / "ledger" / "accounts-receivable.csv"
SHIFT = 5117  # 731 weeks

pytestmark = pytest.mark.slow  # a process for almost every test

# Late by 13 days; never late; disputed and late by 20 days; late by 1 day. Days of the ledger, before the shift.
LEDGER = """\
countryCode,customerID,PaperlessDate,invoiceNumber,InvoiceDate,DueDate,InvoiceAmount,Disputed,SettledDate,PaperlessBill
391,0001-ANNAA,1/1/2012,100,1/2/2012,2/1/2012,55.94,No,2/14/2012,Paper
391,0001-ANNAA,1/1/2012,101,1/2/2012,2/1/2012,61.74,No,1/20/2012,Paper
391,0002-BRAMM,1/1/2012,102,1/2/2012,2/1/2012,10.00,Yes,2/21/2012,Paper
391,0002-BRAMM,1/1/2012,103,1/2/2012,2/1/2012,12.00,No,2/2/2012,Paper
"""
# 1 February 2012 plus 731 weeks: Wednesday 4 February 2026. Invoice 100 is settled on Tuesday 17 February.
GOOD = {
    "moment": "7",
    "customer": "0001-ANNAA",
    "claims": ["100"],
    "stage": "S1",
    "kind": "letter",
    "at": "2026-02-09T08:00:00+00:00",
    "file": "2026-02-09/7.pdf",
    "sha256": "ab" * 32,
}


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    path = tmp_path / "ledger.csv"
    path.write_text(LEDGER)
    return path


def run(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-I", str(TOOL), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True)


def judge(ledger: Path, *lines: dict[str, Any], header: str = f'{{"shift_days": {SHIFT}}}') -> tuple[str, list[str]]:
    manifest = ledger.with_name("manifest.jsonl")
    manifest.write_text("\n".join([header, *map(json.dumps, lines)]) + "\n")
    done = run(ledger, manifest)
    *faults, last = done.stdout.splitlines()
    assert done.returncode == (0 if last.endswith("violations: 0, missed: 0") else 1), done.stderr
    return last, [fault.split(":")[0] for fault in faults]


def test_check_replay_is_silent_about_a_good_manifest(ledger: Path) -> None:
    assert judge(ledger, GOOD) == ("moments: 1, violations: 0, missed: 0", [])
    sms = {**GOOD, "kind": "sms", "file": "7.txt"}
    assert judge(ledger, GOOD, sms) == ("moments: 1, violations: 0, missed: 0", [])
    assert judge(ledger, GOOD, header=str(SHIFT)) == ("moments: 1, violations: 0, missed: 0", [])


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"at": "2026-02-17T08:00:00+00:00"}, "settled"),
        ({"at": "2026-02-20T08:00:00+00:00"}, "settled"),
        ({"at": "2026-02-04T08:00:00+00:00"}, "not_late"),
        ({"claims": ["101"], "at": "2026-02-05T08:00:00+00:00"}, "not_late"),
        ({"customer": "0002-BRAMM", "claims": ["102"], "at": "2026-02-04T08:00:00+00:00", "stage": "S0"}, "disputed"),
        ({"customer": "0002-BRAMM", "claims": ["102"], "at": "2026-02-09T08:00:00+00:00"}, "disputed"),
        ({"customer": "0002-BRAMM"}, "unknown"),
        ({"claims": ["999"]}, "unknown"),
        ({"stage": "S0"}, "past_due"),
        ({"at": "2026-02-08T08:00:00+00:00"}, "quiet"),
        ({"at": "2026-02-09T05:59:00+00:00"}, "quiet"),
        ({"at": "2026-02-09T19:00:00+00:00"}, "quiet"),
        ({"at": "2026-02-09T08:00:00"}, "at"),
        ({"at": "soon"}, "at"),
        ({"sha256": "AB" * 32}, "sha256"),
        ({"sha256": ""}, "shape"),
        ({"claims": "100"}, "shape"),
        ({"claims": []}, "shape"),
        ({"stage": "S9"}, "shape"),
        ({"kind": "pigeon"}, "shape"),
    ],
)
def test_check_replay_finds_one_wrong_line(ledger: Path, change: dict[str, Any], code: str) -> None:
    last, faults = judge(ledger, GOOD, {**GOOD, "moment": "8", "file": "8.pdf", **change})

    assert code in faults
    assert last.endswith(f"violations: {len(faults)}, missed: 0")


@pytest.mark.parametrize(
    ("at", "is_permitted"),
    [
        ("2026-02-09T06:00:00+00:00", True),  # 07:00 in winter
        ("2026-02-09T18:59:00+00:00", True),
        ("2026-02-09T07:00:00+01:00", True),
        ("2026-02-07T12:00:00+00:00", True),  # Saturday
        ("2026-02-09T20:00:00+01:00", False),
    ],
)
def test_check_replay_judges_hours_by_amsterdams_clock(ledger: Path, at: str, is_permitted: bool) -> None:
    _, faults = judge(ledger, {**GOOD, "at": at})

    assert ("quiet" not in faults) == is_permitted


def test_check_replay_knows_summer_time_and_holidays(ledger: Path) -> None:
    ledger.write_text(LEDGER.replace("2/1/2012,55.94,No,2/14/2012", "2/1/2012,55.94,No,6/14/2012"))

    for at, quiet in [
        ("2026-03-28T06:00:00+00:00", False),  # the last winter day
        ("2026-03-30T05:00:00+00:00", False),  # 07:00 in summer
        ("2026-03-30T18:00:00+00:00", True),  # 20:00 in summer
        ("2026-04-03T09:00:00+00:00", True),  # Good Friday
        ("2026-04-06T09:00:00+00:00", True),  # Easter Monday
        ("2026-04-27T09:00:00+00:00", True),  # King's Day
        ("2026-05-05T09:00:00+00:00", True),
        ("2026-05-14T09:00:00+00:00", True),  # Ascension
        ("2026-05-25T09:00:00+00:00", True),  # Whit Monday
        ("2026-05-26T09:00:00+00:00", False),
    ]:
        assert (judge(ledger, {**GOOD, "at": at})[1] == ["quiet"]) == quiet, at


def test_check_replay_counts_moments_of_one_customer(ledger: Path) -> None:
    days = [
        {**GOOD, "moment": str(n), "file": str(n), "at": f"2026-02-{day:02}T09:00:00Z"}
        for n, day in enumerate((9, 10, 11, 12))
    ]
    assert judge(ledger, *days[:3])[1] == []
    assert judge(ledger, *days)[1] == ["cap_week"]
    assert judge(ledger, days[0], {**days[1], "at": "2026-02-09T15:00:00Z"})[1] == ["cap_day"]
    assert judge(ledger, *days[:3], {**days[3], "at": "2026-02-16T09:00:00Z"})[1] == []


def test_check_replay_finds_repeats_and_torn_lines(ledger: Path) -> None:
    assert judge(ledger, GOOD, GOOD)[1] == ["twice", "twice"]
    manifest = ledger.with_name("torn.jsonl")
    manifest.write_text(f'{{"shift_days": {SHIFT}}}\n{json.dumps(GOOD)}\n{{"moment": "8", "cus')
    done = run(ledger, manifest)
    assert done.stdout.splitlines()[-1] == "moments: 1, violations: 1, missed: 0"


def test_check_replay_wants_all_arrears_in_one_moment(ledger: Path) -> None:
    ledger.write_text(LEDGER.replace("61.74,No,1/20/2012", "61.74,No,2/14/2012"))
    last, faults = judge(ledger, GOOD)
    assert (last, faults) == ("moments: 1, violations: 1, missed: 1", ["incomplete", "missed"])


def test_check_replay_finds_what_was_missed(ledger: Path) -> None:
    assert judge(ledger) == ("moments: 0, violations: 0, missed: 1", ["missed"])
    before_due = {**GOOD, "stage": "S0", "at": "2026-02-03T09:00:00+01:00"}
    assert judge(ledger, before_due) == ("moments: 1, violations: 0, missed: 1", ["missed"])


def test_check_replay_wants_every_copy_of_a_customer(ledger: Path) -> None:
    header = json.dumps({"shift_days": SHIFT, "scale": 2})
    assert judge(ledger, GOOD, header=header)[0] == "moments: 1, violations: 0, missed: 1"
    second = {**GOOD, "moment": "8", "customer": "0001-ANNAA-2", "file": "8.pdf"}
    assert judge(ledger, GOOD, second, header=header)[0] == "moments: 2, violations: 0, missed: 0"


def test_check_replay_tests_itself(ledger: Path) -> None:
    for arguments in ([ledger], [ledger, ledger.with_name("manifest.jsonl")]):
        judge(ledger, GOOD)
        done = run(*arguments, "--self-test")
        assert done.returncode == 0, done.stdout
        *lines, last = done.stdout.splitlines()
        assert len(lines) == 10
        assert all(line.startswith("self-test: found: ") for line in lines)
        assert last == "moments: 1, violations: 0, missed: 0"


def test_check_replay_tests_itself_on_the_public_ledger() -> None:
    if not PUBLIC.exists():
        pytest.skip("the public ledger is not on this machine")
    done = run(PUBLIC, "--self-test")
    assert done.returncode == 0, done.stdout
    assert done.stdout.count("self-test: found: ") == 10


@pytest.mark.parametrize("text", ["", "{}", "no json", '{"shift_days": "many"}', "[1]"])
def test_check_replay_refuses_a_manifest_without_its_shift(ledger: Path, text: str) -> None:
    manifest = ledger.with_name("manifest.jsonl")
    manifest.write_text(text)
    done = run(ledger, manifest)
    assert (done.returncode, done.stdout) == (2, "")
    assert "first line" in done.stderr


def test_check_replay_refuses_what_is_no_ledger(ledger: Path) -> None:
    manifest = ledger.with_name("manifest.jsonl")
    manifest.write_text(f'{{"shift_days": {SHIFT}}}\n')
    for text in ("", "a,b\n1,2\n", LEDGER.replace("2/1/2012", "31-01-2012"), LEDGER.splitlines()[0]):
        ledger.write_text(text)
        done = run(ledger, manifest)
        assert done.returncode == 2, text
        assert str(ledger) in done.stderr
    assert run(ledger.with_name("absent.csv"), manifest).returncode == 2
    assert run(ledger).returncode == 2


def test_check_replay_imports_the_standard_library_only() -> None:
    tree = ast.parse(TOOL.read_text())
    names = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    names |= {str(node.module) for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert {name.split(".")[0] for name in names} <= sys.stdlib_module_names
