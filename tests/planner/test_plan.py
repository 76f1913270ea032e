"""What holds for every plan: it is complete, awake, and the same in any order, size or company."""

from datetime import timedelta

import numpy as np
import pytest

from tests.planner.cases import DAYS, MONDAY, POLICIES, STANDARD, accounts_around, columns_of, policy_with
from tijdig.planner import plan as planning
from tijdig.planner.changes import later
from tijdig.planner.checks import contradictions, sleeping
from tijdig.planner.codes import NEVER, ByWhom, Frame, Kind, Owner, Stage, Tone, ToWhom, Whether
from tijdig.planner.columns import AccountRow, Accounts
from tijdig.planner.decisions import Decisions
from tijdig.planner.plan import TABLES, decision_at, plan
from tijdig.planner.reasons import Reason


def all_columns(decisions: Decisions) -> dict[str, list[int]]:
    rules = {f"rule of {name}": column.tolist() for name, column in decisions.rules.items()}
    return {**{name: column.tolist() for name, column in decisions.columns.items()}, **rules}


def test_plan_of_no_accounts_is_empty() -> None:
    decisions = plan(Accounts.from_rows([]), STANDARD, MONDAY)

    assert len(decisions) == 0
    assert decisions.whether.tolist() == []


def test_plan_is_the_same_in_any_order() -> None:
    accounts = accounts_around(seed=1, size=3_000)
    shuffled = np.random.default_rng(2).permutation(3_000)

    straight, mixed = plan(accounts, STANDARD, MONDAY), plan(accounts.take(shuffled), STANDARD, MONDAY)

    for name, column in straight.columns.items():
        assert column[shuffled].tolist() == mixed.columns[name].tolist()


def test_plan_is_the_same_in_blocks_of_any_size(monkeypatch: pytest.MonkeyPatch) -> None:
    accounts = accounts_around(seed=3, size=1_000)
    whole = all_columns(plan(accounts, STANDARD, MONDAY))

    monkeypatch.setattr(planning, "BLOCK", 7)

    assert all_columns(plan(accounts, STANDARD, MONDAY)) == whole


def test_plan_of_one_account_is_its_row_in_the_plan_of_many() -> None:
    accounts = accounts_around(seed=4, size=200)
    many = plan(accounts, STANDARD, MONDAY)

    for number in range(200):
        assert decision_at(plan(accounts.row(number), STANDARD, MONDAY), 0) == decision_at(many, number)


def test_plan_does_not_look_at_who_the_customer_is() -> None:
    accounts = accounts_around(seed=5, size=2_000)
    chance = np.random.default_rng(6)
    others = columns_of(accounts) | {
        "case_id": chance.integers(1, 10**9, 2_000),
        "sector": chance.integers(0, 10, 2_000),
        "language": chance.integers(0, 6, 2_000),
    }

    assert all_columns(plan(Accounts.from_columns(**others), STANDARD, MONDAY)) == all_columns(
        plan(accounts, STANDARD, MONDAY)
    )


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("name", sorted(POLICIES))
def test_no_case_sleeps(name: str, day: object) -> None:
    accounts = accounts_around(seed=7, size=2_000)

    assert sleeping(plan(accounts, POLICIES[name], day)).tolist() == []


def test_every_rule_decides_for_somebody() -> None:
    won: dict[str, set[int]] = {name: set() for name in TABLES}
    for day in DAYS:
        decisions = plan(accounts_around(seed=day.toordinal(), size=5_000), STANDARD, day)
        for name in TABLES:
            won[name] |= set(decisions.rules[name].tolist())

    assert won == {name: set(range(len(table))) for name, table in TABLES.items()}


def test_plan_says_so_when_no_rule_holds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(planning.TABLES, "stage", TABLES["stage"][:1])
    account = Accounts.from_rows([AccountRow(case_id=42, open_cents=1, overdue_cents=1, unnamed_overdue_days=3)])

    with pytest.raises(AssertionError, match="no rule holds for 1 cases, the first is case 42"):
        plan(account, STANDARD, MONDAY)


def test_nothing_goes_out_by_a_way_the_customer_refuses_or_does_not_have() -> None:
    accounts = accounts_around(seed=8, size=5_000)

    channels = plan(accounts, STANDARD, MONDAY).channels

    assert not (channels & accounts.not_by).any()
    assert not (channels & ~accounts.usable).any()


def test_sms_never_goes_alone_and_a_notice_always_has_a_letter() -> None:
    accounts = accounts_around(seed=9, size=20_000)

    decisions = plan(accounts, STANDARD, MONDAY)

    acting = decisions.channels[decisions.acts]
    assert (acting & (Kind.LETTER | Kind.EMAIL) != 0).all()
    notices = decisions.channels[decisions.stage == Stage.S3]
    assert len(notices) > 10
    assert (notices & Kind.LETTER != 0).all()


def test_only_a_notice_is_stated_as_a_notice() -> None:
    decisions = plan(accounts_around(seed=10, size=20_000), STANDARD, MONDAY)

    is_notice = decisions.stage == Stage.S3
    assert ((decisions.frame == Frame.NEUTRAL_NOTICE) == is_notice).all()
    assert ((decisions.tone == Tone.FACTUAL) == is_notice).all()


