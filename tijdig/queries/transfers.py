"""The gate before an agency: what was tried, what is known, and what is missing before anybody may say yes."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import groupby
from typing import NamedTuple

from django.db.models import Exists, OuterRef, Subquery

from tijdig.models import Call, Case, Contact, Decision, Moment, MoneyEntry, Request, SupportNeed, Transfer
from tijdig.planner.codes import ConsequenceCode, HoldCode, ProductCode, Room
from tijdig.planner.codes import Stage as StageCode
from tijdig.planner.columns import AccountRow
from tijdig.planner.reasons import Reason
from tijdig.policy import Policy
from tijdig.policy.subjects import Steps
from tijdig.queries import arrangements, frames, policies, visible
from tijdig.queries.visible import seen_q
from tijdig.rules import dutch
from tijdig.rules.money import euros
from tijdig.rules.workdays import AMSTERDAM, local_day
from tijdig.words import (
    CallResult,
    CaseState,
    ChannelKind,
    ContactState,
    Direction,
    EntryKind,
    Stage,
    TransferLack,
    TransferState,
)

LEFT_TO_A_PERSON = (Reason.PERSON_DECIDES.value, Reason.MANY_PREMIUMS.value)
_GONE = (ContactState.HANDED_OVER, ContactState.DELIVERED, ContactState.FAILED)
_ARRIVED = (ContactState.HANDED_OVER, ContactState.DELIVERED)
_CARRIES = (ChannelKind.LETTER, ChannelKind.EMAIL, ChannelKind.PHONE, ChannelKind.VISIT, ChannelKind.VIDEO)
"""Ways that carry a whole message; a text message only announces one."""

_LAST = (Stage.S3, Stage.S4B, Stage.S5)
_HELP = "hulp"
"""The word that every text with an offer of help holds, in the frozen words themselves."""

_FATES = {
    ContactState.HANDED_OVER: "verstuurd",
    ContactState.DELIVERED: "aangekomen",
    ContactState.FAILED: "niet aangekomen",
}


@dataclass(frozen=True)
class Effort:
    """One thing that was tried, or that the customer did: on which day, what, by which ways, and what came of it."""

    on: date
    kind: str  # message, call, visit, heard, paid
    ways: tuple[str, ...]
    what: str
    outcome: str

    @property
    def day_text(self) -> str:
        """Its day, in short."""
        return dutch.short(self.on)

    def plain(self) -> dict[str, object]:
        """As it is frozen with the decision: no name, no words of anybody."""
        return {
            "on": self.on.isoformat(),
            "kind": self.kind,
            "ways": list(self.ways),
            "what": self.what,
            "outcome": self.outcome,
        }


@dataclass(frozen=True)
class Known:
    """One line of what a person has to weigh: what it is about, how it stands, and whether that is all right."""

    what: str
    how: str
    is_right: bool


@dataclass(frozen=True)
class Gate:
    """The page on which a person decides."""

    number: int
    version: int
    name: str
    open_text: str
    since_text: str
    efforts: tuple[Effort, ...]
    known: tuple[Known, ...]
    needs: tuple[str, ...]
    lacks: tuple[TransferLack, ...]
    agency: str  # with which it is now; empty with none
    since_agency: str
    earlier: tuple[str, ...]
    is_offered: bool

    @property
    def may(self) -> bool:
        """Whether nothing is missing."""
        return not self.lacks


def handed_over(case: Case) -> Transfer | None:
    """The hand-over that stands now."""
    last = Transfer.objects.filter(case=case).order_by("pk").last()
    return last if last and last.state == TransferState.HANDED_OVER else None


class AtGate(NamedTuple):
    """Whether a person may weigh the gate now, and the agency that a case is with (empty with none)."""

    is_offered: bool
    agency: str


def at_gate(case: Case) -> AtGate:
    """The gate comes next when the planner left an open case to a person, or the last notice went out. One question."""
    last = Decision.objects.filter(case=OuterRef("pk")).order_by("-valid_from").values("kind__reason")[:1]
    gone = Transfer.objects.filter(case=OuterRef("pk")).order_by("-pk")
    rows = Case.objects.filter(pk=case.pk, state=CaseState.OPEN).annotate(
        reason=Subquery(last),
        away=Subquery(gone.values("state")[:1]),
        agency=Subquery(gone.values("agency")[:1]),
        is_told=Exists(Moment.objects.filter(case=OuterRef("pk"), stage__in=_LAST)),
    )
    for reason, away, agency, is_told in rows.values_list("reason", "away", "agency", "is_told"):
        is_away = away == TransferState.HANDED_OVER
        return AtGate(is_away or is_told or reason in LEFT_TO_A_PERSON, agency if is_away else "")
    return AtGate(is_offered=False, agency="")


def gate(case: Case, name: str, at: datetime) -> Gate:
    """Everything on the page of the gate of an open case, as it stands at this moment."""
    day = local_day(at)
    account = frames.of_case(case, day).accounts.plain(0)
    since = day - timedelta(days=account.oldest_overdue_days)
    efforts = tuple(efforts_of(case, since))
    policy = policies.of(case.creditor, day)
    now = handed_over(case)
    return Gate(
        number=case.pk,
        version=case.version,
        name=name,
        open_text=euros(account.overdue_cents),
        since_text=dutch.day(since) if account.overdue_cents else "",
        efforts=efforts,
        known=tuple(_known(case, account, efforts, since, policy)),
        needs=tuple(_needs(case, day)),
        lacks=lacks(case, account, efforts, since, policy),
        agency=now.agency if now else "",
        since_agency=dutch.day(local_day(now.decided_at)) if now else "",
        earlier=tuple(_earlier(case)),
        is_offered=at_gate(case).is_offered,
    )


def missing(case: Case, at: datetime) -> tuple[TransferLack, ...]:
    """What must be done first, as things stand at this moment; nothing when a person may hand the case over."""
    day = local_day(at)
    account = frames.of_case(case, day).accounts.plain(0)
    since = day - timedelta(days=account.oldest_overdue_days)
    return lacks(case, account, tuple(efforts_of(case, since)), since, policies.of(case.creditor, day))


def frozen(case: Case, at: datetime) -> list[dict[str, object]]:
    """The efforts as they are kept with the decision."""
    day = local_day(at)
    account = frames.of_case(case, day).accounts.plain(0)
    return [one.plain() for one in efforts_of(case, day - timedelta(days=account.oldest_overdue_days))]


# What was tried ------------------------------------------------------------------------------------------------------


def efforts_of(case: Case, since: date) -> Iterator[Effort]:
    """What was tried since these arrears began, and what the customer did, the oldest first."""
    found = [*_messages(case, since), *_calls(case, since), *_visits(case, since), *_heard(case, since)]
    yield from sorted(found, key=lambda one: one.on)


def _messages(case: Case, since: date) -> Iterator[Effort]:
    rows = Contact.objects.filter(case=case, moment__isnull=False, moment__day__gte=since, state__in=_GONE)
    rows = rows.select_related("moment").order_by("moment__day", "moment", "state", "pk")
    for (moment, state), alike in groupby(rows, key=lambda one: (one.moment, one.state)):
        ways = tuple(one.kind for one in alike)
        if moment is not None:
            what = f"{moment.get_stage_display().capitalize()} per {_ways(ways)}"
            yield Effort(moment.day, "message", ways, what, _FATES[ContactState(state)])


def _calls(case: Case, since: date) -> Iterator[Effort]:
    for call in Call.objects.filter(contact__case=case, contact__happened_at__gte=_start(since)).select_related(
        "contact"
    ):
        at = call.contact.happened_at or call.contact.send_from
        is_ours = call.contact.direction == Direction.OUT
        what = "Gebeld" if is_ours else "De klant belde"
        outcome = "goed gesproken" if call.is_good_conversation else call.get_result_display()
        yield Effort(local_day(at), "call" if is_ours else "heard", (ChannelKind.PHONE.value,), what, outcome)


def _visits(case: Case, since: date) -> Iterator[Effort]:
    rows = Contact.objects.filter(case=case, kind=ChannelKind.VISIT, direction=Direction.OUT, state__in=_ARRIVED)
    for one in rows.filter(send_from__gte=_start(since)):
        met = "gesproken" if one.state == ContactState.DELIVERED else "niemand deed open"
        yield Effort(local_day(one.send_from), "visit", (one.kind,), "Aan de deur geweest", met)


def _heard(case: Case, since: date) -> Iterator[Effort]:
    """What the customer did: a message, a question, a payment."""
    written = Contact.objects.filter(
        case=case, direction=Direction.IN, call__isnull=True, happened_at__gte=_start(since)
    )
    for one in written:
        at = one.happened_at or one.send_from
        yield Effort(local_day(at), "heard", (one.kind,), f"De klant reageerde per {one.get_kind_display()}", "")
    for asked in Request.objects.filter(case=case, received_at__gte=_start(since)):
        what = f"De klant vroeg: {asked.get_kind_display()}"
        yield Effort(local_day(asked.received_at), "heard", (asked.by_channel,), what, asked.get_state_display())
    paid = MoneyEntry.objects.filter(seen_q("", "creditor__"), claim__customer_id=case.customer_id)
    for entry in paid.filter(kind=EntryKind.PAYMENT, booked_on__gte=since):
        yield Effort(entry.booked_on, "paid", (), f"De klant betaalde {euros(-entry.amount_cents)}", "")


def _start(day: date) -> datetime:
    return datetime.combine(day, time.min, AMSTERDAM)


def _ways(kinds: tuple[str, ...]) -> str:
    return dutch.listed([ChannelKind(kind).label for kind in ChannelKind if kind in kinds])


# What is missing -----------------------------------------------------------------------------------------------------


def lacks(
    case: Case, account: AccountRow, efforts: tuple[Effort, ...], since: date, policy: Policy
) -> tuple[TransferLack, ...]:
    """What must be done before this case may go to an agency, by the numbers of its product, in the order of weight."""
    steps = steps_of(account, policy)
    holds = {
        TransferLack.NOTHING_LATE: account.overdue_cents <= 0,
        TransferLack.DISTRESS: account.is_distressed or account.distress_days < policy.histories.distress_days,
        TransferLack.REPRESENTED: account.is_represented,
        TransferLack.DISPUTE: account.has_disputed_all or account.hold == HoldCode.DISPUTED or _is_disputed(case),
        TransferLack.REST: _rests(case, account),
        TransferLack.ROOM_UNKNOWN: account.room == Room.UNKNOWN,
        TransferLack.NO_ROOM: account.room == Room.NONE,
        TransferLack.HELP: not _offered_help(case, since),
        TransferLack.NOTICE: not _is_warned(case, account),
        TransferLack.CHANNELS: len(ways_of(efforts)) < steps.transfer_channels_min,
        TransferLack.CALLS: len({one.on for one in tries_of(efforts)}) < steps.transfer_calls_min,
        TransferLack.CONSEQUENCE: account.consequence != ConsequenceCode.NONE,
        TransferLack.IN_HAND: account.by_hand,
    }
    return tuple(lack for lack, is_so in holds.items() if is_so)


def steps_of(account: AccountRow, policy: Policy) -> Steps:
    """The numbers as they hold for what is owed most."""
    product = ProductCode(account.product)
    return (policy.for_product(product.name.lower()) if product else policy).steps


def ways_of(efforts: tuple[Effort, ...]) -> frozenset[str]:
    """The ways by which a whole message was brought, as far as it did not come back."""
    tried = [one for one in efforts if one.kind in {"message", "call", "visit"}]
    brought = [one for one in tried if one.outcome != _FATES[ContactState.FAILED]]
    return frozenset(way for one in brought for way in one.ways if way in _CARRIES)


def tries_of(efforts: tuple[Effort, ...]) -> tuple[Effort, ...]:
    """The times that somebody tried to speak with the customer: at a number that is theirs, or at the door."""
    wrong = CallResult.WRONG_NUMBER.label
    return tuple(one for one in efforts if one.kind in {"call", "visit"} and one.outcome != wrong)


def _rests(case: Case, account: AccountRow) -> bool:
    is_held = account.hold != HoldCode.NONE and (not account.hold_has_end or account.hold_days_left > 0)
    others = (HoldCode.DISPUTED, HoldCode.REPRESENTED)  # these have a sentence of their own
    return (is_held and account.hold not in others) or arrangements.of(case) is not None or account.joint_creditors > 0


def _is_disputed(case: Case) -> bool:
    return (
        any(
            claim.open_cents > 0 and claim.disputed_on is not None and claim.dispute_ended_on is None
            for claim in visible.claims(case)
        )
        or case.holds.filter(kind="disputed", lifted_at__isnull=True).exists()
    )


def _offered_help(case: Case, since: date) -> bool:
    sent = Contact.objects.filter(case=case, moment__day__gte=since, state__in=_ARRIVED)
    return sent.filter(kind__in=[ChannelKind.LETTER, ChannelKind.EMAIL], text__icontains=_HELP).exists()


def _is_warned(case: Case, account: AccountRow) -> bool:
    """The last notice went out and its term is over; where premiums are counted, so many of them are late."""
    is_over = account.stage_reached >= StageCode.S3 and account.notice_running_days_left == 0
    last = Decision.objects.filter(case=case).order_by("valid_from").last()
    return is_over or (last is not None and last.kind.reason == Reason.MANY_PREMIUMS)


# What there is to weigh ----------------------------------------------------------------------------------------------


def _known(
    case: Case, account: AccountRow, efforts: tuple[Effort, ...], since: date, policy: Policy
) -> Iterator[Known]:
    steps, ways, tries = steps_of(account, policy), ways_of(efforts), tries_of(efforts)
    met = [one for one in tries if one.outcome not in {CallResult.NOT_REACHED.label, "niemand deed open"}]
    heard = [one for one in efforts if one.kind in {"heard", "paid"}]
    yield Known("Wegen", _ways(tuple(ways)) or "geen", len(ways) >= steps.transfer_channels_min)
    spoken = f"{dutch.count(len(met))} keer bereikt" if met else "nog niet bereikt"
    tried = f"{_times(len(tries))} geprobeerd, {spoken}" if tries else "nog niet geprobeerd"
    yield Known("Gesproken", tried, len(tries) >= steps.transfer_calls_min)
    yield Known("Reactie van de klant", _times(len(heard)) if heard else "nog niets gehoord", is_right=True)
    room = {Room.UNKNOWN: "niet bekend", Room.OK: "ja", Room.NONE: "nee"}[Room(account.room)]
    yield Known("Ruimte om te betalen", room, account.room == Room.OK)
    offered = _offered_help(case, since)
    yield Known("Hulp aangeboden", "ja, in een bericht" if offered else "nog niet", offered)
    is_warned = _is_warned(case, account)
    yield Known("Laatste brief", "verstuurd, de termijn is voorbij" if is_warned else "nog niet voorbij", is_warned)


def _times(count: int) -> str:
    return f"{dutch.count(count)} keer"


def _needs(case: Case, day: date) -> Iterator[str]:
    rows = SupportNeed.objects.filter(customer_id=case.customer_id, removed_at__isnull=True, expires_on__gt=day)
    for one in rows.order_by("pk"):
        yield one.get_kind_display().capitalize() + (f": {one.detail}" if one.detail else "")


def _earlier(case: Case) -> Iterator[str]:
    """What was decided at this gate before."""
    for one in Transfer.objects.filter(case=case).order_by("-pk"):
        on = dutch.day(local_day(one.decided_at))
        about = f" ({one.agency})" if one.agency else ""
        back = f", {dutch.day(local_day(one.recalled_at))} teruggehaald" if one.recalled_at else ""
        what = "Zelf gehouden" if one.state == TransferState.KEPT else f"Overgedragen{about}"
        yield f"{on}: {what}{back}. {one.reason}".strip()
