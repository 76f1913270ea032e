"""Does a queued message still hold? The full stops and the amounts, as they are at this very moment."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Case as Choose
from django.db.models import Exists, Max, OuterRef, Q, Sum, When

from tijdig.models import Arrangement, Claim, Contact, ContactPoint, Hold, JointPart, Representative
from tijdig.queries.visible import holds_q, seen_q
from tijdig.words import (
    CaseState,
    ChannelKind,
    ContactState,
    EntryKind,
    HoldKind,
    JointPartState,
    PointKind,
    PointState,
    RepresentativeKind,
    StopReason,
)

STOPS: dict[str, StopReason] = {
    HoldKind.REACTED: StopReason.REACTED,
    HoldKind.DISPUTED: StopReason.DISPUTED,
    HoldKind.PAUSED: StopReason.PAUSED,
    HoldKind.AGREED: StopReason.AGREED,
    HoldKind.REPRESENTED: StopReason.REPRESENTED,
    HoldKind.MOVED: StopReason.MOVED,
    HoldKind.DEBT_HELP: StopReason.DEBT_HELP,
    HoldKind.COLLECTION_PAUSE: StopReason.DEBT_HELP,
    HoldKind.MORATORIUM: StopReason.DEBT_HELP,
    HoldKind.SETTLEMENT: StopReason.DEBT_HELP,
    HoldKind.DIED: StopReason.DIED,
}
"""What a message that was stopped by a hold says of it."""

REPLY = "reply-"
"""How the key of a direct answer begins."""

_COMING = (ContactState.PLANNED, ContactState.CLAIMED, ContactState.HANDED_OVER, ContactState.DELIVERED)


@dataclass(frozen=True)
class Balance:
    """What is open of a claim now, and what happened to it last."""

    open_cents: int
    is_disputed: bool
    was_paid_last: bool


@dataclass
class _Facts:
    """Everything that the contacts of one batch are held against."""

    holds: dict[int, list[Hold]] = field(default_factory=lambda: defaultdict(list))
    arranged: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))  # hold -> the claims it is about
    balances: dict[int, Balance] = field(default_factory=dict)
    points: set[tuple[int, str]] = field(default_factory=set)
    administrators: dict[int, Representative] = field(default_factory=dict)


def faults(contacts: Sequence[Contact], day: date) -> dict[int, StopReason]:
    """For each contact that must not go out (any more) on this day: why.

    A direct answer is held back by no hold and no amount; but whom it reaches must still be right, and the words must
    name us as we are. The contacts come with their moment, case, customer and creditor (`with_all`).
    """
    outreach = [contact for contact in contacts if contact.moment_id]
    answers = [contact for contact in contacts if contact.key.startswith(REPLY)]
    facts = _read([*outreach, *answers], day)
    found = {contact.pk: _fault(contact, facts) for contact in outreach}
    found |= {contact.pk: _fault_of_answer(contact, facts) for contact in answers}
    wrong = {number: reason for number, reason in found.items() if reason}
    return wrong | _empty_announcements([one for one in outreach if one.pk not in wrong], set(wrong))


def _empty_announcements(contacts: Sequence[Contact], wrong: set[int]) -> dict[int, StopReason]:
    """Text messages that announce a letter (or, in a moment without one, an e-mail) which does not come (any more)."""
    announcing = [contact for contact in contacts if contact.kind == ChannelKind.SMS]
    carriers = Contact.objects.filter(
        moment_id__in=[contact.moment_id for contact in announcing], kind__in=[ChannelKind.LETTER, ChannelKind.EMAIL]
    )
    rows = list(carriers.values_list("pk", "moment_id", "kind", "state"))
    by_letter = {moment for _, moment, kind, _ in rows if kind == ChannelKind.LETTER}
    carried = {
        moment
        for number, moment, kind, state in rows
        if number not in wrong and state in _COMING and (kind == ChannelKind.LETTER or moment not in by_letter)
    }
    return {contact.pk: StopReason.CHANGED for contact in announcing if contact.moment_id not in carried}


def with_all(ids: Iterable[int]) -> list[Contact]:
    """These contacts with everything they are judged on, in the order of their ids."""
    rows = Contact.objects.select_related("moment", "case__customer", "case__creditor")
    return list(rows.filter(pk__in=list(ids)).order_by("pk"))


def _fault(contact: Contact, facts: _Facts) -> StopReason | None:
    case = contact.case
    if case.customer.died_on:
        return StopReason.DIED
    if case.state != CaseState.OPEN:
        return StopReason.CLOSED
    for hold in facts.holds[case.pk]:
        if _is_about_others(hold, contact, facts):
            continue
        if hold.kind != HoldKind.REPRESENTED or not contact.recipient.get("via"):
            return STOPS[hold.kind]
    if _changed_sender(contact):
        return StopReason.CHANGED
    return _changed_claims(contact, facts) or _changed_person(contact, facts)


def _is_about_others(hold: Hold, contact: Contact, facts: _Facts) -> bool:
    """Whether what keeps the case quiet is an arrangement, and the message names no bill that is in it."""
    arranged, named = facts.arranged.get(hold.pk), contact.moment.claims if contact.moment else []
    if not arranged or not named:
        return False
    return arranged.isdisjoint(claim["id"] for claim in named)


def _fault_of_answer(contact: Contact, facts: _Facts) -> StopReason | None:
    if contact.case.customer.died_on:
        return StopReason.DIED
    return StopReason.CHANGED if _changed_sender(contact) else _changed_person(contact, facts)


def _changed_sender(contact: Contact) -> bool:
    """Whether the frozen words name another account or registration than the creditor has now."""
    creditor, said = contact.case.creditor, contact.sender
    return (said.get("iban", ""), said.get("registration", "")) != (creditor.iban, creditor.wki_registration)


def _changed_claims(contact: Contact, facts: _Facts) -> StopReason | None:
    """The amounts that the message names must be what is open now."""
    named = contact.moment.claims if contact.moment else []
    nothing = Balance(0, is_disputed=False, was_paid_last=False)
    now = [(facts.balances.get(claim["id"], nothing), claim["open_cents"]) for claim in named]
    if any(balance.is_disputed for balance, _ in now):
        return StopReason.DISPUTED
    changed = [balance for balance, said in now if balance.open_cents != said]
    if not changed:
        return None
    if not all(balance.was_paid_last for balance in changed):
        return StopReason.CHANGED
    return StopReason.PART_PAID if any(balance.open_cents > 0 for balance, _ in now) else StopReason.PAID


def _changed_person(contact: Contact, facts: _Facts) -> StopReason | None:
    """The message must still go to whom and where we would write today."""
    case, recipient = contact.case, contact.recipient
    administrator = facts.administrators.get(case.pk)
    if administrator and not recipient.get("via"):
        return StopReason.REPRESENTED
    if not case.customer.is_safe_to_contact or contact.kind in case.customer.not_by:
        return StopReason.CHANGED
    if recipient.get("via"):
        return None if administrator and address_of(contact) in _addresses(administrator) else StopReason.CHANGED
    return None if (case.customer_id, address_of(contact)) in facts.points else StopReason.CHANGED


def address_of(contact: Contact) -> str:
    """The address that this message goes to, as contact points hold it."""
    if contact.kind == ChannelKind.LETTER:
        return "\n".join(contact.recipient.get("address_lines", ()))
    key = "email" if contact.kind == ChannelKind.EMAIL else "mobile"
    return str(contact.recipient.get(key, ""))


def _addresses(administrator: Representative) -> set[str]:
    return {"\n".join(administrator.address_lines), administrator.email}


def _read(contacts: Sequence[Contact], day: date) -> _Facts:
    facts = _Facts()
    cases = {contact.case_id for contact in contacts}
    customers = {contact.case.customer_id: contact.case_id for contact in contacts}
    claims = {claim["id"] for contact in contacts if contact.moment for claim in contact.moment.claims}
    disputed = set()
    for hold in active_holds(day).filter(case_id__in=cases).order_by("pk"):
        if hold.claim_id is None:
            facts.holds[hold.case_id].append(hold)
        elif hold.kind == HoldKind.DISPUTED:
            disputed.add(hold.claim_id)
    agreed = [hold.pk for rows in facts.holds.values() for hold in rows if hold.kind == HoldKind.AGREED]
    if agreed:
        bills = Arrangement.claims.through.objects.filter(arrangement__hold__in=agreed)
        for number, claim in bills.values_list("arrangement__hold", "claim"):
            facts.arranged[number].add(claim)
    facts.balances = _balances(claims, disputed, day)
    facts.points = set(usable_points().filter(customer_id__in=customers).values_list("customer_id", "value"))
    for administrator in administrators(day).filter(customer_id__in=customers).order_by("pk"):
        facts.administrators[customers[administrator.customer_id]] = administrator
    return facts


def active_holds(day: date) -> Any:
    """Holds that keep a case quiet on this day; `until_on` is the first day on which it no longer does.

    That of a share in a joint plan lasts until the share ends there, whatever its own last day (docs/adr/0064).
    """
    return Hold.objects.filter(
        Q(until_on__isnull=True) | Q(until_on__gt=day) | is_share(), lifted_at__isnull=True, since_on__lte=day
    )


def is_share() -> Any:
    """Whether a hold is of a share in a joint plan that runs."""
    running = JointPart.objects.filter(arrangement__hold=OuterRef("pk"), state=JointPartState.RUNNING)
    return Q(kind=HoldKind.AGREED) & Exists(running)


def usable_points() -> Any:
    """Contact points that hold, work as far as we know, and are safe."""
    rows = ContactPoint.objects.filter(holds_q("", "customer__creditor__"), is_safe=True)
    return rows.exclude(state__in=[PointState.BOUNCED, PointState.WRONG])


def administrators(day: date) -> Any:
    """Those who run somebody else's money matters on this day."""
    rows = Representative.objects.filter(Q(until_on__isnull=True) | Q(until_on__gt=day), since_on__lte=day)
    return rows.exclude(kind=RepresentativeKind.AUTHORISED)


