"""The columns of what was tried and what is about to happen: calls, visits, approaches, the agency, the court."""

from typing import Any

import pytest

from tests.factories import (
    TODAY,
    make_approach,
    make_arrangement,
    make_call,
    make_case,
    make_claim,
    make_consequence,
    make_contact,
    make_entry,
    make_instalment,
    make_moment,
    make_request,
    make_step,
    make_transfer,
)
from tests.queries.accounts import account, ago, at, make_out, names, overdue
from tijdig.models import Arrangement, Case
from tijdig.planner.codes import NEVER, ConsequenceCode, Form
from tijdig.queries import frames
from tijdig.queries.parts import part_of

pytestmark = pytest.mark.django_db


def called(case: Case, days: int, result: str = "not_reached", *, hour: int = 12, **values: Any) -> None:
    """A call of so many days ago."""
    says_no = values.pop("says_no", False)
    contact = make_out(case, days, happened_at=at(days, hour), **values)
    make_call(contact, result=result, says_no=says_no)


# Calls


def test_frames_count_calls_that_reached_nobody_in_a_row() -> None:
    case = make_case()
    called(case, 9)
    called(case, 8, "reached")
    called(case, 7, direction="in")  # somebody who called us and hung up
    called(case, 6, "voicemail")
    called(case, 5)
    called(case, 4, "wrong_number")

    assert account(case).calls_unanswered == 3


def test_frames_count_calls_since_the_customer_was_heard() -> None:
    case, claim = overdue(30)
    called(case, 9)
    called(case, 6)
    called(case, 2)
    make_entry(claim, amount_cents=-100, booked_on=ago(7))

    assert account(case).calls_unanswered == 2

    make_request(case, received_at=at(5))

    assert account(case).calls_unanswered == 1


def test_frames_count_calls_of_today_and_days_with_a_call() -> None:
    case = make_case()
    for days, hour in ((0, 7), (0, 8), (3, 9), (3, 15), (6, 12), (7, 12)):
        called(case, days, hour=hour)
    called(case, 1, "reached")
    called(case, 2, direction="in")

    row = account(case)

    assert (row.calls_today, row.call_days_7d) == (2, 4)


def test_frames_count_a_call_by_the_day_it_was_here() -> None:
    case = make_case()
    called(case, 1, hour=23)  # past midnight in Amsterdam

    assert account(case).calls_today == 1


@pytest.mark.parametrize(
    ("calls", "says_no"),
    [
        ([(5, "reached", True)], True),
        ([(5, "reached", True), (2, "not_reached", False)], True),
        ([(5, "reached", True), (2, "reached", False)], False),
        ([(5, "reached", False)], False),
    ],
)
def test_frames_know_what_was_said_in_the_last_conversation(calls: list[tuple[int, str, bool]], says_no: bool) -> None:
    case = make_case()
    for days, result, no in calls:
        called(case, days, result, says_no=no)

    assert account(case).says_no is says_no


@pytest.mark.parametrize(
    ("last", "not_given"), [({"state": "not_given"}, True), ({"state": "given"}, False), ({"kind": "visit"}, True)]
)
def test_frames_know_that_nobody_was_free_for_a_call(last: dict[str, Any], not_given: bool) -> None:
    case = make_case()
    make_step(case, state="not_given", on_day=ago(9))
    make_step(case, on_day=ago(2), **last)

    assert account(case).call_not_given is not_given


@pytest.mark.parametrize(("heard", "not_given"), [(3, True), (2, False), (1, False)])
def test_frames_forget_a_call_that_was_not_given_once_the_customer_is_heard(heard: int, not_given: bool) -> None:
    case = make_case()
    make_step(case, state="not_given", on_day=ago(2))
    make_request(case, received_at=at(heard))

    assert account(case).call_not_given is not_given


# Visits and approaches


def test_frames_count_the_visits_of_a_year() -> None:
    case = make_case()
    for days, values in (
        (1, {}),
        (364, {"state": "handed_over", "happened_at": None}),
        (365, {}),
        (5, {"state": "planned"}),
        (5, {"state": "failed"}),
        (5, {"kind": "letter"}),
    ):
        make_out(case, days, **{"kind": "visit"} | values)

    assert account(case).visits == 2


