"""The shadow run: no database (these tests have none), no names, no formula, and the numbers of the night's planner."""

import csv
import os
import re
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from tijdig.intake import profiles
from tijdig.planner import costing
from tijdig.planner.codes import Kind, Stage, Whether
from tijdig.planner.reasons import Reason
from tijdig.policy import load
from tijdig.trials import shadow, shadow_run, shadow_words
from tijdig.trials.ledger import TrialError

TUESDAY = date(2026, 11, 24)
OPEN_ITEMS = "Klantnummer;Factuurnummer;Vervaldatum;Openstaand bedrag\n"
SNAPSHOT = "Klantnummer;Achternaam;Straat;Huisnummer;Postcode;Plaats;E-mail;Mobiel;" + OPEN_ITEMS.partition(";")[2]
LEDGER = "customerID,invoiceNumber,InvoiceDate,DueDate,InvoiceAmount,Disputed,SettledDate\n"

Shadow = Callable[..., shadow_run.Found]


@pytest.fixture
def run(tmp_path: Path) -> Shadow:
    def run(text: str, profile: str = "open-items", day: date = TUESDAY) -> shadow_run.Found:
        path = tmp_path / "list.csv"
        path.write_text(text, encoding="utf-8")
        return shadow_run.run(path, profiles.load(profile), tmp_path / "out", day=day)

    return run


