"""What an organisation without an installation of its own sees: its link, and after the code the least it needs."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Max, Min, Sum
from django.http import Http404

from tijdig.messages.languages import here
from tijdig.models import AnswerLink, JointLine, JointPart, JointPlan
from tijdig.queries import consents, jointmoney, jointquiet, jointrenewal, jointshares, jointwho
from tijdig.queries.doors import keyed_hash
from tijdig.queries.house import House, Person, house_of, person_of
from tijdig.rules.consents import fault
from tijdig.rules.workdays import local_day
from tijdig.words import JointPartState, JointState, Rhythm, SharedData

WANTS_BALANCE = frozenset({JointPartState.ASKED, JointPartState.SILENT})
WANTS_ANSWER = frozenset({JointPartState.PROPOSED, JointPartState.UNDECIDED})
SAID_YES = frozenset({JointPartState.ACCEPTED, JointPartState.RUNNING, JointPartState.PAID})
GONE = frozenset({JointPartState.DECLINED, JointPartState.LEFT})


@dataclass(frozen=True, slots=True)
class Share:
    """What this organisation gets by the plan: nothing of what the others get."""

    goes: str  # how much each time, how often, what is then left
    rhythm: str
    count: int
    first: str
    last: str
    total: str
    whole: str  # of how much in all it is a part; only where the customer agreed to tell that
    days: tuple[tuple[str, str], ...]  # day, amount
    is_first: bool  # it goes before the others, because of what threatens there


@dataclass(frozen=True, slots=True)
class AnswerPage:
    """The page after the code."""

    house: House
    person: Person
    other: str  # who answers
    customer: str
    birth: str  # with the postcode: as far as the consent names it, and as long as there is something to find
    postcode: str
    number: str
    agreed: str  # the day on which the customer agreed
    state: str
    wants: str  # balance, answer, or nothing
    until: str
    quiet_until: str
    balance: str
    balance_cents: int
    ends: str  # the last day of the consent, once it is near
    known_cents: int | None  # what is open in the file of this customer here, where there is one
    share: Share | None
    countered: str
    is_running: bool
    is_gone: bool
    version: int


def link_with(token: str, *, lock: bool = False) -> AnswerLink | None:
    """The link that this token is of."""
    rows = AnswerLink.objects.select_related("part__joint__case__creditor", "part__creditor", "part__consent__customer")
    rows = rows.select_for_update(of=("self",)) if lock else rows
    return rows.filter(token_hash=keyed_hash("answer", token)).first()


def works(link: AnswerLink, at: datetime) -> bool:
    """Whether a link still opens anything: one that went to an address of before opens nothing."""
    return is_running(link, at) and not has_moved(link)


def is_running(link: AnswerLink, at: datetime) -> bool:
    """Whether it is neither ended nor past its day."""
    return link.ended_at is None and at < link.expires_at


def has_moved(link: AnswerLink) -> bool:
    """Whether the registered address is another one now, or none."""
    return link.sent_to != link.part.creditor.joint_email


def link_of(part: int, at: datetime) -> AnswerLink:
    """The link that this organisation has now; 404 when there is none that works."""
    rows = AnswerLink.objects.select_related("part__joint__case__creditor", "part__creditor", "part__consent__customer")
    found = rows.filter(part=part, ended_at__isnull=True).order_by("-pk").first()
    if found is None or not works(found, at):
        raise Http404
    return found


def moved_from(part: int, address_hash: str) -> JointPart | None:
    """This organisation, when the address that somebody came in by is not its registered one any more."""
    rows = JointPart.objects.select_related("joint__case__creditor", "creditor")
    found = rows.filter(pk=part).first()
    if found is None or address_of(found.creditor.joint_email) == address_hash:
        return None
    return found


def address_of(address: str) -> str:
    """An address as the web's own session keeps it."""
    return keyed_hash("answer-to", address)


def may_know(part: JointPart, day: date, *data: SharedData) -> bool:
    """Whether this organisation may be told these things on this day: only under a consent that stands."""
    terms = consents.terms(part.consent) if part.consent else None
    return fault(terms, data, part.creditor_id, day) is None


def page(link: AnswerLink, at: datetime) -> AnswerPage | None:
    """What may be seen now; None once the customer took the consent back."""
    part, day = link.part, local_day(at)
    joint, case = part.joint, part.joint.case
    if part.consent is None or not may_know(part, day, SharedData.STATUS):
        return None
    who = jointwho.of(part, day)
    state, quiet_until = JointPartState(part.state), jointquiet.last_of(part)
    return AnswerPage(
        house=house_of(case.creditor),
        person=person_of(case.creditor, case.handler),
        other=part.creditor.sender_name,
        customer=who.name,
        birth=who.birth,
        postcode=who.postcode,
        number=who.number,
        agreed=here.day(local_day(part.consent.given_at)),
        state=state.value,
        wants="balance" if state in WANTS_BALANCE else "answer" if state in WANTS_ANSWER else "",
        until=here.near(last_on) if (last_on := jointquiet.last_to_answer(part)) else "",
        quiet_until=here.near(quiet_until) if quiet_until else "",
        balance=here.euros(part.balance_cents or 0),
        balance_cents=part.balance_cents or 0,
        ends=here.day(last) if jointrenewal.is_ending(part, day) and (last := jointrenewal.last_day(part)) else "",
        known_cents=jointmoney.askable_cents(part.case, day) if part.case else None,
        share=_share(part, day) if state in WANTS_ANSWER | SAID_YES | {JointPartState.COUNTERED} else None,
        countered=here.euros(part.counter_cents) if part.counter_cents else "",
        is_running=state == JointPartState.RUNNING and joint.state != JointState.ENDED,
        is_gone=state in GONE,
        version=joint.version,
    )


def said_no(link: AnswerLink) -> bool:
    """Whether this organisation said itself that it takes no part."""
    return link.part.state == JointPartState.DECLINED


def _share(part: JointPart, day: date) -> Share | None:
    plan = JointPlan.objects.filter(joint=part.joint).order_by("number").last()
    rows = JointLine.objects.filter(plan=plan, part=part)
    sums = rows.aggregate(
        first=Min("due_on"), last=Max("due_on"), total=Sum("amount_cents")
    )  # fmt: skip
    if plan is None or not sums["total"]:
        return None
    is_told = may_know(part, day, SharedData.ROOM)
    lines = list(rows.order_by("number").values_list("due_on", "amount_cents"))
    return Share(
        goes=jointshares.told(lines),
        is_first=part.is_threatening,
        rhythm=Rhythm(part.joint.rhythm).label,
        count=len(lines),
        first=here.day(sums["first"]),
        last=here.day(sums["last"]),
        total=here.euros(sums["total"]),
        whole=here.euros(plan.spare_cents) if is_told else "",
        days=tuple((here.day(on), here.euros(cents)) for on, cents in lines),
    )
