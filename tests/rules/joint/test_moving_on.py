"""The life of a joint arrangement once it runs: other days, money outside it, bills put right, money that went back."""

from datetime import date, timedelta

import pytest

from tests.rules.joint.story import proposed, refused, running
from tijdig.bench.jointly.judging import Step
from tijdig.rules.joint import events as e
from tijdig.rules.joint.drafts import Draft, Refused, deadline, lefts, next_line_on
from tijdig.rules.joint.facts import EffectKind, Topic
from tijdig.words import ChangeReason
from tijdig.words import JointPartState as P
from tijdig.words import JointState as S


def test_joint_another_day_moves_days_and_no_cent() -> None:
    story = running().then(e.Paid(1_000, 3))
    before = story.joint.running
    assert before is not None
    left = [cents for _, _, part, cents in lefts(before, story.joint.parts) if part == 3]

    story.then(e.NewDay(before.lines[0].due_on + timedelta(days=6)))

    now = story.joint.running
    assert now is not None
    assert [line.amount_cents for line in now.lines if line.part == 3] == left == [2_000, 3_000, *left[2:]]
    assert {line.due_on.day for line in now.lines} >= {21}
    assert (now.change, now.spare_cents) == (ChangeReason.DAY, before.spare_cents)


def test_joint_while_it_runs_a_day_moves_less_than_one_turn() -> None:
    """A whole payment later is a pause, and of those there are so many a year."""
    story = running()
    assert story.joint.running is not None
    first = story.joint.running.lines[0].due_on
    story.on(first - timedelta(days=3))

    assert refused(story, e.NewDay(first + timedelta(days=31))) == Refused.BAD_DAY
    assert story.then(e.NewDay(first + timedelta(days=30))).joint.state == S.ACTIVE


def test_joint_paid_at_one_of_them_before_the_yes_closes_there_and_goes_on_for_the_rest() -> None:
    story = proposed().then(e.Accepts(1), e.Accepts(2), e.Accepts(3))
    shown = story.joint.plan
    assert shown is not None

    story.then(e.FoundPaid(2), e.Confirms())

    assert story.states() == [P.RUNNING, P.PAID, P.RUNNING]
    assert story.joint.running is not None
    assert [(line.due_on, line.part, line.amount_cents) for line in story.joint.running.lines] == [
        (line.due_on, line.part, line.amount_cents) for line in shown.lines if line.part != 2
    ]


def test_joint_paid_everywhere_before_the_yes_is_completed() -> None:
    story = proposed(12_000).then(e.Accepts(1), e.FoundPaid(1))

    assert (story.joint.state, story.states()) == (S.COMPLETED, [P.PAID])


def test_joint_bill_put_right_shortens_the_end_of_one_and_thanks_nobody() -> None:
    story = running()
    was = story.joint.running
    assert was is not None
    last = [line for line in was.lines if line.part == 2][-1]

    story.then(e.Lowered(2, last.amount_cents))

    assert story.joint.running is not None
    assert story.joint.running.lines == tuple(line for line in was.lines if line != last)
    assert story.joint.due_on == deadline(Draft(story.joint, story.day, story.policy))
    assert not story.did(EffectKind.MESSAGE)


def test_joint_everything_let_go_is_completed() -> None:
    story = running()

    story.then(*[e.Lowered(part.id, part.left_cents) for part in story.joint.parts])

    assert (story.joint.state, story.states()) == (S.COMPLETED, [P.PAID] * 3)
    assert story.did(EffectKind.MESSAGE, Topic.COMPLETED)


@pytest.mark.parametrize("cents", [0, -1, 1_000_000])
def test_joint_bill_goes_down_by_no_more_than_is_open(cents: int) -> None:
    assert refused(running(), e.Lowered(2, cents)) == Refused.BAD_AMOUNT


def test_judge_sees_a_lower_bill_that_takes_away_the_first_payment() -> None:
    story = running()
    before = story.joint
    assert before.running is not None
    first = next(line for line in before.running.lines if line.part == 2)
    made = before.running._replace(
        number=before.plans + 1, lines=tuple(line for line in before.running.lines if line != first)
    )
    part = story.part(2)._replace(balance_cents=(story.part(2).balance_cents or 0) - first.amount_cents)
    parts = tuple(part if one.id == 2 else one for one in before.parts)
    after = before._replace(running=made, parts=parts, plans=made.number)

    found = story.judge.look(Step(story.day, before, e.Lowered(2, first.amount_cents), (), after))

    assert found == ["money_moved", "not_agreed"]


@pytest.mark.parametrize("goes", [e.Leaves, e.Withdrawn])
def test_joint_is_not_completed_when_one_went_out_of_it_with_something_open(goes: type[e.Event]) -> None:
    story = running(60_00, 120_00).then(e.Paid(60_00, 1))

    story.then(goes(2))

    assert (story.joint.state, story.states()) == (S.ENDED, [P.PAID, P.LEFT])
    assert story.did(EffectKind.MESSAGE, Topic.ENDED)
    assert not story.did(EffectKind.MESSAGE, Topic.COMPLETED)


