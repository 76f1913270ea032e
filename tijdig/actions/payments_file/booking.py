"""Booking a file of payments: read, plan, book; in one transaction, so that all of it happens or nothing."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from tijdig.actions import audit, joint, payments
from tijdig.actions.intake import turns
from tijdig.actions.payments_file import planning
from tijdig.actions.payments_file.planning import Plan
from tijdig.actions.payments_file.reports import PaymentsReport
from tijdig.actions.refusals import ConflictError, RefusedError
from tijdig.intake import FileError, Reading, profiles, rejects
from tijdig.intake.faults import BadRow, FileCode, RowFault
from tijdig.intake.payments import PaymentLine, lines, returned
from tijdig.intake.profiles import PAYMENTS
from tijdig.models import Case, Contact, Creditor, Intake, Joint, Reject
from tijdig.policy.subjects import Intake as Limits
from tijdig.queries import jointdue, owing, paymentsfiles, policies
from tijdig.rules.joint.drafts import JointRefusedError
from tijdig.rules.workdays import local_day
from tijdig.words import ContactState, EntryReason, IntakeState

NAMED = 20
"""So many lines does a refusal name."""


def take(
    path: Path, *, creditor: str, profile: str, by: str, at: datetime, dry_run: bool, books_alike: bool = False
) -> PaymentsReport:
    """Look at a file or book it, and leave the lines that come back in a file beside those of intake.

    Nobody looks before it books: lines that look like another payment refuse the file, unless it `books_alike`.
    """
    if dry_run:
        report = look(path, creditor=creditor, profile=profile, at=at)
    else:
        report = book(path, creditor=creditor, profile=profile, by=by, at=at, books_alike=books_alike)
    if report.returned and report.header and not report.is_again:
        name = f"{creditor}-betalingen-{'proef' if dry_run else report.number}-fouten.csv"
        report.rejects_file = Path(settings.DATA_DIR) / "rejects" / name
        rejects.write(report.rejects_file, report.header, report.kept(), report.profile)
    return report


def look(path: Path, *, creditor: str, at: datetime, profile: str = PAYMENTS) -> PaymentsReport:
    """What `book` would do with this file; it changes nothing."""
    work = _Work(path, creditor, profile, at)
    work.report.is_dry_run = True
    work.read()
    if not work.is_done():
        work.name()
        work.plan()
    return work.report


def book(
    path: Path, *, creditor: str, by: str, at: datetime, profile: str = PAYMENTS, looked_at: str = "",
    books_alike: bool = True,
) -> PaymentsReport:  # fmt: skip
    """Book every payment of a file on the claims it is for, as `payments.book` does by hand.

    A line that names a joint arrangement of which this organisation takes the money (SAMEN-12) is split there over
    all that take part; what is more than is left of that plan is booked nowhere, and the report names it for a person
    to give back. Any other line names a claim (payment reference or bill) or a customer. What it names is paid first,
    then what else that customer has open, in the order of docs/adr/0065. What is more than everything open is booked on
    the last claim, which then stands below zero: the customer did pay, so nothing more goes out, and the report names
    the line for a person to give back or settle. Where nothing is open any more, or the case is closed, the line comes
    back.

    Never twice: a file with the same content changes nothing, and so does a line whose bank reference was booked
    with the same customer, day and amount. Lines without one are each a payment of their own. What only looks like
    another payment is pointed out; where nobody looks first, it refuses the file (`books_alike`).

    All in one transaction: a file that is cut off leaves nothing behind and is simply sent again, and a person never
    has to find out which half was booked. The policy keeps files so small that nobody waits long for it
    (`intake.max_payments`). A file of which too many lines cannot be read, or too many are of nobody we know, is
    refused as a whole: a report with its `refusal`. FileError means that nothing could be tried; ConflictError that
    it is no longer what was `looked_at`.
    """
    work = _Work(path, creditor, profile, at)
    work.books_alike = books_alike
    work.read()
    if work.report.is_refused or not work.is_done():
        with transaction.atomic(), turns.turn(work.creditor, file=path.name, profile=work.profile, by=by, at=at) as row:
            work.settle(row, looked_at, by=by)
    return work.report


def forget(at: datetime) -> None:
    """The lines that came back long ago go, of every creditor: who had them has had the time to mend them."""
    for creditor in Creditor.objects.order_by("pk"):
        old = at - timedelta(days=policies.of(creditor, local_day(at)).intake.returned_lines_days)
        past = Intake.objects.filter(paymentsfiles.IS_ONE, creditor=creditor, started_at__lt=old)
        Reject.objects.filter(intake__in=past.values("pk")).delete()


class _Work:
    """One file on its way: what all steps need."""

    def __init__(self, path: Path, creditor: str, profile: str, at: datetime) -> None:
        if not path.is_file():
            raise FileError(FileCode.NO_FILE, {"file": path.name})
        found = Creditor.objects.filter(code=creditor).first()
        if found is None:
            raise FileError(FileCode.NO_CREDITOR, {"value": creditor})
        self.creditor, self.profile, self.at = found, profiles.load(profile, PAYMENTS), at
        self.limits: Limits = policies.of(found, local_day(at)).intake
        self.reading = Reading(path, self.profile, limits=self.limits)
        self.report = PaymentsReport(path.name, profile=self.profile)
        self.books_alike = True
        self.lines: list[PaymentLine] = []
        self.named: list[int] = []
        self.made = Plan()

    def read(self) -> None:
        """Take in the lines; what cannot be read comes back, and too much of it refuses the file."""
        report, bad = self.report, list[BadRow]()
        try:
            for chunk in self.reading.chunks():
                report.rows += chunk.size
                bad += chunk.bad
                if report.rows > self.limits.max_payments:
                    raise self._fault(FileCode.TOO_MANY_PAYMENTS, expected=self.limits.max_payments)
                self.lines += lines(chunk)
            if not report.rows:
                raise self._fault(FileCode.NO_PAYMENTS)
            if len(bad) > self.limits.max_bad_share * report.rows:
                raise self._fault(FileCode.TOO_MANY_BAD, value=len(bad), expected=report.rows)
        except FileError as refusal:
            self._refuse(refusal)
        report.returned, report.header, report.sha256 = bad, self.reading.header, self.reading.sha256

    def is_done(self) -> bool:
        """Whether nothing is left to do: the file is refused, or exactly this one was booked before."""
        before = None if self.report.is_refused else owing.same_file(self.creditor, self.report.sha256)
        if before is not None:
            self.report.booked_before, self.report.booked_by = before.published_at, before.made_by
            self.report.number, self.report.intake_id = before.number, before.pk
        return self.report.is_refused or before is not None

    def name(self) -> None:
        """Find out whom the lines name: once, however often they are planned."""
        self.named = planning.named(self.creditor, self.lines)

    def plan(self) -> None:
        """Find out for every line where it goes, as things stand now."""
        report, owed = self.report, owing.of(self.creditor, self.named)
        made = self.made = planning.plan(self.creditor, self.reading, self.lines, owed, local_day(self.at))
        report.returned = sorted(
            [*report.returned, *returned(self.reading, made.faults)], key=lambda bad: (bad.line, bad.raw)
        )
        if made.unknown > self.limits.max_unknown_share * report.rows:
            self._refuse(self._fault(FileCode.MANY_UNKNOWN, value=made.unknown, expected=report.rows))
            return
        if made.alike and not self.books_alike:
            which = ", ".join(map(str, made.alike[:NAMED]))
            self._refuse(self._fault(FileCode.LOOKS_BOOKED, value=len(made.alike), expected=report.rows, line=which))
            return
        report.together = len(made.together)
        report.booked = len({part.line.line for part in made.parts}) + report.together
        report.booked_cents = sum(part.cents for part in made.parts) + sum(one.cents for one in made.together)
        report.entries, report.closed, report.known = len(made.parts), made.closing, made.known
        report.above, report.alike = made.above, made.alike
        report.above_plan = [(one.line.line, one.above_cents, one.joint) for one in made.together if one.above_cents]
        report.stopped, report.looked_at = owing.queued(made.cases), made.looked_at()

    def settle(self, row: Intake, looked_at: str, *, by: str) -> None:
        """In our turn: look once more whether this file was booked, plan on what is locked, and write."""
        if not self.report.is_refused and self.is_done():
            row.delete()
            return
        if not self.report.is_refused:
            self.name()
            self._lock()
            self.plan()
        if looked_at and looked_at != self.report.looked_at:
            raise ConflictError
        self.report.number, self.report.intake_id, self.report.booked_by = row.number, row.pk, by
        if not self.report.is_refused:
            self._book(by)
        self._keep(row, by)

    def _lock(self) -> None:
        """Everybody whom the file names, in the order that holds everywhere: the cases, then their messages by id."""
        shared = jointdue.cases_of(planning.joints(self.lines))
        cases = Case.objects.select_for_update(of=("self",)).filter(Q(customer__in=self.named) | Q(pk__in=shared))
        ids = list(cases.order_by("pk").values_list("pk", flat=True))
        queued = Contact.objects.select_for_update(of=("self",)).filter(
            case_id__in=ids, state__in=[ContactState.PLANNED, ContactState.CLAIMED]
        )
        list(queued.order_by("pk").values_list("pk"))

    def _book(self, by: str) -> None:
        for part in self.made.parts:
            payments.book(
                part.claim,
                part.cents,
                booked_on=part.line.paid_on,
                by=by,
                at=self.at,
                reference=part.line.bank_reference,
                reason=EntryReason.BANK,
            )

        self._give_back(dict(self._not_shared(by)))

    def _not_shared(self, by: str) -> Iterator[tuple[int, RowFault]]:
        """Split each payment for all; what a plan does not take any more holds up no other line."""
        for one in self.made.together:
            line, found = one.line, Joint.objects.select_related("case__creditor").get(pk=one.joint)
            try:
                joint.pay(
                    found,
                    line.cents,
                    line.paid_on,
                    line.bank_reference or f"bestand {self.report.number}, regel {line.line}",
                    by=by,
                    at=self.at,
                    above_cents=one.above_cents,
                    is_another=True,
                    reason=EntryReason.BANK,
                )
            except (JointRefusedError, RefusedError):
                yield line.line, planning.still(self.reading, line, found.case.creditor.sender_name)

    def _give_back(self, refused: dict[int, RowFault]) -> None:
        report, split = self.report, {one.line.line: one.cents for one in self.made.together}
        report.returned = sorted(
            [*report.returned, *returned(self.reading, refused)], key=lambda bad: (bad.line, bad.raw)
        )
        report.together -= len(refused)
        report.booked -= len(refused)
        report.booked_cents -= sum(split[number] for number in refused)
        report.above_plan = [one for one in report.above_plan if one[0] not in refused]

    def _keep(self, row: Intake, by: str) -> None:
        """Write down what became of the file, with the lines that come back."""
        report, facts = self.report, self.report.facts()
        row.state = IntakeState.REFUSED if report.is_refused else IntakeState.PUBLISHED
        row.sha256, row.published_at = report.sha256, None if report.is_refused else self.at
        row.counts |= {"about": "payments", "header": list(report.header), **report.counts()}
        row.lease_key, row.lease_until = "", None
        row.save(update_fields=["state", "sha256", "published_at", "counts", "lease_key", "lease_until"])
        Reject.objects.bulk_create(
            Reject(intake=row, line=line, column=column, code=code, advice=advice, raw=raw)
            for line, column, code, advice, raw in report.kept()
        )
        told = {"code": report.refusal_code, **facts} if report.is_refused else facts
        audit.record("payments.refused" if report.is_refused else "payments.booked", row, by=by, at=self.at, facts=told)

    def _fault(self, code: FileCode, **details: object) -> FileError:
        return FileError(code, {"file": self.report.file, **details})

    def _refuse(self, refusal: FileError) -> None:
        self.report.refusal, self.report.refusal_code = str(refusal), refusal.code.value
