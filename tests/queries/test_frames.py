"""Every planner column from real rows, and the same few queries however many cases there are."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cast import make_cast
from tests.factories import (
    TODAY,
    make_approach,
    make_call,
    make_case,
    make_claim,
    make_consequence,
    make_contact,
    make_contract,
    make_creditor,
    make_customer,
    make_details,
    make_entry,
    make_hold,
    make_life_event,
    make_moment,
    make_point,
    make_representative,
    make_request,
    make_room,
    make_step,
    make_transfer,
)
from tests.queries.accounts import ago, at, make_out, names, overdue
from tijdig.models import Case, Claim, Hold, LifeEvent, Transfer
from tijdig.planner.checks import contradictions
from tijdig.planner.codes import NEVER, HoldCode, Kind, SectorCode, Stage
from tijdig.planner.codes import Frame as FramedAs
from tijdig.planner.columns import AccountRow
from tijdig.planner.plan import decision_at, plan
from tijdig.planner.reasons import Reason
from tijdig.queries import frames, policies
from tijdig.queries.parts import Part, open_cases, parts

pytestmark = pytest.mark.django_db


def account(case: Case) -> AccountRow:
    frame = frames.of_case(Case.objects.get(pk=case.pk), TODAY)
    assert contradictions(frame.accounts) == {}
    return frame.accounts.plain(0)


# Money


def test_frames_sum_what_is_open_and_overdue() -> None:
    case, claim = overdue(10, 10_000)
    make_claim(claim.customer, amount_cents=2_000, due_on=TODAY)
    make_claim(claim.customer, amount_cents=3_000, due_on=TODAY + timedelta(days=5))
    make_claim(claim.customer, amount_cents=500, due_on=ago(3))

    row = account(case)

    assert (row.open_cents, row.overdue_cents) == (15_500, 10_500)
    assert (row.oldest_overdue_days, row.unnamed_overdue_days, row.due_in_days) == (10, 10, 0)
    assert row.sector == SectorCode.HOUSING


def test_frames_derive_a_balance_from_visible_entries() -> None:
    case, claim = overdue(10, 10_000)
    make_entry(claim, amount_cents=-4_000, booked_on=ago(2))
    make_entry(claim, amount_cents=-6_000, since_intake=1)

    assert account(case).overdue_cents == 6_000


def test_frames_of_a_paid_case_hold_nothing() -> None:
    case, claim = overdue(10, 10_000)
    make_entry(claim, amount_cents=-10_000)

    row = account(case)

    assert (row.open_cents, row.overdue_cents, row.oldest_overdue_days) == (0, 0, 0)
    assert (row.due_in_days, row.part_paid_days) == (NEVER, NEVER)


def test_frames_count_days_since_a_part_payment() -> None:
    case, claim = overdue(10, 10_000)
    make_entry(claim, amount_cents=-4_000, booked_on=ago(2))

    assert account(case).part_paid_days == 2


def test_frames_forget_a_part_payment_that_went_back() -> None:
    case, claim = overdue(10, 10_000)
    payment = make_entry(claim, amount_cents=-4_000, booked_on=ago(2))
    make_entry(claim, kind="reversal", amount_cents=4_000, reverses=payment)

    row = account(case)

    assert (row.part_paid_days, row.overdue_cents) == (NEVER, 10_000)


def test_frames_do_not_take_a_payment_before_the_arrears_for_a_part_payment() -> None:
    case, claim = overdue(10, 10_000)
    before = make_claim(claim.customer, due_on=ago(40), amount_cents=5_000)
    make_entry(before, amount_cents=-5_000, booked_on=ago(40))

    assert account(case).part_paid_days == NEVER


def test_frames_leave_a_disputed_claim_out_of_arrears() -> None:
    case, claim = overdue(10, 10_000)
    make_claim(claim.customer, amount_cents=500, due_on=ago(20), disputed_on=ago(5))

    row = account(case)

    assert (row.open_cents, row.overdue_cents, row.oldest_overdue_days, row.has_disputed_all) == (
        10_500,
        10_000,
        10,
        False,
    )


@pytest.mark.parametrize(
    ("values", "is_disputed"),
    [
        ({"disputed_on": ago(5)}, True),
        ({"disputed_on": TODAY + timedelta(days=1)}, False),
        ({"disputed_on": ago(5), "dispute_ended_on": TODAY}, False),
        ({"disputed_on": ago(5), "dispute_ended_on": TODAY + timedelta(days=1)}, True),
    ],
)
def test_frames_know_when_all_is_disputed(values: dict[str, Any], is_disputed: bool) -> None:
    case, _ = overdue(10, **values)

    assert account(case).has_disputed_all is is_disputed


def test_frames_take_a_dispute_of_one_claim_for_that_claim_only() -> None:
    case, claim = overdue(10, 10_000)
    other = make_claim(claim.customer, amount_cents=500, due_on=ago(20))
    make_hold(case, kind="disputed", claim=other, until_on=None)

    row = account(case)

    assert (row.overdue_cents, row.hold) == (10_000, HoldCode.NONE)


def test_frames_take_a_dispute_of_everything_as_a_hold() -> None:
    case, _ = overdue()
    make_hold(case, kind="disputed", until_on=None)

    row = account(case)

    assert (row.hold, row.has_disputed_all, row.hold_has_end) == (HoldCode.DISPUTED, True, False)


# What went before


def test_frames_know_the_claims_that_were_named() -> None:
    case, claim = overdue(30)
    make_claim(claim.customer, due_on=ago(5))
    make_contact(make_moment(case, day=ago(20), claims=names(claim)), state="handed_over")

    row = account(case)

    assert (row.named_unresolved, row.unnamed_overdue_days) == (True, 5)
    assert (row.stage_reached, row.days_since_stage, row.days_since_moment) == (1, 20, 20)


def test_frames_sum_what_was_named_apart() -> None:
    case, claim = overdue(60, 1_000)
    make_claim(claim.customer, due_on=ago(5), amount_cents=50_000)
    disputed = make_claim(claim.customer, due_on=ago(60), amount_cents=700, disputed_on=ago(1))
    make_contact(make_moment(case, day=ago(20), claims=names(claim, disputed)), state="handed_over")

    row = account(case)

    assert (row.overdue_cents, row.named_overdue_cents) == (51_000, 1_000)


def test_a_small_bill_that_was_named_gets_no_notice_of_costs_beside_a_large_new_one() -> None:
    case, small = overdue(60, 1_000)
    make_contract(case.customer)
    make_point(case.customer)
    make_claim(case.customer, due_on=ago(5), amount_cents=50_000)
    for days, stage in ((40, "S1"), (20, "S2")):
        make_contact(make_moment(case, day=ago(days), stage=stage, claims=names(small)), state="delivered")

    accounts = frames.of_case(case, TODAY).accounts
    decision = decision_at(plan(accounts, policies.of(case.creditor, TODAY), TODAY), 0)

    assert (decision.stage, decision.frame, decision.reason) == (Stage.S1, FramedAs.SOLUTION, Reason.SAY_NEW_CLAIM)


def test_frames_do_not_take_a_claim_for_named_before_it_fell_due() -> None:
    case, claim = overdue(5)
    make_contact(make_moment(case, day=ago(8), stage="S0", claims=names(claim)), state="delivered")

    row = account(case)

    assert (row.named_unresolved, row.unnamed_overdue_days, row.stage_reached) == (False, 5, 0)
    assert row.days_since_moment == 8


@pytest.mark.parametrize(
    ("state", "counts"),
    [
        ("planned", True),
        ("claimed", True),
        ("handed_over", True),
        ("delivered", True),
        ("stopped", False),
        ("failed", False),
    ],
)
def test_frames_count_moments_that_went_out_or_will(state: str, counts: bool) -> None:
    case, claim = overdue(30)
    make_contact(make_moment(case, day=ago(5), claims=names(claim)), state=state)

    row = account(case)

    assert row.named_unresolved is counts
    assert row.moments_7d == int(counts)


def test_frames_count_a_moment_of_which_one_carrier_arrived_once() -> None:
    case, claim = overdue(30)
    moment = make_moment(case, day=ago(5), claims=names(claim))
    make_contact(moment, state="failed")
    make_contact(moment, kind="email", state="delivered")
    make_contact(moment, kind="sms", state="handed_over")

    assert account(case).moments_7d == 1


def test_frames_count_moments_of_seven_days_and_of_today() -> None:
    case, claim = overdue(60)
    for days in (0, 3, 6, 7):
        make_contact(make_moment(case, day=ago(days), claims=names(claim)))

    row = account(case)

    assert (row.moments_7d, row.moment_today, row.days_since_moment) == (3, True, 0)


def test_frames_take_the_highest_stage_since_its_first_moment() -> None:
    case, claim = overdue(90)
    for days, stage in ((60, "S1"), (40, "S2"), (30, "S1"), (20, "S2")):
        make_contact(make_moment(case, day=ago(days), stage=stage, claims=names(claim)), state="delivered")

    row = account(case)

    assert (row.stage_reached, row.days_since_stage) == (2, 40)


def test_frames_start_anew_when_what_was_named_is_solved() -> None:
    case, old = overdue(90, 5_000)
    make_entry(old, amount_cents=-5_000, booked_on=ago(50))
    make_claim(old.customer, due_on=ago(5))
    make_contact(make_moment(case, day=ago(60), stage="S2", claims=names(old)), state="delivered")

    row = account(case)

    assert (row.stage_reached, row.named_unresolved, row.had_arrears) == (0, False, True)


def test_frames_do_not_take_a_disputed_bill_for_solved() -> None:
    case, claim = overdue(60, disputed_on=ago(10))
    make_contact(make_moment(case, day=ago(40), claims=names(claim)), state="delivered")

    assert account(case).had_arrears is False


@pytest.mark.parametrize(
    ("until", "left", "over"), [(ago(-3), 4, NEVER), (TODAY, 1, NEVER), (ago(1), 0, 1), (ago(9), 0, 9)]
)
def test_frames_count_the_days_of_a_notice(until: date, left: int, over: int) -> None:
    case, claim = overdue(90)
    moment = make_moment(case, day=ago(15), stage="S3", claims=names(claim), pay_before_on=until, costs_cents=4_000)
    make_contact(moment, state="delivered")

    row = account(case)

    assert (row.stage_reached, row.notice_running_days_left, row.notice_over_days) == (3, left, over)


def test_frames_take_a_notice_without_its_letter_for_a_reminder() -> None:
    case, claim = overdue(90)
    make_contact(make_moment(case, day=ago(40), stage="S2", claims=names(claim)), state="delivered")
    moment = make_moment(case, day=ago(15), stage="S3", claims=names(claim), pay_before_on=ago(1), costs_cents=4_000)
    make_contact(moment, state="failed")
    make_contact(moment, kind="email", state="delivered")

    row = account(case)

    assert (row.stage_reached, row.days_since_stage, row.notice_over_days) == (2, 40, NEVER)


def test_frames_count_letters_since_the_customer_was_heard() -> None:
    case, claim = overdue(90)
    for days, kind in ((60, "letter"), (40, "letter"), (20, "letter"), (10, "email")):
        make_contact(make_moment(case, day=ago(days), claims=names(claim)), kind=kind, state="delivered")
    make_contact(
        case=case, moment=None, key="in-1", kind="phone", direction="in", state="received",
        happened_at=datetime(2026, 10, 5, 12, 0, tzinfo=UTC),
    )  # fmt: skip

    row = account(case)

    assert (row.letters_without_reaction, row.days_since_inbound) == (2, 50)


# Quiet


@pytest.mark.parametrize(
    ("values", "code", "has_end", "left"),
    [
        ({"kind": "paused", "until_on": TODAY + timedelta(days=3)}, HoldCode.PAUSED, True, 3),
        ({"kind": "paused", "until_on": TODAY}, HoldCode.NONE, False, 0),
        ({"kind": "moved", "until_on": None}, HoldCode.MOVED, False, 0),
        ({"kind": "agreed", "since_on": TODAY + timedelta(days=1)}, HoldCode.NONE, False, 0),
        (
            {"kind": "died", "until_on": None, "lifted_at": datetime(2026, 11, 1, tzinfo=UTC), "lifted_by": "x"},
            0,
            False,
            0,
        ),
    ],
)
def test_frames_read_the_hold_of_today(values: dict[str, Any], code: int, has_end: bool, left: int) -> None:
    case, _ = overdue()
    make_hold(case, **values)

    row = account(case)

    assert (row.hold, row.hold_has_end, row.hold_days_left) == (code, has_end, left)


def test_frames_take_the_strongest_hold_and_of_two_alike_the_longest() -> None:
    case, _ = overdue()
    make_hold(case, kind="reacted", until_on=None)
    make_hold(case, kind="paused", until_on=TODAY + timedelta(days=9))
    make_hold(case, kind="paused", until_on=TODAY + timedelta(days=2))

    row = account(case)

    assert (row.hold, row.hold_days_left) == (HoldCode.PAUSED, 9)


def test_frames_know_that_somebody_died_without_a_hold() -> None:
    case = make_case(make_customer(died_on=ago(3)))

    assert account(case).hold == HoldCode.DIED


def test_frames_count_days_since_a_request_and_a_conversation() -> None:
    case = make_case(make_customer(), last_conversation_on=ago(4))
    make_request(case, received_at=datetime(2026, 11, 22, 23, 30, tzinfo=UTC))  # the 23rd in Amsterdam

    row = account(case)

    assert (row.days_since_inbound, row.days_since_conversation) == (1, 4)


# People


def test_frames_know_which_addresses_work() -> None:
    case = make_case()
    for kind, values in (
        ("post", {"state": "bounced"}),
        ("email", {"is_safe": False}),
        ("mobile", {"state": "good"}),
        ("iban", {}),
    ):
        make_point(case.customer, kind=kind, value=kind, **values)

    row = account(case)

    assert (row.has_post, row.has_email, row.has_mobile) == (False, False, True)


def test_frames_see_points_of_published_files_only() -> None:
    customer = make_customer(make_creditor(visible_intake=2))
    make_point(customer, kind="post", since_intake=1, until_intake=2)
    make_point(customer, kind="email", since_intake=1, until_intake=3)
    make_point(customer, kind="mobile", since_intake=3)

    row = account(make_case(customer))

    assert (row.has_post, row.has_email, row.has_mobile) == (False, True, False)


def test_frames_write_to_the_administrator() -> None:
    case = make_case()
    make_point(case.customer, kind="mobile")
    make_representative(case.customer, email="")

    row = account(case)

    assert (row.is_represented, row.representative_reachable) == (True, True)
    assert (row.has_post, row.has_email, row.has_mobile) == (True, False, False)


def test_frames_know_an_administrator_that_cannot_be_reached() -> None:
    case = make_case()
    make_representative(case.customer, email="", address_lines=[])

    row = account(case)

    assert (row.is_represented, row.representative_reachable, row.has_post) == (True, False, False)


@pytest.mark.parametrize(
    "values", [{"until_on": TODAY}, {"since_on": TODAY + timedelta(days=1)}, {"kind": "authorised"}]
)
def test_frames_write_to_the_customer_when_nobody_acts_for_them_today(values: dict[str, Any]) -> None:
    case = make_case()
    make_representative(case.customer, **values)

    assert account(case).is_represented is False


def test_frames_take_an_insolvency_administrator_for_a_settlement() -> None:
    case = make_case()
    make_representative(case.customer, kind="insolvency_administrator")

    assert account(case).hold == HoldCode.SETTLEMENT


def test_frames_know_what_the_customer_likes() -> None:
    customer = make_customer(prefers="email", not_by=["phone", "letter"], is_safe_to_contact=False)
    make_details(customer, language="ar")

    row = account(make_case(customer))

    assert (row.prefers, row.not_by, row.is_safe) == (Kind.EMAIL, Kind.PHONE | Kind.LETTER, False)
    assert row.language == frames.LANGUAGES.index("ar")


# In sets


def test_frames_leave_out_what_no_published_file_brought() -> None:
    creditor = make_creditor(visible_intake=1)
    for number in (0, 1, 2):
        make_case(make_customer(creditor, since_intake=number), since_intake=number)
    make_case(make_customer(creditor), state="closed")

    found = [len(frames.read(part, TODAY)) for part in parts(creditor, 10)]

    assert (found, open_cases(creditor)) == ([2], 2)


def test_frames_of_a_cast_contradict_nothing() -> None:
    woonstede = make_cast().woonstede

    (part,) = parts(woonstede, 10)

    assert contradictions(frames.read(part, TODAY).accounts) == {}


def test_frames_of_no_cases_are_empty() -> None:
    case = make_case(state="closed")

    assert len(frames.of_case(case, TODAY)) == 0


def test_frames_ask_the_same_queries_of_one_and_of_three() -> None:
    asked = []
    for size in (1, 3):
        creditor = make_creditor()
        for _ in range(size):
            customer = make_customer(creditor)
            claim = make_claim(customer)
            case = make_case(customer)
            make_point(customer)
            make_hold(case)
            make_contact(make_moment(case, claims=names(claim)))
            make_call(make_out(case, 3))
            make_approach(case)
            make_step(case)
            make_life_event(customer)
            make_room(case)
            make_consequence(case)
            make_transfer(case)
        (part,) = parts(creditor, 10)
        with CaptureQueriesContext(connection) as queries:
            assert len(frames.read(part, TODAY)) == size
        asked.append(len(queries))

    assert asked == [22, 22]


def test_frames_leave_out_a_case_that_comes_in_while_they_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    creditor = make_creditor()
    case = make_case(make_customer(creditor))
    (part,) = parts(creditor, 10)
    real = Part.only

    def only(self: Part, known: Any) -> Part:
        other = make_case(make_customer(creditor))
        make_point(other.customer)
        make_hold(other)
        return real(self, known)

    monkeypatch.setattr(Part, "only", only)

    found = frames.read(replace(part, last=part.last + 9), TODAY).accounts.plain(0)

    assert (found.case_id, found.has_post, found.hold) == (case.pk, False, HoldCode.NONE)


def test_parts_cut_the_cases_of_a_creditor() -> None:
    creditor = make_creditor()
    made = [make_case(make_customer(creditor)).pk for _ in range(5)]
    make_case()

    found = [frames.read(part, TODAY).accounts.case_id.tolist() for part in parts(creditor, 2)]

    assert found == [made[:2], made[2:4], made[4:]]


# A day that is past


def test_day_that_is_past_knows_nothing_of_what_came_after() -> None:
    case, claim = overdue(20, 10_000, invoiced_on=ago(50))
    make_moment_of(case, claim, 12)
    before = account_then(case, 5)
    make_moment_of(case, claim, 4)
    make_entry(claim, kind="payment", amount_cents=-4_000, booked_on=ago(3))
    make_claim(claim.customer, invoiced_on=ago(2), due_on=TODAY + timedelta(days=20))
    make_out(case, 3, kind="letter", direction="in", state="received")
    make_call(make_out(case, 2), result="reached", says_no=True)
    make_room(case, state="none", has_seizure=True, noted_on=ago(1))
    make_life_event(case.customer, noted_on=ago(1))
    make_transfer(case, decided_at=at(1))
    make_consequence(case, recorded_at=at(1))
    make_hold(case, kind="paused", reason="distress", since_on=ago(4), made_at=at(4))
    Case.objects.filter(pk=case.pk).update(last_conversation_on=ago(2), state="closed", closed_on=ago(0))
    case.customer.died_on = ago(1)
    case.customer.save()

    assert account_then(case, 5) == before
    assert (before.stage_reached, before.days_since_moment, before.moments_7d) == (1, 7, 0)


def test_what_ended_after_a_day_that_is_past_still_held_on_it() -> None:
    case, _ = overdue(20, 10_000, invoiced_on=ago(50))
    hold = make_hold(case, since_on=ago(9), until_on=None)
    event = make_life_event(case.customer, noted_on=ago(9))
    moved = make_transfer(case, decided_at=at(9))
    before = account_then(case, 5)
    Hold.objects.filter(pk=hold.pk).update(lifted_at=at(4), lifted_by="test")
    LifeEvent.objects.filter(pk=event.pk).update(removed_at=at(4))
    Transfer.objects.filter(pk=moved.pk).update(state="recalled", recalled_at=at(4), recalled_by="test")

    assert account_then(case, 5) == before
    assert (before.hold, before.is_handed_over, bool(before.events)) == (HoldCode.PAUSED, True, True)
    assert account(case).hold == HoldCode.NONE


def test_moment_of_tomorrow_is_none_yet() -> None:
    case, claim = overdue(10, 10_000)
    make_moment_of(case, claim, -1)

    row = account(case)

    assert (row.days_since_moment, row.moments_7d, row.named_unresolved) == (NEVER, 0, False)


def account_then(case: Case, days: int) -> AccountRow:
    return frames.known_then(Case.objects.get(pk=case.pk), ago(days)).accounts.plain(0)


def make_moment_of(case: Case, claim: Claim, days: int) -> None:
    make_contact(make_moment(case, day=ago(days), claims=names(claim)), state="delivered")
