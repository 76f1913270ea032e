"""The blocks that the planner reads: what holds as columns of the day, and the ids of who does not."""

from datetime import UTC, date, datetime, timedelta

import pytest

from tests.actions.conftest import make_late_case
from tests.factories import TODAY, make_case, make_claim, make_creditor, make_customer, make_hold
from tijdig.actions import night
from tijdig.models import Case, CaseSummary, Creditor, Decision
from tijdig.planner.columns import NAMES
from tijdig.queries import audits, frames, policies, summaries
from tijdig.queries.parts import Part, part_of

pytestmark = pytest.mark.django_db


def run(day: date = TODAY) -> None:
    night.run(day, at=datetime.combine(day, datetime.min.time(), UTC) + timedelta(hours=8), by="test")


def make_quiet(creditor: Creditor, size: int) -> list[Case]:
    cases = [make_late_case(creditor) for _ in range(size)]
    for case in cases:
        make_hold(case, until_on=TODAY + timedelta(days=30))
    return cases


def read(creditor: Creditor, day: date = TODAY, size: int = 100) -> list[summaries.Block]:
    creditor = Creditor.objects.get(pk=creditor.pk)
    return list(summaries.blocks(creditor, day, policies.of(creditor, day), size=size))


def test_blocks_hold_the_same_columns_as_the_tables() -> None:
    creditor = make_creditor()
    cases = make_quiet(creditor, 3)
    make_claim(cases[0].customer, amount_cents=700, due_on=TODAY + timedelta(days=5))
    run()

    (block,) = read(creditor, TODAY + timedelta(days=2))

    there = frames.read(Part(creditor, 0, ids=tuple(case.pk for case in cases)), TODAY + timedelta(days=2)).accounts
    for name in NAMES:
        assert getattr(block.accounts, name).tolist() == getattr(there, name).tolist(), name


def test_blocks_go_on_where_the_last_one_ended() -> None:
    creditor = make_creditor()
    cases = make_quiet(creditor, 5)
    run()

    assert [block.accounts.case_id.tolist() for block in read(creditor, size=2)] == [
        [case.pk for case in cases[start : start + 2]] for start in (0, 2, 4)
    ]
    assert [len(block) for block in read(creditor, size=5)] == [5]


def test_blocks_are_of_one_creditor_and_of_open_visible_cases() -> None:
    creditor = make_creditor()
    open_one = make_case(make_customer(creditor))
    make_case(make_customer(creditor), state="closed")
    make_case(make_customer(creditor), since_intake=1)
    make_case()

    (block,) = read(creditor)

    assert (block.stale.tolist(), len(block.accounts)) == ([open_one.pk], 0)


def test_a_new_version_of_a_case_makes_its_summary_old() -> None:
    creditor = make_creditor()
    first, second = make_quiet(creditor, 2)
    run()
    Case.objects.filter(pk=second.pk).update(version=9)

    (block,) = read(creditor)

    assert (block.accounts.case_id.tolist(), block.stale.tolist()) == ([first.pk], [second.pk])


def test_blocks_know_what_was_decided_last() -> None:
    creditor = make_creditor()
    (case,) = make_quiet(creditor, 1)
    run()

    (block,) = read(creditor)

    decision = Decision.objects.get()
    truth = summaries.standing(part_of(case), block.accounts.case_id)
    assert block.stands.kind.tolist() == truth.kind.tolist() == [decision.kind_id]
    assert block.stands.since.tolist() == truth.since.tolist() == [TODAY.toordinal()]
    assert block.stands.again.tolist() == truth.again.tolist() == [decision.again_on.toordinal()]


def test_size_beside_others_is_worked_out_every_night() -> None:
    creditor = make_creditor()
    make_quiet(creditor, 1)
    run()
    before = read(creditor)[0].accounts.size_percent.tolist()
    Creditor.objects.filter(pk=creditor.pk).update(size_marks=list(range(0, 20_000, 200)))

    (block,) = read(creditor)

    assert (before, block.accounts.size_percent.tolist()) == ([0], [50])
    assert block.facts_of(block.stale == -1 if len(block.stale) else [True])["size_percent"].tolist() == [50]
    assert audits.planning(TODAY).count == 0


# The audit


def test_audit_finds_a_summary_that_differs_from_the_tables() -> None:
    creditor = make_creditor()
    first, second = make_quiet(creditor, 2)
    run()
    first.customer.claims.get().entries.create(
        creditor=creditor, kind="payment", amount_cents=-100, booked_on=TODAY, made_by="nobody", made_at=TODAY_AT
    )

    found = audits.planning(TODAY)

    assert (found.cases, found.stale, found.count) == (2, 0, 1)
    assert found.differences["overdue_cents"] == [first.pk]
    assert second.pk not in {case for cases in found.differences.values() for case in cases}


TODAY_AT = datetime(2026, 11, 24, 8, tzinfo=UTC)


def test_audit_finds_another_last_decision() -> None:
    (case,) = make_quiet(make_creditor(), 1)
    run()
    CaseSummary.objects.update(again_on=TODAY)

    assert audits.planning(TODAY).differences == {"decision": [case.pk]}


def test_audit_counts_who_does_not_claim_to_hold() -> None:
    creditor = make_creditor()
    make_quiet(creditor, 2)
    run()
    make_late_case(creditor)

    found = audits.planning(TODAY)

    assert (found.cases, found.stale, found.count) == (2, 1, 0)


def test_audit_looks_at_some_when_asked() -> None:
    creditor = make_creditor()
    make_quiet(creditor, 6)
    run()

    assert audits.planning(TODAY, most=2).cases == 2
