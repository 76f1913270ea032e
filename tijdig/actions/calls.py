"""Calls: offered in slots that exist, promised to one customer, and written down as they went."""

from datetime import datetime, timedelta

from django.db.models import F, QuerySet

from tijdig.actions import approaches, audit, cases, holds, requests
from tijdig.actions.refusals import ConflictError, Refusal, RefusedError
from tijdig.models import Call, CallBack, CallSlot, Case, Contact, ContactPoint, Creditor, Hold, Request
from tijdig.queries import asks, policies, slots, visible
from tijdig.queries.slots import Slot
from tijdig.rules import dutch, phones
from tijdig.rules.workdays import local_day
from tijdig.words import (
    CallBackState,
    CallResult,
    ChannelKind,
    ContactState,
    Direction,
    HoldKind,
    PointState,
    RequestKind,
    RequestState,
)


def offer(creditor: Creditor, at: datetime) -> list[Slot]:
    """The moments in which somebody can really call."""
    return slots.offered(creditor, at)


def ask(
    case: Case, slot: int, phone: str, *, by: str, at: datetime, text: str = "", once: str = "",
    by_channel: ChannelKind = ChannelKind.PORTAL, by_code: bool = False,
) -> Request:  # fmt: skip
    """The customer asks to be called in this slot: the request and its place in one go, or neither.

    With the code alone (`by_code`) a call that somebody surer planned may move in time, never to another number: it
    stands, and the wish is kept beside it for a colleague.
    """
    with cases.held(case):
        sure = asks.sure_call(case) if by_code else None
        is_beside = asks.rings_elsewhere(sure, phone)
        chosen = CallSlot.objects.filter(pk=slot, creditor_id=case.creditor_id).first()
        details = {"phone": phone} if is_beside else {asks.SAME_NUMBER: True} if sure else {}
        request = requests.receive(
            case, RequestKind.CALL_ME, by_channel=by_channel, by=by, at=at, text=text, once=once, by_code=by_code,
            details=details, answer_on=local_day(chosen.starts_at) if chosen and not is_beside else None,
        )  # fmt: skip
        if not is_beside and not CallBack.objects.filter(request=request).exists():
            plan(case, slot, phone, by=by, at=at, request=request)
    return request


def plan(
    case: Case, slot: int, phone: str, *, by: str, at: datetime, request: Request | None = None,
    version: int | None = None,
) -> CallBack:  # fmt: skip
    """Promise a call in this slot; one promised before gives its place back. SLOT_TAKEN when somebody was first."""
    with cases.changing(case, version) as fresh:
        chosen = CallSlot.objects.select_for_update().filter(pk=slot, creditor=fresh.creditor).first()
        if chosen and (same := _planned(fresh).filter(slot=chosen).first()):
            return _asked_again(same, phone, request)
        if chosen is None or not slots.with_room(fresh.creditor, at).filter(pk=slot).exists():
            raise RefusedError(Refusal.SLOT_TAKEN)
        _planned(fresh).update(state=CallBackState.CANCELLED, version=F("version") + 1)
        made = CallBack.objects.create(case=fresh, request=request, slot=chosen, phone=phone, made_by=by, made_at=at)
        if request is None:
            day_after = local_day(chosen.starts_at) + timedelta(days=1)
            holds.place(fresh, HoldKind.REACTED, by=by, at=at, until_on=day_after, owner="handler")
        audit.record("call.planned", made, by=by, at=at, case_id=fresh.pk)
    return made


def _asked_again(same: CallBack, phone: str, request: Request | None) -> CallBack:
    """The same moment once more: it keeps its place, and the last number counts."""
    if (same.phone, same.request_id) != (phone, request.pk if request else same.request_id):
        same.phone, same.request = phone, request or same.request
        same.version += 1
        same.save(update_fields=["phone", "request", "version"])
    return same


def _planned(case: Case) -> QuerySet[CallBack]:
    return CallBack.objects.filter(case=case, state=CallBackState.PLANNED)


