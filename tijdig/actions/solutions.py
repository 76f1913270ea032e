"""Other solutions than paying in parts: kept whole, quiet where they must be, ended when they are over."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import F, QuerySet

from tijdig.actions import audit, cases, holds
from tijdig.actions.refusals import ConflictError, Refusal, RefusedError
from tijdig.models import Arrangement, Case, Claim, Hold, Solution
from tijdig.policy import Policy
from tijdig.queries import agreed, policies, transfers, visible
from tijdig.queries import arrangements as found
from tijdig.queries.ready import Ready
from tijdig.rules import actors
from tijdig.rules.arrangements import Part
from tijdig.rules.solutions import clashes, shapes, types
from tijdig.rules.solutions.rhythm import a_turn
from tijdig.rules.solutions.types import Debt, Deferral, Freeze, Frozen, HelpWith, InParts, Small, Statement
from tijdig.rules.workdays import local_day
from tijdig.words import ClaimKind, HoldKind, Mandate, Rhythm

SYSTEM = "system"
_NOTHING_ADDED = {"interest_cents": 0, "costs_cents": 0}  # what is paid in parts is what the book says, and no more


def agree(
    case: Case, solution: types.Solution, *, by: str, at: datetime, version: int | None = None, reason: str = "",
    lead: str = "",
) -> Solution:  # fmt: skip
    """Agree on something that is no arrangement. Where nothing may go out meanwhile, the case is quiet until then.

    The very same while it holds is a form that was sent twice: it gives the first one back. ConflictError when
    somebody changed the case; what cannot be says why, as `check`.
    """
    with cases.changing(case) as fresh:
        if before := same(fresh, solution, by=by):
            return before
        if version is not None and fresh.version != version + 1:  # one more: `changing` has just counted
            raise ConflictError
        check(fresh, solution, at=at)
        hold = _quiet(fresh, solution, by=by, at=at)
        cases.take_on(fresh, by=by, at=at)
        return write(fresh, solution, by=by, at=at, hold=hold, reason=reason, lead=lead)


def same(case: Case, solution: types.Solution, *, by: str) -> Solution | None:
    """The very same, agreed before by the same colleague, while it holds."""
    facts = types.as_facts(solution)
    rows = Solution.objects.filter(case=case, kind=types.kind_of(solution), ended_at=None, facts=facts, made_by=by)
    return rows.first()


def check(case: Case, solution: types.Solution, *, at: datetime) -> None:
    """RefusedError where its end, or what runs on a case, does not let this be agreed; changes nothing.

    END_NEEDED for an end that is not to come, LASTS_TOO_LONG for one beyond what is agreed at once, AWAY while an
    agency has it, and what cannot stand beside what runs says why (`rules/solutions/clashes.py`).
    """
    day, until_on = local_day(at), until_of(solution)
    most = timedelta(days=policies.of(case.creditor, day).solutions.lasts_days_max)
    if until_on is not None and until_on <= day:
        raise RefusedError(Refusal.END_NEEDED)
    if until_on is not None and until_on > day + most:
        raise RefusedError(Refusal.LASTS_TOO_LONG)
    _check_beside(case, solution)


def _check_beside(case: Case, solution: types.Solution) -> None:
    if transfers.handed_over(case) and not isinstance(solution, types.Correction | types.Referral):
        raise RefusedError(Refusal.AWAY)
    running = found.of(case)
    left = found.left(running) if running else ()
    beside = [agreed.solution_of(row) for row in agreed.running(case)]
    if code := clashes.clash(solution, beside, left[0].due_on if left else None):
        raise RefusedError(Refusal(code.value))


def make_way(case: Case, first_on: date, *, by: str, at: datetime) -> None:
    """An arrangement begins on this day, on a locked case: what runs has to leave room for it.

    A colleague stops that first, and hears so; who pays sooner by their own choice ends it by that.
    """
    for row in agreed.running(case):
        solution = agreed.solution_of(row)
        code = clashes.clash_of_parts(first_on, [solution])
        if code is not None and actors.number_of(by) is not None:
            raise RefusedError(Refusal(code.value))
        if code is not None:
            _end(row, case, by=by, at=at)


def end(solution: Solution, *, by: str, at: datetime, version: int | None = None) -> Solution:
    """It is over before its day; what kept the case quiet for it goes too."""
    with cases.changing(solution.case) as case:
        fresh = Solution.objects.select_for_update(of=("self",)).get(pk=solution.pk)
        if version is not None and fresh.version != version:
            raise ConflictError
        if fresh.ended_at is not None:
            raise RefusedError(Refusal.ALREADY_DONE)
        _end(fresh, case, by=by, at=at)
    return fresh


def _end(solution: Solution, case: Case, *, by: str, at: datetime) -> None:
    solution.ended_at, solution.ended_by, solution.version = at, by, solution.version + 1
    solution.save(update_fields=["ended_at", "ended_by", "version"])
    quiet = Hold.objects.filter(solution=solution, lifted_at__isnull=True)
    quiet.update(lifted_at=at, lifted_by=by, version=F("version") + 1)
    audit.record("solution.ended", solution, by=by, at=at, case_id=case.pk, facts={"kind": solution.kind})


def run_out(at: datetime, *, by: str = SYSTEM) -> int:
    """End those whose last day has passed; how many. Their holds run out by themselves."""
    done = 0
    for one in _OVER.rows(day=local_day(at)):
        with cases.changing(one.case) as case:
            changed = Solution.objects.filter(pk=one.pk, ended_at=None)
            if changed.update(ended_at=at, ended_by=by, version=F("version") + 1):
                audit.record("solution.ended", one, by=by, at=at, case_id=case.pk, facts={"kind": one.kind})
                done += 1
    return done


def _over_rows(day: date) -> QuerySet[Solution]:
    rows = Solution.objects.filter(ended_at=None, until_on__lte=day)
    return rows.order_by("case_id", "pk").select_related("case")


_OVER = Ready(_over_rows)


def write(
    case: Case, solution: types.Solution, *, by: str, at: datetime, hold: Hold | None = None,
    arrangement: Arrangement | None = None, reason: str = "", lead: str = "",
) -> Solution:  # fmt: skip
    """Keep one on a locked case, with its trail: which lead signed stands in it."""
    made = Solution.objects.create(
        **_row(case, solution, by=by, at=at), hold=hold, arrangement=arrangement, reason=reason
    )
    facts = {"kind": made.kind} | ({"lead": lead} if lead else {})
    audit.record("solution.agreed", made, by=by, at=at, case_id=case.pk, facts=facts)
    return made


def _row(case: Case, solution: types.Solution, *, by: str, at: datetime) -> dict[str, Any]:
    return {
        "case": case,
        "kind": types.kind_of(solution),
        "facts": types.as_facts(solution),
        "since_on": local_day(at),
        "until_on": until_of(solution),
        "made_by": by,
        "made_at": at,
    }


def keep_arrangement(
    made: Arrangement, parts: Sequence[Part], claims: Sequence[Claim], policy: Policy,
    others: Sequence[tuple[int, int]], *, by: str, at: datetime,
) -> Solution:  # fmt: skip
    """All that must stand in an arrangement, whole or not at all (EVIDENCE 4.4); its trail is the arrangement's."""
    case, rhythm = made.case, Rhythm(made.rhythm)
    debts = [Debt(claim=one.pk, principal_cents=visible.balance_cents(one), **_NOTHING_ADDED) for one in claims]
    whole = InParts(
        creditor=case.creditor_id,
        case=case.pk,
        debts=tuple(debts),
        parts=tuple(parts),
        rhythm=rhythm,
        rests_on=_rests_on(made, by),
        spare_cents=a_turn(made.room.spare_cents, rhythm) if made.room and made.room.spare_cents else None,
        promises=types.promised(policy),
        contract_basis_points=None,
        regular_bills=next((ClaimKind(claim.kind).label for claim in claims if claim.is_fixed_cost), ""),
        contact=case.handler.name if case.handler else case.creditor.name,
        others=tuple(creditor for creditor, _ in others),
        consents=tuple(consent for _, consent in others),
        review_on=made.review_on or parts[-1].due_on,
        help=HelpWith.OFFERED,
        decided_by=Mandate(made.decided_by),
        reason=made.reason,
        has_upfront=made.upfront_cents > 0,
        waives_last=made.waives_last,
        told=shapes.told(parts, rhythm, is_formal=case.creditor.is_formal),
    )
    return Solution.objects.create(**_row(case, whole, by=by, at=at), arrangement=made)


