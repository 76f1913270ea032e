"""The gate before an agency: what was tried, what is known, and what is missing before anybody may say yes."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple

from django.db.models import Exists, OuterRef, QuerySet, Subquery, Sum

from tijdig.models import Case, Claim, Creditor, Decision, Moment, RoomToPay, Transfer
from tijdig.planner.codes import ConsequenceCode, HoldCode, Room
from tijdig.planner.columns import AccountRow
from tijdig.planner.reasons import Reason
from tijdig.policy import Policy
from tijdig.queries import along, arrangements, frames, known, policies, tried, visible
from tijdig.queries.along import LAST, Bill
from tijdig.queries.ready import Ready
from tijdig.queries.tried import NOBODY_HOME, Effort
from tijdig.queries.visible import seen_q
from tijdig.rules import dutch
from tijdig.rules.money import euros
from tijdig.rules.workdays import local_day
from tijdig.words import CallResult, CaseState, ClaimLack, RecallReason, TransferLack, TransferState

LEFT_TO_A_PERSON = (Reason.PERSON_DECIDES.value, Reason.MANY_PREMIUMS.value)
_ALSO_OF_THE_CASE = {
    ClaimLack.CHANNELS: TransferLack.CHANNELS,
    ClaimLack.CALLS: TransferLack.CALLS,
    ClaimLack.HELP: TransferLack.HELP,
    ClaimLack.NOTICE: TransferLack.NOTICE,
}
"""What is missing for every bill is missing for the case."""


@dataclass(frozen=True)
class Known:
    """One line of what a person has to weigh: what it is about, how it stands, and whether that is all right."""

    what: str
    how: str
    is_right: bool


@dataclass(frozen=True)
class Look:
    """A case as it stands at the gate at one moment."""

    efforts: tuple[Effort, ...]
    bills: tuple[Bill, ...]
    lacks: tuple[TransferLack, ...]
    account: AccountRow
    since: date

    @property
    def going(self) -> tuple[Bill, ...]:
        """The bills for which enough was tried: only these go along."""
        return tuple(bill for bill in self.bills if not bill.lacks)

    @property
    def going_cents(self) -> int:
        """What is open of these together."""
        return sum(bill.open_cents for bill in self.going)


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
    going: tuple[Bill, ...]  # what goes along, or is with the agency now
    staying: tuple[Bill, ...]  # what is late too, and stays here
    going_text: str
    agency: str  # with which it is now; empty with none
    since_agency: str
    earlier: tuple[str, ...]
    is_offered: bool

    @property
    def may(self) -> bool:
        """Whether nothing is missing."""
        return not self.lacks


def away() -> QuerySet[Transfer]:
    """The hand-overs that stand: not taken back, and something of what went along is still open."""
    balance = Sum("entries__amount_cents", filter=seen_q("entries__", "creditor__"), default=0)
    still_open = Claim.objects.filter(seen_q("", "creditor__"), transfer=OuterRef("pk")).annotate(cents=balance)
    return Transfer.objects.filter(Exists(still_open.filter(cents__gt=0)), state=TransferState.HANDED_OVER)


def handed_over(case: Case) -> Transfer | None:
    """The hand-over that stands now; one of which all bills were paid is over."""
    return _STANDS.first(case=case.pk)


def _stands_rows(case: int) -> QuerySet[Transfer]:
    return away().filter(case_id=case).order_by("-pk")[:1]


_STANDS = Ready(_stands_rows)


class AtGate(NamedTuple):
    """Whether a person may weigh the gate now, and the agency that a case is with (empty with none)."""

    is_offered: bool
    agency: str


def at_gate(case: Case) -> AtGate:
    """The gate comes next when the planner left an open case to a person, or the last notice went out. One question."""
    last = Decision.objects.filter(case=OuterRef("pk")).order_by("-valid_from").values("kind__reason")[:1]
    rows = Case.objects.filter(pk=case.pk, state=CaseState.OPEN).annotate(
        reason=Subquery(last),
        agency=Subquery(away().filter(case=OuterRef("pk")).order_by("-pk").values("agency")[:1]),
        is_told=Exists(Moment.objects.filter(case=OuterRef("pk"), stage__in=LAST)),
    )
    for reason, agency, is_told in rows.values_list("reason", "agency", "is_told"):
        return AtGate(agency is not None or is_told or reason in LEFT_TO_A_PERSON, agency or "")
    return AtGate(is_offered=False, agency="")


def agencies(creditor: Creditor) -> tuple[str, ...]:
    """To which agencies a case can go: those on the card of the creditor; without any there, those used before."""
    if creditor.agencies:
        return tuple(creditor.agencies)
    used = Transfer.objects.filter(case__creditor=creditor).exclude(agency="")
    return tuple(used.order_by("agency").values_list("agency", flat=True).distinct())


def look(case: Case, at: datetime) -> Look:
    """Everything that decides whether an open case may go, and which of its bills, as it stands at this moment."""
    day, policy = local_day(at), policies.of(case.creditor, local_day(at))
    account = frames.of_case(case, day).accounts.plain(0)
    since = day - timedelta(days=account.oldest_overdue_days)
    efforts = tuple(tried.efforts_of(case, since))
    late = along.bills(case, efforts, day, policy)
    return Look(efforts, late, _lacks(case, account, late, policy), account, since)


def gate(case: Case, name: str, at: datetime) -> Gate:
    """Everything on the page of the gate of an open case, as it stands at this moment."""
    found, now = look(case, at), handed_over(case)
    there = set(now.claims.values_list("pk", flat=True)) if now else {bill.number for bill in found.going}
    going = tuple(bill for bill in found.bills if bill.number in there)
    return Gate(
        number=case.pk,
        version=case.version,
        name=name,
        open_text=euros(found.account.overdue_cents),
        since_text=dutch.day(found.since) if found.account.overdue_cents else "",
        efforts=found.efforts,
        known=tuple(_known(found)),
        needs=tuple(_needs(case, local_day(at))),
        lacks=found.lacks,
        going=going,
        staying=tuple(bill for bill in found.bills if bill.number not in there),
        going_text=euros(sum(bill.open_cents for bill in going)),
        agency=now.agency if now else "",
        since_agency=dutch.day(local_day(now.decided_at)) if now else "",
        earlier=tuple(_earlier(case)),
        is_offered=at_gate(case).is_offered,
    )


# What is missing -----------------------------------------------------------------------------------------------------


def _lacks(case: Case, account: AccountRow, bills: tuple[Bill, ...], policy: Policy) -> tuple[TransferLack, ...]:
    """What must be done before anything of this case may go to an agency, in the order of weight."""
    of_bills = _of_bills(bills)
    is_heard = account.room != Room.OK or _is_heard(case)
    holds = {
        TransferLack.NOTHING_LATE: account.overdue_cents <= 0,
        TransferLack.DISTRESS: account.is_distressed or account.distress_days < policy.histories.distress_days,
        TransferLack.REPRESENTED: account.is_represented,
        TransferLack.DISPUTE: account.has_disputed_all or account.hold == HoldCode.DISPUTED or _is_disputed(case),
        TransferLack.REST: _rests(case, account),
        TransferLack.ROOM_UNKNOWN: account.room == Room.UNKNOWN,
        TransferLack.ROOM_UNHEARD: not is_heard,
        TransferLack.NO_ROOM: account.room == Room.NONE,
        TransferLack.HELP: TransferLack.HELP in of_bills,
        TransferLack.NOTICE: TransferLack.NOTICE in of_bills,
        TransferLack.CHANNELS: TransferLack.CHANNELS in of_bills,
        TransferLack.CALLS: TransferLack.CALLS in of_bills,
        TransferLack.CONSEQUENCE: account.consequence != ConsequenceCode.NONE,
        TransferLack.IN_HAND: account.by_hand,
    }
    return tuple(lack for lack, is_so in holds.items() if is_so)


def _of_bills(bills: tuple[Bill, ...]) -> set[TransferLack]:
    """What is missing for the bill for which least is missing; of one that was never named, everything."""
    lists = [
        set(_ALSO_OF_THE_CASE.values())
        if ClaimLack.NOT_NAMED in bill.lacks
        else {_ALSO_OF_THE_CASE[lack] for lack in bill.lacks if lack in _ALSO_OF_THE_CASE}
        for bill in bills
    ]
    return min(lists, key=len, default=set())


def _is_heard(case: Case) -> bool:
    rooms = RoomToPay.objects.filter(case=case, removed_at__isnull=True)
    newest = rooms.order_by("noted_on", "pk").last()
    return newest is not None and tried.is_heard(newest)


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


# What there is to weigh ----------------------------------------------------------------------------------------------


def _known(found: Look) -> Iterator[Known]:
    lacks, ways, tries = found.lacks, tried.ways_of(found.efforts), tried.tries_of(found.efforts)
    met = [one for one in tries if one.outcome not in {*_NOT_SPOKEN, NOBODY_HOME}]
    heard = [one for one in found.efforts if one.kind in {"heard", "paid"}]
    yield Known("Wegen", tried.listed(ways) or "geen", TransferLack.CHANNELS not in lacks)
    spoken = f"{dutch.count(len(met))} keer bereikt" if met else "nog niet bereikt"
    tries_text = f"{_times(len(tries))} geprobeerd, {spoken}" if tries else "nog niet geprobeerd"
    yield Known("Gesproken", tries_text, TransferLack.CALLS not in lacks)
    yield Known("Reactie van de klant", _times(len(heard)) if heard else "nog niets gehoord", is_right=True)
    room = {Room.UNKNOWN: "niet bekend", Room.OK: "ja", Room.NONE: "nee"}[Room(found.account.room)]
    is_unheard = TransferLack.ROOM_UNHEARD in lacks
    room += ", maar niet duidelijk van wie wij dat weten" if is_unheard else ""
    yield Known("Ruimte om te betalen", room, found.account.room == Room.OK and not is_unheard)
    is_offered = bool(found.bills) and TransferLack.HELP not in lacks
    yield Known("Hulp aangeboden", "ja, in een bericht" if is_offered else "nog niet", is_offered)
    is_warned = bool(found.bills) and TransferLack.NOTICE not in lacks
    yield Known("Laatste brief", "verstuurd, de termijn is voorbij" if is_warned else "nog niet voorbij", is_warned)


_NOT_SPOKEN = (CallResult.NOT_REACHED.label, CallResult.VOICEMAIL.label)


def _times(count: int) -> str:
    return f"{dutch.count(count)} keer"


def _needs(case: Case, day: date) -> Iterator[str]:
    found = known.of(case, day, visible.details(case))
    yield from [item.text for item in found.needs]
    yield from filter(None, [found.language])


def _earlier(case: Case) -> Iterator[str]:
    """What was decided at this gate before."""
    for one in Transfer.objects.filter(case=case).order_by("-pk"):
        on = dutch.day(local_day(one.decided_at))
        about = f" ({one.agency})" if one.agency else ""
        back = f", {dutch.day(local_day(one.recalled_at))} teruggehaald" if one.recalled_at else ""
        what = "Zelf gehouden" if one.state == TransferState.KEPT else f"Overgedragen{about}"
        yield f"{on}: {what}{back}. {one.reason} {recalled(one)}".strip()


def recalled(one: Transfer) -> str:
    """Why it came back, as it was told."""
    if not one.recall_reason:
        return ""
    why = "" if one.recall_reason == RecallReason.OTHER else f"{RecallReason(one.recall_reason).label.capitalize()}."
    return f"{why} {one.recall_words}".strip()


def told(case: Case) -> dict[tuple[str, str], str]:
    """What was said with each act at the gate, by the line of the trail and the number: for the story of a case."""
    found: dict[tuple[str, str], str] = {}
    for one in Transfer.objects.filter(case=case):
        to = f"Naar {one.agency}. " if one.agency else ""
        found["transfer.handed_over", str(one.pk)] = f"{to}{one.reason}"
        found["transfer.recalled", str(one.pk)] = recalled(one)
    return found
