"""Which day is the next one, whose turn it is, and what can happen in which state."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from tests.rules.joint.story import DAY, Story, asked, proposed, refused, running
from tijdig.policy import Policy
from tijdig.rules.joint import events as e
from tijdig.rules.joint.drafts import Refused
from tijdig.rules.joint.facts import Due, Joint, Part, Turn
from tijdig.rules.joint.moving import due, started
from tijdig.rules.workdays import add_workdays
from tijdig.words import ChangeReason
from tijdig.words import JointPartState as P
from tijdig.words import JointState as S

ON, SOONER, LATER = date(2026, 12, 7), date(2026, 12, 6), date(2026, 12, 8)


@pytest.mark.parametrize("state", [S.REQUESTED, S.OFFERED, S.ACTIVE, S.PAUSED])
def test_turn_is_of_the_customer_on_the_first_day_on_which_it_is_otherwise(state: S) -> None:
    assert due(Joint(state, (), ON)) == Due(ON, Turn.CUSTOMER)


@pytest.mark.parametrize("state", [S.INVENTORY, S.WEIGHED, S.PROPOSED, S.MISSED, S.REVISING])
def test_turn_is_ours_after_a_last_day(state: S) -> None:
    assert due(Joint(state, (), ON)) == Due(LATER, Turn.TEAM)


def test_nobody_has_a_turn_when_it_is_over() -> None:
    assert due(Joint(S.ENDED, (Part(1, P.LEFT, renew_on=ON),), None)) is None


@pytest.mark.parametrize(
    ("part", "found"),
    [
        (Part(3, P.PICKED, due_on=SOONER), Due(SOONER, Turn.CUSTOMER, 3)),
        (Part(3, P.PICKED, due_on=ON), Due(ON, Turn.CUSTOMER)),
        (Part(3, P.PICKED, due_on=LATER), Due(ON, Turn.CUSTOMER)),
        (Part(3, P.ASKED, due_on=date(2026, 12, 5)), Due(SOONER, Turn.CREDITOR, 3)),
        (Part(3, P.PROPOSED, due_on=date(2026, 12, 5)), Due(SOONER, Turn.CREDITOR, 3)),
        (Part(3, P.SILENT, due_on=date(2026, 12, 5)), Due(SOONER, Turn.TEAM, 3)),
        (Part(3, P.COUNTERED, due_on=date(2026, 12, 5)), Due(SOONER, Turn.TEAM, 3)),
        (Part(3, P.RUNNING), Due(ON, Turn.CUSTOMER)),
        (Part(3, P.RUNNING, renew_on=SOONER), Due(SOONER, Turn.TEAM, 3)),
        (Part(3, P.RUNNING, renew_on=ON), Due(ON, Turn.CUSTOMER)),
        (Part(3, P.RUNNING, renew_on=LATER), Due(ON, Turn.CUSTOMER)),
        (Part(3, P.PAID, renew_on=SOONER), Due(ON, Turn.CUSTOMER)),
    ],
)
def test_day_of_an_organisation_comes_first_only_when_it_is_sooner(part: Part, found: Due) -> None:
    assert due(Joint(S.OFFERED, (part,), ON)) == found


def test_soonest_of_all_organisations_is_the_next() -> None:
    parts = (
        Part(1, P.PICKED, due_on=SOONER), Part(2, P.PICKED, due_on=date(2026, 12, 1)), Part(3, P.RUNNING, renew_on=ON),
    )  # fmt: skip

    assert due(Joint(S.ACTIVE, parts, LATER)) == Due(date(2026, 12, 1), Turn.CUSTOMER, 2)


def test_due_names_who_must_do_something() -> None:
    found = due(asked().joint)

    assert found is not None
    assert (found.on, found.owner) == (add_workdays(DAY, 5, Story().policy) + timedelta(days=1), Turn.TEAM)


def test_wish_has_nobody_outside_unless_that_is_told(policy: Policy) -> None:
    assert started([Part(1)], DAY, policy).outside == 0
    assert started([Part(1)], DAY, policy, outside=2).outside == 2


# What can happen when.


def wished() -> Story:
    return Story(Part(1))


def weighed() -> Story:
    return proposed(12_000, 12_000).then(e.Accepts(1), e.HelpAsked())


def offered() -> Story:
    return proposed(12_000).then(e.Accepts(1))


def revising() -> Story:
    return running(12_000, 24_000).then(e.Revises(ChangeReason.LESS_INCOME))


def offered_again() -> Story:
    return revising().then(e.CapacityTold(3_000, DAY + timedelta(days=21)))


def weighed_again() -> Story:
    return running(12_000, 24_000).then(e.HelpAsked())


@pytest.mark.parametrize("make", [proposed, offered, weighed, revising])
def test_another_organisation_is_picked_only_before_a_proposal_and_while_it_runs(make: Callable[[], Story]) -> None:
    assert refused(make(), e.Picked(9)) == Refused.NOT_NOW


@pytest.mark.parametrize("make", [wished, asked, running])
def test_another_organisation_is_picked_where_nothing_lies_before_anybody(make: Callable[[], Story]) -> None:
    assert make().then(e.Picked(9)).part(9).state == P.PICKED


@pytest.mark.parametrize("make", [proposed, offered, running])
def test_amount_is_told_before_a_proposal_and_while_it_is_made_anew_only(make: Callable[[], Story]) -> None:
    assert refused(make(), e.CapacityTold(3_000, DAY + timedelta(days=21))) == Refused.NOT_NOW


@pytest.mark.parametrize("event", [e.SeizureTold(), e.HelpAsked()])
def test_trouble_of_a_wish_is_nothing_to_look_at_yet(event: e.Event) -> None:
    assert refused(Story(Part(1)), event) == Refused.NOT_NOW


@pytest.mark.parametrize("event", [e.SeizureTold(), e.HelpAsked()])
@pytest.mark.parametrize("make", [asked, proposed, offered, running, revising])
def test_trouble_is_for_a_person_in_every_state_after_it(make: Callable[[], Story], event: e.Event) -> None:
    assert make().then(event).joint.state == S.WEIGHED


@pytest.mark.parametrize("make", [revising, offered_again, weighed_again])
def test_money_counts_also_while_it_is_looked_at_or_made_anew(make: Callable[[], Story]) -> None:
    paid = make().then(e.Paid(6_000))
    lowered = make().then(e.Lowered(1, 500))
    back = make().then(e.Paid(6_000), e.WentBack(((1, 500),)))

    assert [part.paid_cents for part in paid.joint.parts] == [2_000, 4_000]
    assert lowered.part(1).balance_cents == 11_500
    assert [part.paid_cents for part in back.joint.parts] == [1_500, 4_000]


@pytest.mark.parametrize("event", [e.Paid(100), e.Lowered(1, 100), e.NewDay(DAY), e.Pauses(DAY)])
def test_nothing_is_paid_nor_moved_of_a_plan_that_does_not_run(event: e.Event) -> None:
    assert refused(proposed(), event) == Refused.NOT_NOW


@pytest.mark.parametrize("event", [e.Ends(), e.TimePassed(), e.HelpAsked(), e.Accepts(1), e.Leaves(1)])
def test_nothing_happens_any_more_when_it_is_over(event: e.Event) -> None:
    assert refused(running(12_000).then(e.Ends()), event) == Refused.NOT_NOW
