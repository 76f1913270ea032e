"""The plan by itself: who is in it, from which day on, how long it takes, and what changes when it is another."""

from datetime import date

import pytest

from tijdig.policy import Policy
from tijdig.rules.joint import planning
from tijdig.rules.joint.drafts import Draft, JointRefusedError, Refused
from tijdig.rules.joint.facts import Joint, Line, Part, Plan, Weigh, WeighReason
from tijdig.rules.joint.shares import Debt
from tijdig.words import ChangeReason, Rhythm
from tijdig.words import JointPartState as P
from tijdig.words import JointState as S

MONDAY, TUESDAY = date(2026, 11, 23), date(2026, 11, 24)
FIRST_ON, SECOND_ON, THIRD_ON = date(2026, 12, 14), date(2027, 1, 14), date(2027, 2, 15)
LATER_ON, LATER_AGAIN_ON = date(2026, 12, 21), date(2027, 1, 21)
PLAN = Plan(
    4, 300,
    (Line(1, FIRST_ON, 1, 100), Line(1, FIRST_ON, 2, 200), Line(2, SECOND_ON, 1, 100), Line(2, SECOND_ON, 2, 150)),
    MONDAY,
)  # fmt: skip
"""€ 2,00 at the first and € 3,50 at the second, made as the fourth version; five were made since, but not agreed to."""


def confirmed(number: int, cents: int, **values: object) -> Part:
    return Part(number, P.CONFIRMED, has_consent=True, balance_cents=cents, **values)  # type: ignore[arg-type]


def runs(number: int, cents: int, **values: object) -> Part:
    return confirmed(number, cents, **values)._replace(state=P.RUNNING)


def draft(policy: Policy, *parts: Part, **values: object) -> Draft:
    told: dict[str, object] = {"spare_cents": 300, "plans": 9, "first_on": FIRST_ON} | values
    return Draft(Joint(S.ACTIVE, parts, None, **told), MONDAY, policy)  # type: ignore[arg-type]


def that_runs(policy: Policy, **values: object) -> Draft:
    return draft(policy, runs(1, 200), runs(2, 350), running=PLAN, **values)


# What there is to share.


def test_room_is_nothing_until_an_amount_is_told(policy: Policy) -> None:
    assert [planning.room(draft(policy, spare_cents=cents)) for cents in (None, 0, 1)] == [0, 0, 1]
    assert [planning.has_room(draft(policy, spare_cents=cents)) for cents in (None, 499, 500)] == [False, False, True]


def test_debts_are_those_of_which_something_is_left(policy: Policy) -> None:
    made = draft(
        policy, runs(1, 100, paid_cents=100), runs(2, 100, paid_cents=99), runs(3, 100, is_threatening=True),
        confirmed(4, 100),
    )  # fmt: skip

    assert planning.debts(made, (P.RUNNING,)) == [Debt(2, 1, 1), Debt(3, 100, 100, is_first=True)]


def test_share_that_was_asked_for_counts_only_once_it_was_agreed(policy: Policy) -> None:
    made = draft(policy, runs(1, 900, counter_cents=300), confirmed(2, 900, counter_cents=300))

    assert planning.debts(made, (P.RUNNING, P.CONFIRMED)) == [Debt(1, 900, 900, fixed_cents=300), Debt(2, 900, 900)]


def test_nothing_is_shared_where_there_is_no_room(policy: Policy) -> None:
    with pytest.raises(JointRefusedError) as refused:
        planning.rows(draft(policy, confirmed(1, 900), spare_cents=499), planning.ASKABLE)

    assert refused.value.code == Refused.NO_ROOM


# Versions.


def test_plan_that_is_made_has_the_next_number_and_every_payment_its_day(policy: Policy) -> None:
    made = draft(policy)

    plan = planning.make(made, ({2: 200, 1: 100}, {1: 50}), FIRST_ON, ChangeReason.AMOUNT)

    lines = (Line(1, FIRST_ON, 1, 100), Line(1, FIRST_ON, 2, 200), Line(2, SECOND_ON, 1, 50))
    assert plan == Plan(10, 300, lines, MONDAY, ChangeReason.AMOUNT)
    assert made.joint.plans == 10


def test_plan_on_other_days_keeps_every_cent_and_drops_what_was_paid(policy: Policy) -> None:
    made = draft(policy, runs(1, 200, paid_cents=100), runs(2, 350, paid_cents=220), running=PLAN)

    planning.moved(made, LATER_ON, ChangeReason.DAY)

    lines = (Line(1, LATER_ON, 1, 100), Line(1, LATER_ON, 2, 130))
    assert made.joint.running == Plan(10, 300, lines, MONDAY, ChangeReason.DAY, MONDAY)
    assert made.joint.plans == 10


