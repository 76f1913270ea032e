"""A replay: a whole ledger walked through day by day, in a database of its own, under the folder for the outcome."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

from django.conf import settings
from django.core.management import call_command

from tijdig.policy import load
from tijdig.trials import days, ledger, outcome, outcome_words, terminal, walk
from tijdig.trials.ledger import Bill, TrialError

SINCE = date(2026, 1, 1)
"""The replay begins here: from this day on the policy and its holidays are known for the two years it takes."""

MANIFEST, CHART, OUTBOX, HOUSE = "manifest.jsonl", "chart.svg", "outbox", "house"
CHANNELS = ("LETTER", "EMAIL", "SMS")
MOST_COPIES = 1000


def bills(path: Path, profile: str, scale: int) -> tuple[list[Bill], int]:
    """The bills of the file in our own time, and by how many days they moved; TrialError with advice."""
    if not 1 <= scale <= MOST_COPIES:
        raise TrialError(f"--scale {scale} kan niet. Kies een getal van 1 tot en met {MOST_COPIES}.")
    found = ledger.read(path, terminal.profile(profile), load(SINCE).intake)
    moved = ledger.shift(found, since=SINCE)
    shifted = ledger.shifted(found, moved)
    _check_years(shifted)
    return ledger.copied(shifted, scale), moved.days


def _check_years(found: list[Bill]) -> None:
    last, years = max(bill.settled_on for bill in found), load(SINCE).holidays
    if last.year > years.last_year:
        raise TrialError(
            f"Dit grootboek duurt te lang: het loopt door tot {last.year}, en de feestdagen zijn bekend tot en met "
            f"{years.last_year}. Neem een korter stuk, of vul holidays.toml aan."
        )


def run_apart(path: Path, profile: str, out: Path, scale: int, *, quiet: bool) -> int:
    """Run the replay as a process of its own, whose settings know no other database and no other carrier."""
    out = out.resolve()
    _not_at_home(out)
    clear(out)
    (out / HOUSE).mkdir()
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "tijdig.settings",
        "TIJDIG_DATA_DIR": str(out / HOUSE),
        "TIJDIG_OUTBOX_DIR": str(out / OUTBOX),
        "TIJDIG_DATABASE_URL": f"sqlite:///{out / HOUSE / 'replay.sqlite3'}",
    }
    environment |= {f"TIJDIG_CHANNEL_{kind}": "tijdig.channels.outbox.Outbox" for kind in CHANNELS}
    arguments = [str(path.resolve()), profile, str(out), str(scale), "quiet" if quiet else "loud"]
    program = "import django; django.setup(); from tijdig.trials.replay import inside; inside()"
    command = [sys.executable, "-c", program, *arguments]
    return subprocess.run(command, env=environment, check=False).returncode  # noqa: S603 - our own program


def _not_at_home(out: Path) -> None:
    """An installation keeps its own outbox where a replay would clear one away."""
    ours = (Path(settings.DATA_DIR).resolve(), Path(settings.OUTBOX_DIR).resolve().parent)
    if out in ours or (out / "secret_key").exists():
        raise TrialError(f"In {out} staan de gegevens van Tijdig zelf. Kies een andere map met --out.")


def clear(out: Path) -> None:
    """Take away what an earlier replay left, and nothing else."""
    out.mkdir(parents=True, exist_ok=True)
    for name in (HOUSE, OUTBOX):
        shutil.rmtree(out / name, ignore_errors=True)
    for name in (MANIFEST, CHART):
        (out / name).unlink(missing_ok=True)


def inside() -> None:
    """The process that `run_apart` starts."""
    path, profile, out, scale, loudness = sys.argv[1:]
    call_command("migrate", verbosity=0)
    with terminal.bar("Dagen", quiet=loudness == "quiet") as progress:
        found = replay(Path(path), profile, Path(out), int(scale), progress=progress)
    terminal.show(outcome_words.tables(found))


def replay(path: Path, profile: str, out: Path, scale: int, *, progress: Callable[[int, int], None]) -> outcome.Outcome:
    """Walk through the ledger in the (empty) database at hand; writes the manifest and the chart."""
    every, shift_days = bills(path, profile, scale)
    walk.creditor()
    walked = walk.walk(days.changes(every), out / HOUSE / "files", progress=progress)
    messages = list(outcome.sent())
    outbox = os.path.relpath(settings.OUTBOX_DIR, out)
    outcome.write_manifest(out / MANIFEST, messages, shift_days=shift_days, scale=scale, outbox=outbox)
    found = outcome.outcome(every, messages, days=walked.days)
    (out / CHART).write_text(outcome_words.chart(found), encoding="utf-8")
    return found
