"""The columns of what customers told of themselves: each holds as long as it was told for, until it is removed."""

from datetime import date
from typing import Any

import pytest

from tests.factories import (
    NOW,
    TODAY,
    make_case,
    make_consent,
    make_creditor,
    make_customer,
    make_details,
    make_hold,
    make_life_event,
    make_point,
    make_representative,
    make_room,
    make_support_need,
)
from tests.queries.accounts import account, ago, at
from tijdig.planner.codes import NEVER, Event, Need, Room

pytestmark = pytest.mark.django_db

TOMORROW = ago(-1)


# Needs and events


def test_frames_know_the_needs_that_hold() -> None:
    case = make_case()
    for kind, values in (
        ("call_rather", {"expires_on": TOMORROW}),
        ("call_rather", {}),
        ("read_aloud", {"expires_on": TODAY}),
        ("paper", {"removed_at": NOW}),
        ("large_print", {}),
    ):
        make_support_need(case.customer, kind=kind, **values)
    make_support_need(kind="more_time")

    assert account(case).needs == Need.CALL_RATHER | Need.LARGE_PRINT


def test_frames_know_the_events_that_hold() -> None:
    case = make_case()
    for kind, values in (
        ("separation", {"expires_on": TOMORROW}),
        ("moving", {"expires_on": TODAY}),
        ("bereavement", {"removed_at": NOW}),
        ("job_loss", {}),
    ):
        make_life_event(case.customer, kind=kind, **values)

    assert account(case).events == Event.SEPARATION | Event.JOB_LOSS


@pytest.mark.parametrize(
    ("birth_on", "is_turning"),
    [
        (date(2009, 1, 23), True),  # 60 days from now
        (date(2009, 1, 24), False),
        (date(2008, 11, 24), True),
        (date(2008, 8, 26), True),  # 90 days ago
        (date(2008, 8, 25), False),
        (None, False),
    ],
)
def test_frames_know_who_becomes_18(birth_on: date | None, is_turning: bool) -> None:
    case = make_case()
    make_details(case.customer, birth_on=birth_on)

    assert account(case).events == (Event.TURNING_18 if is_turning else Event.NONE)


@pytest.mark.parametrize(("day", "is_turning"), [(date(2026, 5, 30), True), (date(2026, 5, 31), False)])
def test_frames_know_when_somebody_of_a_leap_day_becomes_18(day: date, is_turning: bool) -> None:
    case = make_case()
    make_details(case.customer, birth_on=date(2008, 2, 29))  # 18 on 1 March 2026

    assert account(case, day).events == (Event.TURNING_18 if is_turning else Event.NONE)


def test_frames_read_the_birthday_of_the_file_that_holds() -> None:
    customer = make_customer(make_creditor(visible_intake=2))
    make_details(customer, birth_on=date(2008, 11, 24), since_intake=1, until_intake=2)
    make_details(customer, birth_on=date(1984, 5, 17), since_intake=2)

    assert account(make_case(customer)).events == Event.NONE


# Room to pay


@pytest.mark.parametrize(
    ("values", "room"),
    [
        ({}, Room.NONE),
        ({"state": "ok"}, Room.OK),
        ({"state": "ok", "is_tight": True}, Room.UNKNOWN),
        ({"state": "none", "is_tight": True}, Room.NONE),
        ({"state": "unknown"}, Room.UNKNOWN),
        ({"expires_on": TODAY}, Room.UNKNOWN),
        ({"removed_at": NOW}, Room.UNKNOWN),
        ({"noted_on": ago(179)}, Room.NONE),
        ({"noted_on": ago(180)}, Room.UNKNOWN),
    ],
)
def test_frames_know_the_room_to_pay(values: dict[str, Any], room: Room) -> None:
    case = make_case()
    make_room(case, **values)

    assert account(case).room == room


def test_frames_take_the_newest_room_that_was_not_removed() -> None:
    case = make_case()
    make_room(case, state="ok", noted_on=ago(20))
    make_room(case, state="none", noted_on=ago(10), has_seizure=True)
    make_room(case, state="ok", noted_on=ago(5), removed_at=NOW)

    row = account(case)

    assert (row.room, row.has_seizure) == (Room.NONE, True)


