"""Runs a shadow: reads the file, asks the planner of the night, and writes report.html and shadow.csv."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from tijdig.intake import FileError, Profile, Reading, rejects
from tijdig.intake.faults import BadRow, FaultCode, RowFault
from tijdig.planner.codes import Kind, Stage
from tijdig.policy import Policy
from tijdig.trials import shadow, shadow_page, shadow_words
from tijdig.trials.ledger import TrialError
from tijdig.trials.positions import Positions
from tijdig.trials.samples import LATE_DAYS, Sample, samples, sms_parts

REPORT, SHEET, BAD = "report.html", "shadow.csv", "afgekeurd.csv"
KEPT_BAD = 20_000
"""Bad rows that are kept for the list; a file with more of them has another problem."""


@dataclass(slots=True)
class Found:
    """What a shadow run saw: the open positions, the rows it could not use, and what would go out."""

    path: Path
    profile: Profile
    day: date
    policy: Policy
    shift: timedelta
    positions: Positions
    assumed: Kind
    prices: shadow.Prices
    rows: int = 0
    bad_count: int = 0
    bad: list[BadRow] = field(default_factory=list)
    tally: shadow.Tally = field(default_factory=shadow.Tally)
    samples: tuple[Sample, ...] = ()


def run(
    path: Path,
    profile: Profile,
    out: Path,
    *,
    day: date,
    sector: str | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Found:
    """Read, plan, write; TrialError with advice when the file cannot be used."""
    policy, shift = shadow.policy_for(day, sector)
    found = Found(path, profile, day, policy, shift, Positions(day), Kind.NONE, prices(policy, sector or ""))
    header = _gather(found, sector or "", progress)
    if not len(found.positions):
        raise TrialError(_nothing(found))
    found.assumed = Kind.NONE if found.positions.has_addresses() else Kind.LETTER
    out.mkdir(parents=True, exist_ok=True)
    _write_sheet(found, out / SHEET)
    found.samples = samples((Stage.S1, Stage.S2, Stage.S3), policy, sector or "")
    if found.bad:
        rejects.write(out / BAD, header, (rejects.kept(bad, profile) for bad in found.bad), profile)
    else:
        (out / BAD).unlink(missing_ok=True)
    _write_whole(out / REPORT, shadow_page.render(shadow_words.page(found)))
    return found


def prices(policy: Policy, sector: str) -> shadow.Prices:
    """What one message costs: the policy's prices, with the length that the text really has."""
    return shadow.Prices(policy.costs, {stage: sms_parts(stage, policy, sector) for stage in LATE_DAYS})


def _gather(found: Found, sector: str, progress: Callable[[int, int], None] | None) -> tuple[str, ...]:
    """Read the file once, front to back; gives its header."""
    reading = Reading(found.path, found.profile, limits=found.policy.intake, sector=sector)
    column = found.profile.columns["reference"][0]
    try:
        for chunk in reading.chunks():
            again = found.positions.add(chunk)
            found.rows += chunk.size
            found.bad_count += len(chunk.bad) + len(again)
            found.bad += chunk.bad[: KEPT_BAD - len(found.bad)]
            for line in again[: KEPT_BAD - len(found.bad)]:
                fault = RowFault(line, column, FaultCode.DUPLICATE_REFERENCE, "", "…")
                found.bad.append(BadRow(line, (), (fault,)))
            if progress:
                progress(reading.bytes_read, reading.bytes_total)
    except FileError as error:
        raise TrialError(str(error)) from error
    return reading.header


def _nothing(found: Found) -> str:
    """Why there is nothing to report on, and what to do."""
    if found.bad:
        first = found.bad[0]
        return f"Geen enkele regel van {found.path.name} is te gebruiken. Regel {first.line}: {first.advice}"
    return f"In {found.path.name} staat alleen een kopregel. Maak het bestand opnieuw, met alle open rekeningen."


def _write_sheet(found: Found, path: Path) -> None:
    fresh = path.with_name(f".{path.name}.new")
    try:
        # The byte order mark tells spreadsheets that this is UTF-8.
        with fresh.open("w", encoding="utf-8-sig", newline="") as file:
            lines = shadow.lines(
                found.positions, found.policy, found.day, found.shift, found.prices, found.assumed, found.tally
            )
            shadow.write_csv(lines, file, found.policy, found.tally)
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)


def _write_whole(path: Path, text: str) -> None:
    fresh = path.with_name(f".{path.name}.new")
    fresh.write_text(text, encoding="utf-8")
    fresh.replace(path)
