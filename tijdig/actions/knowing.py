"""What we know of a customer, told or openly noted, each with its source and its end: it can be taken away again."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import F, QuerySet

from tijdig.actions import audit, cases, naming, wishes
from tijdig.actions.refusals import MOST_FACT_DAYS, Refusal, RefusedError
from tijdig.models import Case, Consequence, Customer, LifeEvent, RoomToPay, SupportNeed
from tijdig.queries import fitting, frames, policies, reminders
from tijdig.rules.solutions.budget import Budget, as_json
from tijdig.rules.solutions.room import room
from tijdig.rules.workdays import is_workday, local_day
from tijdig.words import (
    ConsequenceKind,
    DayPart,
    EventKind,
    FactSource,
    Room,
    StopReason,
    SupportNeedKind,
)


@dataclass(frozen=True, slots=True)
class Heard:
    """All that was heard in one go; what was not heard changes nothing."""

    source: FactSource
    need: SupportNeedKind | None = None
    need_detail: str = ""
    need_until_on: date | None = None
    event: EventKind | None = None
    event_until_on: date | None = None
    room: Room | None = None
    spare_cents: int | None = None
    has_seizure: bool = False
    told_by: str = ""  # which helper told it
    call_parts: tuple[DayPart, ...] | None = None


def keep(case: Case, heard: Heard, *, by: str, at: datetime, version: int | None = None) -> None:
    """All that was heard in one go, or nothing. NOTHING_TOLD when there is nothing to keep."""
    if not any((heard.need, heard.event, heard.room, heard.call_parts is not None)):
        raise RefusedError(Refusal.NOTHING_TOLD)
    how: dict[str, Any] = {"source": heard.source, "by": by, "at": at}
    with cases.changing(case, version) as fresh:
        if heard.need:
            until_on = heard.need_until_on or local_day(at)
            note_need(fresh, heard.need, expires_on=until_on, detail=heard.need_detail, **how)
        if heard.event:
            note_event(fresh, heard.event, expires_on=heard.event_until_on or local_day(at), **how)
        if heard.room:
            of_room = {"spare_cents": heard.spare_cents, "has_seizure": heard.has_seizure, "told_by": heard.told_by}
            note_room(fresh, heard.room, **how | of_room)
        if heard.call_parts is not None:
            note_call_parts(fresh, heard.call_parts, by=by, at=at)


def forget(
    noted: SupportNeed | LifeEvent | RoomToPay | Consequence, case: Case, *, by: str, at: datetime,
    version: int | None = None,
) -> None:  # fmt: skip
    """Take away whatever was noted; each by its own rule below. ALREADY_DONE when that was done before."""
    if isinstance(noted, SupportNeed):
        remove_need(noted, case, by=by, at=at, version=version)
    elif isinstance(noted, LifeEvent):
        remove_event(noted, case, by=by, at=at, version=version)
    elif isinstance(noted, RoomToPay):
        remove_room(noted, case, by=by, at=at, version=version)
    else:
        lift_consequence(noted, case, by=by, at=at, version=version)


# Needs and events ----------------------------------------------------------------------------------------------------


def note_need(
    case: Case, kind: SupportNeedKind, *, source: FactSource, expires_on: date, by: str, at: datetime, detail: str = "",
    version: int | None = None,
) -> SupportNeed:  # fmt: skip
    """What helps this customer; the same need, noted before, gives way.

    END_NEEDED for an end that is not to come, END_TOO_FAR for one after more than a year.
    """
    check_day(expires_on, at, Refusal.END_NEEDED, Refusal.END_TOO_FAR)
    with cases.changing(case, version) as fresh:
        before = SupportNeed.objects.filter(customer_id=fresh.customer_id, kind=kind, removed_at__isnull=True)
        before.update(removed_at=at)
        return wishes.need(fresh, kind, source=source, expires_on=expires_on, detail=detail, by=by, at=at)


def remove_need(told: SupportNeed, case: Case, *, by: str, at: datetime, version: int | None = None) -> None:
    """It helps no longer, or was never so. ALREADY_DONE when it was taken away before."""
    rows = SupportNeed.objects.filter(customer_id=case.customer_id)
    _remove(rows, told, case, "need.removed", by=by, at=at, version=version)


def note_event(
    case: Case, kind: EventKind, *, source: FactSource, expires_on: date, by: str, at: datetime,
    version: int | None = None,
) -> LifeEvent:  # fmt: skip
    """Something that changes in this customer's life; the same, noted before, gives way. Its end is as of a need."""
    check_day(expires_on, at, Refusal.END_NEEDED, Refusal.END_TOO_FAR)
    with cases.changing(case, version) as fresh:
        LifeEvent.objects.filter(customer_id=fresh.customer_id, kind=kind, removed_at__isnull=True).update(
            removed_at=at
        )
        noted = LifeEvent.objects.create(
            customer=fresh.customer,
            kind=kind,
            source=source,
            noted_on=local_day(at),
            expires_on=expires_on,
            made_by=by,
        )
        audit.record("event.noted", noted, by=by, at=at, case_id=fresh.pk, facts={"source": source})
    return noted


