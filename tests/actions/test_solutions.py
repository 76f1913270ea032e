"""Solutions beside paying in parts: whole, quiet where they must be, ended, and never made twice."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from tests.factories import NOW, TODAY
from tijdig.actions import audit, solutions
from tijdig.actions.refusals import ConflictError, Refusal, RefusedError
from tijdig.models import AuditEvent, Case, Hold, Solution
from tijdig.rules.solutions import types
from tijdig.rules.solutions.types import (
    Debt,
    Deferral,
    Freeze,
    Frozen,
    LowerRate,
    Referral,
    Small,
)
from tijdig.words import SolutionKind

pytestmark = pytest.mark.django_db
UNTIL = date(2026, 12, 28)
STAFF: dict[str, Any] = {"by": "user:1", "at": NOW}
ONE = (Debt(claim=3, principal_cents=8_000, interest_cents=0, costs_cents=0),)
LATER = Deferral(cents=10_000, since_on=TODAY, until_on=UNTIL, contact="Dewi")
REFERRAL = Referral(to="Humanitas", on_day=TODAY, consent=None)


@pytest.mark.parametrize(
    ("solution", "quiet_until"),
    [
        (LATER, date(2027, 1, 3)),
        (Small(cents=500, due_on=UNTIL), date(2027, 1, 3)),
        (Small(cents=0, due_on=None), None),
        (
            Freeze(what=frozenset({Frozen.PRINCIPAL}), debts=ONE, since_on=TODAY, until_on=UNTIL, why="Er is beslag."),
            UNTIL,
        ),
        (Freeze(what=frozenset({Frozen.COSTS}), debts=ONE, since_on=TODAY, until_on=UNTIL, why="Er is beslag."), None),
        (LowerRate(debts=ONE, from_basis_points=450, to_basis_points=200, since_on=TODAY, until_on=UNTIL), None),
        (REFERRAL, None),
    ],
)
def test_solution_is_kept_whole_and_quiet_where_it_must_be(
    late: Case, solution: types.Solution, quiet_until: date | None
) -> None:
    made = solutions.agree(late, solution, reason="Zo past het.", **STAFF)

    holds = list(Hold.objects.values_list("kind", "until_on"))
    assert types.from_facts(SolutionKind(made.kind), made.facts) == solution
    assert holds == ([("agreed", quiet_until)] if quiet_until else [])
    assert (made.hold is None, made.reason) == (quiet_until is None, "Zo past het.")
    assert AuditEvent.objects.filter(what="solution.agreed", noun_id=str(made.pk)).count() == 1


def test_solution_sent_twice_is_made_once(late: Case) -> None:
    first = solutions.agree(late, LATER, version=1, **STAFF)

    assert solutions.agree(late, LATER, version=1, **STAFF) == first
    with pytest.raises(ConflictError):
        solutions.agree(late, REFERRAL, version=1, **STAFF)
    assert Solution.objects.count() == 1


def test_solution_whose_day_is_not_to_come_is_refused(late: Case) -> None:
    over = Deferral(cents=10_000, since_on=TODAY - timedelta(days=9), until_on=TODAY, contact="Dewi")

    with pytest.raises(RefusedError) as refused:
        solutions.agree(late, over, **STAFF)

    assert (refused.value.code, Solution.objects.count()) == (Refusal.END_NEEDED, 0)


def test_solution_ends_and_its_quiet_with_it(late: Case) -> None:
    made = solutions.agree(late, LATER, **STAFF)

    done = solutions.end(made, by="user:2", at=NOW, version=1)

    assert (done.ended_by, Hold.objects.get().lifted_by) == ("user:2", "user:2")
    with pytest.raises(ConflictError):
        solutions.end(made, by="user:2", at=NOW, version=1)
    with pytest.raises(RefusedError) as refused:
        solutions.end(made, by="user:2", at=NOW)
    assert refused.value.code == Refusal.ALREADY_DONE


def test_solution_runs_out_on_its_day(late: Case) -> None:
    solutions.agree(late, LATER, **STAFF)
    solutions.agree(late, REFERRAL, **STAFF)

    assert solutions.run_out(NOW + timedelta(days=33)) == 0
    assert solutions.run_out(NOW + timedelta(days=34)) == 1
    assert solutions.run_out(NOW + timedelta(days=34)) == 0
    assert AuditEvent.objects.filter(what="solution.ended").count() == 1


def test_end_beyond_a_year_is_refused(late: Case) -> None:
    with pytest.raises(RefusedError) as refused:
        solutions.agree(late, replace(LATER, until_on=TODAY + timedelta(days=400)), **STAFF)

    assert (refused.value.code, Solution.objects.count()) == (Refusal.LASTS_TOO_LONG, 0)


def test_solution_is_undone_when_its_trace_fails(late: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_args: Any, **_values: Any) -> None:
        raise OSError("the trace cannot be written")

    monkeypatch.setattr(audit, "record", fail)
    with pytest.raises(OSError, match="trace"):
        solutions.agree(late, LATER, **STAFF)

    assert (Solution.objects.count(), Hold.objects.count()) == (0, 0)
