"""Files of payments that were booked on a page: what became of them, and the lines that came back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from tijdig.models import Creditor, Intake, Reject
from tijdig.policy import Policy
from tijdig.queries import policies
from tijdig.rules.money import euros
from tijdig.rules.workdays import local_day

IS_ONE = Q(counts__about="payments")
"""Files of payments among all the files that came in."""
SHOWN = 100
"""So many lines of a kind stand on a page; all that came back are in the file that one can save."""


@dataclass(frozen=True, slots=True)
class Returned:
    """A line that came back: where it stood, what stood there and what to do."""

    line: int
    words: str
    advice: str


@dataclass(frozen=True, slots=True)
class TooMuch:
    """A line with more money than was open, and the case where it is booked."""

    line: int
    amount: str
    case: int


@dataclass(frozen=True, slots=True)
class DonePage:
    """What became of one file."""

    number: int
    file: str
    booked: int
    total: str
    closed: int
    stopped: int
    known: int
    above: tuple[TooMuch, ...]
    returned_count: int
    returned: tuple[Returned, ...]
    kept_days: int


def house_of(creditor_id: int, day: date) -> tuple[str, Policy]:
    """The code of this organisation, and its policy on this day."""
    creditor = Creditor.objects.get(pk=creditor_id)
    return creditor.code, policies.of(creditor, day)


def page_of(file: Intake) -> DonePage:
    """The page of a file that somebody may see."""
    counts, rows = file.counts, file.rejects.order_by("line", "pk")
    policy = policies.of(file.creditor, local_day(file.started_at))
    return DonePage(
        number=file.pk,
        file=file.file_name,
        booked=counts["booked"],
        total=euros(counts["cents"]),
        closed=counts["closed"],
        stopped=counts["stopped"],
        known=counts["known"],
        above=too_much(counts["above_lines"]),
        returned_count=counts["returned"],
        returned=tuple(Returned(row.line, row.raw, row.advice) for row in rows[:SHOWN]),
        kept_days=policy.intake.returned_lines_days,
    )


def too_much(above: Sequence[Sequence[int]]) -> tuple[TooMuch, ...]:
    """Lines with more money than was open, as people read them."""
    return tuple(TooMuch(line, euros(cents), case) for line, cents, case in above[:SHOWN])


def returned(file: Intake) -> list[tuple[int, str, str, str, str]]:
    """The lines of a file that came back, as they are written."""
    rows = Reject.objects.filter(intake=file).order_by("line", "pk")
    return list(rows.values_list("line", "column", "code", "advice", "raw"))