def remove_event(noted: LifeEvent, case: Case, *, by: str, at: datetime, version: int | None = None) -> None:
    """It is past, or was never so. ALREADY_DONE when it was taken away before."""
    rows = LifeEvent.objects.filter(customer_id=case.customer_id)
    _remove(rows, noted, case, "event.removed", by=by, at=at, version=version)


def note_call_parts(
    case: Case, parts: tuple[DayPart, ...], *, by: str, at: datetime, version: int | None = None
) -> None:
    """The parts of the day in which the customer likes to be called; none means that all are fine."""
    with cases.changing(case, version) as fresh:
        kept = [part.value for part in DayPart if part in parts]
        Customer.objects.filter(pk=fresh.customer_id).update(call_parts=kept, version=F("version") + 1)
        audit.record("wish.call_parts", fresh.customer, by=by, at=at, case_id=fresh.pk, facts={"parts": kept})


# Room to pay ---------------------------------------------------------------------------------------------------------


def note_room(
    case: Case, state: Room, *, source: FactSource, by: str, at: datetime, spare_cents: int | None = None,
    has_seizure: bool = False, told_by: str = "", is_tight: bool = False, budget: Budget | None = None,
    version: int | None = None,
) -> RoomToPay:  # fmt: skip
    """Whether there is money left to pay with, and how much a month; it holds as long as the policy says.

    Somebody who has nothing left is asked for nothing: what is queued stops at once, and a person looks (DECISIONS 10).
    AMOUNT_NEEDED for a sum below zero; TOLD_BY_NEEDED when a helper told that there is room, and nobody knows which.
    """
    if spare_cents is not None and spare_cents < 0:
        raise RefusedError(Refusal.AMOUNT_NEEDED)
    if source == FactSource.HELPER and state == Room.OK and not told_by.strip():
        raise RefusedError(Refusal.TOLD_BY_NEEDED)
    with cases.changing(case, version) as fresh:
        day = local_day(at)
        days = policies.of(fresh.creditor, day).histories.room_valid_days
        noted = RoomToPay.objects.create(
            case=fresh,
            state=state,
            spare_cents=spare_cents,
            is_tight=is_tight,
            budget=as_json(budget) if budget else {},
            has_seizure=has_seizure,
            source=source,
            told_by=naming.readable(told_by),
            noted_on=day,
            expires_on=day + timedelta(days=days),
            made_by=by,
        )
        stopped = cases.stop_queued(fresh, StopReason.PAUSED, by=by, at=at) if state == Room.NONE else 0
        facts = {"source": source, "stopped": stopped, "state": state.value, "tight": is_tight}
        audit.record("room.noted", noted, by=by, at=at, case_id=fresh.pk, facts=facts)
    return noted


def note_budget(
    case: Case, budget: Budget, *, source: FactSource, by: str, at: datetime, told_by: str = "",
    has_seizure: bool = False, version: int | None = None,
) -> RoomToPay:  # fmt: skip
    """What comes in and goes out, and what follows from it: room, hardly any, or none; told as for `note_room`.

    What somebody named as their own figure went before; this is for who wanted to work it out (docs/adr/0051).
    """
    found = room(budget, policies.of(case.creditor, local_day(at)).solutions)
    return note_room(
        case, found.state, source=source, by=by, at=at, spare_cents=found.offer_cents, has_seizure=has_seizure,
        told_by=told_by, is_tight=found.is_tight, budget=budget, version=version,
    )  # fmt: skip


def remove_room(noted: RoomToPay, case: Case, *, by: str, at: datetime, version: int | None = None) -> None:
    """It is no longer so, or was never so; what was noted before it holds again. ALREADY_DONE as for a need."""
    _remove(RoomToPay.objects.filter(case=case), noted, case, "room.removed", by=by, at=at, version=version)


# What is really going to happen --------------------------------------------------------------------------------------


