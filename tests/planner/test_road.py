"""Walks the road day by day, through Sundays and holidays: what is promised to customers holds on every one of them."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

import pytest

from tests.planner.cases import POLICIES
from tests.planner.road import Claim, Customer, people
from tijdig.planner.checks import contradictions, sleeping
from tijdig.planner.codes import Form, Kind, Stage
from tijdig.planner.columns import Accounts
from tijdig.planner.plan import plan
from tijdig.policy import Policy
from tijdig.rules import workdays

FIRST, LAST = date(2026, 11, 20), date(2027, 6, 10)  # Christmas, Easter, King's Day, 5 to 7 May, Whitsun
WALKS = (
    "standard",
    *(pytest.param(name, marks=pytest.mark.slow) for name in ("housing", "health", "early", "late")),
)


def days() -> Iterator[date]:
    day = FIRST
    while day < LAST:
        yield day
        day += timedelta(days=1)


def walk(policy: Policy, seed: int, count: int) -> list[Customer]:
    """Every customer after a life in this world, with nobody asleep and no columns that contradict each other."""
    customers = people(seed, count, FIRST, LAST)
    for day in days():
        accounts = Accounts.from_rows([customer.row(day) for customer in customers])
        assert contradictions(accounts) == {}
        decisions = plan(accounts, policy, day)
        assert sleeping(decisions).tolist() == []
        columns = (decisions.acts, decisions.stage, decisions.form, decisions.channels)
        for customer, acts, stage, form, channels in zip(customers, *columns, strict=True):
            if acts:
                is_reminder = Stage(int(stage)) in (Stage.S1, Stage.S2)
                customer.approach(day, Form(int(form)), Kind(int(channels)), is_reminder=is_reminder)
                named = customer.say(day, Stage(int(stage)))
                assert bool(named) == (stage != Stage.S0)
            customer.had_arrears |= bool(customer.moments)
    return customers


@pytest.fixture(scope="module", params=WALKS)
def world(request: pytest.FixtureRequest) -> tuple[Policy, list[Customer]]:
    policy = POLICIES[request.param]
    return policy, walk(policy, seed=len(request.param), count=40)


def named_too_late(policy: Policy, customers: list[Customer]) -> tuple[int, list[Claim]]:
    """How many claims had to be named in time, and those that were not."""
    limit = timedelta(days=policy.stages.name_new_claim_before_days - 1)
    owed = [
        claim
        for customer in customers
        for claim in customer.claims
        if claim.disputed is None and claim.due + limit < LAST and claim.is_overdue(claim.due + limit)
    ]
    return len(owed), [claim for claim in owed if not claim.named_on or claim.named_on[0] - claim.due > limit]


def test_every_undisputed_claim_is_named_before_it_is_eight_days_late(world: tuple[Policy, list[Customer]]) -> None:
    owed, missed = named_too_late(*world)

    assert owed > 300
    assert missed == []


@pytest.mark.slow
@pytest.mark.parametrize("name", ["lowest", "highest"])
def test_claims_are_named_in_time_whatever_a_creditor_may_choose(name: str) -> None:
    owed, missed = named_too_late(POLICIES[name], walk(POLICIES[name], seed=17, count=120))

    assert owed > 900
    assert missed == []


def test_a_dispute_that_ends_is_named_within_days(world: tuple[Policy, list[Customer]]) -> None:
    """The clock of the claim stood still; it is named on one of the first days on which something may go out."""
    policy, customers = world
    patience = timedelta(days=policy.stages.name_new_claim_before_days - 1)
    ended = [
        (claim, claim.disputed[1])
        for customer in customers
        for claim in customer.claims
        if claim.disputed and not claim.named_on and claim.disputed[1] + patience < LAST
    ]

    assert [claim for claim, end in ended if claim.is_overdue(max(end, claim.due) + patience)] == []


def test_messages_keep_to_the_days_and_the_caps(world: tuple[Policy, list[Customer]]) -> None:
    policy, customers = world
    for customer in customers:
        moments = [day for day, _ in customer.moments]

        assert all(workdays.is_outreach_day(day, policy) for day in moments)
        assert len(set(moments)) == len(moments)
        assert all(
            sum(0 <= (day - other).days < 7 for other in moments) <= policy.contacts.moments_per_7_days
            for day in moments
        )
        between = [(later - day).days for day, later in pairwise(moments)]
        assert min(between, default=9) >= policy.contacts.days_between_moments_new_claim


def test_no_claim_is_named_when_it_is_not_overdue(world: tuple[Policy, list[Customer]]) -> None:
    _, customers = world

    assert all(claim.is_overdue(day) for customer in customers for claim in customer.claims for day in claim.named_on)


def test_steps_come_in_their_order_with_time_between(world: tuple[Policy, list[Customer]]) -> None:
    policy, customers = world
    second = timedelta(days=policy.stages.second_reminder_after_days)
    notice = timedelta(days=policy.stages.notice_after_days)
    seen = {Stage.S2: 0, Stage.S3: 0}
    for customer in customers:
        for day, stage in customer.moments:
            overdue = [claim for claim in customer.claims if claim.is_overdue(day)]
            if stage == Stage.S2:
                assert any(min(claim.named_on) <= day - second for claim in overdue if claim.named_on)
            if stage == Stage.S3:
                assert any(claim.first_at.get(2, day) <= day - notice for claim in overdue)
            seen[stage] = seen.get(stage, 0) + 1

    assert all(seen.get(stage, 0) > 5 for stage in (Stage.S0, Stage.S1, Stage.S2, Stage.S3))


def test_a_notice_is_not_sent_twice_while_its_term_runs(world: tuple[Policy, list[Customer]]) -> None:
    _, customers = world
    for customer in customers:
        for end, bearing in customer.notice_ends:
            again = [
                other
                for other, claims in customer.notice_ends
                if other > end and set(map(id, claims)) & set(map(id, bearing))
            ]
            assert again == []


def test_two_approaches_in_a_row_never_have_one_form_unless_a_person_came(
    world: tuple[Policy, list[Customer]],
) -> None:
    _, customers = world
    pairs = [
        (one, other)
        for customer in customers
        for (one, other), is_reminder in zip(pairwise(customer.forms), customer.reminders[1:], strict=True)
        if is_reminder
    ]

    assert len(pairs) > 100
    assert {one for one, other in pairs if one == other} <= {Form.CALLED, Form.PERSONAL, Form.VISITED}
    assert {form for pair in pairs for form in pair} >= {Form.LIGHT, Form.WRITTEN, Form.CALLED, Form.OTHER_WAY}
