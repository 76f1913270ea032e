"""Receiving one file: read, sort, compare and write part by part, then publish; or refuse, or only look."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import DatabaseError, connection

from tijdig.actions import sweeping
from tijdig.actions.counts import Progress, silent
from tijdig.actions.intake import comparing, publishing, scratch, staging, turns, writing
from tijdig.actions.intake.reports import IntakeReport
from tijdig.intake import FileError, Profile, Reading, profiles, rejects
from tijdig.intake.faults import FileCode
from tijdig.intake.profiles import DETAILS, POINTS
from tijdig.models import Creditor, Intake
from tijdig.policy import Policy
from tijdig.queries import policies
from tijdig.words import IntakeKind

RENEW_EVERY = 20
"""Steps between two signs of life: each takes well under a second, a lease lasts minutes."""
_FULL_DISK = ("full", "no space", "disk i/o", "could not extend", "file too large")


def receive(
    path: Path,
    *,
    creditor: str,
    profile: str,
    by: str,
    at: datetime,
    dry_run: bool = False,
    closes_many: bool = False,
    progress: Progress | None = None,
) -> IntakeReport:
    """Take in a file of a creditor, visible all at once or not at all.

    What the file says is the truth about what is open: new claims are entered, a difference becomes a payment or a
    correction, and a claim that a full list no longer names is corrected to nothing (not paid). The same file again
    changes nothing. A full list that would close a large part of the book is refused as half a list, unless the caller
    says that it `closes_many`. A refused file comes back as a report with its `refusal`; FileError means that nothing
    could be tried (busy, no file, full disk), ProfileError and PolicyError that our own data is wrong.
    """
    work = _Work(Path(path), creditor, profile, by=by, at=at, progress=progress or silent)
    work.closes_many = closes_many
    try:
        with scratch.tables():
            return work.look() if dry_run else work.do()
    except (DatabaseError, OSError) as error:
        if any(words in str(error).lower() for words in _FULL_DISK):
            raise FileError(FileCode.DISK_FULL) from error
        raise


class _Work:
    """One file on its way: what all steps need."""

    def __init__(self, path: Path, creditor: str, profile: str, *, by: str, at: datetime, progress: Progress) -> None:
        if not path.is_file():
            raise FileError(FileCode.NO_FILE, {"file": path.name})
        self.creditor = Creditor.objects.filter(code=creditor).first() or _no_creditor(creditor)
        self.profile: Profile = profiles.load(profile)
        self.day = at.astimezone(ZoneInfo(settings.DISPLAY_TIME_ZONE)).date()
        self.policy: Policy = policies.of(self.creditor, self.day)
        self.reading = Reading(path, self.profile, limits=self.policy.intake, sector=self.creditor.sector)
        self.report = IntakeReport(path.name)
        self.path, self.by, self.at, self.progress = path, by, at, progress
        self.closes_many, self._steps = False, 0

    def look(self) -> IntakeReport:
        """What the file would do; writes its rejects file and nothing else."""
        self.report.is_dry_run = True
        try:
            self._stage(lambda: None)
            if not self.report.is_refused:
                self._merge(self._scope(None), lambda: None, write=False)
        except FileError as refusal:
            self._refuse(refusal)
        self._write_rejects("proef")
        return self.report

    def do(self) -> IntakeReport:
        """Take the file in."""
        with turns.turn(self.creditor, file=self.path.name, profile=self.profile, by=self.by, at=self.at) as intake:
            self.report.number = intake.number
            try:
                self._stage(lambda: self._sign_of_life(intake))
                if not self.report.is_refused:
                    self._merge(self._scope(intake), lambda: self._sign_of_life(intake), write=True)
            except FileError as refusal:
                if refusal.code is FileCode.BUSY:
                    raise
                self._refuse(refusal)
                if refusal.code is FileCode.MANY_CLOSED:  # known only now that all of it is compared and written
                    turns.renew(intake)
                    turns.take_back(intake)
            writing.bad_rows(self._scope(intake), self.report.bad)
            self._write_rejects(str(intake.number))
            intake.kind, intake.sha256 = self.reading.kind, self.reading.sha256
            finish = publishing.refuse if self.report.is_refused else publishing.publish
            finish(intake, self.report, by=self.by, at=self.at)
        if not self.report.is_refused:  # after the flip; should it be cut off, the next night does it again
            self.report.counts["stopped"] = sweeping.after_intake(self.creditor, intake.number, by=self.by, at=self.at)
        return self.report

    def _stage(self, alive: Callable[[], None]) -> None:
        def tick(done: int, total: int) -> None:
            alive()
            self.progress("lezen", done, total)

        staging.fill(self.reading, self.report, day=self.day, tick=tick)
        staging.sort(self.reading, self.report)
        if not self.report.rows and self.reading.kind is IntakeKind.FULL:
            raise FileError(FileCode.NO_ROWS, {"file": self.path.name})
        if self.report.bad > self.policy.intake.max_bad_share * self.report.rows:
            details = {"file": self.path.name, "value": self.report.bad, "expected": self.report.rows}
            self._refuse(FileError(FileCode.TOO_MANY_BAD, details))

    def _merge(self, scope: comparing.Scope, alive: Callable[[], None], *, write: bool) -> None:
        staging.put_kinds(self.policy.claims)
        last = scratch.number("SELECT max(seq) FROM intake_sorted")
        first, blocks = 1, 0
        while first <= last:
            end = comparing.last_of_block(first, last)
            counts = comparing.block(scope, first, end)
            if write:
                writing.block(scope, counts)
                counts["unreachable"] = comparing.unreachable(scope)
                blocks += 1
                scratch.analyze_after(blocks)
            self.report.counts += counts
            first = end + 1
            alive()
            self.progress("vergelijken", end, last)
        if scope.is_full:
            self.report.counts["closed"], spared = comparing.closings(scope)
            self._doubt_half_a_list(spared)
            if write:
                writing.closings(scope, self.report.counts["closed"])

    def _doubt_half_a_list(self, spared: int) -> None:
        """Refuse a list that leaves out a large part of what was open, unless the caller knows."""
        closed, limits = self.report.counts["closed"], self.policy.intake
        listed = closed + self.report.counts["open_before"] + spared
        is_many = closed >= limits.closing_share_from_claims and closed > limits.max_closing_share * listed
        if is_many and not self.closes_many:
            self.report.counts.clear()
            raise FileError(FileCode.MANY_CLOSED, {"file": self.path.name, "value": closed, "expected": listed})

    def _scope(self, intake: Intake | None) -> comparing.Scope:
        has = self.reading.has
        adapt = connection.ops
        visible = self.creditor.visible_intake
        return comparing.Scope(
            values={
                "creditor": self.creditor.pk,
                "visible": visible,
                "number": intake.number if intake else visible,
                "intake": intake.pk if intake else None,
                "by": self.by,
                "at": adapt.adapt_datetimefield_value(self.at),
                "day": adapt.adapt_datefield_value(self.day),
                "lower": self.profile.lower,
                "history": self.profile.history,
                "has_birth": has("birth"),
            },
            is_full=self.reading.kind is IntakeKind.FULL,
            has_details=any(map(has, DETAILS)),
            has_points=any(map(has, POINTS)),
            has_contracts=has("contract"),
        )

    def _sign_of_life(self, intake: Intake) -> None:
        self._steps += 1
        if self._steps % RENEW_EVERY == 0:
            turns.renew(intake)

    def _refuse(self, refusal: FileError) -> None:
        self.report.refusal, self.report.refusal_code = str(refusal), refusal.code.value

    def _write_rejects(self, name: str) -> None:
        if self.report.bad and self.reading.header:
            path = Path(settings.DATA_DIR) / "rejects" / f"{self.creditor.code}-{name}-fouten.csv"
            rejects.write(path, self.reading.header, staging.bad_rows(), self.profile)
            self.report.rejects_file = path


def _no_creditor(code: str) -> Creditor:
    raise FileError(FileCode.NO_CREDITOR, {"value": code})