@pytest.mark.parametrize(
    ("days", "form"), [([], Form.NONE), ([9], Form.CALLED), ([10], Form.NONE), ([12], Form.NONE), ([0], Form.CALLED)]
)
def test_frames_know_the_last_form_of_these_arrears(days: list[int], form: Form) -> None:
    case, _ = overdue(10)
    for ago_days in days:
        make_approach(case, made_on=ago(ago_days), ends_on=ago(ago_days))

    assert account(case).last_form == form


def test_frames_take_the_form_of_the_last_approach_also_when_it_stopped() -> None:
    case, _ = overdue(30)
    make_approach(case, form="written", made_on=ago(8), stopped_at=at(7), stop_reason="reacted")
    make_approach(case, form="light", made_on=ago(20))

    assert account(case).last_form == Form.WRITTEN


@pytest.mark.parametrize(
    ("values", "left"),
    [
        ({"ends_on": ago(-4)}, 4),
        ({"ends_on": TODAY}, 0),
        ({"ends_on": ago(2)}, 0),
        ({"ends_on": ago(-4), "stopped_at": at(1), "stop_reason": "reacted"}, 0),
    ],
)
def test_frames_count_the_days_of_a_running_approach(values: dict[str, Any], left: int) -> None:
    case, _ = overdue(10)
    make_approach(case, made_on=ago(3), **values)

    assert account(case).approach_days_left == left


# Arrangements


def arranged(*due_days: int, cents: int = 3_000, **values: Any) -> Arrangement:
    """A case with an arrangement of its one bill, in parts that fell due so many days ago."""
    case, claim = overdue(60, cents * len(due_days))
    made = make_arrangement(case, total_cents=cents * len(due_days), **values)
    made.claims.add(claim)
    for number, days in enumerate(due_days, 1):
        make_instalment(made, number=number, due_on=ago(days), amount_cents=cents)
    return made


@pytest.mark.parametrize(("paid", "days"), [(0, 40), (2_999, 40), (3_000, 10), (6_000, NEVER)])
def test_frames_count_from_the_oldest_instalment_that_is_not_covered(paid: int, days: int) -> None:
    made = arranged(40, 10, -20)
    if paid:
        make_entry(made.claims.get(), amount_cents=-paid, booked_on=ago(39))

    assert account(made.case).missed_instalment_days == days


@pytest.mark.parametrize(("days", "missed"), [(1, 1), (0, NEVER)])
def test_frames_do_not_take_an_instalment_of_today_for_missed(days: int, missed: int) -> None:
    assert account(arranged(days).case).missed_instalment_days == missed


def test_frames_miss_nothing_of_an_arrangement_that_ended() -> None:
    assert account(arranged(10, state="ended").case).missed_instalment_days == NEVER


# The agency


def test_frames_know_that_these_arrears_are_with_an_agency() -> None:
    case, _ = overdue(30)
    make_transfer(case, decided_at=at(5))

    row = account(case)

    assert (row.is_handed_over, row.handed_over_days) == (True, NEVER)


def test_frames_know_that_a_transfer_was_recalled() -> None:
    case, _ = overdue(30)
    make_transfer(case, state="recalled", decided_at=at(5), recalled_at=at(2), recalled_by="test")

    row = account(case)

    assert (row.is_handed_over, row.handed_over_days) == (False, 5)


def test_frames_know_a_transfer_of_arrears_that_were_solved() -> None:
    case, old = overdue(400)
    make_transfer(case, decided_at=at(300))
    make_entry(old, amount_cents=-10_000, booked_on=ago(200))

    assert (account(case).is_handed_over, account(case).handed_over_days) == (False, 300)

    make_claim(case.customer, due_on=ago(5))

    assert (account(case).is_handed_over, account(case).handed_over_days) == (False, 300)