def _rests_on(made: Arrangement, by: str) -> Statement:
    if made.room and made.room.budget:
        return Statement.BUDGET
    return Statement.OWN if actors.number_of(by) is None else Statement.CONVERSATION


def until_of(solution: types.Solution) -> date | None:
    """Its last day, or the day on which it is paid; none for what has no end."""
    if isinstance(solution, Small):
        return solution.due_on
    until_on: date | None = getattr(solution, "until_on", None)
    return until_on


def _quiet(case: Case, solution: types.Solution, *, by: str, at: datetime) -> Hold | None:
    """The hold of what must be quiet: a day to pay on, with the bank's days, or the principal that stands still."""
    bank = timedelta(days=policies.of(case.creditor, local_day(at)).contacts.instalment_tolerance_days + 1)
    values: dict[str, Any]
    if isinstance(solution, Deferral):
        values = {"until_on": solution.until_on + bank, "owner": "customer", "note": "Later betalen."}
    elif isinstance(solution, Small) and solution.due_on is not None:
        values = {"until_on": solution.due_on + bank, "owner": "customer", "note": "Een klein bedrag."}
    elif isinstance(solution, Freeze) and Frozen.PRINCIPAL in solution.what:
        values = {"until_on": solution.until_on, "note": f"Stilgezet: {solution.why}"[:400]}
    else:
        return None
    return holds.place(case, HoldKind.AGREED, by=by, at=at, **values)