def sheet(tmp_path: Path) -> list[dict[str, str]]:
    with (tmp_path / "out" / "shadow.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


def report(tmp_path: Path) -> str:
    return (tmp_path / "out" / "report.html").read_text(encoding="utf-8")


def test_shadow_decides_as_the_night_does(run: Shadow, tmp_path: Path) -> None:
    found = run(
        OPEN_ITEMS
        + "1;A;10-11-2026;100,00\n"  # late
        + "2;B;23-11-2026;100,00\n"  # one day late: a payment may be on its way
        + "3;C;24-12-2026;100,00\n"  # not due
    )

    assert found.tally.reasons == {
        (Whether.ACT, Reason.SAY_FIRST, Stage.S1): 1,
        (Whether.WAIT, Reason.TOO_EARLY, Stage.NONE): 1,
        (Whether.WAIT, Reason.NOTHING_DUE, Stage.NONE): 1,
    }
    rows = {row["klantnummer"]: row for row in sheet(tmp_path)}
    assert (rows["1"]["wat"], rows["1"]["stap"]) == ("bericht", "eerste herinnering")
    assert rows["1"]["hoe"] == "brief"
    assert rows["1"]["te laat (euro)"] == "100,00"
    assert rows["1"]["dagen te laat"] == "14"
    assert rows["1"]["kijk opnieuw op"] == ""
    assert rows["2"]["wat"] == "wachten"
    assert rows["2"]["waarom"] == Reason.TOO_EARLY.text
    assert date.fromisoformat(rows["2"]["kijk opnieuw op"]) > TUESDAY
    assert rows["3"]["kosten (euro)"] == "0,00"


def test_shadow_adds_up_a_customers_claims_in_any_order(run: Shadow, tmp_path: Path) -> None:
    lines = ["1;A;10-11-2026;1.100,25\n", "2;B;01-12-2026;5,00\n", "1;C;20-11-2026;20,50\n", "1;D;01-12-2026;3,00\n"]
    run(OPEN_ITEMS + "".join(lines))
    forward = sorted(map(str, sheet(tmp_path)))
    run(OPEN_ITEMS + "".join(reversed(lines)))

    assert sorted(map(str, sheet(tmp_path))) == forward
    row = next(row for row in sheet(tmp_path) if row["klantnummer"] == "1")
    assert (row["te laat (euro)"], row["nog open (euro)"], row["dagen te laat"]) == ("1120,75", "1123,75", "14")


def test_shadow_uses_the_addresses_of_the_file(run: Shadow) -> None:
    late = "10-11-2026;100,00\n"
    found = run(
        SNAPSHOT
        + f"1;Jansen;Lindelaan;1;3511 AB;Utrecht;a@post.example;0612345678;A;{late}"
        + f"2;Bakker;Lindelaan;2;3511 AB;Utrecht;;;B;{late}"
        + f"3;Visser;;;;;;;C;{late}",
        "snapshot",
    )

    assert found.assumed == Kind.NONE
    assert found.tally.messages == {(Stage.S1, Kind.LETTER): 2, (Stage.S1, Kind.EMAIL): 1, (Stage.S1, Kind.SMS): 1}
    assert found.tally.reasons[Whether.WAIT, Reason.NOBODY_REACHABLE, Stage.NONE] == 1


def test_shadow_costs_what_the_policy_says(run: Shadow, tmp_path: Path) -> None:
    found = run(
        SNAPSHOT + "1;Jansen;Lindelaan;1;3511 AB;Utrecht;a@post.example;0612345678;A;10-11-2026;100,00\n", "snapshot"
    )

    costs = load(TUESDAY).costs
    parts = shadow_run.sms_parts(Stage.S1, found.policy, "")
    assert parts >= 1
    assert found.tally.cost_cents == costs.letter_cents + costs.email_cents + parts * costs.sms_part_cents
    assert shadow.plain(found.tally.cost_cents) == sheet(tmp_path)[0]["kosten (euro)"]


def test_shadow_says_what_it_costs_the_organisation_and_its_customers(run: Shadow, tmp_path: Path) -> None:
    found = run(
        SNAPSHOT
        + "1;Jansen;Lindelaan;1;3511 AB;Utrecht;a@post.example;0612345678;A;10-11-2026;100,00\n"
        + "2;Bakker;Lindelaan;2;3511 AB;Utrecht;;;B;10-11-2026;100,00\n"  # no number: nobody can call
        + "3;Visser;;;;;;;C;10-11-2026;100,00\n",  # no address at all: a person looks
        "snapshot",
    )

    policy = load(TUESDAY)
    totals = found.tally.totals
    assert (totals.letters, totals.emails, totals.texts, totals.calls, totals.looks) == (2, 1, 1, 1, 1)
    assert totals.minutes == policy.steps.call_minutes + policy.steps.look_minutes
    told = shadow_words.summary(found, tmp_path / "out")
    for line in costing.lines(totals):
        assert line in told.splitlines()
        assert line in report(tmp_path)
    assert "Tijdig vraagt ook een mens: 1 keer om te bellen en 1 keer om te kijken." in report(tmp_path)


def test_shadow_counts_history_as_it_stood_on_the_day(run: Shadow, tmp_path: Path) -> None:
    found = run(
        LEDGER
        + "A,1,10/1/2026,10/31/2026,50.00,No,12/1/2026\n"  # late on the day
        + "B,2,10/1/2026,10/31/2026,50.00,No,11/24/2026\n"  # paid on the day: known in the morning
        + "C,3,10/1/2026,10/31/2026,50.00,Yes,12/1/2026\n"  # disputed from its due date on
        + "D,4,11/25/2026,12/25/2026,50.00,No,12/1/2026\n",  # made tomorrow
        "public-ledger",
    )

    assert {row["klantnummer"]: row["wat"] for row in sheet(tmp_path)} == {
        "A": "bericht",
        "B": "niets meer te doen",
        "C": "rust",
        "D": "niets meer te doen",
    }
    assert found.positions.claims == 2


def test_shadow_speaks_only_on_days_of_outreach(run: Shadow, tmp_path: Path) -> None:
    found = run(OPEN_ITEMS + "1;A;10-11-2026;100,00\n", day=date(2026, 11, 22))

    assert found.tally.acting == 0
    assert "zondag of feestdag" in report(tmp_path)


def test_shadow_of_an_old_day_uses_the_same_day_of_the_week(run: Shadow, tmp_path: Path) -> None:
    day = date(2013, 6, 4)
    found = run(LEDGER + "A,1,4/1/2013,5/1/2013,50.00,No,7/1/2013\n", "public-ledger", day)

    moved = day + found.shift
    assert (moved.weekday(), found.shift.days % 7) == (day.weekday(), 0)
    assert found.tally.acting == 1
    assert "geen beleid" in report(tmp_path)


def test_shadow_lists_what_it_could_not_use(run: Shadow, tmp_path: Path) -> None:
    found = run(
        OPEN_ITEMS
        + "1;A;31-02-2026;100,00\n"
        + "2;B;10-11-2026;1,234.56\n"
        + "3;C;10-11-2026;7,00\n"
        + "3;C;10-11-2026;7,00\n"
    )

    assert (found.rows, found.bad_count, len(found.positions)) == (4, 3, 1)
    page = report(tmp_path)
    for words in ("Een dag die niet bestaat", "31-02-2026", "Punt en komma verwisseld", "Dubbele rekening", "weigeren"):
        assert words in page
    again = (tmp_path / "out" / "afgekeurd.csv").read_text(encoding="utf-8-sig")
    assert "1;A;31-02-2026;100,00;2;Vervaldatum" in again
    assert sheet(tmp_path)[0]["te laat (euro)"] == "7,00"


def test_shadow_report_names_nobody_in_a_row_with_shifted_cells(run: Shadow, tmp_path: Path) -> None:
    header = "Klantnummer;Factuurnummer;Vervaldatum;Openstaand bedrag"
    run(f"{header}\nK1;F1;01-10-2026;50,00\nK2;F2;Anna de Wit;50,00\nK3;F3;31-02-2026;Lindepad\n")

    report = (tmp_path / "out" / "report.html").read_text(encoding="utf-8")
    assert "Anna" not in report
    assert "Lindepad" not in report
    assert "31-02-2026" in report


def test_shadow_takes_a_bad_list_away_when_all_is_well(run: Shadow, tmp_path: Path) -> None:
    run(OPEN_ITEMS + "1;A;31-02-2026;100,00\n" + "2;B;10-11-2026;7,00\n")
    assert (tmp_path / "out" / "afgekeurd.csv").exists()

    run(OPEN_ITEMS + "2;B;10-11-2026;7,00\n")
    assert not (tmp_path / "out" / "afgekeurd.csv").exists()


def test_shadow_tells_no_names(run: Shadow, tmp_path: Path) -> None:
    run(
        SNAPSHOT + "77;Zonderling;Geheimlaan;1;3511 AB;Nergenshuizen;stil@post.example;0687654321;A;10-11-2026;1,00\n",
        "snapshot",
    )

    for name in ("report.html", "shadow.csv"):
        text = (tmp_path / "out" / name).read_text(encoding="utf-8")
        assert "77" in text
        for word in ("Zonderling", "Geheimlaan", "Nergenshuizen", "stil@", "87654321", "debiteur", "schuld "):
            assert word not in text


@pytest.mark.parametrize("number", ["=1+1", "+cmd", "-2+3", "@SUM(A1)", '=HYPERLINK("http://x")'])
def test_shadow_sheet_runs_no_formula(run: Shadow, tmp_path: Path, number: str) -> None:
    quoted = '"' + number.replace('"', '""') + '"'
    run(OPEN_ITEMS + f"{quoted};A;10-11-2026;100,00\n")

    assert sheet(tmp_path)[0]["klantnummer"] == f"'{number}"


class Outline(HTMLParser):
    """Tags and attributes of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.found if name == tag]


def test_shadow_report_stands_on_its_own(run: Shadow, tmp_path: Path) -> None:
    run(OPEN_ITEMS + '"<script>alert(1)</script>";A;10-11-2026;100,00\n' + "2;B;31-02-2026;100,00\n")
    page = report(tmp_path)
    outline = Outline(page)

    assert not outline.all("script")
    assert not outline.all("link")
    assert not outline.all("img")
    assert not any("src" in attributes for _, attributes in outline.found)
    assert set(re.findall(r"url\((.{5})", page)) <= {"data:"}
    assert "@import" not in page
    assert {attributes["href"] for attributes in outline.all("a")} == {"#inhoud", "shadow.csv"}
    assert outline.all("html") == [{"lang": "nl"}]
    assert len(outline.all("h1")) == 1
    assert len(outline.all("title")) == 2  # of the page and of the chart
    assert outline.all("svg")[0]["role"] == "img"
    assert str(outline.all("svg")[0]["aria-labelledby"]).split() == ["chart-title", "chart-desc"]


@pytest.mark.parametrize(
    ("text", "profile", "words"),
    [
        ("", "open-items", "leeg"),
        (OPEN_ITEMS, "open-items", "alleen een kopregel"),
        (OPEN_ITEMS + "1;A;31-02-2026;1,00\n", "open-items", "Regel 2"),
        (OPEN_ITEMS + "1;A;10-11-2026;1,00\n", "public-ledger", "customerID"),
    ],
)
def test_shadow_says_what_is_wrong_with_a_file(run: Shadow, text: str, profile: str, words: str) -> None:
    with pytest.raises(TrialError, match=words):
        run(text, profile)


def test_shadow_command_says_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    with pytest.raises(CommandError, match="is er niet"):
        call_command("shadow", str(path), profile="open-items", out=tmp_path / "out")
    path.write_text(OPEN_ITEMS + "1;A;10-11-2026;1,00\n")
    with pytest.raises(CommandError, match="open-items, public-ledger, snapshot"):
        call_command("shadow", str(path), profile="mine", out=tmp_path / "out")
    with pytest.raises(CommandError, match="Kies een andere --out"):
        call_command("shadow", str(path), profile="open-items", out=path / "below")


def test_shadow_says_that_another_sector_may_have_other_steps(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text(OPEN_ITEMS + "1;A;22-11-2026;100,00\n", encoding="utf-8")
    whole = shadow_run.run(path, profiles.load("open-items"), tmp_path, day=TUESDAY)
    rent = shadow_run.run(path, profiles.load("open-items"), tmp_path, day=TUESDAY, sector="housing")

    assert (whole.tally.acting, rent.tally.acting) == (0, 1)
    assert "U koos geen sector." in shadow_words.summary(whole, tmp_path)
    assert "sector" not in shadow_words.summary(rent, tmp_path)


def test_shadow_needs_no_database_at_all(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text(OPEN_ITEMS + "1;A;10-11-2026;100,00\n")
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "tijdig.settings",
        "TIJDIG_DATA_DIR": str(tmp_path / "data"),
        "TIJDIG_DATABASE_URL": "postgres://nobody@127.0.0.1:9/nowhere",
    }
    command = [sys.executable, "-c", "from tijdig.cli import main; main()", "shadow", str(path)]
    command += ["--profile", "open-items", "--out", str(tmp_path / "out"), "--date", "2026-11-24"]

    done = subprocess.run(command, env=environment, capture_output=True, text=True)

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("Vannacht krijgt de ene klant in dit bestand een bericht.")
    assert sorted(file.name for file in (tmp_path / "out").iterdir()) == ["report.html", "shadow.csv"]
    assert not list((tmp_path / "data").glob("*sqlite*"))
