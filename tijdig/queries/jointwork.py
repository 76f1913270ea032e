"""Joint arrangements as staff see them: the organisation where it was asked, or one that takes part in it.

Where it was asked, one sees every organisation as far as a consent stands. One that takes part sees its own part and
what it was told, and not who else is in it (DECISIONS 11, 17).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Concat

from tijdig.models import Case, CustomerDetails, Joint, JointPart
from tijdig.queries import (
    consents,
    jointbeside,
    jointfile,
    jointfirst,
    jointmail,
    jointnext,
    jointpayee,
    jointpromise,
    jointquiet,
    jointrenewal,
    jointshares,
    jointtold,
    jointturns,
    jointweighed,
    jointwho,
    visible,
)
from tijdig.queries.access import there
from tijdig.queries.doors import Staff
from tijdig.queries.jointaccounts import Account
from tijdig.queries.jointnext import Part
from tijdig.queries.jointrows import Held, held
from tijdig.queries.ready import Ready
from tijdig.queries.visible import holds_q
from tijdig.queries.worklist import Deadline
from tijdig.rules import dutch
from tijdig.rules.joint.drafts import GONE, OVER, RUNS
from tijdig.rules.joint.facts import WeighReason
from tijdig.rules.money import euros
from tijdig.rules.references import joint_reference
from tijdig.rules.workdays import local_day
from tijdig.words import JointPartState as P
from tijdig.words import JointState as S
from tijdig.words import Rhythm

TOLD: Final = tuple(state for state in P if state not in {P.PICKED, P.LEFT})
"""In these an organisation was told of it; before that, and after it went, nothing is to be seen there."""

SILENT = frozenset({P.SILENT, P.UNDECIDED})


@dataclass(frozen=True)
class JointPage:
    """Everything that a colleague may see of it."""

    number: int
    version: int
    case: int | None  # our own file of this customer
    name: str
    is_house: bool
    house: str
    state: S
    stands: str
    next: str
    who: str
    deadline: Deadline | None
    is_over: bool
    is_running: bool
    spare: str
    said: str  # why the customer asked for another amount
    passed: str  # the first day that was proposed, once it went by
    ahead: str  # how many payments were made before their turn
    accounts: tuple[Account, ...]  # where the next payment goes
    by_person: tuple[str, ...]  # why our organisation does not answer by itself
    rhythm: str
    quiet: tuple[str, str] | None  # where nothing goes out from here, until when
    asked_quiet: tuple[str, str] | None  # who was asked to wait, until when
    weighs: tuple[str, ...]
    parts: tuple[Part, ...]
    next_on: str  # the day of which the shares of the parts are
    together: str  # all of them; nothing where one alone, or not all, may be seen
    own: Part | None
    lines: tuple[tuple[str, str, str], ...]  # day, what, amount
    told: tuple[jointtold.Told, ...]
    payments: tuple[tuple[str, str], ...]
    acts: tuple[jointnext.Act, ...]
    is_waiting: bool  # for others: no act of ours stands out
    to_find: jointwho.Who | None  # whom to look for, while no file of our own stands there
    file: tuple[str, ...]  # what goes to debt help, to be read
    passing: jointpayee.Passing | None  # where our organisation takes the money for all

    @property
    def is_open_known(self) -> bool:
        """Whether anything can be said of what is open, at any of them."""
        return any(part.balance for part in self.parts)


# Who may see it ------------------------------------------------------------------------------------------------------


def seen_by(creditor_id: int, day: date) -> QuerySet[Joint]:
    """Those that were asked here, and those in which this organisation was told that it takes part."""
    mine = JointPart.objects.filter(joint=OuterRef("pk"), creditor_id=creditor_id, consent__isnull=False)
    ends = Q(consent__until_on__isnull=True) | Q(consent__until_on__gt=day)
    mine = mine.filter(ends, consent__withdrawn_at__isnull=True)
    here = Q(case__creditor_id=creditor_id, case__in=visible.cases())
    return Joint.objects.filter(here | Q(Exists(mine.filter(state__in=TOLD))))


def read_by(creditor_id: int, day: date) -> QuerySet[Joint]:
    """The same, and those in which this organisation had its part until that was over: it can explain its own part.

    Only where the consent ended by itself, as the plan or the part was over. What the customer took back, or what came
    to its last day, is not there any more.
    """
    mine = JointPart.objects.filter(
        joint=OuterRef("pk"), creditor_id=creditor_id, state__in=[state.value for state in GONE],
        consent__withdrawn_by=consents.ENDED,
    )  # fmt: skip
    return Joint.objects.filter(Q(pk__in=seen_by(creditor_id, day).values("pk")) | Q(Exists(mine)))


def joint_for(staff: Staff, number: int, day: date) -> Joint:
    """One that this organisation may read, or takes the money of; not there and not ours are the same 404."""
    return there(_ONE.first(number=number, creditor=staff.creditor_id, day=day))


def _one_rows(number: int, creditor: int, day: date) -> QuerySet[Joint]:
    taken = Q(pk__in=jointpayee.taken_by(creditor).values("pk"))
    rows = Joint.objects.filter(Q(pk__in=read_by(creditor, day).values("pk")) | taken, pk=number)
    return rows.select_related("case__customer", "case__creditor", "case__handler", "pay_to")


def is_read_by(joint: Joint, staff: Staff, day: date) -> bool:
    """Whether more of it is there to read than the money that our organisation takes."""
    return _READ.first(number=joint.pk, creditor=staff.creditor_id, day=day) is not None


def _read_rows(number: int, creditor: int, day: date) -> "QuerySet[Joint, int]":
    return read_by(creditor, day).filter(pk=number).values_list("pk", flat=True)


def part_for(staff: Staff, joint: Joint, number: int, day: date) -> JointPart:
    """One organisation in it: any where it was asked here, else only our own."""
    rows = JointPart.objects.select_related("creditor", "case", "consent").filter(joint=joint)
    if joint.case.creditor_id != staff.creditor_id:
        rows = (
            rows.filter(creditor_id=staff.creditor_id, state__in=TOLD) if is_read_by(joint, staff, day) else rows.none()
        )
    return there(rows.filter(pk=number).first())


def of_case(case: Case, day: date) -> Joint | None:
    """The newest one in which this very file takes part."""
    return _OF_CASE.first(case=case.pk, creditor=case.creditor_id, day=day)


def _case_rows(case: int, creditor: int, day: date) -> QuerySet[Joint]:
    rows = read_by(creditor, day).filter(Q(case_id=case) | Q(parts__case_id=case)).distinct()
    return rows.order_by("-pk")[:1]


_ONE, _READ, _OF_CASE = Ready(_one_rows), Ready(_read_rows), Ready(_case_rows)


@dataclass(frozen=True)
class OnCase:
    """How the page of a case tells of it."""

    number: int
    text: str
    is_over: bool


def on_case(case: Case, day: date) -> OnCase | None:
    """The newest one of this file; nothing when there never was one."""
    joint = of_case(case, day) if getattr(case, "has_joint", True) else None
    if joint is None:
        return None
    is_house = joint.case_id == case.pk
    text = jointturns.stands(S(joint.state)) if is_house else P(joint.parts.get(case=case).state).label
    return OnCase(joint.pk, text, joint.state in OVER)


def our_case(joint: Joint, staff: Staff) -> Case | None:
    if joint.case.creditor_id == staff.creditor_id:
        return joint.case
    return next((part.case for part in joint.parts.all() if part.creditor_id == staff.creditor_id), None)


def names_of(cases: Sequence[Case]) -> dict[int, str]:
    """What the files call these customers; the newest file counts."""
    rows = CustomerDetails.objects.filter(
        holds_q("", "customer__creditor__"), customer_id__in=[case.customer_id for case in cases]
    ).annotate(name=Concat(F("first_name"), Value(" "), F("last_name")))
    return {
        customer: name.strip()
        for customer, name in rows.order_by("since_intake", "id").values_list("customer_id", "name")
    }


# One of them ---------------------------------------------------------------------------------------------------------


def page_of(joint: Joint, staff: Staff, at: datetime) -> JointPage:
    """One that somebody may see, with every organisation or with our own part only."""
    day, as_proposed = local_day(at), held(joint)
    all_of_it, passed = jointweighed.seen(as_proposed, day), jointweighed.passed_on(as_proposed, day)
    is_house = joint.case.creditor_id == staff.creditor_id
    own_row = next((part for part in all_of_it.parts if part.creditor_id == staff.creditor_id), None)
    rows = all_of_it.parts if is_house else tuple(filter(None, (own_row,)))
    lost, heard = (jointmail.refused(joint), jointmail.heard(joint)) if is_house else ({}, {})
    first_on = min([on for part in rows for on, _ in all_of_it.payments_of(part)], default=None)
    seen = [_with_mail(_part(part, all_of_it, staff, day, first_on), lost) for part in rows]
    untold = jointmail.untold(joint, day) if is_house and not all_of_it.is_over else {}
    parts = tuple(_untold(replace(part, heard=heard.get(part.number, "")), untold) for part in seen)
    own = next((part for part in parts if part.is_own), None)
    case = joint.case if is_house else (own_row.case if own_row else None)
    turn = jointturns.of(joint, all_of_it.parts, jointpromise.told_by(joint)) if is_house else jointturns.there(own_row)
    state = all_of_it.state
    known = {"is_house": is_house, "is_told": joint.spare_cents is not None, "has_died": _has_died(case, day)}
    return JointPage(
        number=joint.pk,
        version=joint.version,
        case=case.pk if case else None,
        name=name_of(joint, staff, day),
        is_house=is_house,
        house=joint.case.creditor.name,
        state=state,
        stands=jointturns.stands(state) if is_house or own is None else own.state.label,
        next=jointnext.step(state, parts, own, **known),
        who=turn.who,
        deadline=turn.deadline(day),
        is_over=all_of_it.is_over,
        is_running=state in RUNS,
        spare=jointbeside.spare(all_of_it, own_row, staff, day),
        said=jointbeside.said(joint, all_of_it) if is_house else "",
        passed=dutch.day(passed) if passed else "",
        ahead=jointshares.ahead(all_of_it, day) if is_house else "",
        accounts=tuple(jointbeside.accounts(all_of_it)) if is_house else (),
        by_person=jointbeside.by_person(own_row, day),
        rhythm=Rhythm(joint.rhythm).label,
        quiet=_quiet(rows, day, is_kept=True),
        asked_quiet=_quiet(rows, day, is_kept=False),
        weighs=tuple(_weighs(joint)) if is_house else (),
        parts=parts,
        next_on=dutch.day(first_on) if first_on else "",
        together=jointshares.together(all_of_it, {one.number for one in parts if one.is_known}, first_on),
        own=own,
        lines=tuple(jointshares.lines(all_of_it, {one.number: one.name for one in parts if one.is_known}, day)),
        told=tuple(jointtold.told(joint, staff, is_house=is_house)),
        payments=tuple(jointtold.payments(joint)) if is_house else (),
        acts=tuple(jointnext.acts(state, parts, own, **known)),
        is_waiting=is_house and jointnext.waits_for_others(state, parts, is_told=known["is_told"]),
        to_find=jointwho.of(own_row, day) if own_row is not None and own_row.case_id is None else None,
        file=jointfile.as_lines(jointfile.as_json(joint, day)) if is_house and state == S.REFERRED else (),
        passing=jointpayee.passing(joint, staff, day),
    )


def _has_died(case: Case | None, day: date) -> bool:
    return case is not None and jointfirst.has_died(case, day)


def name_of(joint: Joint, staff: Staff, day: date) -> str:
    """Who it is about, as our own file calls them; for who only takes the money its reference."""
    if not is_read_by(joint, staff, day):
        return joint_reference(joint.pk)
    own = joint.parts.select_related("case").filter(creditor_id=staff.creditor_id).first()
    case = joint.case if joint.case.creditor_id == staff.creditor_id else (own.case if own else None)
    return (names_of([case]).get(case.customer_id) or f"Klant {case.customer.number}") if case else _as_told(own, day)


def _as_told(own: JointPart | None, day: date) -> str:
    """Without a file here: the name where the consent says that we tell it, else the number that the customer told."""
    who = jointwho.of(own, day) if own is not None else jointwho.Who()
    if own is not None and jointwho.may_tell(own) and who.name:
        return who.name
    return f"Klant {who.number}" if who.number else "Een klant"


def _part(part: JointPart, all_of_it: Held, staff: Staff, day: date, first_on: date | None) -> Part:
    """What another organisation told is shown as long as the consent stands under which it did."""
    is_own = part.creditor_id == staff.creditor_id
    is_known, state = is_own or jointbeside.stands(part, day), P(part.state)
    payments = all_of_it.payments_of(part)
    return Part(
        number=part.pk,
        name=part.creditor.name,
        is_own=is_own,
        state=state,
        stands=state.label,
        is_silent=state in SILENT,
        is_over=state in GONE,
        is_known=is_known,
        balance=euros(all_of_it.left_cents(part)) if is_known and part.balance_cents is not None else "",
        share=euros(jointshares.on_day(payments, first_on)) if is_known and payments else "",
        goes=_goes(part, all_of_it, first_on) if is_known else "",
        counter=euros(part.counter_cents) if is_known and part.counter_cents and state == P.COUNTERED else "",
        reason=part.reason if is_known else "",
        is_threatening=is_known and part.is_threatening,
        contact=part.contact if is_known else "",
        phone=part.creditor.phone if state not in GONE and not is_own else "",
        until=dutch.weekday(last) if state != P.PICKED and (last := jointquiet.last_to_answer(part)) else "",
        consent=part.consent_id if is_known and not is_own else None,
        has_file=part.case_id is not None,
        ends=_ends(part, day),
        waits=state in jointturns.THEIRS and not is_own,
    )


def _goes(part: JointPart, all_of_it: Held, first_on: date | None) -> str:
    """How it goes on; of who is paid, how much it got."""
    if part.state == P.PAID:
        return f"Kreeg {euros(all_of_it.paid[part.pk])}." if all_of_it.paid.get(part.pk) else ""
    return jointshares.told(all_of_it.payments_of(part), first_on)


def _ends(part: JointPart, day: date) -> str:
    """The last day of the consent, once that is near."""
    last = jointrenewal.last_day(part) if jointrenewal.is_ending(part, day) else None
    return dutch.day(last) if last else ""


def _with_mail(part: Part, lost: Mapping[int, jointmail.Refused]) -> Part:
    mail = lost.get(part.number) if not part.is_over else None
    return replace(part, refused=mail.day, address=mail.address) if mail else part


def _untold(part: Part, untold: Mapping[int, jointmail.Untold]) -> Part:
    found = untold.get(part.number)
    return replace(part, untold=found.why, mails_again=found.can_mail) if found else part


def _quiet(parts: Sequence[JointPart], day: date, *, is_kept: bool) -> tuple[str, str] | None:
    """Where nothing goes out, or who was asked to wait; and the last day of it."""
    asked = [part for part in parts if jointquiet.is_kept_here(part, day) == is_kept]
    days = {part.pk: last for part in asked if (last := jointquiet.last_of(part)) is not None and last >= day}
    names = [part.creditor.name for part in asked if part.pk in days]
    return (dutch.listed(names), dutch.day(min(days.values()))) if names else None


def _weighs(joint: Joint) -> Iterator[str]:
    for row in joint.weighs:
        if not row.get("done_on"):
            yield WeighReason(row["why"]).label
