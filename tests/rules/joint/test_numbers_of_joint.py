"""Each number of a joint plan by itself, as a colleague would say it: what still may, and what one more asks."""

from datetime import date, timedelta

import pytest

from tests.rules.joint.story import DAY, Story, asked, proposed, refused, running
from tijdig.policy import Policy, load
from tijdig.rules.joint import events as e
from tijdig.rules.joint.deciding import says_yes
from tijdig.rules.joint.drafts import Refused
from tijdig.rules.joint.facts import EffectKind, Part, Topic, WeighReason
from tijdig.rules.joint.planning import small_last_cents
from tijdig.words import JointPartState as P
from tijdig.words import JointState as S
from tijdig.words import Rhythm

MONDAY, WEDNESDAY, NEXT_MONDAY = DAY, date(2026, 11, 25), date(2026, 11, 30)
SUNDAY, TWO_WEEKS_ON = date(2026, 12, 6), date(2026, 12, 7)
"""DAY is Monday 23 November 2026; the first holiday after it is Christmas."""


def looked_at(story: Story) -> list[WeighReason]:
    """Why a person looks first; nothing when it went to the organisations at once."""
    assert story.joint.state == (S.WEIGHED if story.joint.weighs else S.PROPOSED)
    return [weigh.why for weigh in story.joint.weighs]


def first_payment(story: Story) -> dict[int, int]:
    assert story.joint.plan is not None
    return {line.part: line.amount_cents for line in story.joint.plan.lines if line.number == 1}


# How long each of them may take.


def test_balance_is_told_within_five_workdays() -> None:
    """Asked on a Monday, due the next Monday; then a person asks."""
    story = asked(Part(1))

    assert (story.joint.state, story.joint.due_on, story.part(1).due_on) == (S.INVENTORY, NEXT_MONDAY, NEXT_MONDAY)


def test_proposal_is_answered_within_ten_workdays() -> None:
    """Proposed on a Monday, due the Monday after next."""
    story = proposed(12_000)

    assert (story.joint.state, story.joint.due_on, story.part(1).due_on) == (S.PROPOSED, TWO_WEEKS_ON, TWO_WEEKS_ON)


def test_silence_lasts_five_workdays_more() -> None:
    """Asked on 23 November and silent after Monday the 30th: a late answer counts for a week. So with a proposal."""
    unheard = asked(Part(1), Part(2)).then(e.BalanceTold(1, 12_000)).on(NEXT_MONDAY)
    undecided = proposed(12_000, 12_000).then(e.Accepts(1)).on(TWO_WEEKS_ON)

    assert (unheard.part(2).state, undecided.part(2).state) == (P.ASKED, P.PROPOSED)
    unheard.later(1)
    undecided.later(1)
    assert (unheard.part(2).state, unheard.part(2).due_on) == (P.SILENT, TWO_WEEKS_ON)
    assert (undecided.part(2).state, undecided.part(2).due_on) == (P.UNDECIDED, date(2026, 12, 14))


def test_person_looks_within_two_workdays() -> None:
    """On a Monday there is nothing to spare, and on Wednesday at the latest somebody has called."""
    story = asked(Part(1), spare_cents=0)

    assert (story.joint.state, story.joint.due_on) == (S.WEIGHED, WEDNESDAY)
    assert [one.until for one in story.effects if one.kind == EffectKind.TASK] == [WEDNESDAY]


def test_another_proposal_is_looked_at_within_two_workdays() -> None:
    story = proposed(12_000, 12_000).then(e.Counters(1, 5_000))

    assert (story.states(), story.part(1).due_on) == ([P.COUNTERED, P.PROPOSED], WEDNESDAY)


def test_wish_without_consent_is_kept_for_fourteen_days() -> None:
    """Of a Monday it is still there on the Sunday before the second Monday, and then it is gone."""
    story = Story(Part(1))

    assert story.on(SUNDAY).joint.state == S.REQUESTED
    assert story.on(TWO_WEEKS_ON).joint.state == S.ENDED


def test_customer_has_fourteen_days_to_say_yes() -> None:
    """After a week we ask whether it works out; the last day of two weeks is whole, and then the offer is let go."""
    story = proposed(12_000).then(e.Accepts(1))

    assert (story.joint.state, story.joint.due_on) == (S.OFFERED, NEXT_MONDAY)
    assert story.on(NEXT_MONDAY).did(EffectKind.MESSAGE, Topic.HALFWAY)
    assert story.on(TWO_WEEKS_ON).joint.state == S.OFFERED
    assert story.on(TWO_WEEKS_ON + timedelta(days=1)).joint.state == S.ENDED


