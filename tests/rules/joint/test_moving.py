"""The life of a joint arrangement, event by event."""

from datetime import date, timedelta

import pytest

from tests.rules.joint.story import DAY, Story, asked, proposed, refused, running
from tijdig.rules.joint import events as e
from tijdig.rules.joint import planning
from tijdig.rules.joint.drafts import Draft, Refused
from tijdig.rules.joint.facts import EffectKind, Part, Topic, Turn, WeighReason
from tijdig.rules.joint.moving import after, due
from tijdig.rules.workdays import add_workdays
from tijdig.words import ChangeReason, SharedData
from tijdig.words import JointPartState as P
from tijdig.words import JointState as S

ONE = timedelta(days=1)
"""A last day is a whole day: time does something on the day after it."""


def test_joint_asks_only_under_consent_and_is_quiet_meanwhile() -> None:
    story = Story(Part(1), Part(2))

    assert refused(story, e.Asked()) == Refused.NO_CONSENT
    story.then(e.Consented(1), e.Asked())

    assert (story.joint.state, story.states()) == (S.INVENTORY, [P.ASKED, P.PICKED])
    assert [(one.part, one.data) for one in story.effects if one.kind == EffectKind.TELL] == [(1, (SharedData.STATUS,))]
    assert [(one.part, one.until) for one in story.effects if one.kind == EffectKind.HOLD] == [
        (1, DAY + timedelta(days=story.policy.joint.standstill_days))
    ]
    assert story.part(1).due_on == add_workdays(DAY, 5, story.policy)


def test_joint_runs_from_wish_to_completion() -> None:
    story = running()

    assert story.joint.state == S.ACTIVE
    assert story.joint.running is not None
    first = [line.amount_cents for line in story.joint.running.lines if line.number == 1]
    assert first == [1000, 2000, 3000]
    for _ in range(6):
        story.on(story.joint.running.lines[0].due_on).then(e.Paid(6000))
    assert (story.joint.state, story.states()) == (S.COMPLETED, [P.PAID] * 3)
    assert story.did(EffectKind.MESSAGE, Topic.COMPLETED)


def test_joint_silence_goes_to_a_person_and_holds_nobody_up() -> None:
    story = asked().then(e.BalanceTold(1, 12000), e.BalanceTold(2, 12000))

    story.on(add_workdays(DAY, 5, story.policy) + ONE)

    assert story.joint.state == S.PROPOSED
    assert story.states() == [P.PROPOSED, P.PROPOSED, P.SILENT]
    assert any(one.kind == EffectKind.TASK and one.part == 3 for step in story.log for one in step.effects)
    story.then(e.Accepts(1)).on((story.part(2).due_on or DAY) + ONE)
    assert (story.joint.state, story.states()) == (S.OFFERED, [P.ACCEPTED, P.UNDECIDED, P.SILENT])


def test_joint_late_yes_comes_in_when_the_customer_agrees() -> None:
    story = proposed().then(e.Accepts(1), e.Accepts(2))
    story.on(add_workdays(DAY, 10, story.policy) + ONE).then(e.Confirms())
    before = story.joint.running

    story.then(e.Accepts(3))

    assert (story.joint.state, story.joint.running) == (S.OFFERED, before)
    assert story.then(e.Confirms()).states() == [P.RUNNING] * 3


def test_joint_standing_word_says_yes_at_once() -> None:
    story = asked(Part(1, yes_months=18), Part(2, yes_months=18))

    story.then(e.BalanceTold(1, 12000), e.BalanceTold(2, 12000))

    assert (story.joint.state, story.states()) == (S.OFFERED, [P.ACCEPTED] * 2)


def test_joint_standing_word_does_not_cover_what_takes_longer() -> None:
    story = asked(Part(1, yes_months=1), Part(2, yes_months=18))

    story.then(e.BalanceTold(1, 12000), e.BalanceTold(2, 12000))

    assert story.states() == [P.PROPOSED, P.ACCEPTED]


@pytest.mark.parametrize(
    ("balances", "spare_cents", "outside", "why"),
    [
        ((200_000,), 6000, 0, [WeighReason.TOO_LONG]),
        ((12_000,) * 9, 12000, 0, [WeighReason.MANY]),
        ((12_000,), 6000, 3, [WeighReason.OUTSIDE]),
        ((12_000,), 400, 0, [WeighReason.ROOM]),
        ((12_000,), 0, 0, [WeighReason.ROOM]),
    ],
)
def test_joint_lets_a_person_and_help_come_first(
    balances: tuple[int, ...], spare_cents: int, outside: int, why: list[WeighReason]
) -> None:
    story = proposed(*balances, spare_cents=spare_cents, outside=outside)

    assert story.joint.state == S.WEIGHED
    assert [weigh.why for weigh in story.joint.weighs] == why
    found = due(story.joint)
    assert found is not None
    assert (found.on, found.owner) == (add_workdays(DAY, 2, story.policy) + ONE, Turn.TEAM)


