"""What has to be so before anything is agreed beside or instead of paying in parts, whoever says yes.

Each of these is refused with the sentence that a colleague reads; the pages show the same at the field.
"""

from collections.abc import Collection
from datetime import date, datetime

from tijdig.actions import solutions
from tijdig.actions.refusals import ConflictError, Refusal, RefusedError
from tijdig.models import Case, Claim, Customer, Request
from tijdig.queries import policies, solver, sums, visible
from tijdig.rules import names
from tijdig.rules.costs import costs_inside_cents
from tijdig.rules.solutions import types
from tijdig.rules.solutions.types import CostsDropped, Deferral, Freeze, LowerRate, Referral, Small
from tijdig.rules.workdays import local_day
from tijdig.words import CaseState, RequestKind, RequestState

_ABOUT_BILLS = (RequestKind.DISAGREE, RequestKind.NOT_ME)


def check(case: Case, solution: types.Solution, *, at: datetime) -> None:
    """RefusedError where this cannot be agreed now; changes nothing.

    DIED with who died, CASE_CLOSED, NOTHING_OPEN where nothing is to be paid (help may come all the same),
    MORE_THAN_IS_OPEN for a small sum that is not small, NOT_CHARGED for what is not charged and so cannot stand still,
    NO_LOAN for a lower rate on a bill without interest of a contract, CONTACT_TO_COME for a day of contact that has
    not been, UNREADABLE for help without a name; the end and what runs beside it as `solutions.check`.
    """
    if Customer.objects.filter(pk=case.customer_id, died_on__isnull=False).exists():
        raise RefusedError(Refusal.DIED)
    if Case.objects.filter(pk=case.pk, state=CaseState.CLOSED).exists():
        raise RefusedError(Refusal.CASE_CLOSED)
    if code := _misfit(case, solution, at=at):
        raise RefusedError(code)
    solutions.check(case, solution, at=at)


def _misfit(case: Case, solution: types.Solution, *, at: datetime) -> Refusal | None:
    day = local_day(at)
    if not isinstance(solution, Referral) and not _is_open(case, solution, day):
        return Refusal.NOTHING_OPEN
    if isinstance(solution, Referral) and not names.is_readable(solution.to):
        return Refusal.UNREADABLE
    if isinstance(solution, Small) and solution.cents > sums.open_cents(sums.of(case, day)):
        return Refusal.MORE_THAN_IS_OPEN
    if isinstance(solution, Freeze) and not solution.what <= set(solver.can_stand_still(case, day)):
        return Refusal.NOT_CHARGED
    if isinstance(solution, LowerRate) and not _are_loans(case, {debt.claim for debt in solution.debts}):
        return Refusal.NO_LOAN
    if isinstance(solution, CostsDropped) and solution.contact_on > day:
        return Refusal.CONTACT_TO_COME
    return None


def _is_open(case: Case, solution: types.Solution, day: date) -> bool:
    """Whether there is something that this can be about; only what is late is paid later."""
    found = sums.of(case, day)
    return any(not isinstance(solution, Deferral) or one.claim.due_on < day for one in found)


def _are_loans(case: Case, numbers: Collection[int]) -> bool:
    rows = visible.claims(case).filter(pk__in=numbers, kind__in=sums.LOANS)
    return rows.count() == len(numbers)


def check_costs(case: Case, claim: Claim, wanted: CostsDropped, *, at: datetime) -> None:
    """RefusedError where so much cannot be costs of this bill: more than is open, or than the law lets be charged.

    The law reckons costs over the principal alone: over what stays of the bill without them.
    """
    open_cents = visible.balance_cents(claim)
    if wanted.debt.principal_cents + wanted.cents != open_cents:
        raise ConflictError
    policy = policies.of(case.creditor, local_day(at))
    most = costs_inside_cents(open_cents, policy, with_vat=True)
    if wanted.cents > most or not policy.costs.charges_collection_costs:
        raise RefusedError(Refusal.NO_SUCH_COSTS)


def check_lower(was_cents: int, left_cents: int) -> None:
    """ONLY_LOWER for a sum that is not below what is open, or below zero."""
    if not 0 <= left_cents < was_cents:
        raise RefusedError(Refusal.ONLY_LOWER)


def check_undisputed(case: Case) -> None:
    """OUTCOME_FIRST while the customer asks whether a bill is right: its outcome puts it right, and answers them."""
    if Request.objects.filter(case=case, state=RequestState.OPEN, kind__in=_ABOUT_BILLS).exists():
        raise RefusedError(Refusal.OUTCOME_FIRST)