def can_call(day: date) -> Any:
    """For cases: whether there is a number that we may call, of the customer or of who runs the money matters."""
    points = usable_points().filter(kind__in=[PointKind.MOBILE, PointKind.PHONE], customer__died_on__isnull=True)
    number = points.filter(customer_id=OuterRef("customer_id"))
    via = administrators(day).filter(customer_id=OuterRef("customer_id")).exclude(phone="")
    return Exists(number) | Exists(via)


def _balances(claims: set[int], disputed: set[int], day: date) -> dict[int, Balance]:
    seen = seen_q("entries__", "creditor__")
    payment = seen & Q(entries__kind=EntryKind.PAYMENT)
    rows = Claim.objects.filter(pk__in=claims).annotate(
        cents=Sum("entries__amount_cents", filter=seen, default=0),
        last=Max("entries__id", filter=seen),
        last_payment=Max("entries__id", filter=payment),
        is_disputed=Choose(
            When(Q(disputed_on__lte=day) & (Q(dispute_ended_on__isnull=True) | Q(dispute_ended_on__gt=day)), then=True),
            default=False,
        ),
    )
    found = rows.values_list("pk", "cents", "is_disputed", "last", "last_payment")
    return {
        number: Balance(
            cents, is_disputed=is_disputed or number in disputed, was_paid_last=last is not None and last == paid
        )
        for number, cents, is_disputed, last, paid in found
    }
