"""The replay: a ledger walked through by the real actions, judged by a referee that knows nothing of them."""

import csv
import json
import os
import sqlite3
import subprocess
import sys
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from hypothesis import given
from hypothesis import strategies as st

from tijdig.intake import profiles
from tijdig.models import Creditor
from tijdig.trials import days, ledger, people, replay
from tijdig.trials.ledger import Bill, TrialError

pytestmark = pytest.mark.slow  # whole ledgers, day by day

ROOT = Path(__file__).resolve().parents[2]
REFEREE = ROOT / "tools" / "check_replay.py"
HEADER = "customerID,invoiceNumber,InvoiceDate,DueDate,InvoiceAmount,Disputed,SettledDate\n"
# Of Anna one bill is fourteen days late and one is paid in time; Bram disputes; Chantal pays on the day before a
# reminder would go out; Dewi pays on the very morning.
LINES = """\
0001-ANNAA,100,1/3/2012,1/5/2012,55.94,No,1/19/2012
0001-ANNAA,101,1/3/2012,1/9/2012,20.00,No,1/6/2012
0002-BRAMM,200,1/3/2012,1/5/2012,61.74,Yes,1/20/2012
0003-CHANT,300,1/3/2012,1/5/2012,12.10,No,1/7/2012
0004-DEWII,400,1/3/2012,1/5/2012,99.00,No,1/9/2012
"""


def nobody_looks(_done: int, _whole: int) -> None:
    """No progress."""


@pytest.fixture
def small(tmp_path: Path) -> Path:
    path = tmp_path / "ledger.csv"
    path.write_text(HEADER + LINES)
    return path


def referee(*arguments: object) -> str:
    command = [sys.executable, "-I", str(REFEREE), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True).stdout.splitlines()[-1]


def bill(number: str = "1", **changes: object) -> Bill:
    day = date(2026, 1, 6)
    values: dict[str, object] = {"customer": "A", "number": number, "invoiced_on": day, "due_on": day, "cents": 100}
    return Bill(**{**values, "settled_on": day, "is_disputed": False, **changes})  # type: ignore[arg-type]


@given(st.dates(date(1990, 1, 1), date(2030, 1, 1)), st.dates(date(2026, 1, 1), date(2027, 1, 1)))
def test_ledger_shift_is_the_fewest_whole_weeks(first: date, since: date) -> None:
    moved = ledger.shift([bill(invoiced_on=first + timedelta(days=3)), bill(invoiced_on=first)], since=since)

    assert moved.days % 7 == 0
    assert since <= first + moved < since + timedelta(days=7)


def test_ledger_copies_have_numbers_of_their_own() -> None:
    copies = ledger.copied([bill("1"), bill("2")], 3)

    assert [copy.customer for copy in copies] == ["A", "A", "A-2", "A-2", "A-3", "A-3"]
    assert [copy.number for copy in copies] == ["1", "2"] * 3


def test_days_hold_what_changed_and_nothing_to_come(tmp_path: Path) -> None:
    one = bill(due_on=date(2026, 1, 8), settled_on=date(2026, 1, 10), is_disputed=True, cents=1205)
    changed = days.changes([one])
    seen = []
    for day in days.calendar(changed):
        days.write(tmp_path / "day.csv", changed.get(day, ()), day)
        with (tmp_path / "day.csv").open(newline="", encoding="utf-8") as file:
            seen += [
                (day.day, row["Bedrag"], row["Betwist"], row["Betaald op"])
                for row in csv.DictReader(file, delimiter=";")
            ]

    assert seen == [(6, "12,05", "nee", ""), (8, "12,05", "ja", ""), (10, "12,05", "ja", "10-01-2026")]


def test_days_have_a_profile_that_reads_them() -> None:
    profile = profiles.load(str(days.PROFILE))

    assert {header for headers in profile.columns.values() for header in headers} == set(days.HEADER)


def test_people_are_always_the_same_and_never_reachable() -> None:
    crowd = [people.of(f"{number:04}-ABCDE") for number in range(200)]

    assert crowd == [people.of(f"{number:04}-ABCDE") for number in range(200)]
    assert all(person.email.endswith(".example") for person in crowd if person.email)
    assert 0 < sum(not person.email for person in crowd) < 80
    assert 0 < sum(not person.mobile for person in crowd) < 100
    assert all(person.street and person.postcode and person.town for person in crowd)


@pytest.mark.django_db
def test_replay_walks_the_whole_road(small: Path, data_dir: Path) -> None:
    found = replay.replay(small, "public-ledger", data_dir, 1, progress=nobody_looks)

    assert referee(small, data_dir / "manifest.jsonl") == "moments: 1, violations: 0, missed: 0"
    assert (found.bills, found.customers, found.disputed, found.late) == (5, 4, 1, 3)
    assert found.paid_after == {"in_time": 1, "S1": 1, "silent": 2, "disputed": 1}
    assert found.days_late == {("8 tot 14 dagen", True): 1, ("1 tot 7 dagen", False): 2}
    header, *lines = map(json.loads, (data_dir / "manifest.jsonl").read_text().splitlines())
    assert header == {"shift_days": 5117, "scale": 1}
    for line in lines:
        assert (line["customer"], line["claims"], line["stage"]) == ("0001-ANNAA", ["100"], "S1")
        assert sha256((data_dir / line["file"]).read_bytes()).hexdigest() == line["sha256"]
    assert sum(found.stopped.values()) > 0  # what was queued for Dewi at night did not go out in the morning
    assert set(found.stopped) == {"paid"}