def test_joint_help_is_no_condition() -> None:
    story = proposed(100_000, 20_000).then(e.GoesOn())

    assert story.joint.state == S.PROPOSED
    assert story.then(e.Accepts(1), e.Accepts(2)).joint.state == S.OFFERED


def test_joint_is_talked_over_once_before_it_runs() -> None:
    story = proposed(100_000, 20_000, 12_000, 12_000).then(e.GoesOn())

    story.then(e.Declines(2), e.Declines(3), e.Declines(4), e.Accepts(1))

    assert (story.joint.state, [weigh.why for weigh in story.joint.weighs]) == (S.OFFERED, [WeighReason.TOO_LONG])
    story.then(e.Confirms())
    assert story.joint.state == S.ACTIVE


def test_joint_that_runs_is_talked_over_again_for_another_reason() -> None:
    story = proposed(40_000, 40_000, outside=3).then(e.GoesOn(), e.Accepts(1), e.Accepts(2), e.Confirms())
    assert story.joint.state == S.ACTIVE

    story.then(e.Revises(ChangeReason.LESS_INCOME), e.CapacityTold(2_000, DAY + timedelta(days=7)))

    assert (story.joint.state, story.joint.weighs[-1].why) == (S.WEIGHED, WeighReason.TOO_LONG)


def test_joint_without_room_does_not_go_on_and_may_be_referred() -> None:
    story = proposed(12_000, spare_cents=0)

    assert refused(story, e.GoesOn()) == Refused.NO_ROOM
    story.then(e.Referred())
    assert story.joint.state == S.REFERRED
    assert story.did(EffectKind.REFER)
    assert due(story.joint) is None


def test_joint_nobody_says_yes_is_for_a_person() -> None:
    story = proposed(12_000, 12_000).then(e.Declines(1), e.Declines(2))

    assert (story.joint.state, story.joint.weighs[0].why) == (S.WEIGHED, WeighReason.OUTSIDE)
    assert refused(story, e.GoesOn()) == Refused.NOBODY


def test_joint_counter_is_taken_and_the_others_look_again() -> None:
    story = proposed().then(e.Accepts(1), e.Counters(2, 2500))

    story.then(e.CounterTaken(2))

    assert story.joint.plan is not None
    assert [line.amount_cents for line in story.joint.plan.lines if line.number == 1] == [875, 2500, 2625]
    assert story.states() == [P.PROPOSED, P.ACCEPTED, P.PROPOSED]


def test_joint_counter_must_leave_room() -> None:
    assert refused(proposed().then(e.Counters(2, 6001)), e.CounterTaken(2)) == Refused.NO_ROOM


def test_joint_starts_with_those_who_say_yes() -> None:
    story = proposed().then(e.Accepts(1), e.Declines(2), e.Accepts(3), e.Confirms())

    assert story.states() == [P.RUNNING, P.DECLINED, P.RUNNING]
    assert story.joint.running is not None
    assert [line.amount_cents for line in story.joint.running.lines if line.number == 1] == [1500, 4500]


def test_joint_part_payment_is_split_in_proportion() -> None:
    story = running()
    story.then(e.Paid(100))

    assert [part.paid_cents for part in story.joint.parts] == [17, 33, 50]


def test_joint_payment_above_what_is_open_is_refused() -> None:
    assert refused(running(), e.Paid(36001)) == Refused.BAD_AMOUNT


def test_joint_missed_payment_is_a_friendly_contact_and_nothing_is_cancelled() -> None:
    story = running()
    assert story.joint.running is not None
    on = story.joint.running.lines[0].due_on

    assert story.on(on + timedelta(days=5)).joint.state == S.ACTIVE
    story.on(on + timedelta(days=6))

    assert story.joint.state == S.MISSED
    (task,) = [one for one in story.effects if one.kind == EffectKind.TASK]
    assert (task.topic, task.until) == (Topic.MISSED, add_workdays(story.day, 2, story.policy))
    story.later(60)
    assert (story.joint.state, story.states()) == (S.MISSED, [P.RUNNING] * 3)
    assert story.then(e.Paid(18000)).joint.state == S.ACTIVE