def test_plan_on_other_days_keeps_the_order_of_the_payments(policy: Policy) -> None:
    made = that_runs(policy)

    planning.moved(made, LATER_ON, ChangeReason.DAY)

    assert made.joint.running is not None
    assert [(line.number, line.due_on, line.part) for line in made.joint.running.lines] == [
        (1, LATER_ON, 1), (1, LATER_ON, 2), (2, LATER_AGAIN_ON, 1), (2, LATER_AGAIN_ON, 2),
    ]  # fmt: skip


def test_plan_without_one_of_them_leaves_the_others_as_they_were(policy: Policy) -> None:
    made = that_runs(policy, spare_cents=900)

    planning.without(made, 1)

    lines = (Line(1, FIRST_ON, 2, 200), Line(2, SECOND_ON, 2, 150))
    assert made.joint.running == Plan(10, 300, lines, MONDAY, ChangeReason.LEFT, MONDAY)
    assert made.joint.plans == 10


@pytest.mark.parametrize(("cents", "left"), [(20, (200, 130)), (150, (200,)), (151, (199,)), (349, (1,))])
def test_plan_of_which_less_is_owed_is_shorter_at_its_end(cents: int, left: tuple[int, ...], policy: Policy) -> None:
    made = that_runs(policy)

    planning.shortened(made, 2, cents)

    plan = made.joint.running
    assert plan is not None
    assert tuple(line.amount_cents for line in plan.lines if line.part == 2) == left
    assert [line for line in plan.lines if line.part == 1] == [Line(1, FIRST_ON, 1, 100), Line(2, SECOND_ON, 1, 100)]
    assert plan[:2] + plan[3:] == (10, 300, MONDAY, ChangeReason.AMOUNT, MONDAY)
    assert made.joint.plans == 10


def test_plan_that_does_not_run_is_not_changed(policy: Policy) -> None:
    made = draft(policy, confirmed(1, 900))
    before = made.joint

    planning.moved(made, LATER_ON, ChangeReason.DAY)
    planning.without(made, 1)
    planning.shortened(made, 1, 100)

    assert made.joint == before


# From which day on.


@pytest.mark.parametrize(
    ("wished", "earliest", "first_on"),
    [
        (FIRST_ON, None, FIRST_ON),
        (MONDAY, None, date(2026, 12, 23)),
        (TUESDAY, None, TUESDAY),
        (None, None, date(2026, 12, 23)),
        (FIRST_ON, FIRST_ON, FIRST_ON),
        (FIRST_ON, date(2026, 12, 15), SECOND_ON),
        (TUESDAY, MONDAY, TUESDAY),
        (date(2026, 10, 31), None, date(2026, 11, 30)),
    ],
)
def test_first_payment_is_the_first_day_of_the_rhythm_after_today(
    wished: date | None, earliest: date | None, first_on: date, policy: Policy
) -> None:
    assert planning.next_first_on(draft(policy, first_on=wished), earliest) == first_on


def test_offer_counts_the_days_to_say_yes_and_to_pay_but_where_one_runs(policy: Policy) -> None:
    """Nobody skips a payment because a question lies there."""
    wished = date(2026, 12, 1)

    assert planning.offer_first_on(draft(policy, first_on=wished)) == date(2027, 1, 1)
    assert planning.offer_first_on(that_runs(policy, first_on=wished)) == wished
    assert planning.earliest_of(draft(policy).joint, MONDAY, policy) == date(2026, 12, 12)
    assert planning.earliest_of(that_runs(policy).joint, MONDAY, policy) is None


@pytest.mark.parametrize(("wished", "first_on"), [(12, date(2026, 12, 12)), (11, date(2027, 1, 11))])
def test_proposal_counts_ten_workdays_to_answer_and_five_days_to_pay(
    wished: int, first_on: date, policy: Policy
) -> None:
    """Until Monday 7 December they may answer, and the fifth day after it is the 12th."""
    assert planning.proposal_first_on(draft(policy, first_on=date(2026, 12, wished))) == first_on


# What one gets, and until when.


def test_share_most_and_last_payment_of_each(policy: Policy) -> None:
    lines = (*PLAN.lines, Line(3, THIRD_ON, 2, 150))
    plan = PLAN._replace(lines=lines)

    assert [planning.share_of(plan, number) for number in (1, 2, 3)] == [100, 150, 0]
    assert [planning.most_of(plan, number) for number in (1, 2, 3)] == [100, 200, 0]
    assert [planning.last_number(plan, number) for number in (1, 2, 3)] == [2, 3, 0]
    assert (planning.share_of(None, 1), planning.most_of(None, 1)) == (0, 0)


