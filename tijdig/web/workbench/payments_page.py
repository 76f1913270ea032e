"""What a colleague reads of a file of payments before anything is booked."""

from dataclasses import dataclass

from tijdig.actions.payments_file import PaymentsReport
from tijdig.queries.paymentsfiles import SHOWN, Outcome, Returned
from tijdig.rules import dutch
from tijdig.rules.workdays import local_day


@dataclass(frozen=True, slots=True, kw_only=True)
class LookPage(Outcome):
    """What would happen, what to look at twice, and the file itself for the way on."""

    alike: str
    refusal: str
    booked_before: str
    packed: str
    seal: str

    @classmethod
    def of(cls, report: PaymentsReport, *, packed: str, seal: str) -> "LookPage":
        """The page of this report."""
        when = report.booked_before
        return cls.told(
            report.file,
            report.counts(),
            (Returned(bad.line, " · ".join(bad.raw), bad.advice) for bad in report.returned),
            alike=", ".join(map(str, report.alike[:SHOWN])),
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