def test_joint_new_day_after_a_missed_payment_makes_it_run_again() -> None:
    story = running()
    assert story.joint.running is not None
    story.on(story.joint.running.lines[0].due_on + timedelta(days=6))

    story.then(e.NewDay(story.day + timedelta(days=10)))

    assert story.joint.state == S.ACTIVE
    assert story.joint.running.change == ChangeReason.MISSED
    assert sum(line.amount_cents for line in story.joint.running.lines) == 36000


def test_joint_pause_has_limits_and_a_person_may_do_more() -> None:
    story = running()

    def after(**later: int) -> date:
        return story.joint.running.lines[0].due_on + timedelta(**later)

    assert refused(story, e.Pauses(after(weeks=5, days=1))) == Refused.BAD_DAY
    for _ in range(2):
        story.then(e.Pauses(after(days=20)))
        assert story.joint.state == S.PAUSED
        story.on(after(days=0))
        assert story.joint.state == S.ACTIVE
    assert refused(story, e.Pauses(after(days=20))) == Refused.PAUSED_ENOUGH
    assert story.then(e.Pauses(after(days=20), by_person=True)).joint.state == S.PAUSED


def test_pause_never_brings_the_next_payment_nearer() -> None:
    story = running()
    due_on = story.joint.running.lines[0].due_on

    assert story.day < due_on - timedelta(days=7)
    for day in (story.day + timedelta(days=7), due_on):
        assert refused(story, e.Pauses(day)) == Refused.BAD_DAY
    assert story.then(e.Pauses(due_on + timedelta(days=1))).joint.running.lines[0].due_on > due_on


def test_pause_after_a_missed_payment_counts_from_the_day_itself() -> None:
    story = running()
    story.on(story.joint.running.lines[0].due_on + timedelta(days=10))
    assert story.joint.state == S.MISSED

    assert refused(story, e.Pauses(story.day, by_person=True)) == Refused.BAD_DAY
    assert refused(story, e.Pauses(story.day + timedelta(weeks=5, days=1), by_person=True)) == Refused.BAD_DAY
    assert story.then(e.Pauses(story.day + timedelta(weeks=5), by_person=True)).joint.state == S.PAUSED


def test_joint_less_income_lowers_every_payment_without_penalty() -> None:
    story = running().then(e.Revises(ChangeReason.LESS_INCOME))

    story.then(e.CapacityTold(3000, story.day + timedelta(days=20), change=ChangeReason.LESS_INCOME), e.Confirms())

    assert story.joint.running is not None
    assert [line.amount_cents for line in story.joint.running.lines if line.number == 1] == [500, 1000, 1500]
    assert sum(line.amount_cents for line in story.joint.running.lines) == 36000


def test_joint_seizure_lets_help_come_first_then_is_made_anew() -> None:
    story = running().then(e.SeizureTold())

    assert due(story.joint) is not None
    assert [step.after.state for step in story.then(e.GoesOn()).log[-2:]] == [S.WEIGHED, S.REVISING]
    story.then(e.CapacityTold(2400, story.day + timedelta(days=20), change=ChangeReason.SEIZURE), e.Confirms())
    assert story.joint.state == S.ACTIVE


def test_joint_leaving_frees_nothing_before_the_customer_agrees() -> None:
    story = running().then(e.Leaves(3))

    assert story.joint.running is not None
    assert [line.amount_cents for line in story.joint.running.lines if line.number == 1] == [1000, 2000]
    assert story.did(EffectKind.STOP, part=3)
    story.then(e.Revises(ChangeReason.LEFT))
    assert story.joint.state == S.OFFERED
    story.then(e.Confirms())
    assert [line.amount_cents for line in story.joint.running.lines if line.number == 1] == [2000, 4000]


def test_joint_withdrawn_consent_stops_telling_and_keeps_what_was_agreed() -> None:
    story = running().then(e.Withdrawn(3))

    assert story.did(EffectKind.KEEP, part=3)
    assert story.joint.spare_cents == 3000
    story.then(e.Revises(ChangeReason.LESS_INCOME))
    assert not any(one.kind == EffectKind.TELL and one.part == 3 for one in story.effects)


def test_joint_another_joins() -> None:
    story = running(6000, 12000).then(e.Picked(9, yes_months=18), e.Consented(9), e.BalanceTold(9, 18000))

    assert story.joint.state == S.OFFERED
    assert story.then(e.Confirms()).states() == [P.RUNNING] * 3


def test_joint_plan_that_is_not_looked_at_is_asked_after_then_let_go() -> None:
    story = proposed().then(e.Accepts(1), e.Accepts(2), e.Accepts(3))

    story.later(7)
    assert story.did(EffectKind.MESSAGE, Topic.HALFWAY)
    story.later(7)
    assert story.joint.state == S.OFFERED  # the last day that was told is a whole day
    story.later(1)
    assert story.joint.state == S.ENDED
    assert story.did(EffectKind.MESSAGE, Topic.ENDED)


