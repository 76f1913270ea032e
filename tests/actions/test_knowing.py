"""What we know of a customer: noted and taken away, with a trace, undone without it, and refused when it cannot be."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import DatabaseError

from tests.factories import (
    TODAY,
    make_case,
    make_claim,
    make_consequence,
    make_contact,
    make_creditor,
    make_customer,
    make_life_event,
    make_membership,
    make_moment,
    make_room,
    make_support_need,
    make_user,
)
from tijdig.actions import audit, cases, knowing
from tijdig.actions.knowing import Heard
from tijdig.actions.refusals import ConflictError, Refusal, RefusedError
from tijdig.models import AuditEvent, Case, Consequence, Contact, LifeEvent, RoomToPay, SupportNeed
from tijdig.rules.solutions.budget import Budget, from_json
from tijdig.words import (
    ClosingReason,
    ConsequenceKind,
    DayPart,
    EventKind,
    FactSource,
    Room,
    SupportNeedKind,
)

pytestmark = pytest.mark.django_db

NEXT_YEAR = date(2027, 11, 24)
TOO_FAR = TODAY + timedelta(days=367)
TOLD: dict[str, Any] = {"source": FactSource.CUSTOMER, "expires_on": NEXT_YEAR}
SUMMONS: dict[str, Any] = {"on_day": TODAY + timedelta(days=14), "avoid_cents": 12_120, "by_lead": True}
SUMMONS |= {"reminded_before": True}


@pytest.fixture
def case() -> Case:
    return make_case()


def queued(case: Case) -> Contact:
    """A letter that goes out tomorrow."""
    return make_contact(make_moment(case, day=TODAY + timedelta(days=1)))


def trace() -> list[tuple[str, str, str]]:
    return list(AuditEvent.objects.order_by("id").values_list("what", "by", "case_id_text"))


def refused(act: Callable[[], object]) -> Refusal:
    with pytest.raises(RefusedError) as error:
        act()
    return error.value.code


# All in one go

HEARD = Heard(
    source=FactSource.HELPER,
    need=SupportNeedKind.PAPER,
    need_until_on=NEXT_YEAR,
    event=EventKind.MOVING,
    event_until_on=NEXT_YEAR,
    room=Room.OK,
    told_by="Budgetcoach van de gemeente",
    call_parts=(DayPart.EVENING,),
)


def test_keep_keeps_all_that_was_heard(case: Case, at: datetime) -> None:
    knowing.keep(case, HEARD, by="test", at=at, version=case.version)

    assert [what for what, _, _ in trace()] == ["need.noted", "event.noted", "room.noted", "wish.call_parts"]
    assert {row.source for row in (SupportNeed.objects.get(), LifeEvent.objects.get(), RoomToPay.objects.get())} == {
        "helper"
    }


@pytest.mark.parametrize(
    ("heard", "refusal"),
    [
        (Heard(source=FactSource.CUSTOMER), Refusal.NOTHING_TOLD),
        (replace(HEARD, event_until_on=None), Refusal.END_NEEDED),
        (replace(HEARD, room=Room.OK, spare_cents=-1), Refusal.AMOUNT_NEEDED),
        (replace(HEARD, told_by=" "), Refusal.TOLD_BY_NEEDED),
        (replace(HEARD, need_until_on=TOO_FAR), Refusal.END_TOO_FAR),
        (replace(HEARD, event_until_on=TOO_FAR), Refusal.END_TOO_FAR),
    ],
)
def test_keep_keeps_all_or_nothing(heard: Heard, refusal: Refusal, case: Case, at: datetime) -> None:
    assert refused(lambda: knowing.keep(case, heard, by="test", at=at)) == refusal
    assert (SupportNeed.objects.count(), LifeEvent.objects.count(), trace()) == (0, 0, [])


def test_keep_can_say_that_any_time_will_do(case: Case, at: datetime) -> None:
    knowing.note_call_parts(case, (DayPart.EVENING,), by="test", at=at)

    knowing.keep(case, Heard(source=FactSource.CUSTOMER, call_parts=()), by="test", at=at)

    case.customer.refresh_from_db()
    assert case.customer.call_parts == []


def test_forget_takes_away_whatever_was_noted(case: Case, at: datetime) -> None:
    for noted in (
        make_support_need(case.customer),
        make_life_event(case.customer),
        make_room(case),
        make_consequence(case),
    ):
        knowing.forget(noted, case, by="test", at=at)

    assert [what for what, _, _ in trace()] == [
        "need.removed", "event.removed", "room.removed", "consequence.lifted",
    ]  # fmt: skip


# Needs and events


def test_note_need_keeps_it_and_lets_the_one_before_go(case: Case, at: datetime) -> None:
    old = make_support_need(case.customer, expires_on=TODAY + timedelta(days=3))
    other = make_support_need(case.customer, kind="paper")

    told = knowing.note_need(case, SupportNeedKind.CALL_RATHER, **TOLD, detail="na vijf uur", by="test", at=at)

    assert (told.kind, told.detail, told.source, told.noted_on, told.expires_on) == (
        "call_rather", "na vijf uur", "customer", TODAY, NEXT_YEAR,
    )  # fmt: skip
    assert set(SupportNeed.objects.filter(removed_at=None)) == {told, other}
    assert SupportNeed.objects.get(pk=old.pk).removed_at == at
    assert trace() == [("need.noted", "test", str(case.pk))]


def test_remove_need_takes_it_away_once(case: Case, at: datetime) -> None:
    told = make_support_need(case.customer)

    knowing.remove_need(told, case, by="test", at=at)

    assert SupportNeed.objects.get().removed_at == at
    assert refused(lambda: knowing.remove_need(told, case, by="test", at=at)) == Refusal.ALREADY_DONE
    assert trace() == [("need.removed", "test", str(case.pk))]


def test_note_event_keeps_it_and_lets_the_one_before_go(case: Case, at: datetime) -> None:
    old = make_life_event(case.customer, kind="moving")

    noted = knowing.note_event(case, EventKind.MOVING, **TOLD, by="test", at=at)

    assert (noted.kind, noted.source, noted.noted_on, noted.expires_on, noted.made_by) == (
        "moving", "customer", TODAY, NEXT_YEAR, "test",
    )  # fmt: skip
    assert list(LifeEvent.objects.filter(removed_at=None)) == [noted]
    assert LifeEvent.objects.get(pk=old.pk).removed_at == at
    assert trace() == [("event.noted", "test", str(case.pk))]


def test_remove_event_takes_it_away_once(case: Case, at: datetime) -> None:
    noted = make_life_event(case.customer)

    knowing.remove_event(noted, case, by="test", at=at)

    assert LifeEvent.objects.get().removed_at == at
    assert refused(lambda: knowing.remove_event(noted, case, by="test", at=at)) == Refusal.ALREADY_DONE
    assert trace() == [("event.removed", "test", str(case.pk))]


@pytest.mark.parametrize(
    ("expires_on", "refusal"),
    [
        (TODAY, Refusal.END_NEEDED),
        (TODAY - timedelta(days=1), Refusal.END_NEEDED),
        (date.min, Refusal.END_NEEDED),
        (TOO_FAR, Refusal.END_TOO_FAR),
        (date.max, Refusal.END_TOO_FAR),
    ],
)
def test_what_has_no_end_within_a_year_is_not_noted(
    expires_on: date, refusal: Refusal, case: Case, at: datetime
) -> None:
    told = TOLD | {"expires_on": expires_on}

    need = refused(lambda: knowing.note_need(case, SupportNeedKind.PAPER, **told, by="test", at=at))
    event = refused(lambda: knowing.note_event(case, EventKind.MOVING, **told, by="test", at=at))

    assert (need, event, trace()) == (refusal, refusal, [])


def test_what_is_of_somebody_else_cannot_be_taken_away(case: Case, at: datetime) -> None:
    found = [
        refused(lambda: knowing.remove_need(make_support_need(), case, by="test", at=at)),
        refused(lambda: knowing.remove_event(make_life_event(), case, by="test", at=at)),
        refused(lambda: knowing.remove_room(make_room(), case, by="test", at=at)),
        refused(lambda: knowing.lift_consequence(make_consequence(), case, by="test", at=at)),
    ]

    assert (set(found), trace()) == ({Refusal.ALREADY_DONE}, [])


def test_note_call_parts_keeps_them_in_the_order_of_the_day(case: Case, at: datetime) -> None:
    knowing.note_call_parts(case, (DayPart.EVENING, DayPart.MORNING), by="test", at=at)

    case.customer.refresh_from_db()
    assert (case.customer.call_parts, case.customer.version) == (["morning", "evening"], 2)
    assert trace() == [("wish.call_parts", "test", str(case.pk))]


# Room to pay

BUDGET: dict[str, int] = {
    "income_cents": 190_000, "allowances_cents": 20_000, "housing_cents": 80_000, "energy_cents": 15_000,
    "water_cents": 2_500, "health_cents": 16_500, "other_cents": 11_000, "adults": 1, "children": 0,
}  # fmt: skip


def test_note_room_holds_as_long_as_the_policy_says(case: Case, at: datetime) -> None:
    letter = queued(case)

    noted = knowing.note_room(
        case, Room.OK, source=FactSource.STAFF, spare_cents=2_500, has_seizure=True, by="test", at=at
    )

    assert (noted.state, noted.spare_cents, noted.has_seizure, noted.source) == ("ok", 2_500, True, "staff")
    assert (noted.noted_on, noted.expires_on, noted.made_by) == (TODAY, TODAY + timedelta(days=180), "test")
    assert Contact.objects.get(pk=letter.pk).state == "planned"
    assert trace() == [("room.noted", "test", str(case.pk))]


def test_note_room_stops_what_is_queued_for_somebody_who_has_nothing_left(case: Case, at: datetime) -> None:
    letter = queued(case)

    knowing.note_room(case, Room.NONE, source=FactSource.CUSTOMER, by="test", at=at)

    letter.refresh_from_db()
    assert (letter.state, letter.stop_reason) == ("stopped", "paused")
    assert AuditEvent.objects.get().facts == {"source": "customer", "stopped": 1, "state": "none", "tight": False}


@pytest.mark.parametrize(
    ("income_cents", "state", "is_tight", "spare_cents"),
    [(250_000, "ok", False, 48_500), (188_000, "ok", True, 2_000), (185_000, "none", False, 0)],
)
def test_note_budget_keeps_what_follows_from_it_and_the_budget_itself(
    income_cents: int, state: str, spare_cents: int, case: Case, at: datetime, *, is_tight: bool
) -> None:
    letter, budget = queued(case), Budget(**BUDGET | {"income_cents": income_cents})

    noted = knowing.note_budget(case, budget, source=FactSource.CUSTOMER, by="test", at=at)

    noted.refresh_from_db()
    assert (noted.state, noted.is_tight, noted.spare_cents) == (state, is_tight, spare_cents)
    assert from_json(noted.budget) == budget
    assert Contact.objects.get(pk=letter.pk).state == ("stopped" if state == "none" else "planned")
    assert trace() == [("room.noted", "test", str(case.pk))]


def test_note_room_takes_no_sum_below_zero(case: Case, at: datetime) -> None:
    how: dict[str, Any] = {"source": FactSource.CUSTOMER, "by": "test", "at": at}

    knowing.note_room(case, Room.OK, spare_cents=0, **how)

    assert refused(lambda: knowing.note_room(case, Room.OK, spare_cents=-1, **how)) == Refusal.AMOUNT_NEEDED
    assert RoomToPay.objects.count() == 1


def test_remove_room_takes_it_away_once(case: Case, at: datetime) -> None:
    noted = make_room(case)

    knowing.remove_room(noted, case, by="test", at=at)

    assert RoomToPay.objects.get().removed_at == at
    assert refused(lambda: knowing.remove_room(noted, case, by="test", at=at)) == Refusal.ALREADY_DONE
    assert trace() == [("room.removed", "test", str(case.pk))]


# What is really going to happen


def test_record_consequence_stops_what_does_not_know_of_it(case: Case, at: datetime) -> None:
    letter = queued(case)

    recorded = knowing.record_consequence(case, ConsequenceKind.SUMMONS, **SUMMONS, by="test", at=at)

    assert (recorded.kind, recorded.on_day, recorded.avoid_cents) == ("summons", date(2026, 12, 8), 12_120)
    assert (recorded.recorded_by, recorded.recorded_at, recorded.lifted_at) == ("test", at, None)
    assert Contact.objects.get(pk=letter.pk).stop_reason == "changed"
    assert trace() == [("consequence.recorded", "test", str(case.pk))]


@pytest.mark.parametrize(
    ("values", "refusal"),
    [
        ({"by_lead": False}, Refusal.BY_LEAD),
        ({"on_day": TODAY}, Refusal.DAY_NEEDED),
        ({"on_day": TOO_FAR}, Refusal.DAY_TOO_FAR),
        ({"on_day": date.max}, Refusal.DAY_TOO_FAR),
        ({"avoid_cents": 0}, Refusal.AMOUNT_NEEDED),
        ({"reminded_before": False}, Refusal.REMINDERS_FIRST),
    ],
)
def test_record_consequence_refuses_what_is_not_complete(
    values: dict[str, Any], refusal: Refusal, case: Case, at: datetime
) -> None:
    more = SUMMONS | values

    assert refused(lambda: knowing.record_consequence(case, ConsequenceKind.SUMMONS, **more, by="x", at=at)) == refusal
    assert (Consequence.objects.count(), trace()) == (0, [])


@pytest.mark.parametrize(
    ("sector", "reminders", "is_enough"), [("housing", 1, False), ("housing", 2, True), ("energy", 2, False)]
)
def test_record_consequence_counts_the_reminders_that_went_out(
    sector: str, reminders: int, *, is_enough: bool, at: datetime
) -> None:
    kind = "rent" if sector == "housing" else "energy"
    creditor = make_creditor(sector=sector)
    case = make_case(make_customer(creditor=creditor))
    make_claim(case.customer, kind=kind, due_on=TODAY - timedelta(days=60))
    for number in range(reminders):
        moment = make_moment(case=case, day=TODAY - timedelta(days=40 - 15 * number), stage=f"S{number + 1}")
        make_contact(moment, state="delivered")
    more = SUMMONS | {"reminded_before": False}

    if is_enough:
        knowing.record_consequence(case, ConsequenceKind.SUMMONS, **more, by="x", at=at)
    else:
        with pytest.raises(RefusedError, match="te weinig herinneringen"):
            knowing.record_consequence(case, ConsequenceKind.SUMMONS, **more, by="x", at=at)

    assert Consequence.objects.count() == int(is_enough)


def test_lift_consequence_stops_the_message_that_says_so(case: Case, at: datetime) -> None:
    recorded, letter = make_consequence(case), queued(case)

    knowing.lift_consequence(recorded, case, by="test", at=at)

    recorded.refresh_from_db()
    assert (recorded.lifted_at, recorded.lifted_by) == (at, "test")
    assert Contact.objects.get(pk=letter.pk).stop_reason == "changed"
    assert refused(lambda: knowing.lift_consequence(recorded, case, by="test", at=at)) == Refusal.ALREADY_DONE
    assert trace() == [("consequence.lifted", "test", str(case.pk))]


# By hand


def test_take_in_hand_stops_what_is_queued_and_gives_the_customer_a_person(case: Case, at: datetime) -> None:
    samira, letter = make_membership(make_user(), case.creditor).user, queued(case)

    knowing.take_in_hand(case, by=f"user:{samira.pk}", at=at)

    case.refresh_from_db()
    assert (case.by_hand, case.handler) == (True, samira)
    assert Contact.objects.get(pk=letter.pk).stop_reason == "paused"
    assert [what for what, _, _ in trace()] == ["case.taken_on", "case.in_hand"]
    assert refused(lambda: knowing.take_in_hand(case, by="test", at=at)) == Refusal.ALREADY_DONE


def test_let_go_gives_the_case_back_to_the_planner(case: Case, at: datetime) -> None:
    assert refused(lambda: knowing.let_go(case, by="test", at=at)) == Refusal.ALREADY_DONE
    Case.objects.update(by_hand=True)

    knowing.let_go(case, by="test", at=at)

    assert Case.objects.get(pk=case.pk).by_hand is False
    assert trace() == [("case.let_go", "test", str(case.pk))]


def test_case_that_closes_is_in_nobodys_hand(at: datetime) -> None:
    case = make_case(by_hand=True)

    with cases.changing(case) as fresh:
        cases.close(fresh, ClosingReason.PAID, on=TODAY, by="test", at=at)

    assert Case.objects.get(pk=case.pk).by_hand is False


# All of them

ACTS: dict[str, Callable[[Case], Callable[..., object]]] = {
    "note_need": lambda case: lambda **how: knowing.note_need(case, SupportNeedKind.PAPER, **TOLD, **how),
    "remove_need": lambda case: _after(knowing.remove_need, make_support_need(case.customer), case),
    "note_event": lambda case: lambda **how: knowing.note_event(case, EventKind.MOVING, **TOLD, **how),
    "remove_event": lambda case: _after(knowing.remove_event, make_life_event(case.customer), case),
    "note_call_parts": lambda case: lambda **how: knowing.note_call_parts(case, (DayPart.EVENING,), **how),
    "note_room": lambda case: lambda **how: knowing.note_room(case, Room.NONE, source=FactSource.STAFF, **how),
    "note_budget": lambda case: (
        lambda **how: knowing.note_budget(case, Budget(**BUDGET), source=FactSource.STAFF, **how)
    ),
    "remove_room": lambda case: _after(knowing.remove_room, make_room(case), case),
    "record_consequence": lambda case: (
        lambda **how: knowing.record_consequence(case, ConsequenceKind.EVICTION, **SUMMONS, **how)
    ),
    "lift_consequence": lambda case: _after(knowing.lift_consequence, make_consequence(case), case),
    "take_in_hand": lambda case: _after(knowing.take_in_hand, case),
    "let_go": lambda case: _after(knowing.let_go, _in_hand(case)),
    "keep": lambda case: _after(knowing.keep, case, HEARD),
    "forget": lambda case: _after(knowing.forget, make_support_need(case.customer), case),
}
TABLES = (SupportNeed, LifeEvent, RoomToPay, Consequence, Contact, Case)


def _in_hand(case: Case) -> Case:
    Case.objects.filter(pk=case.pk).update(by_hand=True)
    case.refresh_from_db()
    return case


def _after(act: Callable[..., object], *values: Any) -> Callable[..., object]:
    return lambda **how: act(*values, **how)


def rows() -> list[Any]:
    """All that these acts could change."""
    return [list(table.objects.order_by("pk").values()) for table in TABLES] + [
        list(Case.objects.order_by("pk").values("customer__call_parts", "customer__version"))
    ]


@pytest.mark.parametrize("name", ACTS)
def test_each_is_undone_when_its_trace_fails_and_refused_when_somebody_was_first(
    name: str, case: Case, at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    queued(case)
    act = ACTS[name](case)
    before = rows()

    with pytest.raises(ConflictError):
        act(by="test", at=at, version=case.version + 1)
    monkeypatch.setattr(audit, "record", _fail)
    with pytest.raises(DatabaseError):
        act(by="test", at=at)

    assert rows() == before


@pytest.mark.parametrize("name", ACTS)
def test_each_lets_the_night_see_that_the_case_changed(name: str, case: Case, at: datetime) -> None:
    ACTS[name](case)(by="test", at=at, version=case.version)

    assert Case.objects.get(pk=case.pk).version > case.version


def _fail(*_args: object, **_more: object) -> None:
    raise DatabaseError
