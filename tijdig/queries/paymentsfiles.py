"""Files of payments that were booked on a page: what became of them, and the lines that came back."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any, Self

from django.db.models import Q

from tijdig.models import Creditor, Intake, Reject
from tijdig.policy import Policy
from tijdig.queries import policies
from tijdig.rules.money import euros
from tijdig.rules.references import joint_reference
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
class OverPlan:
    """A line with more money than was open in a joint arrangement: booked nowhere, so a person gives it back."""

    line: int
    amount: str
    reference: str
    plan: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a file did, or would do, as every page of it tells."""

    file: str
    rows: int
    booked: int
    total: str
    closed: int
    stopped: int
    known: int
    together: int
    above: tuple[TooMuch, ...]
    above_plan: tuple[OverPlan, ...]
    returned: tuple[Returned, ...]
    returned_count: int

    @classmethod
    def told(cls, file: str, counts: Mapping[str, Any], returned: Iterable[Returned], **more: Any) -> Self:
        """From the numbers of a file as they are kept with it, and what else this page tells."""
        return cls(
            file=file,
            **{name: counts[name] for name in ("rows", "booked", "closed", "stopped", "known")},
            together=counts.get("together", 0),  # not counted in files of before
            total=euros(counts["cents"]),
            above=tuple(TooMuch(line, euros(cents), case) for line, cents, case in counts["above_lines"][:SHOWN]),
            above_plan=tuple(
                OverPlan(line, euros(cents), joint_reference(plan), plan)
                for line, cents, plan in counts.get("above_plan_lines", [])[:SHOWN]  # not kept in files of before
            ),
            returned=tuple(islice(returned, SHOWN)),
            returned_count=counts["returned"],
            **more,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class DonePage(Outcome):
    """What became of a file that was booked."""

    number: int
    kept_days: int


def code_and_policy(creditor_id: int, day: date) -> tuple[str, Policy]:
    """The code of this organisation, and its policy on this day."""
    creditor = Creditor.objects.get(pk=creditor_id)
    return creditor.code, policies.of(creditor, day)


def page_of(file: Intake) -> DonePage:
    """The page of a file that somebody may see."""
    rows = file.rejects.order_by("line", "pk")[:SHOWN]
    policy = policies.of(file.creditor, local_day(file.started_at))
    return DonePage.told(
        file.file_name,
        file.counts,
        (Returned(row.line, row.raw, row.advice) for row in rows),
        number=file.pk,
        kept_days=policy.intake.returned_lines_days,
    )


def returned(file: Intake) -> list[tuple[int, str, str, str, str]]:
    """The lines of a file that came back, as they are written; none any more when it was long ago."""
    rows = Reject.objects.filter(intake=file).order_by("line", "pk")
    return list(rows.values_list("line", "column", "code", "advice", "raw"))
