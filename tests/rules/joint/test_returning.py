"""Money that went back: what is open again, on which days it is paid, and who hears of it."""

from datetime import date, timedelta

import pytest

from tests.rules.joint.story import DAY, Story, asked, refused, running
from tijdig.policy import Policy
from tijdig.rules.joint import events as e
from tijdig.rules.joint.drafts import Draft, Refused
from tijdig.rules.joint.facts import Effect, EffectKind, Joint, Line, Part, Plan, Topic
from tijdig.rules.joint.returning import _after, _filled, is_in_plan
from tijdig.words import ChangeReason, Rhythm
from tijdig.words import JointPartState as P
from tijdig.words import JointState as S

DAYS = (date(2026, 12, 14), date(2027, 1, 14), date(2027, 2, 15), date(2027, 3, 15))
"""The first days to pay of the plan in these stories; it is told on 23 November."""


def arranged(number: int) -> Effect:
    return Effect(EffectKind.ARRANGE, Topic.UNCHANGED, number)


BACK = Effect(EffectKind.MESSAGE, Topic.BACK)


def lines(story: Story) -> list[tuple[int, date, int, int]]:
    assert story.joint.running is not None
    return [tuple(line) for line in story.joint.running.lines]  # type: ignore[misc]


@pytest.mark.parametrize(
    ("part", "is_in"),
    [
        (Part(1, P.RUNNING, has_consent=True, paid_cents=100), True),
        (Part(1, P.RUNNING, paid_cents=100), True),
        (Part(1, P.RUNNING, paid_cents=99), False),
        (Part(1, P.PAID, has_consent=True, paid_cents=100), True),
        (Part(1, P.PAID, paid_cents=100), False),
        (Part(1, P.LEFT, has_consent=True, paid_cents=100), False),
    ],
)
def test_money_is_open_again_where_it_was_paid_in_the_plan_and_may_be_told(part: Part, *, is_in: bool) -> None:
    assert is_in_plan(part, 100) == is_in


def test_one_cent_may_go_back_and_nothing_may_not() -> None:
    part = Part(1, P.RUNNING, paid_cents=1)

    assert [is_in_plan(part, cents) for cents in (-1, 0, 1, 2)] == [False, False, True, False]


def test_money_that_goes_back_while_its_payments_stand_there_is_as_it_was_before() -> None:
    """Nothing of the plan is another, so the customer hears no more than that it is open again."""
    story = running(12_000, 24_000)
    before = story.joint
    story.then(e.Paid(6_000), e.WentBack(((1, 2_000), (2, 4_000))))

    assert (story.joint.parts, story.joint.running, story.effects) == (before.parts, before.running, ())
    assert story.joint.due_on == before.due_on


def test_money_of_who_was_paid_up_is_arranged_there_anew() -> None:
    story = running(12_000, 24_000).then(e.Paid(12_000, 1), e.WentBack(((1, 2_000),)))

    assert (story.states(), story.part(1).left_cents) == ([P.RUNNING, P.RUNNING], 2_000)
    assert story.effects == (arranged(1),)


def test_money_goes_back_to_who_is_in_it_only() -> None:
    story = running(12_000, 24_000).then(e.Paid(6_000), e.Leaves(1))

    assert refused(story, e.WentBack(((1, 100),))) == Refused.NOT_NOW
    assert refused(story, e.WentBack(((7, 100),))) == Refused.NOT_HERE
    assert refused(asked(), e.WentBack(((1, 100),))) == Refused.NOT_NOW


def test_plan_that_was_done_runs_again_on_the_days_that_are_still_to_come() -> None:
    """All was paid early; of the last payment € 20,00 went back: that stays on the day of the last payment."""
    story = running(12_000).then(e.Paid(12_000), e.WentBack(((1, 2_000),)))

    assert story.joint.state == S.ACTIVE
    assert lines(story) == [(1, DAYS[0], 1, 6_000), (2, DAYS[1], 1, 6_000)]
    assert story.joint.due_on == DAYS[1] + timedelta(days=6)
    assert story.effects == (arranged(1), BACK)