def test_frames_leave_a_newer_bill_quiet_while_anything_that_went_along_is_open() -> None:
    case, old = overdue(30)
    make_transfer(case, decided_at=at(20))
    make_claim(case.customer, due_on=ago(5))
    assert (account(case).is_handed_over, account(case).overdue_cents > 10_000) == (True, True)

    make_entry(old, amount_cents=-10_000, booked_on=ago(1))

    assert (account(case).is_handed_over, account(case).handed_over_days) == (False, 20)


def test_frames_do_not_mind_a_case_that_a_person_kept() -> None:
    case, _ = overdue(30)
    make_transfer(case, state="kept", agency="", decided_at=at(5))

    row = account(case)

    assert (row.is_handed_over, row.handed_over_days) == (False, NEVER)


# What is about to happen


@pytest.mark.parametrize(
    ("values", "code", "days"),
    [
        ({}, ConsequenceCode.SUMMONS, 14),
        ({"kind": "eviction", "on_day": TODAY}, ConsequenceCode.EVICTION, 0),
        ({"on_day": ago(1)}, ConsequenceCode.NONE, NEVER),
        ({"lifted_at": at(0), "lifted_by": "test"}, ConsequenceCode.NONE, NEVER),
    ],
)
def test_frames_know_what_is_really_going_to_happen(values: dict[str, Any], code: int, days: int) -> None:
    case, _ = overdue(90)
    make_consequence(case, **values)

    row = account(case)

    assert (row.consequence, row.consequence_in_days) == (code, days)


def test_frames_take_what_comes_first() -> None:
    case, _ = overdue(90)
    make_consequence(case, kind="eviction", on_day=ago(-9))
    make_consequence(case, kind="disconnection", on_day=ago(-3))
    make_consequence(case, kind="summons", on_day=ago(-20))

    assert account(case).consequence == ConsequenceCode.DISCONNECTION


@pytest.mark.parametrize(
    ("stage", "days", "state", "told"),
    [
        ("S4b", 3, "handed_over", True),
        ("S5", 3, "planned", True),
        ("S5", 3, "failed", False),
        ("S3", 3, "delivered", False),
        ("S4b", 6, "handed_over", False),  # before it was recorded
    ],
)
def test_frames_know_whether_the_customer_was_told(stage: str, days: int, state: str, told: bool) -> None:
    case, claim = overdue(90)
    make_consequence(case, recorded_at=at(5))
    moment = make_moment(case, day=ago(days), stage=stage, claims=names(claim))
    make_contact(moment, state=state, send_from=at(days, 7))

    assert account(case).consequence_told is told


def test_frames_know_that_it_was_told_later_on_the_day_it_was_recorded() -> None:
    case, claim = overdue(90)
    make_consequence(case, recorded_at=at(5, 10))
    moment = make_moment(case, day=ago(5), stage="S4b", claims=names(claim))
    contact = make_contact(moment, state="handed_over", send_from=at(5, 7), handed_over_at=at(5, 9))

    assert account(case).consequence_told is False

    contact.handed_over_at = at(5, 11)
    contact.save()

    assert account(case).consequence_told is True


def test_frames_do_not_count_what_is_about_to_go_out_as_told() -> None:
    case, claim = overdue(90)
    make_consequence(case, recorded_at=at(5))
    moment = make_moment(case, day=TODAY, stage="S4b", claims=names(claim))
    make_contact(moment, state="planned", send_from=at(0, 7))

    told = [frames.read(part_of(case), TODAY, but=but).accounts.plain(0).consequence_told for but in ((), [moment.pk])]

    assert told == [True, False]


@pytest.mark.parametrize(("stage", "code"), [("S3", 3), ("S4a", 4), ("S4b", 5), ("S5", 6)])
def test_frames_know_the_stages_after_the_last_reminder(stage: str, code: int) -> None:
    case, claim = overdue(90)
    make_contact(make_moment(case, day=ago(20), stage=stage, claims=names(claim)), state="delivered")

    row = account(case)

    assert (row.stage_reached, row.days_since_stage) == (code, 20)