@pytest.mark.parametrize(
    ("wished", "pays_on"), [(date(2026, 12, 14), date(2026, 12, 14)), (date(2026, 12, 13), date(2027, 1, 13))]
)
def test_first_payment_comes_five_days_after_the_last_day_to_say_yes(wished: date, pays_on: date) -> None:
    """Of Wednesday 25 November: a yes until 9 December, the 14th is in time, and the 13th becomes that of January."""
    story = Story(Part(1), day=WEDNESDAY).then(e.Consented(1), e.CapacityTold(6_000, wished), e.Asked())

    for event in (e.BalanceTold(1, 12_000), e.Accepts(1)):  # what organisations are asked about, then the customer
        plan = story.then(event).joint.plan
        assert plan is not None
        assert plan.lines[0].due_on == pays_on


def test_it_is_quiet_for_six_weeks() -> None:
    """From Monday 23 November up to and with Sunday 3 January, at who is in it and at who comes in later."""
    monday = date(2027, 1, 4)

    assert asked(Part(1)).part(1).hold_until == monday
    assert running(12_000).then(e.Picked(9), e.Consented(9)).part(9).hold_until == monday


# When a person and an offer of help come first.


@pytest.mark.parametrize(("payments", "why"), [(18, []), (19, [WeighReason.TOO_LONG])])
def test_plan_of_a_year_and_a_half_goes_on_by_itself(payments: int, why: list[WeighReason]) -> None:
    """€ 60,00 a month: eighteen months may, the nineteenth asks for a talk."""
    assert looked_at(proposed(payments * 6_000, spare_cents=6_000)) == why


@pytest.mark.parametrize(
    ("organisations", "elsewhere", "why"),
    [(8, 0, []), (9, 0, [WeighReason.MANY]), (7, 1, []), (7, 2, [WeighReason.MANY])],
)
def test_eight_organisations_may_and_the_ninth_asks_for_a_talk(
    organisations: int, elsewhere: int, why: list[WeighReason]
) -> None:
    """Also when the customer keeps the ninth out of it."""
    assert looked_at(proposed(*[12_000] * organisations, spare_cents=12_000, outside=elsewhere)) == why


@pytest.mark.parametrize(("elsewhere", "why"), [(2, []), (3, [WeighReason.OUTSIDE])])
def test_two_organisations_may_stay_outside_and_the_third_asks_for_a_talk(
    elsewhere: int, why: list[WeighReason]
) -> None:
    assert looked_at(proposed(12_000, outside=elsewhere)) == why


def test_plan_of_ten_years_goes_on_after_a_talk_and_one_month_more_does_not() -> None:
    """€ 60,00 a month: 120 payments, and not 121."""
    ten_years, longer = proposed(120 * 6_000, spare_cents=6_000), proposed(121 * 6_000, spare_cents=6_000)

    assert (looked_at(ten_years), looked_at(longer)) == ([WeighReason.TOO_LONG], [WeighReason.TOO_LONG])
    assert ten_years.then(e.GoesOn()).joint.state == S.PROPOSED
    assert refused(longer, e.GoesOn()) == Refused.TOO_FAR


# How it is shared, and who says yes at once.


@pytest.mark.parametrize(
    ("spare_cents", "shares"), [(5_000, {1: 500, 2: 4_500}), (4_990, {1: 4_990})], ids=["5 euros", "4 euros 99"]
)
def test_share_is_five_euros_or_the_small_bill_goes_first(spare_cents: int, shares: dict[int, int]) -> None:
    """One of two is owed a tenth: of € 50,00 it gets € 5,00; of € 49,90 that is € 4,99, and it gets all of it first."""
    assert first_payment(proposed(6_000, 54_000, spare_cents=spare_cents)) == shares


@pytest.mark.parametrize(("last_cents", "is_small"), [(499, True), (500, False)], ids=["4 euros 99", "5 euros"])
def test_last_payment_of_less_than_five_euros_may_be_paid_along(
    last_cents: int, policy: Policy, *, is_small: bool
) -> None:
    assert small_last_cents([6_000, last_cents], policy) == (last_cents if is_small else 0)
    assert small_last_cents([last_cents], policy) == 0


def test_rest_of_next_to_nothing_goes_along_with_the_payment_before() -> None:
    """€ 60,26 with € 60,00 each time: one of two is paid up at once, and the other gets a euro."""
    plan = proposed(3_013, 3_013, spare_cents=6_000).joint.plan

    assert plan is not None
    assert [(line.number, line.part, line.amount_cents) for line in plan.lines] == [
        (1, 1, 3_013), (1, 2, 2_913), (2, 2, 100),
    ]  # fmt: skip


