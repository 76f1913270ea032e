"""What a colleague reads of a file of payments before anything is booked."""

from dataclasses import dataclass

from tijdig.actions.payments_file import PaymentsReport
from tijdig.queries.paymentsfiles import SHOWN, Returned, TooMuch, too_much
from tijdig.rules import dutch
from tijdig.rules.money import euros
from tijdig.rules.workdays import local_day


@dataclass(frozen=True, slots=True)
class LookPage:
    """What would happen, what to look at twice, which lines come back, and the file itself for the way on."""

    file: str
    rows: int
    booked: int
    total: str
    closed: int
    stopped: int
    known: int
    above: tuple[TooMuch, ...]
    alike: str
    returned: tuple[Returned, ...]
    returned_count: int
    refusal: str
    booked_before: str
    packed: str
    seal: str

    @classmethod
    def of(cls, report: PaymentsReport, *, packed: str, seal: str) -> "LookPage":
        """The page of this report."""
        when = report.booked_before
        return cls(
            file=report.file,
            rows=report.rows,
            booked=report.booked,
            total=euros(report.booked_cents),
            closed=report.closed,
            stopped=report.stopped,
            known=report.known,
            above=too_much(report.above),
            alike=", ".join(map(str, report.alike[:SHOWN])),
            returned=tuple(Returned(bad.line, " · ".join(bad.raw), bad.advice) for bad in report.returned[:SHOWN]),
            returned_count=len(report.returned),
            refusal=report.refusal,
            booked_before=dutch.weekday(local_day(when)) if when else "",
            packed=packed,
            seal=seal,
        )

    @property
    def may_book(self) -> bool:
        """Whether there is something to book."""
        return bool(self.booked and not self.refusal and not self.booked_before)

    @property
    def has_lines(self) -> bool:
        """Whether lines come back in a file that can be mended."""
        return bool(self.returned and not self.booked_before)
