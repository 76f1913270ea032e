"""The moment in the making: every move with its day, what is over when, and what is left of each payment."""

from datetime import date, timedelta

import pytest

from tijdig.policy import Policy
from tijdig.rules.joint import drafts
from tijdig.rules.joint.drafts import Draft, JointRefusedError, Refused
from tijdig.rules.joint.facts import Effect, EffectKind, Joint, Line, Part, Plan, Topic, Weigh, WeighReason
from tijdig.rules.lifecycle import MoveRefusedError
from tijdig.words import JointPartState as P
from tijdig.words import JointState as S
from tijdig.words import SharedData

MONDAY, WEDNESDAY, NEXT_MONDAY = date(2026, 11, 23), date(2026, 11, 25), date(2026, 11, 30)
PAY_ON, PAY_AGAIN_ON = date(2026, 12, 14), date(2027, 1, 14)
ONE = timedelta(days=1)
QUIET_UNTIL = MONDAY + timedelta(days=42)
PLAN = Plan(
    1, 300, (Line(1, PAY_ON, 1, 100), Line(1, PAY_ON, 2, 200), Line(2, PAY_AGAIN_ON, 1, 50)), MONDAY
)  # fmt: skip


def draft(policy: Policy, *parts: Part, state: S = S.ACTIVE, day: date = MONDAY, **values: object) -> Draft:
    return Draft(Joint(state, parts, None, **values), day, policy)  # type: ignore[arg-type]


def runs(number: int, balance_cents: int, paid_cents: int = 0) -> Part:
    return Part(number, P.RUNNING, has_consent=True, balance_cents=balance_cents, paid_cents=paid_cents)


# What is left.


def test_part_owes_what_was_not_paid() -> None:
    assert (Part(1, balance_cents=500, paid_cents=200).left_cents, Part(1).left_cents) == (300, 0)


@pytest.mark.parametrize(
    ("paid", "left"),
    [
        ((0, 0), [(1, PAY_ON, 1, 100), (1, PAY_ON, 2, 200), (2, PAY_AGAIN_ON, 1, 50)]),
        ((30, 0), [(1, PAY_ON, 1, 70), (1, PAY_ON, 2, 200), (2, PAY_AGAIN_ON, 1, 50)]),
        ((100, 199), [(1, PAY_ON, 2, 1), (2, PAY_AGAIN_ON, 1, 50)]),
        ((149, 200), [(2, PAY_AGAIN_ON, 1, 1)]),
        ((150, 200), []),
    ],
)
def test_money_counts_for_the_oldest_line_first(paid: tuple[int, int], left: list[tuple[int, date, int, int]]) -> None:
    parts = [runs(1, 150, paid[0]), runs(2, 200, paid[1])]

    assert drafts.lefts(PLAN, parts) == left
    assert drafts.next_line_on(PLAN, parts) == (left[0][1] if left else None)


def test_nothing_is_left_without_a_plan_nor_of_who_is_no_more_in_it() -> None:
    assert drafts.lefts(None, [runs(1, 150)]) == []
    assert drafts.lefts(PLAN, [runs(2, 200)]) == [(1, PAY_ON, 2, 200)]
    assert drafts.next_line_on(PLAN, []) is None


# Until when it may last.


@pytest.mark.parametrize(
    ("state", "day"),
    [
        (S.REQUESTED, date(2026, 12, 7)),
        (S.INVENTORY, NEXT_MONDAY),
        (S.WEIGHED, WEDNESDAY),
        (S.PROPOSED, date(2026, 12, 7)),
        (S.OFFERED, NEXT_MONDAY),
        (S.ACTIVE, date(2026, 12, 20)),
        (S.PAUSED, PAY_ON),
        (S.MISSED, WEDNESDAY),
        (S.REVISING, WEDNESDAY),
        (S.COMPLETED, None),
        (S.REFERRED, None),
        (S.ENDED, None),
    ],
)
def test_every_state_that_is_not_over_has_its_day(state: S, day: date | None, policy: Policy) -> None:
    parts = (runs(1, 150), runs(2, 200))

    assert drafts.deadline(draft(policy, *parts, state=state, running=PLAN)) == day


def test_day_of_a_plan_of_which_nothing_is_due_counts_from_today(policy: Policy) -> None:
    assert drafts.deadline(draft(policy, running=PLAN)) == MONDAY + timedelta(days=6)


