"""Who may say yes to what is no arrangement: a handler inside their mandate, above it a lead. No verdict says no."""

from datetime import timedelta

from tijdig.policy import Policy
from tijdig.rules.solutions.band import Beyond, Verdict
from tijdig.rules.solutions.types import Correction, CostsDropped, Deferral, Freeze, LowerRate, Small, Solution
from tijdig.words import Mandate


def needed(solution: Solution, policy: Policy) -> Verdict:
    """Whether a handler may agree on this, or a lead looks along; the reasons say what made it more.

    Days count from when it begins. Sums are cents: all of a deferral, what a correction takes off, and costs that
    are dropped. Numbers: solutions.toml and costs.toml.
    """
    outside = {Beyond.LONG: _is_long(solution, policy), Beyond.LARGE: _is_large(solution, policy)}
    reasons = tuple(reason for reason, holds in outside.items() if holds)
    return Verdict(Mandate.LEAD if reasons else Mandate.HANDLER, reasons)


def _is_long(solution: Solution, policy: Policy) -> bool:
    if not isinstance(solution, Deferral | Freeze | LowerRate):
        return False
    return solution.until_on > solution.since_on + timedelta(days=policy.solutions.handler_days_max)


def _is_large(solution: Solution, policy: Policy) -> bool:
    most = policy.solutions.handler_total_max_cents
    if isinstance(solution, Deferral | Small):
        return solution.cents > most
    if isinstance(solution, Freeze):
        return sum(debt.open_cents for debt in solution.debts) > most
    if isinstance(solution, Correction):
        return solution.was_cents - solution.is_cents > most
    return isinstance(solution, CostsDropped) and solution.cents > policy.costs.waive_by_handler_max_cents