@pytest.mark.django_db
def test_replay_draws_what_it_found(small: Path, data_dir: Path) -> None:
    replay.replay(small, "public-ledger", data_dir, 1, progress=nobody_looks)

    drawing = ET.fromstring((data_dir / "chart.svg").read_text())
    space = "{http://www.w3.org/2000/svg}"
    assert drawing.get("role") == "img"
    ids = [element.get("id") for name in ("title", "desc") for element in drawing.findall(f"{space}{name}")]
    assert drawing.get("aria-labelledby") == " ".join(map(str, ids))
    said = " ".join(element.text or "" for element in drawing.iter(f"{space}text"))
    for words in ("per maand", "eerste herinnering", "Wanneer er werd betaald", "dagen te laat", "Op tijd gestopt"):
        assert words in said


@pytest.mark.django_db
def test_replay_scales_by_copies(small: Path, data_dir: Path) -> None:
    found = replay.replay(small, "public-ledger", data_dir, 2, progress=nobody_looks)

    assert (found.bills, found.customers) == (10, 8)
    assert referee(small, data_dir / "manifest.jsonl") == "moments: 2, violations: 0, missed: 0"


@pytest.mark.django_db
def test_replay_refuses_a_database_in_use(small: Path, data_dir: Path) -> None:
    Creditor.objects.create(code="real", name="Echt", sector="water", sender_name="Echt")

    with pytest.raises(TrialError, match="eigen, lege database"):
        replay.replay(small, "public-ledger", data_dir, 1, progress=nobody_looks)


@pytest.mark.parametrize(
    ("text", "profile", "scale", "words"),
    [
        ("", "public-ledger", 1, "leeg"),
        (HEADER, "public-ledger", 1, "geen enkele rekening"),
        (HEADER + LINES.replace("1/5/2012", "2/31/2012", 1), "public-ledger", 1, "Regel 2"),
        (HEADER + LINES.replace(",1/19/2012", ",", 1), "public-ledger", 1, "Regel 2 mist"),
        (HEADER + LINES + "9,9,1/1/2019,2/1/2019,1.00,No,2/1/2019\n", "public-ledger", 1, "duurt te lang"),
        (HEADER + LINES, "open-items", 1, "--profile public-ledger"),
        (HEADER + LINES, "nothing", 1, "open-items, public-ledger, snapshot"),
        (HEADER + LINES, "public-ledger", 0, "--scale 0"),
        ("a,b\n1,2\n", "public-ledger", 1, "customerID"),
    ],
)
def test_replay_command_says_what_to_do(tmp_path: Path, text: str, profile: str, scale: int, words: str) -> None:
    path = tmp_path / "ledger.csv"
    path.write_text(text)

    with pytest.raises(CommandError, match=words):
        call_command("replay", str(path), profile=profile, out=tmp_path / "out", scale=scale)
    assert not (tmp_path / "out").exists()


def test_replay_command_misses_a_file(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="er niet"):
        call_command("replay", str(tmp_path / "none.csv"), profile="public-ledger", out=tmp_path / "out")


def test_replay_clears_only_its_own(tmp_path: Path) -> None:
    for name in ("manifest.jsonl", "notes.txt"):
        (tmp_path / name).write_text("old")
    (tmp_path / "outbox").mkdir()
    (tmp_path / "outbox" / "old.pdf").write_text("old")

    replay.clear(tmp_path)

    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]


def test_replay_never_clears_an_installation(small: Path, tmp_path: Path) -> None:
    (tmp_path / "outbox").mkdir()
    (tmp_path / "secret_key").write_text("of an installation")

    with pytest.raises(CommandError, match="andere map"):
        call_command("replay", str(small), profile="public-ledger", out=tmp_path)

    assert (tmp_path / "outbox").is_dir()


def command(path: Path, out: Path, data: Path) -> subprocess.CompletedProcess[str]:
    """The verb as somebody types it, in an installation with a database of its own."""
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "tijdig.settings",
        "TIJDIG_DATA_DIR": str(data),
        "TIJDIG_DATABASE_URL": f"sqlite:///{data / 'mine.sqlite3'}",
        "TIJDIG_CHANNEL_LETTER": "tijdig.channels.nowhere.Carrier",
    }
    words = [sys.executable, "-c", "from tijdig.cli import main; main()", "replay", str(path)]
    words += ["--profile", "public-ledger", "--out", str(out)]
    return subprocess.run(words, env=environment, capture_output=True, text=True)


def test_replay_command_leaves_the_users_database_alone(small: Path, tmp_path: Path) -> None:
    data, out = tmp_path / "data", tmp_path / "out"
    data.mkdir()
    sqlite3.connect(data / "mine.sqlite3").close()
    before = (data / "mine.sqlite3").read_bytes()

    done = command(small, out, data)

    assert (done.returncode, done.stderr) == (0, "")
    assert (data / "mine.sqlite3").read_bytes() == before
    assert sorted(path.name for path in out.iterdir()) == ["chart.svg", "house", "manifest.jsonl", "outbox"]
    assert "eerste herinnering" in done.stdout
    assert referee(small, out / "manifest.jsonl") == "moments: 1, violations: 0, missed: 0"
    again = (out / "manifest.jsonl").read_text()

    assert command(small, out, data).returncode == 0
    assert (out / "manifest.jsonl").read_text() == again


@pytest.mark.long(5)
def test_replay_of_the_public_ledger_reaches_everybody_in_time(shared_data: Path, tmp_path: Path) -> None:
    path = shared_data / "ledger" / "accounts-receivable.csv"

    done = command(path, tmp_path / "out", tmp_path / "data")

    assert (done.returncode, done.stderr) == (0, "")
    last = referee(path, tmp_path / "out" / "manifest.jsonl")
    moments, rest = last.removeprefix("moments: ").split(", ", 1)
    assert rest == "violations: 0, missed: 0"
    assert int(moments) > 150