@pytest.mark.parametrize(
    ("state", "day"),
    [
        (P.PICKED, date(2026, 12, 7)),
        (P.ASKED, NEXT_MONDAY),
        (P.SILENT, NEXT_MONDAY),
        (P.CONFIRMED, None),
        (P.PROPOSED, date(2026, 12, 7)),
        (P.UNDECIDED, NEXT_MONDAY),
        (P.COUNTERED, WEDNESDAY),
        (P.ACCEPTED, None),
        (P.RUNNING, None),
        (P.LEFT, None),
    ],
)
def test_every_organisation_that_is_waited_for_has_its_day(state: P, day: date | None, policy: Policy) -> None:
    assert drafts.part_deadline(state, MONDAY, policy) == day


def test_half_of_the_time_to_say_yes_is_a_week(policy: Policy) -> None:
    assert drafts.halfway(MONDAY, policy) == NEXT_MONDAY


@pytest.mark.parametrize("state", [S.REQUESTED, S.OFFERED, S.ACTIVE, S.PAUSED])
def test_first_day_on_which_it_is_too_late_is_that_day(state: S) -> None:
    assert drafts.acts_on(Joint(state, (), MONDAY)) == MONDAY


@pytest.mark.parametrize("state", [S.INVENTORY, S.WEIGHED, S.PROPOSED, S.MISSED, S.REVISING])
def test_last_day_is_a_whole_day(state: S) -> None:
    assert drafts.acts_on(Joint(state, (), MONDAY)) == MONDAY + ONE
    assert drafts.acts_on(Joint(state, (), None)) is None


@pytest.mark.parametrize(
    ("part", "day"),
    [
        (Part(1, P.PICKED, due_on=MONDAY), MONDAY),
        (Part(1, P.ASKED, due_on=MONDAY), MONDAY + ONE),
        (Part(1, P.ASKED, due_on=MONDAY, hold_until=MONDAY), MONDAY + ONE),
        (Part(1, P.SILENT, due_on=MONDAY, hold_until=MONDAY), MONDAY),
        (Part(1, P.UNDECIDED, due_on=MONDAY, hold_until=MONDAY), MONDAY),
        (Part(1, P.SILENT, due_on=MONDAY, hold_until=MONDAY + ONE), MONDAY + ONE),
        (Part(1, P.RUNNING), None),
        (Part(1, P.PICKED), None),
    ],
)
def test_last_day_of_an_organisation_is_whole_but_for_a_wish_and_the_end_of_its_quiet(
    part: Part, day: date | None
) -> None:
    assert drafts.part_acts_on(part) == day


# Quiet.


@pytest.mark.parametrize(
    ("standstill", "is_running", "until"),
    [
        (None, False, QUIET_UNTIL),
        (NEXT_MONDAY, False, NEXT_MONDAY),
        (NEXT_MONDAY, True, QUIET_UNTIL),
        (MONDAY + ONE, False, MONDAY + ONE),
        (MONDAY, False, None),
    ],
)
def test_quiet_lasts_as_long_as_that_of_the_others_and_of_who_comes_in_later_by_itself(
    standstill: date | None, until: date | None, policy: Policy, *, is_running: bool
) -> None:
    made = draft(policy, Part(1), standstill_until=standstill, running=PLAN if is_running else None)

    drafts.hold(made, 1)

    assert made.parts[1].hold_until == until
    assert made.effects == ([Effect(EffectKind.HOLD, part=1, until=until)] if until else [])


@pytest.mark.parametrize(
    ("then", "stays_quiet", "hold_until", "is_lifted"),
    [
        (P.CONFIRMED, False, QUIET_UNTIL, False),
        (P.LEFT, False, None, True),
        (P.LEFT, True, QUIET_UNTIL, False),
        (P.DECLINED, False, None, True),
    ],
)
def test_quiet_ends_with_what_it_was_for(
    then: P, hold_until: date | None, policy: Policy, *, stays_quiet: bool, is_lifted: bool
) -> None:
    made = draft(policy, Part(1, P.ASKED, hold_until=QUIET_UNTIL))

    made.move_part(1, then, stays_quiet=stays_quiet)

    assert (made.parts[1].state, made.parts[1].hold_until) == (then, hold_until)
    assert made.effects == ([Effect(EffectKind.LIFT, part=1)] if is_lifted else [])


def test_quiet_of_which_the_day_came_is_not_lifted_again(policy: Policy) -> None:
    made = draft(policy, Part(1, P.SILENT, hold_until=MONDAY))

    made.move_part(1, P.DECLINED)

    assert (made.parts[1].hold_until, made.effects) == (None, [])