def test_joint_yes_on_the_last_day_counts() -> None:
    story = proposed().then(e.Accepts(1), e.Accepts(2), e.Accepts(3)).later(14)

    assert story.then(e.Confirms()).joint.state == S.ACTIVE


def test_joint_silence_that_was_promised_outlives_an_offer_nobody_answered() -> None:
    """Only who stops by themselves ends it before its day."""
    lapsed = proposed().then(e.Accepts(1), e.Accepts(2)).later(30)
    stopped = proposed().then(e.Accepts(1), e.Accepts(2), e.Ends())

    assert (lapsed.joint.state, stopped.joint.state) == (S.ENDED, S.ENDED)
    assert not any(one.kind == EffectKind.LIFT for step in lapsed.log for one in step.effects)
    assert {part.hold_until for part in lapsed.joint.parts} == {DAY + timedelta(days=42)}
    assert [one.part for one in stopped.effects if one.kind == EffectKind.LIFT] == [1, 2, 3]


def test_joint_wish_without_consent_is_let_go() -> None:
    assert Story(Part(1)).later(14).joint.state == S.ENDED


@pytest.mark.parametrize("event", [e.Confirms(), e.Paid(100), e.GoesOn(), e.NewDay(DAY), e.Accepts(1), e.Accepts(7)])
def test_joint_refuses_what_cannot_be_now(event: e.Event) -> None:
    assert refused(Story(Part(1)), event) in {Refused.NOT_NOW, Refused.NOT_HERE}


def test_after_gives_the_next_moment() -> None:
    story = Story(Part(1))

    assert after(story.joint, e.Ends(), DAY, story.policy).state == S.ENDED


def test_joint_first_day_is_near() -> None:
    assert refused(Story(Part(1)), e.CapacityTold(5000, DAY + timedelta(days=46))) == Refused.BAD_DAY
    assert refused(Story(Part(1)), e.CapacityTold(5000, DAY)) == Refused.BAD_DAY


def test_joint_is_not_picked_twice() -> None:
    assert refused(Story(Part(1)), e.Picked(1)) == Refused.TWICE


def test_joint_runs_as_long_as_the_sum_asks_once_it_was_talked_over() -> None:
    """65 payments, into 2032: years of which no decree is known."""
    story = proposed(190_000, 95_000, 60_000, 25_000, 20_000, spare_cents=6000)

    assert [weigh.why for weigh in story.joint.weighs] == [WeighReason.TOO_LONG]
    story.then(e.GoesOn(), *[e.Accepts(number) for number in range(1, 6)], e.Confirms())

    assert story.joint.running is not None
    assert story.joint.running.lines[-1].number == 65
    assert story.joint.running.lines[-1].due_on == date(2032, 4, 14)


def test_joint_longer_than_any_plan_may_be_goes_to_a_person_and_not_on() -> None:
    story = proposed(400_000, spare_cents=3000)

    assert story.joint.state == S.WEIGHED
    assert refused(story, e.GoesOn()) == Refused.TOO_FAR


def test_joint_too_long_goes_on_by_itself_with_an_amount_that_makes_it_short() -> None:
    story = proposed(200_000)
    draft = Draft(story.joint, story.day, story.policy)
    least = planning.least_cents(draft, planning.ASKABLE, story.policy.joint.months_max)
    first_on = story.day + timedelta(days=20)

    assert least == 11_200
    assert story.then(e.CapacityTold(least - 100, first_on)).joint.state == S.WEIGHED
    assert story.then(e.CapacityTold(least, first_on)).joint.state == S.PROPOSED
    assert story.joint.weighs == ()


def test_joint_too_long_goes_on_by_itself_with_fewer_organisations() -> None:
    story = proposed(100_000, 60_000)

    assert story.joint.state == S.WEIGHED
    assert story.then(e.Withdrawn(1)).states() == [P.LEFT, P.PROPOSED]
    assert (story.joint.state, story.joint.weighs) == (S.PROPOSED, ())


def test_joint_asked_for_help_stays_with_a_person_whatever_the_amount() -> None:
    story = proposed(200_000).then(e.HelpAsked())

    story.then(e.CapacityTold(100_000, story.day + timedelta(days=20)))

    assert story.joint.state == S.WEIGHED
    assert {weigh.why for weigh in story.joint.weighs} == {WeighReason.TOO_LONG, WeighReason.HELP}