@pytest.mark.parametrize(("spare_cents", "why"), [(500, []), (499, [WeighReason.ROOM])])
def test_who_can_spare_less_than_five_euros_hears_from_a_person(spare_cents: int, why: list[WeighReason]) -> None:
    assert looked_at(proposed(2_500, spare_cents=spare_cents)) == why


@pytest.mark.parametrize(("with_payment", "is_yes"), [(18, True), (19, False)])
def test_our_own_word_covers_a_year_and_a_half(with_payment: int, is_yes: bool) -> None:
    """It is ours that ends there, also where plans may go on for two years before a person looks."""
    policy = load(MONDAY, overrides={"joint.months_max": 24})

    part = Part(1, yes_months=policy.joint.yes_months_max)

    assert says_yes(part, with_payment, Rhythm.MONTHLY, policy) == is_yes


@pytest.mark.parametrize(("with_payment", "is_yes"), [(18, True), (19, False)])
def test_word_of_another_covers_no_more_than_what_needs_no_talk(
    with_payment: int, is_yes: bool, policy: Policy
) -> None:
    """One that says yes to three years has said so of plans that no person looked at: a year and a half."""
    assert says_yes(Part(1, yes_months=36), with_payment, Rhythm.MONTHLY, policy) == is_yes


# Living with it: the limits of an arrangement hold for a joint one too.


def test_first_payment_comes_within_forty_five_days() -> None:
    """Told on 23 November: 7 January may, 8 January is too far away."""
    assert refused(Story(Part(1)), e.CapacityTold(6_000, date(2027, 1, 8))) == Refused.BAD_DAY
    assert Story(Part(1)).then(e.CapacityTold(6_000, date(2027, 1, 7))).joint.first_on == date(2027, 1, 7)


def test_payment_that_was_missed_moves_forty_five_days_at_most() -> None:
    story = running(12_000)
    assert story.joint.running is not None
    story.on(story.joint.running.lines[0].due_on + timedelta(days=6))
    assert (story.joint.state, story.day) == (S.MISSED, date(2026, 12, 20))

    assert refused(story, e.NewDay(date(2027, 2, 4))) == Refused.BAD_DAY
    assert story.then(e.NewDay(date(2027, 2, 3))).joint.state == S.ACTIVE


def test_pause_by_oneself_lasts_five_weeks_at_most() -> None:
    """Of a payment on Monday 14 December: until Monday 18 January, and not until the Tuesday."""
    story = running(12_000)

    assert story.joint.running.lines[0].due_on == date(2026, 12, 14)
    assert refused(story, e.Pauses(date(2027, 1, 19))) == Refused.BAD_DAY
    assert story.then(e.Pauses(date(2027, 1, 18))).joint.state == S.PAUSED


def test_pause_by_oneself_is_for_twice_a_year() -> None:
    """After one there may be a second; after two a person does it."""
    once, twice = running(12_000), running(12_000)
    once.joint = once.joint._replace(pauses=(date(2026, 3, 2),))
    twice.joint = twice.joint._replace(pauses=(date(2026, 3, 2), date(2026, 6, 1)))

    assert once.then(e.Pauses(date(2026, 12, 21))).joint.state == S.PAUSED
    assert refused(twice, e.Pauses(date(2026, 12, 21))) == Refused.PAUSED_ENOUGH
    assert twice.then(e.Pauses(date(2026, 12, 21), by_person=True)).joint.state == S.PAUSED


def test_day_moves_later_by_oneself_three_times_a_year() -> None:
    """After two there may be a third; after three a person thinks along."""
    twice, thrice = running(12_000), running(12_000)
    twice.joint = twice.joint._replace(moves=(date(2026, 3, 2),) * 2)
    thrice.joint = thrice.joint._replace(moves=(date(2026, 3, 2),) * 3)

    assert twice.then(e.NewDay(date(2026, 12, 21))).joint.state == S.ACTIVE
    assert refused(thrice, e.NewDay(date(2026, 12, 21))) == Refused.MOVED_ENOUGH


def test_customer_is_asked_for_a_longer_consent_eight_weeks_before_it_ends() -> None:
    """It ends on Monday 1 March: not yet on Sunday 3 January, and on Monday the 4th we ask."""
    story = Story(Part(1)).then(e.Consented(1, date(2027, 3, 1)), e.CapacityTold(6_000, date(2026, 12, 14)), e.Asked())
    story.then(e.BalanceTold(1, 36_000), e.Accepts(1), e.Confirms())

    assert refused(story.on(date(2027, 1, 3)), e.Renewed(1, date(2029, 3, 1))) == Refused.NOT_NOW
    assert story.on(date(2027, 1, 4)).did(EffectKind.MESSAGE, Topic.RENEW)
    assert story.then(e.Renewed(1, date(2029, 3, 1))).part(1).consent_until == date(2029, 3, 1)