def test_joint_is_completed_when_who_never_was_in_the_plan_has_something_open() -> None:
    story = proposed(60_00, 120_00).then(e.Accepts(1), e.Declines(2), e.Confirms())

    story.then(e.Paid(60_00))

    assert (story.joint.state, story.states()) == (S.COMPLETED, [P.PAID, P.DECLINED])


def test_joint_day_moves_later_by_oneself_so_many_times_a_year() -> None:
    story = running()
    for _ in range(story.policy.solutions.moves_max):
        on = next_line_on(story.joint.running, story.joint.parts)
        assert on is not None
        story.then(e.NewDay(on + timedelta(days=1)))
    on = next_line_on(story.joint.running, story.joint.parts)
    assert on is not None

    assert refused(story, e.NewDay(on + timedelta(days=2))) == Refused.MOVED_ENOUGH
    assert story.then(e.NewDay(on - timedelta(days=3))).joint.state == S.ACTIVE  # sooner is always possible
    assert story.then(e.NewDay(on + timedelta(days=4), by_person=True)).joint.state == S.ACTIVE


def test_joint_day_moves_again_after_a_year_and_after_a_missed_payment() -> None:
    story = running()
    full = (story.day,) * story.policy.solutions.moves_max
    story.joint = story.joint._replace(moves=full)
    on = next_line_on(story.joint.running, story.joint.parts)
    assert on is not None
    assert refused(story, e.NewDay(on + timedelta(days=2))) == Refused.MOVED_ENOUGH

    story.joint = story.joint._replace(moves=tuple(day - timedelta(days=365) for day in full))
    assert story.then(e.NewDay(on + timedelta(days=2))).joint.state == S.ACTIVE
    story.joint = story.joint._replace(moves=full)
    late = next_line_on(story.joint.running, story.joint.parts)
    assert late is not None
    story.on(late + timedelta(days=8)).then(e.TimePassed())
    assert story.joint.state == S.MISSED
    assert story.then(e.NewDay(story.day + timedelta(days=9))).joint.state == S.ACTIVE


def test_joint_money_that_went_back_before_anything_ran_is_refused() -> None:
    story = proposed().then(e.Accepts(1), e.Accepts(2), e.Accepts(3), e.FoundPaid(1))

    assert refused(story, e.WentBack(((1, 100),))) == Refused.NOT_NOW


@pytest.mark.parametrize("cents", [0, -1, 1_000_000])
def test_joint_no_more_goes_back_than_was_paid(cents: int) -> None:
    story = running().then(e.Paid(1_000, 3))

    assert refused(story, e.WentBack(((3, cents),))) == Refused.BAD_AMOUNT


def test_joint_that_was_done_runs_again_when_a_payment_went_back() -> None:
    story = running()
    left = sum(part.left_cents for part in story.joint.parts)
    story.then(e.Paid(left))
    assert story.joint.state == S.COMPLETED

    story.on(date(2027, 3, 1)).then(e.WentBack(((1, 500),)))

    part = story.joint.parts[0]
    assert (story.joint.state, part.state, part.left_cents) == (S.ACTIVE, P.RUNNING, 500)
    on = next_line_on(story.joint.running, story.joint.parts)
    assert on is not None
    assert on > story.day
    assert story.joint.due_on == on + timedelta(days=story.policy.contacts.instalment_tolerance_days + 1)


def test_joint_what_went_back_of_an_older_plan_comes_after_the_last_payment_of_this_one() -> None:
    story = running()
    story.then(e.Paid(story.joint.parts[0].left_cents, 1), e.Pauses(story.day + timedelta(days=30)))
    plan = story.joint.running
    assert plan is not None
    assert 1 not in {line.part for line in plan.lines}
    story.then(e.Paid(sum(part.left_cents for part in story.joint.parts)))
    assert story.joint.state == S.COMPLETED

    story.then(e.WentBack(((1, 500),)))

    again = story.joint.running
    assert again is not None
    assert [(line.part, line.amount_cents) for line in again.lines] == [(1, 500)]
    assert again.lines[0].due_on > max(line.due_on for line in plan.lines)


def test_joint_cents_that_were_put_right_before_the_yes_are_nobodys_payment() -> None:
    story = proposed().then(e.Accepts(1), e.Accepts(2), e.Accepts(3), e.FoundPaid(1, 0))

    part = story.joint.parts[0]
    assert (part.state, part.paid_cents, part.balance_cents) == (P.PAID, 0, 0)


def test_joint_of_which_all_was_put_right_before_the_yes_ends_without_thanks() -> None:
    story = proposed().then(*(e.Accepts(number) for number in (1, 2, 3)))

    story.then(*(e.FoundPaid(number, 0) for number in (1, 2, 3)))

    assert story.joint.state == S.ENDED