# Moves, and what they ask for.


def test_part_that_went_out_of_a_running_plan_was_in_it_and_stays_so(policy: Policy) -> None:
    made = draft(policy, runs(1, 100), Part(2, P.ACCEPTED), Part(3, P.PROPOSED, was_in=True))

    for number in (1, 2, 3):
        made.move_part(number, P.LEFT)

    assert [part.was_in for part in made.done().parts] == [True, False, True]


def test_part_that_is_paid_was_not_sent_out_of_it(policy: Policy) -> None:
    made = draft(policy, runs(1, 100))

    made.move_part(1, P.PAID)

    assert not made.parts[1].was_in


def test_move_that_the_table_does_not_know_is_refused(policy: Policy) -> None:
    with pytest.raises(MoveRefusedError):
        draft(policy, state=S.REQUESTED).move(S.ACTIVE)


def test_task_for_a_person_is_for_within_two_workdays(policy: Policy) -> None:
    made = draft(policy)

    made.task(Topic.OFFER)
    made.task(Topic.COUNTER, 3)

    assert made.effects == [
        Effect(EffectKind.TASK, Topic.OFFER, None, WEDNESDAY), Effect(EffectKind.TASK, Topic.COUNTER, 3, WEDNESDAY),
    ]  # fmt: skip


def test_organisation_without_consent_is_told_nothing(policy: Policy) -> None:
    made = draft(policy, Part(1, has_consent=True), Part(2))

    made.tell(1, Topic.BALANCE, SharedData.STATUS)
    made.tell(2, Topic.BALANCE, SharedData.STATUS)

    assert made.effects == [Effect(EffectKind.TELL, Topic.BALANCE, 1, data=(SharedData.STATUS,))]


def test_person_looks_once_for_the_same_reason_and_again_after_the_talk(policy: Policy) -> None:
    stands, done = Weigh(WeighReason.ROOM, MONDAY), Weigh(WeighReason.MANY, MONDAY, MONDAY)
    made = draft(policy, state=S.INVENTORY, weighs=(stands, done))

    made.weigh(WeighReason.ROOM, WeighReason.MANY)

    assert made.joint.weighs == (stands, done, Weigh(WeighReason.MANY, MONDAY))
    assert (made.state, made.joint.due_on) == (S.WEIGHED, WEDNESDAY)
    task = Effect(EffectKind.TASK, Topic.WEIGH, until=WEDNESDAY)
    assert made.effects == [Effect(EffectKind.MESSAGE, Topic.WEIGH), task]
    made.weigh(WeighReason.HELP)
    assert made.effects[2:] == [task]  # looked at already: another reason, and no second message


def test_end_lets_go_of_all_but_what_runs_and_what_was_done(policy: Policy) -> None:
    parts = (
        runs(1, 100), Part(2, P.ASKED, hold_until=QUIET_UNTIL), Part(3, P.PAID), Part(4, P.DECLINED), Part(5, P.LEFT),
    )  # fmt: skip
    made = draft(policy, *parts, plan=PLAN)

    made.finish(S.ENDED)

    assert [part.state for part in made.done().parts] == [P.LEFT, P.LEFT, P.PAID, P.DECLINED, P.LEFT]
    assert (made.joint.state, made.joint.due_on, made.joint.plan) == (S.ENDED, None, None)
    assert made.effects == [Effect(EffectKind.KEEP, part=1), Effect(EffectKind.LIFT, part=2)]


@pytest.mark.parametrize("silently", [True, False])
def test_end_keeps_the_quiet_that_was_promised_only_where_that_is_asked(policy: Policy, *, silently: bool) -> None:
    made = draft(policy, Part(2, P.ASKED, hold_until=QUIET_UNTIL))

    made.finish(S.ENDED, stays_quiet=silently)

    assert made.parts[2].hold_until == (QUIET_UNTIL if silently else None)


def test_organisation_is_found_only_where_it_is_and_in_time(policy: Policy) -> None:
    made = draft(policy, Part(1, P.ASKED))

    assert drafts.part_in(made, 1, {P.ASKED}) == Part(1, P.ASKED)
    for number, states, code in ((1, {P.SILENT}, Refused.NOT_NOW), (2, {P.ASKED}, Refused.NOT_HERE)):
        with pytest.raises(JointRefusedError) as refused:
            drafts.part_in(made, number, states)
        assert refused.value.code == code