def test_whoever_gets_a_message_gets_it_from_the_team() -> None:
    decisions = plan(accounts_around(seed=13, size=5_000), STANDARD, MONDAY)

    assert ((decisions.by_whom == ByWhom.TEAM) == decisions.acts).all()
    assert ((decisions.to_whom != ToWhom.NONE) == decisions.acts).all()
    assert ((decisions.by_whom == ByWhom.HANDLER) == (decisions.owner == Owner.HANDLER)).all()


@pytest.mark.parametrize(
    "history",
    [
        {"part_paid_days": 1},
        {"part_paid_days": 10},
        {"days_since_conversation": 2},
        {"days_since_inbound": 3},
        {"letters_without_reaction": 9},
        {"had_arrears": True},
        {"prefers": int(Kind.EMAIL)},
    ],
)
def test_what_happened_before_makes_a_step_milder_and_never_stricter(history: dict[str, int]) -> None:
    plain = {
        "part_paid_days": NEVER,
        "days_since_conversation": NEVER,
        "days_since_inbound": NEVER,
        "letters_without_reaction": 0,
        "had_arrears": False,
        "prefers": 0,
    }
    columns = columns_of(accounts_around(seed=11, size=10_000))
    blank = Accounts.from_columns(**columns | {name: np.full(10_000, value) for name, value in plain.items()})
    marked = {name: np.full(10_000, value) for name, value in (plain | history).items()}

    before, after = plan(blank, STANDARD, MONDAY), plan(Accounts.from_columns(**columns | marked), STANDARD, MONDAY)

    assert (np.maximum(after.stage, 0) <= np.maximum(before.stage, 0)).all()
    assert (after.frame <= np.maximum(before.frame, 0)).all()


def test_waiting_ends_no_later_than_there_is_something_to_say() -> None:
    accounts = accounts_around(seed=12, size=4_000)
    wrong = {case for cases in contradictions(accounts).values() for case in cases.tolist()}
    sound = accounts.take(np.array([case not in wrong for case in accounts.case_id.tolist()]))
    decisions = plan(sound, STANDARD, MONDAY)
    rows = [sound.plain(number) for number in range(len(sound))]

    for days in range(1, 40):
        ahead = plan(Accounts.from_rows([later(row, days) for row in rows]), STANDARD, MONDAY + timedelta(days=days))
        still_waits = (decisions.whether == Whether.WAIT) & (decisions.wait_until > MONDAY.toordinal() + days)
        still_waits &= decisions.owner != Owner.HANDLER  # that date is for a person; a new claim does not wait for it
        assert sound.case_id[still_waits & ahead.acts].tolist() == []


def test_a_stop_starts_again_when_its_end_has_come() -> None:
    row = AccountRow(
        open_cents=5_000, overdue_cents=5_000, oldest_overdue_days=9, unnamed_overdue_days=9, hold=9, hold_has_end=True
    )

    stopped, again = plan(
        Accounts.from_rows([row._replace(hold_days_left=1), row._replace(hold_days_left=0)]), STANDARD, MONDAY
    ).whether.tolist()

    assert (stopped, again) == (Whether.STOP, Whether.ACT)


def test_a_hold_that_nobody_knows_is_a_stop() -> None:
    row = AccountRow(open_cents=5_000, overdue_cents=5_000, oldest_overdue_days=9, unnamed_overdue_days=9, hold=77)

    decision = decision_at(plan(Accounts.from_rows([row]), STANDARD, MONDAY), 0)

    assert (decision.whether, decision.reason) == (Whether.STOP, Reason.OTHER_HOLD)


def test_decision_in_plain_values() -> None:
    row = AccountRow(
        case_id=7,
        open_cents=5_000,
        overdue_cents=5_000,
        oldest_overdue_days=3,
        unnamed_overdue_days=3,
        has_mobile=False,
    )

    decision = decision_at(plan(Accounts.from_rows([row]), STANDARD, MONDAY), 0)

    assert decision.case_id == 7
    assert (decision.whether, decision.reason, decision.stage) == (Whether.ACT, Reason.SAY_FIRST, Stage.S1)
    assert decision.channels == Kind.LETTER | Kind.EMAIL
    assert (decision.owner, decision.wait_until) == (Owner.TEAM, MONDAY)
    assert (decision.by_whom.name, decision.to_whom.name) == ("TEAM", "CUSTOMER")


def test_two_a_day_needs_another_policy() -> None:
    row = AccountRow(
        open_cents=1, overdue_cents=1, oldest_overdue_days=9, unnamed_overdue_days=9, moment_today=True, moments_7d=1
    )
    account = Accounts.from_rows([row])

    assert decision_at(plan(account, STANDARD, MONDAY), 0).reason == Reason.MOMENT_TODAY
    twice = policy_with(STANDARD, "contacts.moments_per_day", 2)
    assert decision_at(plan(account, twice, MONDAY), 0).reason == Reason.SAY_FIRST
