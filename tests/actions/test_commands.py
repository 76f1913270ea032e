"""The verbs: the last line is exactly what scripts read, and a refusal is one clear line."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from tijdig.actions import leases, sending
from tijdig.bench import night as bench
from tijdig.management.bars import bar
from tijdig.models import Case, Night

pytestmark = pytest.mark.django_db
LINE = re.compile(r"planned: \d+, sent: \d+, stopped: \d+, waiting: \d+")


def last_line(verb: str, capsys: pytest.CaptureFixture[str], **options: Any) -> str:
    call_command(verb, **options)
    line = capsys.readouterr().out.splitlines()[-1]
    assert LINE.fullmatch(line)
    return line


def test_night_and_send_end_with_their_counts(late: Case, data_dir: Path, capsys: pytest.CaptureFixture[str]) -> None:
    day = {"date": "2026-11-24"}

    assert last_line("night", capsys, **day) == "planned: 3, sent: 0, stopped: 0, waiting: 0"
    assert last_line("send", capsys, **day) == "planned: 0, sent: 2, stopped: 0, waiting: 1"  # a text announces later
    assert last_line("night", capsys, **day) == "planned: 0, sent: 0, stopped: 0, waiting: 0"
    assert last_line("send", capsys, **day) == "planned: 0, sent: 0, stopped: 0, waiting: 1"


def test_send_says_when_the_hour_does_not_permit(
    late: Case, data_dir: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("night", date="2026-11-24")

    call_command("send", date="2026-11-24", at="21:00")

    assert capsys.readouterr().out.splitlines()[-2:] == [
        sending.OUTSIDE_HOURS, "planned: 0, sent: 0, stopped: 0, waiting: 3",
    ]  # fmt: skip


def test_night_refuses_in_one_line(late: Case, data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    call_command("night", date="2026-11-24")
    Night.objects.update(state="running", lease_key="0:1:1:1", lease_until=leases.until())

    with pytest.raises(CommandError, match="al bezig") as refused:
        call_command("night", date="2026-11-24")

    assert refused.value.returncode == 1


def test_night_refuses_a_year_without_holidays(late: Case, data_dir: Path) -> None:
    with pytest.raises(CommandError, match=r"holidays\.toml"):
        call_command("night", date="2031-01-06")


def test_bar_is_quiet_where_nobody_watches(capsys: pytest.CaptureFixture[str]) -> None:
    with bar() as report:
        report("plannen", 1, 2)
        report("plannen", 2, 2)

    assert capsys.readouterr() == ("", "")


def test_bench_prints_its_figures(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(bench, "measure", lambda size=100_000: {"cases": size, "seconds": 1.5})

    call_command("bench", "night", json=True)
    call_command("bench", "night", size=10)

    assert capsys.readouterr().out.splitlines() == ['{"cases": 100000, "seconds": 1.5}', "cases: 10", "seconds: 1.5"]


@pytest.mark.slow
def test_bench_of_the_night_plans_composes_and_writes() -> None:
    found = bench.measure(50)

    assert (found["cases"], found["messages"]) == (50, 100)