def record_consequence(
    case: Case, kind: ConsequenceKind, *, on_day: date, avoid_cents: int, by_lead: bool, by: str, at: datetime,
    reminded_before: bool = False, version: int | None = None,
) -> Consequence:  # fmt: skip
    """Record what will happen on a day to come, and what avoids it; only a lead may, since messages will say so.

    What is queued stops: it does not know of this. BY_LEAD, DAY_NEEDED or AMOUNT_NEEDED when one of these is missing;
    DAY_TOO_FAR for a day that lies more than a year ahead; DAY_OF_REST, NOT_FOR_THIS, MORE_THAN_OPEN when it cannot be
    true;
    REMINDERS_FIRST when fewer reminders went out on paper or by e-mail than the policy asks of this product
    (steps.reminders_before_end), unless somebody vouches that they did, outside Tijdig (`reminded_before`).
    """
    if not by_lead:
        raise RefusedError(Refusal.BY_LEAD)
    check_day(on_day, at, Refusal.DAY_NEEDED, Refusal.DAY_TOO_FAR)
    if avoid_cents <= 0:
        raise RefusedError(Refusal.AMOUNT_NEEDED)
    with cases.changing(case, version) as fresh:
        _check_truth(fresh, kind, on_day, avoid_cents, local_day(at))
        if not reminded_before and not reminders.are_enough(fresh, local_day(at)):
            raise RefusedError(Refusal.REMINDERS_FIRST)
        recorded = Consequence.objects.create(
            case=fresh, kind=kind, on_day=on_day, avoid_cents=avoid_cents, recorded_by=by, recorded_at=at
        )
        stopped = cases.stop_queued(fresh, StopReason.CHANGED, by=by, at=at)
        facts = {"kind": kind, "on": on_day.isoformat(), "stopped": stopped, "vouched": reminded_before}
        audit.record("consequence.recorded", recorded, by=by, at=at, case_id=fresh.pk, facts=facts)
    return recorded


def _check_truth(case: Case, kind: ConsequenceKind, on_day: date, avoid_cents: int, day: date) -> None:
    """What cannot be: on a day of rest, for another product than it is for, for more than is open."""
    found = frames.of_case(case, day).accounts
    if not is_workday(on_day, policies.of(case.creditor, day)):
        raise RefusedError(Refusal.DAY_OF_REST)
    if len(found) and found.product[0] and found.product[0] not in fitting.PRODUCTS[kind]:
        raise RefusedError(Refusal.NOT_FOR_THIS)
    if len(found) and 0 < found.open_cents[0] < avoid_cents:
        raise RefusedError(Refusal.MORE_THAN_OPEN)


def lift_consequence(
    recorded: Consequence, case: Case, *, by: str, at: datetime, version: int | None = None
) -> Consequence:
    """It will not happen after all: nothing that says so may go out any more. ALREADY_DONE when it was lifted."""
    with cases.changing(case, version) as fresh:
        rows = Consequence.objects.filter(pk=recorded.pk, case=fresh, lifted_at__isnull=True)
        if not rows.update(lifted_at=at, lifted_by=by):
            raise RefusedError(Refusal.ALREADY_DONE)
        recorded.refresh_from_db()
        stopped = cases.stop_queued(fresh, StopReason.CHANGED, by=by, at=at)
        audit.record("consequence.lifted", recorded, by=by, at=at, case_id=fresh.pk, facts={"stopped": stopped})
    return recorded


# By hand -------------------------------------------------------------------------------------------------------------


def take_in_hand(case: Case, *, by: str, at: datetime, version: int | None = None) -> None:
    """A person takes the whole case in hand: what is queued stops, and nothing goes out by itself until let go."""
    with cases.changing(case, version) as fresh:
        _by_hand(fresh, to=True)
        cases.take_on(fresh, by=by, at=at)
        stopped = cases.stop_queued(fresh, StopReason.PAUSED, by=by, at=at)
        audit.record("case.in_hand", fresh, by=by, at=at, case_id=fresh.pk, facts={"stopped": stopped})


def let_go(case: Case, *, by: str, at: datetime, version: int | None = None) -> None:
    """The planner looks after this case again, from the next night on."""
    with cases.changing(case, version) as fresh:
        _by_hand(fresh, to=False)
        audit.record("case.let_go", fresh, by=by, at=at, case_id=fresh.pk)


def _by_hand(case: Case, *, to: bool) -> None:
    if case.by_hand == to:
        raise RefusedError(Refusal.ALREADY_DONE)
    Case.objects.filter(pk=case.pk).update(by_hand=to)
    case.by_hand = to


def check_day(day: date, at: datetime, too_soon: Refusal, too_far: Refusal) -> None:
    """A day that is to come, and not more than a year away."""
    today = local_day(at)
    if day <= today:
        raise RefusedError(too_soon)
    if day > today + timedelta(days=MOST_FACT_DAYS):
        raise RefusedError(too_far)


def _remove(
    rows: QuerySet[Any], noted: Any, case: Case, what: str, *, by: str, at: datetime, version: int | None
) -> None:
    with cases.changing(case, version) as fresh:
        if not rows.filter(pk=noted.pk, removed_at__isnull=True).update(removed_at=at):
            raise RefusedError(Refusal.ALREADY_DONE)
        audit.record(what, noted, by=by, at=at, case_id=fresh.pk)
