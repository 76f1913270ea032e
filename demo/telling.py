"""Tells what happened to people through the actions that staff use; told before means nothing to do."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta

from demo.cast import ADMINISTRATOR, BRAM, SAMIRA
from demo.events import Event
from demo.people import dice_for
from tijdig.actions import calls, knowing, payments, stops, wishes
from tijdig.models import (
    Call,
    Case,
    Claim,
    Consequence,
    Hold,
    LifeEvent,
    Representative,
    RoomToPay,
    SupportNeed,
    Transfer,
)
from tijdig.queries import policies, visible
from tijdig.rules.workdays import AMSTERDAM, add_workdays
from tijdig.words import (
    CallResult,
    ChannelKind,
    ConsequenceKind,
    DayPart,
    EventKind,
    FactSource,
    PauseReason,
    RepresentativeKind,
    Room,
    Sector,
    SupportNeedKind,
    TransferState,
)

BY = SAMIRA.email.partition("@")[0]
OFFICE_HOURS = (9, 16)


def tell(event: Event, *, at: datetime) -> bool:
    """Do what belongs to one event; False when it was done before or the case is not there."""
    case = Case.objects.filter(customer__creditor__code=event.creditor, customer__number=event.number).first()
    if case is None or _is_told(case, event, at):
        return False
    _TELLINGS[event.kind](case, event, at)
    return True


def moment_of(event: Event, *, not_before: datetime) -> datetime:
    """Somewhere in the office hours of its day; once the file that brought the customer is in."""
    dice = dice_for("moment", event.creditor, event.number)
    day = max(event.on, not_before.astimezone(AMSTERDAM).date())
    hour = time(dice.randint(*OFFICE_HOURS), dice.randrange(60))
    return datetime.combine(day, hour, tzinfo=AMSTERDAM).astimezone(UTC)


def _is_told(case: Case, event: Event, at: datetime) -> bool:
    """Whether an earlier run told this."""
    customer = case.customer
    told = {
        "represented": lambda: Representative.objects.filter(customer=customer).exists(),
        "prefers": lambda: customer.prefers == event.detail,
        "not_by": lambda: event.detail in customer.not_by,
        "unsafe": lambda: not customer.is_safe_to_contact,
        "paid": lambda: not _late_claims(case, at.astimezone(AMSTERDAM).date()),
        "event": lambda: LifeEvent.objects.filter(customer=customer, kind=event.detail).exists(),
        "room": lambda: RoomToPay.objects.filter(case=case).exists(),
        "call_parts": lambda: bool(customer.call_parts),
        "handed_over_before": lambda: Transfer.objects.filter(case=case).exists(),
        "says_no": lambda: Call.objects.filter(contact__case=case, says_no=True).exists(),
        "consequence": lambda: Consequence.objects.filter(case=case).exists(),
        "need": lambda: SupportNeed.objects.filter(customer=customer, kind=event.detail).exists(),
    }
    if event.kind in told:
        return told[event.kind]()
    holds = Hold.objects.filter(case=case, kind=event.kind, made_by=BY)
    return holds.filter(since_on=at.astimezone(AMSTERDAM).date()).exists()


def _reacted(case: Case, event: Event, at: datetime) -> None:
    stops.reacted(case, by=BY, at=at, note=event.detail)


def _disputed(case: Case, event: Event, at: datetime) -> None:
    """Half of them one bill of several, the others all of it."""
    bills = [claim for claim, _ in _open_claims(case)]
    is_one = len(bills) > 1 and dice_for("dispute", event.number).random() < 0.5
    stops.disputed(case, by=BY, at=at, claims=bills[:1] if is_one else (), note=event.detail)


def _paused(case: Case, event: Event, at: datetime) -> None:
    stops.paused(case, reason=PauseReason(event.detail), until_on=event.until_on, by=BY, at=at)


def _agreed(case: Case, event: Event, at: datetime) -> None:
    pay_on = event.until_on or at.date() + timedelta(days=14)
    stops.agreed(case, pay_on=pay_on, by=BY, at=at, note=event.detail)


def _represented(case: Case, event: Event, at: datetime) -> None:
    """A protective administrator; of some nothing but the name is known yet."""
    is_known = event.number == BRAM.number or dice_for("administrator", event.number).random() < 0.6
    stops.represented(
        case,
        kind=RepresentativeKind.PROTECTIVE_ADMINISTRATOR,
        name=ADMINISTRATOR.name,
        address_lines=ADMINISTRATOR.address_lines if is_known else (),
        email=ADMINISTRATOR.email if is_known else "",
        phone=ADMINISTRATOR.phone,
        by=BY,
        at=at,
    )


def _moved(case: Case, _event: Event, at: datetime) -> None:
    stops.moved(case, by=BY, at=at)


def _debt_help(case: Case, _event: Event, at: datetime) -> None:
    stops.debt_help(case, by=BY, at=at)


def _collection_pause(case: Case, event: Event, at: datetime) -> None:
    stops.collection_pause(case, until_on=event.until_on or at.date() + timedelta(days=90), by=BY, at=at)


def _moratorium(case: Case, event: Event, at: datetime) -> None:
    stops.moratorium(case, until_on=event.until_on or at.date() + timedelta(days=120), by=BY, at=at)


def _settlement(case: Case, _event: Event, at: datetime) -> None:
    stops.settlement(case, by=BY, at=at)


def _died(case: Case, event: Event, at: datetime) -> None:
    stops.died(case, died_on=event.on - timedelta(days=2), by=BY, at=at)


def _paid(case: Case, _event: Event, at: datetime) -> None:
    """Everything that is overdue, as the bank's statement of this morning says."""
    day = at.astimezone(AMSTERDAM).date()
    for claim, open_cents in _late_claims(case, day):
        payments.book(claim, open_cents, booked_on=day, by=BY, at=at, reference=f"bank {claim.reference}"[:60])


