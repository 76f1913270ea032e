"""On which days no extra interest counts: an arrangement or a deferral runs, or interest was agreed to stand still."""

from collections import defaultdict
from datetime import date, timedelta

from tijdig.models import Arrangement, Case, Hold, Solution
from tijdig.queries import agreed, visible
from tijdig.rules.interest import Days
from tijdig.rules.solutions.types import Deferral, Freeze, Frozen
from tijdig.rules.workdays import local_day
from tijdig.words import HoldKind, PauseReason, SolutionKind

_DAY = timedelta(days=1)
_KINDS = (SolutionKind.DEFERRAL, SolutionKind.FREEZE)


def days(case: Case, day: date) -> dict[int, list[Days]]:
    """For each claim the runs of days over which nothing is added (DECISIONS 12), up to and with this day."""
    found: dict[int, list[Days]] = defaultdict(list)
    for one in Arrangement.objects.filter(case=case).prefetch_related("claims").order_by("pk"):
        last = one.ended_on - _DAY if one.ended_on else day
        for claim in one.claims.all():
            found[claim.pk].append((local_day(one.made_at), last))
    numbers = [claim.pk for claim in visible.claims(case)]
    for row in Solution.objects.filter(case=case, kind__in=_KINDS).order_by("pk"):
        for number, span in _of(row, numbers, day):
            found[number].append(span)
    for span in _asked_together(case, day):
        for number in numbers:
            found[number].append(span)
    return {number: [span for span in spans if span[0] <= span[1]] for number, spans in found.items()}


def _asked_together(case: Case, day: date) -> list[Days]:
    """While it is being arranged with other organisations nothing is added: it was promised to be quiet (ADR 11)."""
    holds = Hold.objects.filter(case=case, kind=HoldKind.PAUSED, reason=PauseReason.JOINT).order_by("pk")
    return [
        (held.since_on, min([day, *([held.until_on - _DAY] if held.until_on else []), *_lifted(held)]))
        for held in holds
    ]


def _lifted(held: Hold) -> list[date]:
    return [local_day(held.lifted_at)] if held.lifted_at else []


def _of(row: Solution, numbers: list[int], day: date) -> list[tuple[int, Days]]:
    solution = agreed.solution_of(row)
    ended = local_day(row.ended_at) if row.ended_at else day
    if isinstance(solution, Deferral):
        return [(number, (solution.since_on, min(solution.until_on, ended))) for number in numbers]
    if isinstance(solution, Freeze) and Frozen.INTEREST in solution.what:
        span = (solution.since_on, min(solution.until_on - _DAY, ended))
        return [(debt.claim, span) for debt in solution.debts]
    return []
