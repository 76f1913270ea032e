"""What holds for every plan: it is complete and awake, and nobody gets what may not be."""

from datetime import date, timedelta

import numpy as np
import pytest

from tests.planner.cases import (
    DAYS,
    MONDAY,
    NAMED,
    ORDINARY,
    POLICIES,
    STANDARD,
    accounts_around,
    accounts_ordinary,
    policy_with,
)
from tests.planner.comparing import plain_rows
from tests.planner.reference_later import later
from tests.planner.test_invariance import changed, everything
from tijdig.planner import plan as planning
from tijdig.planner.checks import contradictions, sleeping
from tijdig.planner.codes import (
    ByWhom,
    Form,
    Frame,
    History,
    HoldCode,
    Kind,
    Option,
    Owner,
    Rank,
    Stage,
    Tone,
    ToWhom,
    When,
    Whether,
)
from tijdig.planner.columns import AccountRow, Accounts
from tijdig.planner.dimensions.when import person_in_days
from tijdig.planner.plan import TABLES, decision_at, plan
from tijdig.planner.reasons import Reason
from tijdig.planner.today import Today
from tijdig.rules import workdays


def test_plan_of_no_accounts_is_empty() -> None:
    decisions = plan(Accounts.from_rows([]), STANDARD, MONDAY)

    assert len(decisions) == 0
    assert decisions.whether.tolist() == []


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("name", sorted(POLICIES))
def test_no_case_sleeps(name: str, day: date) -> None:
    accounts = accounts_around(seed=7, size=2_000)

    assert sleeping(plan(accounts, POLICIES[name], day)).tolist() == []


def test_plan_says_so_when_no_rule_holds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(planning, "enforced", lambda name, _without: TABLES[name][: 1 if name == "stage" else None])
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


def test_a_notice_is_stated_as_a_notice_and_what_comes_later_factually() -> None:
    decisions = plan(accounts_around(seed=10, size=20_000), STANDARD, MONDAY)

    is_late = decisions.stage >= Stage.S3
    assert (decisions.frame[decisions.stage == Stage.S3] == Frame.NEUTRAL_NOTICE).all()
    assert np.isin(decisions.frame[is_late], (Frame.NEUTRAL_NOTICE, Frame.CONSEQUENCE_HELP)).all()
    assert ((decisions.tone == Tone.FACTUAL) == is_late).all()
    assert not (decisions.frame[decisions.stage == Stage.S1] == Frame.NEUTRAL_NOTICE).any()


def test_every_message_has_somebody_who_sends_it_and_somebody_it_is_for() -> None:
    decisions = plan(accounts_around(seed=13, size=20_000), STANDARD, MONDAY)
    looks = ~decisions.acts & (decisions.owner == Owner.HANDLER)

    assert ((decisions.by_whom != ByWhom.NONE) == decisions.acts | looks).all()
    assert ((decisions.to_whom != ToWhom.NONE) == decisions.acts).all()
    assert ((decisions.form != Form.NONE) == decisions.acts).all()
    assert (decisions.options[~decisions.acts] == 0).all()
    assert (decisions.by_whom[looks] == ByWhom.HANDLER).all()
    assert set(decisions.by_whom[decisions.acts].tolist()) == set(ByWhom) - {ByWhom.NONE}


def test_a_person_has_a_day_and_a_turn() -> None:
    decisions = plan(accounts_around(seed=14, size=20_000), STANDARD, MONDAY)
    today, has_person = MONDAY.toordinal(), decisions.by_whom > ByWhom.TEAM

    assert ((decisions.person_on > 0) == has_person).all()
    assert (decisions.person_on[has_person] > today).all()
    assert ((decisions.rank != Rank.NONE) == has_person & decisions.acts).all()
    waits = has_person & ~decisions.acts
    assert (decisions.person_on[waits] == decisions.wait_until[waits]).all()


@pytest.mark.parametrize("day", DAYS)
def test_the_person_after_a_message_comes_on_a_day_on_which_something_may_go_out(day: date) -> None:
    decisions = plan(accounts_around(seed=15, size=10_000), STANDARD, day)
    days = {date.fromordinal(int(on)) for on in decisions.person_on[decisions.when == When.AFTER_MESSAGE]}

    assert all(workdays.is_outreach_day(on, STANDARD) for on in days)
    assert all((on - day).days >= STANDARD.steps.call_after_days for on in days)
    assert bool(days) == workdays.is_outreach_day(day, STANDARD)


@pytest.mark.parametrize(
    "happened",
    [
        {"part_paid_days": 1},
        {"part_paid_days": 10},
        {"days_since_conversation": 2},
        {"days_since_inbound": 3},
        {"letters_without_reaction": 9},
        {"calls_unanswered": 9},
        {"had_arrears": True},
        {"late_bills": 20},
        {"late_in_a_row": 20},
        {"handed_over_days": 0},
        {"prefers": int(Kind.EMAIL)},
    ],
)
def test_what_happened_before_never_leads_to_a_later_step_or_to_a_message_on_a_day_of_rest(
    happened: dict[str, int],
) -> None:
    plain = AccountRow()._asdict()
    accounts = accounts_around(seed=11, size=10_000)
    blank = changed(accounts, **{name: np.full(10_000, plain[name]) for name in happened})
    marked = changed(accounts, **{name: np.full(10_000, value) for name, value in happened.items()})

    before, after = plan(blank, STANDARD, MONDAY), plan(marked, STANDARD, MONDAY)

    has_overdue = accounts.overdue_cents > 0  # before that, who was late gets one kind word more
    assert (after.acts <= before.acts)[has_overdue].all()
    assert (np.maximum(after.stage, 0) <= np.maximum(before.stage, 0)).all()