# How long it takes.


def test_number_of_payments_is_none_without_room_and_enough_to_see_that_it_is_beyond(policy: Policy) -> None:
    parts = confirmed(1, 60_000), confirmed(2, 60_000)

    assert planning.count_of(draft(policy, *parts, spare_cents=499), planning.ASKABLE) == 0
    assert planning.count_of(draft(policy, *parts, spare_cents=1_000), planning.ASKABLE) == 120
    assert planning.count_of(draft(policy, *parts, spare_cents=990), planning.ASKABLE) == 122
    assert planning.count_of(draft(policy, *parts, spare_cents=1_000), iter(planning.AGREED)) == 0


@pytest.mark.parametrize(
    ("rhythm", "longest"), [(Rhythm.MONTHLY, 120), (Rhythm.FOUR_WEEKLY, 130), (Rhythm.WEEKLY, 520)]
)
def test_plan_takes_ten_years_at_most(rhythm: Rhythm, longest: int, policy: Policy) -> None:
    made = draft(policy, rhythm=rhythm)

    assert (planning.is_beyond(made, longest), planning.is_beyond(made, longest + 1)) == (False, True)


@pytest.mark.parametrize(
    ("balances", "months", "cents"),
    [
        ((60_000,), 6, 10_000),
        ((60_001,), 6, 10_100),
        ((60_000,), 1, 60_000),
        ((60_000,), 0, 60_000),
        ((600,), 18, 500),
        ((333, 200, 333, 600), 3, 600),  # € 5,00 is enough by the sum, but the small bills make it four payments
    ],
)
def test_fewest_euros_are_whole_and_no_fewer_than_a_share(
    balances: tuple[int, ...], months: int, cents: int, policy: Policy
) -> None:
    made = draft(policy, *[confirmed(number, one) for number, one in enumerate(balances, start=1)])

    assert planning.least_cents(made, planning.ASKABLE, months) == cents


# When a person looks first.


def test_outside_are_who_stays_silent_or_says_no_and_those_elsewhere(policy: Policy) -> None:
    states = (P.SILENT, P.UNDECIDED, P.DECLINED, P.COUNTERED, P.LEFT, P.PAID, P.ASKED)
    made = draft(policy, *[Part(number, state) for number, state in enumerate(states, start=1)], outside=2)

    assert planning.outside(made) == 5


def test_person_looks_without_room_whatever_was_talked_over(policy: Policy) -> None:
    talked = Weigh(WeighReason.ROOM, MONDAY, MONDAY)
    made = draft(policy, confirmed(1, 900), spare_cents=499, weighs=(talked,))

    assert planning.reasons(made, planning.ASKABLE) == [WeighReason.ROOM]


def test_person_looks_for_what_stands_and_not_for_what_was_talked_over(policy: Policy) -> None:
    stands, done = Weigh(WeighReason.HELP, MONDAY), Weigh(WeighReason.SEIZURE, MONDAY, MONDAY)
    made = draft(policy, confirmed(1, 900), spare_cents=900, weighs=(stands, done))

    assert planning.reasons(made, planning.ASKABLE) == [WeighReason.HELP]


@pytest.mark.parametrize(("running", "why"), [(None, []), (PLAN, [WeighReason.TOO_LONG])])
def test_one_talk_on_the_way_to_the_first_yes_is_enough(
    running: Plan | None, why: list[WeighReason], policy: Policy
) -> None:
    """Of who is in many, or too few: it is the same talk as of how long it takes. Once it runs it is another."""
    done = Weigh(WeighReason.OUTSIDE, MONDAY, MONDAY)
    made = draft(policy, runs(1, 19_000), spare_cents=1_000, weighs=(done,), running=running)

    assert planning.reasons(made, planning.AGREED) == why


def test_talk_about_help_is_no_talk_about_how_long_it_takes(policy: Policy) -> None:
    done = Weigh(WeighReason.HELP, MONDAY, MONDAY)
    made = draft(policy, confirmed(1, 19_000), spare_cents=1_000, weighs=(done,))

    assert planning.reasons(made, planning.ASKABLE) == [WeighReason.TOO_LONG]


def test_who_is_gone_counts_no_more_among_the_many(policy: Policy) -> None:
    in_it = [confirmed(number, 900) for number in range(1, 9)]
    gone = [Part(20, P.LEFT), Part(21, P.PAID), Part(22, P.DECLINED)]

    assert planning.reasons(draft(policy, *in_it, *gone, spare_cents=9_000), planning.ASKABLE) == []
    assert planning.reasons(draft(policy, *in_it, *gone, spare_cents=9_000, outside=1), planning.ASKABLE) == [
        WeighReason.MANY
    ]
