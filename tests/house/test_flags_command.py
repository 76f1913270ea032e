"""tijdig flags: what it writes, and how it leaves."""

import csv
import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.factories import (
    NOW,
    TODAY,
    make_arrangement,
    make_case,
    make_claim,
    make_creditor,
    make_customer,
    make_entry,
)
from tijdig import cli
from tijdig.models import Case

pytestmark = pytest.mark.django_db


@pytest.fixture
def late() -> Case:
    customer = make_customer(make_creditor(code="woonstede"), number="=1+1")
    claim = make_claim(customer, amount_cents=None, due_on=TODAY - timedelta(days=10))
    make_entry(claim, kind="claim", amount_cents=10_000, booked_on=TODAY - timedelta(days=40))
    return make_case(customer)


@pytest.fixture
def tijdig(late: Case, capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Run the verb in a folder of its own: its exit code, what it printed and what it complained."""
    monkeypatch.chdir(tmp_path)

    def run(*words: object, code: str = "woonstede", day: date = TODAY) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as left:
            cli.main(["flags", code, "--date", day.isoformat(), *map(str, words)])
        said = capsys.readouterr()
        return int(left.value.code or 0), said.out, said.err

    return run


def test_flags_of_who_is_late_are_written_as_lines(tijdig: Any, tmp_path: Path, late: Case) -> None:
    code, out, _ = tijdig()

    path = tmp_path / "flags-woonstede-2026-11-24.csv"
    rows = list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))
    assert (code, out) == (0, "Woonstede: 1 klant, 3 regels in flags-woonstede-2026-11-24.csv.\n")
    assert [row["flag"] for row in rows] == ["no_disconnection", "no_marketing", "no_new_credit"]
    assert rows[0] == {
        "event": f"{late.pk}-no_disconnection-on-2026-11-15", "customer_number": "'=1+1",
        "flag": "no_disconnection", "state": "on", "since": "2026-11-15",
    }  # fmt: skip


def test_flags_are_json_for_another_system_with_the_same_mark_a_day_later(tijdig: Any, tmp_path: Path) -> None:
    found = []
    for day in (TODAY, TODAY + timedelta(days=1)):
        assert tijdig("--json", "--out", "flags.json", day=day)[0] == 0
        found.append(json.loads((tmp_path / "flags.json").read_text()))

    assert (found[0]["version"], found[0]["creditor"], found[0]["date"]) == (1, "woonstede", "2026-11-24")
    assert found[0]["flags"] == found[1]["flags"]


def test_flags_end_once_all_is_paid_and_run_on_with_an_arrangement(tijdig: Any, tmp_path: Path, late: Case) -> None:
    claim = late.customer.claims.get()
    arrangement = make_arrangement(late, made_at=NOW)
    make_entry(claim, kind="payment", amount_cents=-10_000, booked_on=TODAY + timedelta(days=2))

    def states(day: date, *words: object) -> set[tuple[str, str]]:
        tijdig("--json", "--out", "flags.json", *words, day=day)
        return {(row["state"], row["since"]) for row in json.loads((tmp_path / "flags.json").read_text())["flags"]}

    assert states(TODAY + timedelta(days=3)) == {("on", "2026-11-15")}
    type(arrangement).objects.filter(pk=arrangement.pk).update(state="ended", ended_on=TODAY + timedelta(days=4))
    assert states(TODAY + timedelta(days=4)) == {("off", "2026-11-28")}
    assert states(TODAY + timedelta(days=5)) == set()
    assert states(TODAY + timedelta(days=5), "--since", "2026-11-28") == {("off", "2026-11-28")}


def test_flags_tell_what_is_wrong_and_what_to_do(tijdig: Any) -> None:
    code, _, err = tijdig(code="nobody")
    assert (code, "er is geen organisatie met de code “nobody”" in err) == (3, True)

    code, _, err = tijdig("--out", "not/there/flags.csv")
    assert (code, "Kies een andere plek met --out." in err) == (3, True)
