"""Allotting: what people have time for, who comes first, what becomes of the rest, and that no wish is forgotten."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.actions.conftest import make_late_case
from tests.factories import (
    NOW,
    TODAY,
    make_approach,
    make_call,
    make_call_back,
    make_call_slot,
    make_contact,
    make_creditor,
    make_decision,
    make_entry,
    make_hold,
    make_point,
    make_step,
    make_team_hours,
)
from tijdig.actions import allotting, calls, night, points, stops, sweeping, wishes
from tijdig.actions.allotting import Allotted, Count
from tijdig.models import Approach, AuditEvent, Case, Claim, ContactPoint, Creditor, Step
from tijdig.planner.codes import Rank
from tijdig.queries import cases, frames
from tijdig.words import CallResult, Skill

pytestmark = pytest.mark.django_db
SUNDAY = date(2026, 11, 29)
DAY = timedelta(days=1)


def allot(day: date = TODAY) -> Allotted:
    return allotting.allot_all(
        day, by="system", at=datetime.combine(day, datetime.min.time(), UTC) + timedelta(hours=8)
    )


def wish(creditor: Creditor, rank: Rank = Rank.REST, **values: Any) -> Step:
    """Somebody with an approach of five days ago, in which a person is wished for today."""
    case = values.pop("case", None) or make_late_case(creditor)
    made = make_approach(case, made_on=TODAY - 5 * DAY, ends_on=TODAY)
    values = {"made_at": NOW - 5 * DAY, "why": "first_time_call", **values}
    return make_step(case, approach=made, rank=rank, **values)


def states() -> list[str]:
    return list(Step.objects.order_by("pk").values_list("state", flat=True))


@pytest.fixture
def creditor() -> Creditor:
    return make_creditor()


# Who gets somebody


def test_as_many_as_there_are_minutes_for_those_in_need_first(creditor: Creditor) -> None:
    make_team_hours(creditor, minutes=44)
    for rank in (Rank.REST, Rank.NEED, Rank.EFFECT):
        wish(creditor, rank)

    found = allot()

    assert states() == ["not_given", "given", "given"]
    told = "gevraagd 3, kan 2, gegeven 2"
    assert found.lines == (f"stappen, bellen: {told}", f"te weinig tijd bij {creditor.code}, bellen: {told}")
    assert set(Step.objects.filter(state="not_given").values_list("settled_at", "settled_by")) == {(NOW, "system")}


def test_who_waits_longest_comes_first_among_equals(creditor: Creditor) -> None:
    make_team_hours(creditor, minutes=15)
    wish(creditor, made_at=NOW - 5 * DAY)
    wish(creditor, made_at=NOW - 6 * DAY)

    allot()

    assert states() == ["not_given", "given"]


def test_more_hours_than_wishes(creditor: Creditor) -> None:
    make_team_hours(creditor, minutes=120)
    wish(creditor)

    assert allot().counts[Skill.CALL] == Count(1, 8, 1)


def test_hours_of_each_team_are_its_own(creditor: Creditor) -> None:
    make_team_hours(creditor, minutes=15)
    wish(creditor)
    wish(make_creditor())

    found = allot()

    assert states() == ["given", "not_given"]
    assert found.counts[Skill.CALL] == Count(2, 1, 1)


def test_hours_of_another_day_or_skill_do_not_count(creditor: Creditor) -> None:
    make_team_hours(creditor, day=TODAY + DAY)
    make_team_hours(creditor, skill="visit")
    wish(creditor)

    assert allot().counts[Skill.CALL] == Count(1, 0, 0)


def test_without_hours_quarters_that_nobody_was_promised_are_hours(creditor: Creditor) -> None:
    make_call_slot(creditor, starts_at=NOW + timedelta(hours=2), places=2)
    taken = make_call_slot(creditor, starts_at=NOW + timedelta(hours=3))
    make_call_back(make_late_case(creditor), slot=taken)
    make_call_slot(creditor, starts_at=NOW + DAY)
    for _ in range(3):
        wish(creditor)

    assert allot().counts[Skill.CALL] == Count(3, 2, 2)


def test_hours_that_were_written_down_go_before_quarters(creditor: Creditor) -> None:
    make_call_slot(creditor, starts_at=NOW + timedelta(hours=2), places=9)
    make_team_hours(creditor, minutes=0)
    wish(creditor)

    assert allot().counts[Skill.CALL] == Count(1, 0, 0)


def test_nobody_goes_on_a_visit_without_hours_for_it(creditor: Creditor) -> None:
    wish(creditor, kind="visit", skill="visit", minutes=90)

    assert allot().counts[Skill.VISIT] == Count(1, 0, 0)
    assert states() == ["not_given"]


def test_looks_need_no_hours(creditor: Creditor) -> None:
    for _ in range(3):
        wish(creditor, kind="", skill="look", minutes=10)

    assert allot().counts[Skill.LOOK] == Count(3, 3, 3)


def test_look_that_does_not_fit_is_put_off_and_never_dropped(creditor: Creditor) -> None:
    make_team_hours(creditor, skill="look", minutes=10)
    for rank in (Rank.REST, Rank.ASKED):
        wish(creditor, rank, kind="", skill="look", minutes=10)

    allot()

    assert list(Step.objects.order_by("pk").values_list("state", "on_day")) == [
        ("wished", TODAY + DAY), ("given", TODAY),
    ]  # fmt: skip


def test_what_is_urgent_becomes_a_look_when_nobody_can_call(creditor: Creditor) -> None:
    make_team_hours(creditor, minutes=0)
    make_team_hours(creditor, skill="look", minutes=0)
    wished = wish(creditor, Rank.URGENT)

    found = allot()

    look = Step.objects.get(skill="look")
    assert (Step.objects.get(skill="call").state, look.state, look.on_day, look.minutes) == (
        "not_given",
        "given",
        TODAY,
        10,
    )
    assert (look.case, look.approach, look.rank, look.why) == (wished.case, wished.approach, 0, wished.why)
    assert found.counts == {Skill.CALL: Count(1, 0, 0), Skill.VISIT: Count(), Skill.LOOK: Count(1, 0, 1)}


def test_second_run_of_a_day_does_not_spend_the_hours_again(creditor: Creditor) -> None:
    make_team_hours(creditor, minutes=30)
    wish(creditor)
    allot()
    wish(creditor, Rank.NEED)
    wish(creditor, Rank.NEED)

    found = allot()

    assert states() == ["given", "given", "not_given"]
    assert found.counts[Skill.CALL] == Count(2, 1, 1)


def test_steps_of_later_days_wait(creditor: Creditor) -> None:
    wish(creditor, on_day=TODAY + DAY)

    assert allot().lines == ()
    assert states() == ["wished"]


def test_each_skill_has_its_line(creditor: Creditor) -> None:
    wish(creditor)
    wish(creditor, kind="visit", skill="visit", minutes=90)
    wish(creditor, kind="", skill="look", minutes=10)

    assert allot().lines == (
        "stappen, bellen: gevraagd 1, kan 0, gegeven 0",
        "stappen, op bezoek gaan: gevraagd 1, kan 0, gegeven 0",
        "stappen, dossier bekijken: gevraagd 1, kan 1, gegeven 1",
        f"te weinig tijd bij {creditor.code}, bellen: gevraagd 1, kan 0, gegeven 0",
        f"te weinig tijd bij {creditor.code}, op bezoek gaan: gevraagd 1, kan 0, gegeven 0",
    )


def test_allotting_leaves_its_trace(creditor: Creditor) -> None:
    make_team_hours(creditor, minutes=15)
    wish(creditor)

    allot()

    told = AuditEvent.objects.get(what="steps.allotted")
    assert told.facts == {"call": {"wished": 1, "possible": 1, "given": 1}, "stopped": 0}


def test_customer_chooses_a_moment_when_nobody_could_call(creditor: Creditor) -> None:
    step = wish(creditor)

    allot()

    assert frames.of_case(step.case, TODAY + DAY).accounts.plain(0).call_not_given


# Caps and rest, on the day of the call


def test_caps_of_calls_hold_on_the_day_itself(creditor: Creditor) -> None:
    make_team_hours(creditor, minutes=60)
    twice, thrice, once = (wish(creditor) for _ in range(3))
    for step, hours in ((twice, (1, 2)), (thrice, (24, 48, 72)), (once, (24, 48))):
        for ago in hours:
            at = NOW - timedelta(hours=ago)
            make_call(
                make_contact(case=step.case, kind="phone", state="failed", happened_at=at, send_from=at),
                result="not_reached",
            )

    found = allot()

    assert found.counts[Skill.CALL] == Count(1, 4, 1)
    assert list(Step.objects.order_by("pk").values_list("state", "on_day")) == [
        ("wished", TODAY + DAY), ("wished", TODAY + DAY), ("given", TODAY),
    ]  # fmt: skip
    assert Approach.objects.get(case=twice.case).ends_on == TODAY + DAY


def test_nobody_is_called_on_sunday(creditor: Creditor) -> None:
    make_team_hours(creditor, day=SUNDAY)
    wish(creditor, on_day=SUNDAY)

    assert allot(SUNDAY).lines == ()
    assert Step.objects.get().on_day == SUNDAY + DAY


def test_who_does_not_want_calls_any_more_is_not_called(creditor: Creditor) -> None:
    make_team_hours(creditor)
    step = wish(creditor)
    step.case.customer.not_by = ["phone"]
    step.case.customer.save()

    allot()

    assert states() == ["stopped"]
    assert Approach.objects.get().stopped_at is None


@pytest.mark.parametrize("said", ["called", "wrote", "asked to rest", "spoke well", "stopped by the planner"])
def test_who_was_heard_or_rests_is_left_alone(creditor: Creditor, said: str) -> None:
    make_team_hours(creditor)
    step = wish(creditor)
    case = step.case
    if said == "called":
        make_call(make_contact(case=case, kind="phone", state="delivered", happened_at=NOW - DAY))
    elif said == "wrote":
        make_contact(case=case, direction="in", state="received", happened_at=NOW - DAY)
    elif said == "asked to rest":
        make_decision(case, outcome="stop")
        make_hold(case, kind="paused")
    elif said == "spoke well":
        Case.objects.filter(pk=case.pk).update(last_conversation_on=TODAY - 6 * DAY)
    else:
        make_decision(case, outcome="stop")

    allot()

    assert states() == ["stopped"]
    assert Approach.objects.get().stopped_at == NOW


@pytest.mark.parametrize("what", ["paid", "closed", "died"])
def test_what_came_in_by_file_ends_an_approach(creditor: Creditor, what: str) -> None:
    make_team_hours(creditor)
    step, other = wish(creditor), wish(creditor)
    customer = step.case.customer
    if what == "paid":
        claim = Claim.objects.get(customer=customer)
        make_entry(claim, kind="payment", amount_cents=-100, booked_on=TODAY - DAY, made_at=NOW - DAY)
    elif what == "closed":
        Case.objects.filter(pk=step.case_id).update(state="closed", closed_on=TODAY, closing_reason="paid")
    else:
        customer.died_on = TODAY - DAY
        customer.save()

    allot()

    reason = {"paid": "part_paid", "closed": "closed", "died": "died"}[what]
    assert Approach.objects.get(case=step.case).stop_reason == reason
    assert Approach.objects.get(case=other.case).stopped_at is None
    assert states() == ["stopped", "given"]


def test_payment_before_the_approach_ends_nothing(creditor: Creditor) -> None:
    make_team_hours(creditor)
    step = wish(creditor)
    claim = Claim.objects.get(customer=step.case.customer)
    make_entry(claim, kind="payment", amount_cents=-100, booked_on=TODAY - 9 * DAY, made_at=NOW - 9 * DAY)

    allot()

    assert states() == ["given"]


# No case sleeps


def test_forgotten_wish_is_found(creditor: Creditor) -> None:
    step = wish(creditor, on_day=TODAY - DAY)
    make_decision(step.case, valid_from=TODAY, again_on=TODAY + DAY)
    awake = wish(creditor, on_day=TODAY + DAY)
    make_decision(awake.case, valid_from=TODAY, again_on=TODAY + DAY)

    assert cases.sleeping(TODAY) == [step.case_id]
    assert cases.undecided(TODAY) == []


@pytest.mark.parametrize("plant", ["no owner", "no next day", "no decision"])
def test_planted_sleeper_is_found(creditor: Creditor, plant: str) -> None:
    case = make_late_case(creditor)
    if plant == "no owner":
        make_decision(case, valid_from=TODAY, again_on=TODAY + DAY, owner="")
    elif plant == "no next day":
        make_decision(case, valid_from=TODAY - DAY, again_on=TODAY - DAY)

    assert cases.sleeping(TODAY) == [case.pk]


def test_night_that_forgets_a_wish_says_so(late: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    make_step(late, on_day=TODAY - DAY)
    monkeypatch.setattr(allotting, "allot_all", lambda *_args, **_values: Allotted())

    with pytest.raises(night.SleepingCasesError, match="1 open cases"):
        night.run(TODAY, at=NOW, by="test")


def test_night_settles_every_wish_before_it_is_released(late: Case) -> None:
    make_step(late, on_day=TODAY - DAY, rank=Rank.REST)
    make_step(late, on_day=TODAY - DAY, skill="look", kind="")

    counts = night.run(TODAY, at=NOW, by="test")

    assert cases.sleeping(TODAY) == []
    assert counts.notes == (
        "stappen, bellen: gevraagd 1, kan 0, gegeven 0",
        "stappen, dossier bekijken: gevraagd 1, kan 1, gegeven 1",
        f"te weinig tijd bij {late.creditor.code}, bellen: gevraagd 1, kan 0, gegeven 0",
    )


def test_stop_and_call_leave_no_wish_behind(creditor: Creditor) -> None:
    make_team_hours(creditor)
    step, other = wish(creditor), wish(creditor)
    allot()
    calls.log(step.case, CallResult.NOT_REACHED, "Nam niet op.", good_conversation=False, by="user:1", at=NOW)
    stops.reacted(other.case, by="user:1", at=NOW)

    assert states() == ["done", "stopped"]


def test_as_many_questions_for_one_wish_as_for_three(creditor: Creditor) -> None:
    make_team_hours(creditor, minutes=600)

    def asked(size: int) -> int:
        for _ in range(size):
            wish(creditor)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            allot()
        return len(queries)

    assert asked(1) == asked(3)


# Where nobody may be reached any more


@pytest.fixture
def called(creditor: Creditor) -> Step:
    """Somebody with one number, whom a colleague calls today."""
    make_team_hours(creditor)
    step = wish(creditor)
    ContactPoint.objects.filter(customer=step.case.customer, kind__in=["mobile", "phone"]).delete()
    make_point(step.case.customer, kind="mobile", value="+31612345678")
    allot()
    assert states() == ["given"]
    return step


def number_of(step: Step) -> ContactPoint:
    return ContactPoint.objects.get(customer=step.case.customer, kind="mobile")


@pytest.mark.parametrize("how", ["unsafe number", "wrong number", "not safe at all", "moved"])
def test_nobody_calls_where_a_call_became_unsafe(called: Step, how: str) -> None:
    what: dict[str, Any] = {"by": "user:1", "at": NOW}
    if how in ("unsafe number", "wrong number"):
        points.mark(number_of(called), called.case, points.PointMark(how.split()[0]), **what)
    elif how == "moved":
        stops.moved(called.case, **what)
    else:
        wishes.unsafe(called.case, **what)

    assert states() == ["stopped"]


def test_call_stays_while_another_number_is_left(called: Step) -> None:
    make_point(called.case.customer, kind="phone", value="+31201234567")

    points.mark(number_of(called), called.case, points.PointMark.UNSAFE, by="user:1", at=NOW)

    assert states() == ["given"]


def test_urgent_call_to_an_unsafe_number_becomes_a_look(called: Step) -> None:
    Step.objects.update(rank=Rank.URGENT)

    points.mark(number_of(called), called.case, points.PointMark.UNSAFE, by="user:1", at=NOW)

    assert states() == ["stopped", "given"]
    look = Step.objects.get(skill="look")
    assert (look.on_day, look.rank, look.why) == (TODAY, Rank.URGENT, called.why)


def test_visit_to_an_address_that_is_wrong_is_off(creditor: Creditor) -> None:
    step = wish(creditor, skill="visit", kind="visit", state="given")
    post = ContactPoint.objects.get(customer=step.case.customer, kind="post")

    points.mark(post, step.case, points.PointMark.WRONG, by="user:1", at=NOW)

    assert states() == ["stopped"]


def test_number_that_went_with_a_file_ends_a_call_at_once(called: Step) -> None:
    number_of(called).delete()

    sweeping.after_intake(called.case.creditor, 1, by="test", at=NOW)

    assert states() == ["stopped"]


def test_number_that_went_ends_a_call_of_the_night_before(called: Step) -> None:
    number_of(called).delete()

    allot(TODAY + DAY)

    assert states() == ["stopped"]