def _prefers(case: Case, event: Event, at: datetime) -> None:
    wishes.prefer(case, ChannelKind(event.detail), by=BY, at=at)


def _not_by(case: Case, event: Event, at: datetime) -> None:
    wishes.refuse(case, ChannelKind(event.detail), by=BY, at=at)


def _unsafe(case: Case, _event: Event, at: datetime) -> None:
    wishes.unsafe(case, by=BY, at=at)


def _need(case: Case, event: Event, at: datetime) -> None:
    until_on = at.date() + timedelta(days=365)
    kind = SupportNeedKind(event.detail)
    wishes.need(case, kind, source=FactSource.CUSTOMER, expires_on=until_on, by=BY, at=at)


def _event(case: Case, event: Event, at: datetime) -> None:
    until_on = at.date() + timedelta(days=180)
    knowing.note_event(
        case, EventKind(event.detail), source=FactSource.CUSTOMER, expires_on=until_on, by=BY, at=at
    )  # fmt: skip


def _room(case: Case, event: Event, at: datetime) -> None:
    knowing.note_room(case, Room(event.detail), source=FactSource.CUSTOMER, by=BY, at=at)


def _call_parts(case: Case, event: Event, at: datetime) -> None:
    knowing.note_call_parts(case, tuple(DayPart(part) for part in event.detail.split()), by=BY, at=at)


def _handed_over_before(case: Case, event: Event, at: datetime) -> None:
    """What another system knew of earlier arrears: they were with an agency, and came back."""
    on = at - timedelta(days=(at.date() - event.on).days)
    Transfer.objects.create(
        case=case,
        state=TransferState.RECALLED,
        agency=event.detail,
        reason="Meegenomen uit het vorige systeem.",
        decided_by=BY,
        decided_at=on,
        recalled_by=BY,
        recalled_at=on + timedelta(days=30),
    )


def _says_no(case: Case, event: Event, at: datetime) -> None:
    calls.log(case, CallResult.REACHED, event.detail, good_conversation=False, says_no=True, by=BY, at=at)


def _consequence(case: Case, event: Event, at: datetime) -> None:
    """What fits the organisation, within two weeks, on a day on which such things happen."""
    fits = {Sector.HOUSING: ConsequenceKind.EVICTION, Sector.ENERGY: ConsequenceKind.DISCONNECTION}
    kind = fits.get(Sector(case.creditor.sector), ConsequenceKind.SUMMONS)
    cents = sum(cents for _, cents in _late_claims(case, at.date())) or 10_000
    on_day = add_workdays(event.on, 10, policies.of(case.creditor, event.on))
    knowing.record_consequence(
        case, kind, on_day=on_day, avoid_cents=cents, by_lead=True, reminded_before=True, by=BY, at=at
    )


def _late_claims(case: Case, day: date) -> list[tuple[Claim, int]]:
    return [(claim, cents) for claim, cents in _open_claims(case) if claim.due_on < day]


def _open_claims(case: Case) -> list[tuple[Claim, int]]:
    """The claims on which something is still open, oldest first."""
    balances = [(claim, visible.balance_cents(claim)) for claim in visible.claims(case)]
    return [(claim, cents) for claim, cents in balances if cents > 0]


_TELLINGS: dict[str, Callable[[Case, Event, datetime], None]] = {
    "reacted": _reacted,
    "disputed": _disputed,
    "paused": _paused,
    "agreed": _agreed,
    "represented": _represented,
    "moved": _moved,
    "debt_help": _debt_help,
    "collection_pause": _collection_pause,
    "moratorium": _moratorium,
    "settlement": _settlement,
    "died": _died,
    "paid": _paid,
    "prefers": _prefers,
    "not_by": _not_by,
    "unsafe": _unsafe,
    "need": _need,
    "event": _event,
    "room": _room,
    "call_parts": _call_parts,
    "handed_over_before": _handed_over_before,
    "says_no": _says_no,
    "consequence": _consequence,
}
