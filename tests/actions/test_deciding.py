"""Keeping decisions: what is the same costs nothing, and what is kept can be read for ever."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import numpy as np
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.actions.conftest import make_late_case
from tests.factories import NOW, TODAY, make_case, make_creditor, make_customer, make_decision, make_hold
from tijdig.actions import deciding, holds, night
from tijdig.models import Case, Decision, DecisionKind, FactsLayout
from tijdig.planner import records
from tijdig.planner.columns import AccountRow, Accounts
from tijdig.planner.plan import plan
from tijdig.policy import load
from tijdig.queries import frames
from tijdig.queries.summaries import Standing

pytestmark = pytest.mark.django_db


def run(day: date = TODAY) -> None:
    night.run(day, at=datetime.combine(day, datetime.min.time(), UTC) + timedelta(hours=8), by="test")


def test_a_decision_keeps_the_facts_it_was_made_on(late: Case) -> None:
    facts = frames.of_case(late, TODAY).accounts.plain(0)._asdict()

    run()

    decision = Decision.objects.get()
    assert decision.columns == facts
    assert len(bytes(decision.facts)) == records.dtype_of().itemsize
    assert FactsLayout.objects.get().pk == records.number_of()


def test_a_decision_is_the_same_as_the_planner_said(late: Case) -> None:
    run()

    made = Decision.objects.get()
    again = plan(Accounts.from_rows([AccountRow(**made.columns)]), load(TODAY, sector="housing"), TODAY)
    assert {name: str(reason) for name, reason in deciding.decision_at(again, 0).reasons.items()} == made.rules
    assert (made.outcome, made.kind.reason, made.policy_version) == ("act", made.rules["whether"], made.policy_version)


def test_facts_of_another_layout_are_read_by_their_names(late: Case) -> None:
    layout = (("layout", "<i4", "layout"), ("overdue_cents", "<i8", "plain"), ("forgotten", "<i8", "plain"))
    kept = np.zeros(1, dtype=records.dtype_of(layout))
    kept["layout"], kept["overdue_cents"] = records.number_of(layout), 4_200
    FactsLayout.objects.create(number=records.number_of(layout), fields=layout)

    decision = make_decision(late, facts=kept.tobytes())

    assert Decision.objects.get(pk=decision.pk).columns == AccountRow(case_id=late.pk, overdue_cents=4_200)._asdict()


def test_a_decision_without_facts_has_no_columns(late: Case) -> None:
    assert make_decision(late).columns == {}


def test_an_unchanged_decision_costs_no_write() -> None:
    creditor = make_creditor()
    for _ in range(3):
        make_hold(make_late_case(creditor))
    run()
    before = list(Decision.objects.order_by("pk").values())

    with CaptureQueriesContext(connection) as queries:
        run(TODAY + timedelta(days=1))

    written = [query["sql"] for query in queries if "tijdig_decision" in query["sql"].lower()]
    assert [sql for sql in written if not sql.lstrip().upper().startswith(("SELECT", "COPY (SELECT"))] == []
    assert list(Decision.objects.order_by("pk").values()) == before


def test_a_decision_is_made_anew_on_its_day(late: Case) -> None:
    make_hold(late, until_on=TODAY + timedelta(days=40))
    make_hold(late, kind="disputed", reason="", until_on=None)
    run()
    first = Decision.objects.get()

    run(first.again_on)

    assert [row.valid_from for row in Decision.objects.order_by("valid_from")] == [TODAY, first.again_on]


def test_a_day_has_one_decision(late: Case) -> None:
    hold = make_hold(late)
    run()
    first = Decision.objects.get()
    holds.lift(hold, by="test", at=NOW)

    run()

    again = Decision.objects.get()
    assert (again.pk, first.outcome, again.outcome) == (first.pk, "stop", "act")
    assert (again.columns["hold"], first.columns["hold"] > 0) == (0, True)


def test_cases_that_decide_alike_share_one_kind() -> None:
    creditor = make_creditor()
    for _ in range(3):
        make_late_case(creditor)

    run()

    assert (Decision.objects.count(), DecisionKind.objects.count()) == (3, 1)


def accounts(**columns: Any) -> Accounts:
    return Accounts.from_columns(**columns)


def test_numbers_differ_with_the_rules_and_with_the_policy() -> None:
    late = {"open_cents": [900] * 3, "overdue_cents": [900] * 3, "oldest_overdue_days": [10] * 3}
    decisions = plan(accounts(case_id=[1, 2, 3], hold=[0, 7, 0], **late), load(TODAY), TODAY)

    first, second, third = deciding.numbers(decisions, "one").tolist()

    assert first == third != second
    assert first != deciding.numbers(decisions, "two")[0]
    assert first == deciding.numbers(decisions.part(slice(2, 3)), "one")[0]


def test_numbers_are_made_of_codes_and_not_of_places() -> None:
    one = deciding.decision_at(plan(accounts(case_id=[1]), load(TODAY), TODAY), 0)

    values = deciding.values_of(one, "one")

    assert values["rules"] == {name: str(reason) for name, reason in one.reasons.items()}
    assert not [value for value in [*values.values(), *values["more"].values()] if isinstance(value, int)]


@pytest.mark.parametrize(
    ("kind", "since", "again", "differs"),
    [
        (0, -3, 9, True),
        ("same", -3, 9, False),
        ("same", -3, 1, False),
        ("same", -3, 0, True),
        ("same", 0, 0, False),
        ("other", -3, 9, True),
        ("other", 0, 0, True),
    ],
)
def test_what_has_to_be_written(kind: Any, since: int, again: int, differs: bool) -> None:
    decisions = plan(accounts(case_id=[1]), load(TODAY), TODAY)
    kinds = deciding.numbers(decisions, "one")
    today = TODAY.toordinal()
    number = {"same": kinds[0], "other": kinds[0] + 1}.get(kind, 0)
    stands = Standing(np.array([number]), np.array([today + since]), np.array([today + again]))

    assert deciding.differs(stands, kinds, decisions).tolist() == [differs]


def test_a_kind_keeps_what_was_left_out_empty() -> None:
    kind = deciding.kind_of({"outcome": "wait", "owner": "team", "policy_version": "test"})

    assert (kind.channels, kind.rules, kind.frame) == ([], {}, "")
    assert deciding.kind_of({"outcome": "wait", "owner": "team", "policy_version": "test"}) == kind
    assert make_decision(make_case(make_customer()), outcome="wait").kind != kind