@pytest.mark.parametrize(
    ("went_back_on", "paid_on"),
    [
        (DAYS[1] - timedelta(days=1), [DAYS[0], DAYS[1]]),
        (DAYS[1], [date(2027, 2, 15)]),
        (date(2027, 2, 14), [date(2027, 3, 15)]),
        (date(2027, 2, 20), [date(2027, 3, 15)]),
    ],
)
def test_plan_that_was_done_asks_for_nothing_on_a_day_that_came_already(
    went_back_on: date, paid_on: list[date]
) -> None:
    """€ 20,00 of the payment of 14 January."""
    story = running(12_000).then(e.Paid(12_000)).on(went_back_on)

    story.then(e.WentBack(((1, 2_000),)))

    assert [line[1] for line in lines(story)] == paid_on
    assert story.did(EffectKind.MESSAGE, Topic.BACK)


def test_money_of_which_the_payment_is_gone_comes_after_the_last_one_agreed() -> None:
    """Two payments were made and then came a pause: those two stand nowhere any more."""
    story = running(12_000, 24_000).then(e.Paid(12_000), e.Pauses(date(2027, 2, 22)))
    was, number = lines(story), story.joint.plans
    assert [line[1] for line in was][-1] == date(2027, 5, 24)
    story.then(e.WentBack(((1, 3_000), (2, 6_500))))

    assert lines(story)[: len(was)] == was
    assert lines(story)[len(was) :] == [
        (5, date(2027, 6, 22), 1, 3_000), (5, date(2027, 6, 22), 2, 3_000), (6, date(2027, 7, 22), 2, 3_500),
    ]  # fmt: skip
    running_now = story.joint.running
    assert running_now is not None
    assert running_now[:2] + running_now[3:] == (number + 1, 6_000, DAY, ChangeReason.MISSED, DAY)
    assert (story.joint.plans, story.joint.state) == (number + 1, S.PAUSED)
    assert story.effects == (arranged(1), arranged(2), BACK)


def test_payment_that_is_added_to_a_plan_of_which_nothing_is_left_is_its_first() -> None:
    story = running(12_000, 24_000).then(e.Paid(12_000, 1), e.Pauses(date(2027, 1, 4)), e.Paid(24_000))
    assert story.joint.state == S.COMPLETED

    story.then(e.WentBack(((1, 500),)))

    assert lines(story) == [(1, date(2027, 7, 5), 1, 500)]


def test_payments_that_are_added_are_no_more_than_was_agreed_each_time() -> None:
    assert _filled({1: 100, 2: 250, 3: 50}, 150) == [{1: 100, 2: 50}, {2: 150}, {2: 50, 3: 50}]
    assert _filled({1: 300}, 150) == [{1: 150}, {1: 150}]
    assert _filled({1: 149, 2: 1}, 150) == [{1: 149, 2: 1}]


@pytest.mark.parametrize(
    ("last", "rhythm", "first_on", "on"),
    [
        (DAYS[0], Rhythm.MONTHLY, DAYS[0], date(2027, 1, 14)),
        (DAYS[0] - timedelta(days=1), Rhythm.MONTHLY, DAYS[0], DAYS[0]),
        (DAYS[0], Rhythm.WEEKLY, DAYS[0], date(2026, 12, 21)),
        (date(2026, 1, 1), Rhythm.MONTHLY, DAY, date(2026, 12, 23)),
        (date(2026, 1, 1), Rhythm.MONTHLY, None, date(2026, 12, 23)),
        (date(2026, 1, 1), Rhythm.MONTHLY, DAY + timedelta(days=1), date(2026, 11, 24)),
    ],
)
def test_payment_that_is_added_is_on_the_first_day_of_the_rhythm_after_the_last_and_after_today(
    last: date, rhythm: Rhythm, first_on: date | None, on: date, policy: Policy
) -> None:
    draft = Draft(Joint(S.ACTIVE, (), None, rhythm=rhythm, first_on=first_on), DAY, policy)

    assert _after(draft, last) == on


def test_plan_that_runs_and_a_payment_that_is_added_keep_their_numbers_apart() -> None:
    """Once more went back of what is no more in the plan: the version after this one, with one payment more."""
    story = running(12_000).then(e.Paid(6_000), e.Pauses(date(2027, 1, 18)))
    assert lines(story) == [(1, date(2027, 1, 18), 1, 6_000)]

    story.then(e.WentBack(((1, 1),)))

    assert lines(story) == [(1, date(2027, 1, 18), 1, 6_000), (2, date(2027, 2, 18), 1, 1)]
    assert isinstance(story.joint.running, Plan)
    assert story.joint.running.lines[1] == Line(2, date(2027, 2, 18), 1, 1)