def log(
    case: Case, result: CallResult, words: str, *, good_conversation: bool, by: str, at: datetime,
    direction: Direction = Direction.OUT, phone: str = "", says_no: bool = False, version: int | None = None,
    once: str = "",
) -> Contact:  # fmt: skip
    """Write down a call, word for word. Reached: what is queued stops, and quiet days follow.

    `says_no` is what somebody said: I can pay, and I do not want to; it holds until the next conversation.
    A planned call-back whose time has come is done with it; the request behind it is answered when we reached them.
    """
    with cases.changing(case, None) as fresh:
        key = f"call-{once}" if once else f"{fresh.pk}-{at:%Y%m%d%H%M%S%f}-call-{fresh.version}"
        if once and (before := Contact.objects.filter(key=key, case=fresh).first()):
            return before
        if version is not None and fresh.version != version + 1:  # one more: `changing` has just counted
            raise ConflictError
        reached = result == CallResult.REACHED
        contact = Contact.objects.create(
            case=fresh,
            direction=direction,
            kind=ChannelKind.PHONE,
            state=_state(direction, result),
            key=key,
            send_from=at,
            happened_at=at,
            text=words,
        )
        said = {"is_good_conversation": reached and good_conversation, "says_no": reached and says_no}
        call = Call.objects.create(contact=contact, result=result, **said)
        if result == CallResult.WRONG_NUMBER and phone:
            _note_wrong(fresh, phone)
        if reached or direction == Direction.OUT:
            approaches.called(fresh.pk, reached=reached, by=by, at=at)
        if reached:
            _be_quiet(fresh, good=good_conversation, by=by, at=at)
            cases.take_on(fresh, by=by, at=at)
        _settle_call_backs(fresh, reached=reached, by=by, at=at)
        if result == CallResult.WRONG_NUMBER and phone:
            drop_unreachable(fresh, phone, by=by, at=at)
        audit.record("call.logged", call, by=by, at=at, case_id=fresh.pk, facts={"result": result})
    return contact


def _state(direction: Direction, result: CallResult) -> ContactState:
    if direction == Direction.IN:
        return ContactState.RECEIVED
    heard = result in {CallResult.REACHED, CallResult.VOICEMAIL}
    return ContactState.DELIVERED if heard else ContactState.FAILED


def _note_wrong(case: Case, phone: str) -> None:
    wrong = [point.pk for point in visible.points(case) if phones.is_same(point.value, phone)]
    ContactPoint.objects.filter(pk__in=wrong).update(state=PointState.WRONG, version=F("version") + 1)


def _be_quiet(case: Case, *, good: bool, by: str, at: datetime) -> Hold:
    """After a good conversation the silence of the policy, else the quiet days of a reaction."""
    day = local_day(at)
    contacts = policies.of(case.creditor, day).contacts
    days = contacts.quiet_after_reaction_days
    if good:
        Case.objects.filter(pk=case.pk).update(last_conversation_on=day)
        days = contacts.silence_after_conversation_days
    return holds.place(case, HoldKind.REACTED, by=by, at=at, until_on=day + timedelta(days=days))


def told(at: datetime) -> str:
    """What a customer reads beside a question that a call answered; our own notes are for colleagues."""
    return f"Wij spraken elkaar op {dutch.near(local_day(at))}."


def _settle_call_backs(case: Case, *, reached: bool, by: str, at: datetime) -> None:
    """Reached: every promised call is done. Not reached: those whose time has come were missed, later ones stand."""
    promised = list(_planned(case).select_related("request", "slot"))
    for one in promised:
        if reached or one.slot.starts_at <= at:
            one.state = CallBackState.DONE if reached else CallBackState.MISSED
            one.version += 1
            one.save(update_fields=["state", "version"])
        if reached and one.request and one.request.state == RequestState.OPEN:
            requests.settle(one.request, told(at), by=by, at=at)


def drop_unreachable(case: Case, phone: str, *, by: str, at: datetime) -> int:
    """Nobody rings a number that is wrong or not safe: what was promised there is off; how many.

    The question behind it stays open, so that a colleague finds another way in time.
    """
    promised = [one for one in _planned(case) if phones.is_same(one.phone, phone)]
    return len([cancel(one, by=by, at=at) for one in promised])


def cancel(call_back: CallBack, *, by: str, at: datetime) -> CallBack:
    """The call is not needed any more: its place is free again."""
    with cases.changing(call_back.case) as case:
        fresh = CallBack.objects.select_for_update(of=("self",)).get(pk=call_back.pk)
        if fresh.state != CallBackState.PLANNED:
            raise RefusedError(Refusal.ALREADY_DONE)
        fresh.state = CallBackState.CANCELLED
        fresh.version += 1
        fresh.save(update_fields=["state", "version"])
        audit.record("call.cancelled", fresh, by=by, at=at, case_id=case.pk)
    return fresh