def test_frames_do_not_go_back_to_an_older_room_when_the_newest_grew_old() -> None:
    case = make_case()
    make_room(case, state="none", noted_on=ago(20), has_seizure=True)
    make_room(case, state="ok", noted_on=ago(10), expires_on=TODAY)

    row = account(case)

    assert (row.room, row.has_seizure) == (Room.UNKNOWN, False)


def test_frames_take_the_last_of_two_rooms_of_one_day() -> None:
    case = make_case()
    for state in ("none", "ok"):
        make_room(case, state=state)

    assert account(case).room == Room.OK


# Together with others


def test_frames_count_the_creditors_of_a_consent_that_holds() -> None:
    case, other = make_case(), make_creditor()
    make_consent(case.customer, other=other, withdrawn_at=at(3), withdrawn_by="test")
    make_consent(case.customer, other=other)
    make_consent(case.customer)
    make_consent(case.customer, withdrawn_at=at(1), withdrawn_by="test")
    make_consent(case.customer, other=make_creditor(), until_on=TODAY)
    make_consent(case.customer, other=make_creditor(), until_on=TOMORROW)
    make_consent(case.customer, other=make_creditor(), purpose="help")
    make_consent()

    assert account(case).joint_creditors == 3


# Distress


@pytest.mark.parametrize(
    ("values", "is_distressed"),
    [
        ({}, True),
        ({"until_on": TODAY}, False),
        ({"lifted_at": NOW, "lifted_by": "test"}, False),
        ({"since_on": TOMORROW}, False),
    ],
)
def test_frames_know_of_distress(values: dict[str, Any], is_distressed: bool) -> None:
    case = make_case()
    make_hold(case, **{"reason": "distress", "made_at": at(12), "since_on": ago(12)} | values)

    row = account(case)

    assert (row.is_distressed, row.distress_days) == (is_distressed, 12)


def test_frames_count_from_the_last_time_of_distress_and_from_no_other_rest() -> None:
    case, other = make_case(), make_case()
    make_hold(case, reason="distress", made_at=at(90), until_on=ago(60), since_on=ago(90))
    make_hold(case, reason="distress", made_at=at(30), until_on=ago(20), since_on=ago(30))
    make_hold(other, reason="not_now")

    assert (account(case).is_distressed, account(case).distress_days) == (False, 30)
    assert (account(other).is_distressed, account(other).distress_days) == (False, NEVER)


# How to reach


@pytest.mark.parametrize("kind", ["mobile", "phone"])
@pytest.mark.parametrize(
    ("values", "has_phone"), [({}, True), ({"state": "wrong"}, False), ({"is_safe": False}, False)]
)
def test_frames_know_a_number_to_call(kind: str, values: dict[str, Any], has_phone: bool) -> None:
    case = make_case()
    make_point(case.customer, kind=kind, value="020 555 01 02", **values)

    row = account(case)

    assert (row.has_phone, row.has_mobile) == (has_phone, has_phone and kind == "mobile")


def test_frames_know_an_account_number() -> None:
    case, other = make_case(), make_case()
    make_point(case.customer, kind="iban", value="NL91ABNA0417164300")
    make_point(other.customer, kind="iban", value="NL91ABNA0417164300", state="wrong")

    assert (account(case).has_iban, account(other).has_iban) == (True, False)


@pytest.mark.parametrize(("phone", "has_phone"), [("020 555 01 61", True), ("", False)])
def test_frames_speak_with_the_administrator(phone: str, has_phone: bool) -> None:
    case = make_case()
    make_point(case.customer, kind="mobile")
    make_representative(case.customer, phone=phone, email="", address_lines=[])

    row = account(case)

    assert (row.has_phone, row.has_mobile, row.representative_reachable) == (has_phone, False, False)


def test_frames_know_that_a_person_took_the_case_in_hand() -> None:
    assert (account(make_case(by_hand=True)).by_hand, account(make_case()).by_hand) == (True, False)