def waiting(seed: int, size: int) -> Accounts:
    """Sound accounts of which many wait: ordinary ones with a last moment not long ago, or something in the way."""
    chance = np.random.default_rng(seed)
    accounts = accounts_ordinary(seed, size, off_for_whether=0.08)
    days = chance.integers(1, 30, size)
    has_stage = accounts.stage_reached > 0
    moved = changed(
        accounts,
        days_since_stage=np.where(has_stage, days, accounts.days_since_stage),
        days_since_moment=np.where(has_stage, chance.integers(0, days + 1), accounts.days_since_moment),
        consequence_told=accounts.consequence != 0,
    )
    wrong = {case for cases in contradictions(moved).values() for case in cases.tolist()}
    return moved.take(np.array([case not in wrong for case in moved.case_id.tolist()]))


def test_waiting_ends_no_later_than_there_is_something_to_say() -> None:
    sound = waiting(seed=12, size=8_000)
    decisions = plan(sound, STANDARD, MONDAY)
    rows = list(plain_rows(sound))

    assert ((decisions.whether == Whether.WAIT) & (decisions.owner != Owner.HANDLER)).sum() > 700
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
    assert (decision.history, decision.form, decision.rank) == (History.FIRST_TIME, Form.CALLED, Rank.EFFECT)
    assert decision.options == Option.CARD | Option.ARRANGEMENT | Option.ASK_EVENT
    assert (decision.when, decision.person_on) == (When.AFTER_MESSAGE, date(2026, 11, 28))
    assert (decision.owner, decision.wait_until) == (Owner.TEAM, MONDAY)
    assert (decision.by_whom.name, decision.to_whom.name) == ("CALLER", "CUSTOMER")


def test_two_a_day_needs_another_policy() -> None:
    row = AccountRow(
        open_cents=1, overdue_cents=1, oldest_overdue_days=9, unnamed_overdue_days=9, moment_today=True, moments_7d=1
    )
    account = Accounts.from_rows([row])

    assert decision_at(plan(account, STANDARD, MONDAY), 0).reason == Reason.MOMENT_TODAY
    twice = policy_with(STANDARD, "contacts.moments_per_day", 2)
    assert decision_at(plan(account, twice, MONDAY), 0).reason == Reason.SAY_FIRST


@pytest.mark.parametrize(("premiums_late", "reason"), [(99, Reason.SAY_SECOND), (100, Reason.MANY_PREMIUMS)])
def test_one_premium_is_many_where_the_policy_says_so(premiums_late: int, reason: Reason) -> None:
    row = AccountRow(
        open_cents=9_000,
        overdue_cents=9_000,
        named_overdue_cents=9_000,
        oldest_overdue_days=40,
        named_unresolved=True,
        stage_reached=1,
        days_since_stage=20,
        days_since_moment=20,
        premiums_late=premiums_late,
    )
    strict = policy_with(STANDARD, "stages.person_from_premiums", 1)

    assert decision_at(plan(Accounts.from_rows([row]), strict, MONDAY), 0).reason == reason


def test_a_person_is_wanted_soon_or_after_the_message_and_else_on_no_later_day() -> None:
    """Within two working days of Monday, or five days after the message and then the next day to go out: Saturday."""
    today = Today.of(STANDARD, MONDAY)

    assert {when: person_in_days(when, today) for when in When} == {
        When.NONE: 0,
        When.NEXT_PERMITTED: 0,
        When.AFTER_MESSAGE: 5,
        When.SOON: 2,
    }


def test_judging_what_we_plan_ourselves_changes_nothing() -> None:
    """What may go out keeps the reason to say it; what waits keeps its own reason to wait."""
    rows = [*ORDINARY.values(), NAMED, NAMED._replace(hold=int(HoldCode.AGREED)), NAMED._replace(is_open=False)]
    accounts = Accounts.from_rows(rows)
    decisions = plan(accounts, STANDARD, MONDAY)

    judged = planning.judge(accounts, Today.of(STANDARD, MONDAY), decisions)

    assert set(decisions.whether.tolist()) == set(Whether)
    assert everything(judged) == everything(decisions)


@pytest.mark.parametrize("off", [Reason.NOT_SAFE.value, *Reason.NOT_SAFE.rules])
def test_a_plan_without_a_constraint_lets_through_what_it_stops(off: str) -> None:
    account = Accounts.from_rows([ORDINARY["first"]._replace(is_safe=False)])

    assert decision_at(plan(account, STANDARD, MONDAY), 0).reason == Reason.NOT_SAFE
    without = plan(account, STANDARD, MONDAY, without=frozenset({off}))
    assert decision_at(without, 0).reason == Reason.SAY_FIRST
