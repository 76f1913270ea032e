"""What a customer reads of a joint arrangement: where each organisation stands, what comes next, what was told when."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from tijdig.languages import say
from tijdig.messages.languages import here
from tijdig.models import Case, JointPart
from tijdig.queries import (
    consentpages,
    jointdone,
    jointfacts,
    jointlong,
    jointpromise,
    jointquiet,
    jointrenewal,
    jointrows,
    jointshares,
    jointstanding,
    jointweighed,
    portal,
    restored,
)
from tijdig.queries.doors import Visitor
from tijdig.queries.house import House, Person
from tijdig.queries.jointrows import Held
from tijdig.queries.jointwords import (
    ALONE,
    APART,
    BACK,
    BY_ITSELF,
    HEADS,
    LATE,
    LEADS,
    RHYTHMS,
    SECTORS,
    WEIGHS,
)
from tijdig.rules.joint.drafts import GONE
from tijdig.rules.workdays import local_day
from tijdig.words import JointPartState as P
from tijdig.words import JointState as S
from tijdig.words import Rhythm, Sector

QUIET = frozenset({P.ASKED, P.SILENT, P.CONFIRMED, P.PROPOSED, P.COUNTERED, P.UNDECIDED, P.ACCEPTED})
WAITS = frozenset({P.PICKED, P.ASKED, P.SILENT, P.CONFIRMED, P.PROPOSED, P.COUNTERED, P.UNDECIDED})
RUNS = frozenset({S.ACTIVE, S.MISSED, S.PAUSED})
PAUSES = frozenset({S.ACTIVE, S.MISSED})
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Organisation:
    """One organisation, as the customer reads it."""

    number: int
    name: str
    is_own: bool
    sector: str
    state: str
    brief: str  # where it stands, in a few words
    stands: str
    is_live: bool  # it can still be taken out
    is_apart: bool  # something is open there, or may be, that nobody agreed anything about
    reason: str  # what it wrote itself
    open: str
    told: str
    share: str
    gets: str  # how much each time, until when, in a sentence
    contact: str
    phone: str
    consent: int | None  # what can be taken back
    ended: str  # how the consent ended
    got: str  # what it got of the plan, once all of it is paid there
    shared: tuple[consentpages.Line, ...]

    @property
    def more(self) -> str:
        """Where it stands, as far as the few words do not say it already."""
        return "" if self.stands == f"{self.brief}." else self.stands.removeprefix(f"{self.brief}. ")


@dataclass(frozen=True, slots=True)
class JointPage:
    """The page on which everything of it stands."""

    house: House
    person: Person
    version: int
    state: str
    head: str
    lead: str
    next_step: str  # for who was busy: the name of the address that goes on
    next_part: int | None
    organisations: tuple[Organisation, ...]
    gone: tuple[Organisation, ...]
    quiet: tuple[str, str] | None  # who is quiet, until when
    ends: tuple[str, str, bool] | None  # whose consent ends soon, on which day, and whether that is all right
    asked_quiet: tuple[str, str] | None  # who was asked to be, until when
    next_day: str
    is_past: bool  # that day is over, and the payment is not in
    next_amount: str
    next_to: tuple[tuple[str, str], ...]  # who gets what of it
    payee: str  # who takes one payment for all
    goes: str  # all that is still to be paid, in a sentence
    spare: str
    rhythm: str
    left: str
    last_day: str
    weighs: tuple[str, ...]
    is_running: bool
    is_over: bool
    may_pause: bool
    is_offered: bool
    is_first: bool  # nothing ran before: saying no to the offer ends nothing that runs
    counters: tuple[int, ...]
    long: jointlong.Long | None  # while it takes too long: how long, and with how much it does not
    others: tuple[str, ...]  # organisations that were only noted
    outside: str  # who is asked still, and for whom nothing is planned yet
    ahead: str  # how many payments were made before their turn
    done: jointdone.Done | None  # how all of it was paid
    receipts: jointdone.Receipts | None  # what came in, while it is not done
    restored: str  # that regular bills where it was asked are paid on time again

    @property
    def apart(self) -> str:
        """With whom of those that are not in it something is still to be agreed."""
        return here.listed([one.name for one in self.gone if one.is_apart])

    @property
    def is_all_apart(self) -> bool:
        """Whether that is with each of them."""
        return all(one.is_apart for one in self.gone)


def page(visitor: Visitor, at: datetime) -> JointPage | None:
    """Everything of the newest joint arrangement; None when there never was one."""
    case, around = portal.frame(visitor)
    held = jointrows.of_case(case)
    if held is None:
        return None
    held = jointweighed.seen(held, local_day(at))
    joint, day, state = held.joint, local_day(at), held.state
    due, coming = held.lefts(), held.coming()
    out = jointfacts.was_in(joint)
    every = [_organisation(part, held, case, around.person, out) for part in held.parts]
    live = {part.pk for part in held.live} | {part.pk for part in held.parts if part.state == P.PAID}
    step, number = next_step(held)
    next_on = due[0][1] if due else None
    gets = tuple(_next_to(held, due, next_on))
    is_past = next_on is not None and next_on < day
    is_for_talk = is_past and state == S.WEIGHED  # a person calls about it first
    return JointPage(
        house=around.house,
        person=around.person,
        version=joint.version,
        state=state.value,
        head=say(HEADS[state]),
        lead=_lead(held, gets, _until(held, next_on) or day, day, around.person),
        next_step=step,
        next_part=number,
        organisations=tuple(one for one in every if one.number in live),
        gone=tuple(one for one in every if one.number not in live),
        quiet=quiet(held, day),
        ends=ends(held, day),
        asked_quiet=asked_quiet(held, day),
        next_day=here.near(next_on) if next_on else "",
        is_past=is_past,
        next_to=gets,
        payee=joint.pay_to.sender_name if joint.pay_to else "",
        goes=jointshares.told(in_all(coming).items()),
        next_amount="" if is_for_talk else here.euros(sum([one[3] for one in due if one[1] == next_on])),
        spare=here.euros(joint.spare_cents) if joint.spare_cents is not None else "",
        rhythm=say(RHYTHMS[Rhythm(joint.rhythm)]),
        left=here.euros(sum([one[3] for one in coming])),
        last_day=here.day(coming[-1][1]) if coming else "",
        weighs=tuple(say(WEIGHS[why]) for why in _open_weighs(joint.weighs)),
        is_running=held.running is not None and state in RUNS | {S.REVISING, S.OFFERED, S.WEIGHED},
        is_over=held.is_over,
        may_pause=state in PAUSES,
        is_offered=state == S.OFFERED,
        is_first=held.running is None,
        counters=tuple(part.pk for part in held.parts if part.state == P.COUNTERED),
        long=jointlong.of(joint, day) if "too_long" in _open_weighs(joint.weighs) else None,
        others=jointlong.noted(joint),
        outside=here.listed([part.creditor.sender_name for part in held.live if P(part.state) in WAITS]),
        ahead=jointshares.ahead(held, day),
        done=jointdone.of(held) if state == S.COMPLETED else None,
        receipts=jointdone.receipts(joint) if held.running is not None and state != S.COMPLETED else None,
        restored=restored.to_customer(case, day) if state in {S.ACTIVE, S.COMPLETED} else "",
    )


def in_all(rows: Sequence[jointrows.Left]) -> dict[date, int]:
    """What is paid on each day, at all of them together."""
    found: dict[date, int] = {}
    for _, on, _, cents in rows:
        found[on] = found.get(on, 0) + cents
    return found


def _next_to(held: Held, due: Sequence[jointrows.Left], next_on: date | None) -> Iterator[tuple[str, str]]:
    """What each organisation gets of the next payment."""
    names = {part.pk: part.creditor.sender_name for part in held.parts}
    for _, on, number, cents in due:
        if on == next_on:
            yield names[number], here.euros(cents)


def _lead(held: Held, gets: Sequence[tuple[str, str]], until: date, day: date, person: Person) -> str:
    """The first line; where nobody takes one payment for all, it says who gets the next one."""
    if held.state in LATE and until < day:
        return say(LATE[held.state], day=here.near(until))
    running = [part for part in held.parts if part.state == P.RUNNING]
    if held.state != S.ACTIVE or held.joint.pay_to is not None or len(running) <= 1:
        return say(LEADS[held.state], day=here.near(until), person=person.name)
    return say(ALONE, name=gets[0][0]) if len(gets) == 1 else say(APART)


def _until(held: Held, next_on: date | None) -> date | None:
    """The day that the first line names: of the whole, of a call that was promised, or of the next payment."""
    due = next_on if held.state == S.PAUSED else jointpromise.told_by(held.joint) or held.joint.due_on
    return due or next_on


def _open_weighs(rows: Sequence[dict[str, str]]) -> list[str]:
    return [row["why"] for row in rows if not row.get("done_on") and row["why"] in WEIGHS]


def next_step(held: Held) -> tuple[str, int | None]:
    """What still has to be asked before we ask others: the name of the page, and which organisation it is about."""
    waits = next((part for part in held.live if needs_consent(part, held)), None)
    if waits is not None and not held.is_over:
        return "portal-joint-consent", waits.pk
    if held.state != S.REQUESTED:
        return "portal-joint-plan", None
    if held.joint.spare_cents is None:
        return "portal-joint-spare", None
    return "portal-joint-look", None


def needs_consent(part: JointPart, held: Held) -> bool:
    """Whether the customer still has to say yes or no about this organisation."""
    is_own = part.creditor_id == held.joint.case.creditor_id
    return part.state == P.PICKED and part.consent_id is None and not is_own


def quiet(held: Held, day: date) -> tuple[str, str] | None:
    """At whom nothing goes out meanwhile, because we see to it ourselves, and until when."""
    return _still(held, day, is_kept=True)


def asked_quiet(held: Held, day: date) -> tuple[str, str] | None:
    """Whom we asked to wait: whether they do is up to them, and so we promise nothing."""
    return _still(held, day, is_kept=False)


def ends(held: Held, day: date) -> tuple[str, str, bool] | None:
    """For whom the customer is asked whether it may be longer, the last day of what was agreed, and whether not."""
    found = jointrenewal.ending(held.joint, day)
    last = jointrenewal.last_day(found[0]) if found else None
    if last is None:
        return None
    names = here.listed([part.creditor.sender_name for part in found])
    return names, here.day(last), all(jointrenewal.is_declined(part) for part in found)


def _still(held: Held, day: date, *, is_kept: bool) -> tuple[str, str] | None:
    """The names, and the last day that people count; where there is more than one, the first of them holds for all."""
    asked = [part for part in held.parts if jointquiet.is_kept_here(part, day) == is_kept]
    days = {part.pk: last for part in asked if (last := jointquiet.last_of(part)) is not None and last >= day}
    names = [part.creditor.sender_name for part in asked if part.pk in days]
    return (here.listed(names), here.near(min(days.values()))) if names else None


def _organisation(part: JointPart, held: Held, case: Case, person: Person, gone: Collection[int]) -> Organisation:
    """One of them; `gone` are those that went out of a plan that was agreed to."""
    state, creditor, consent, was_in = P(part.state), part.creditor, part.consent, part.pk in gone
    share = held.share_cents(part, held.plan)
    return Organisation(
        number=part.pk,
        name=creditor.sender_name,
        is_own=part.creditor_id == case.creditor_id,
        sector=say(SECTORS[Sector(creditor.sector)]),
        state=state.value,
        brief=jointstanding.brief(part, held, was_in=was_in),
        stands=jointstanding.stands(part, held, person, was_in=was_in),
        is_live=state not in GONE,
        is_apart=jointstanding.is_apart(part, held, was_in=was_in),
        reason=part.reason if state in {P.DECLINED, P.COUNTERED} else "",
        open=_open(part, held),
        told=here.euros(part.told_cents) if part.told_cents is not None else "",
        share=here.euros(share) if share else "",
        gets=jointshares.told(held.payments_of(part), held.first_on()) if state not in GONE else "",
        contact=part.contact,
        phone=creditor.phone,
        consent=consent.pk if consent and consent.withdrawn_at is None else None,
        ended=_ended(part),
        got=here.euros(held.paid.get(part.pk, 0)) if state == P.PAID and held.paid.get(part.pk) else "",
        shared=consentpages.told_of(jointrenewal.told(part)) if consent else (),
    )


def _open(part: JointPart, held: Held) -> str:
    """What is open there now, as far as we know: not what was open when the plan began."""
    if not part.balance_cents or part.state == P.PAID:
        return ""
    return here.euros(held.left_cents(part)) if part.state in {P.RUNNING, P.LEFT} else here.euros(part.balance_cents)


def _ended(part: JointPart) -> str:
    if part.consent is None or part.consent.withdrawn_at is None:
        return ""
    on = jointstanding.taken_back_on(part)
    day = here.day(on or local_day(part.consent.withdrawn_at))
    return say(BACK if on else BY_ITSELF, day=day)


@dataclass(frozen=True, slots=True)
class OnePage:
    """One organisation on a page of its own."""

    house: House
    person: Person
    version: int
    one: Organisation
    share: str
    wanted: str
    is_running: bool
    more: str  # how much more each time that would be
    fits: bool  # whether what it asks fits in what can be spared
    spare: str


def one(visitor: Visitor, number: int) -> OnePage:
    """One organisation: where it stands, what was told when, and what can be chosen."""
    case, around = portal.frame(visitor)
    held, part = jointrows.part_of(visitor, number)
    share, wanted = held.share_cents(part, held.plan) or (part.share_cents or 0), part.counter_cents or 0
    others = sum([one.counter_cents or 0 for one in held.parts if one.state in {P.ACCEPTED, P.RUNNING}])
    return OnePage(
        house=around.house,
        person=around.person,
        version=held.joint.version,
        one=_organisation(part, held, case, around.person, jointfacts.was_in(held.joint)),
        share=here.euros(share),
        wanted=here.euros(wanted),
        is_running=part.state == P.RUNNING,
        more=here.euros(wanted - share) if wanted > share else "",
        fits=wanted + others <= (held.joint.spare_cents or 0),
        spare=here.euros(held.joint.spare_cents or 0),
    )
