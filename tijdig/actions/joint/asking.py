"""From a wish to questions: who takes part, the consent for each, what can be spared, and asked."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from tijdig.actions import audit, cases, consents, naming
from tijdig.actions.joint.stepping import Work, changing
from tijdig.actions.refusals import Refusal, RefusedError
from tijdig.messages import consents as texts
from tijdig.models import Case, Consent, Creditor, Joint, JointPart
from tijdig.queries import jointdue, jointfiles, jointfirst, policies
from tijdig.rules.joint import events as e
from tijdig.rules.joint.drafts import OVER
from tijdig.rules.joint.moving import started
from tijdig.rules.workdays import local_day
from tijdig.words import AssuranceLevel, ChannelKind, ConsentPurpose, JointPartState, JointState, Rhythm, SharedData

Pick = int | Creditor
OTHERS_LONGEST = 400


def start(
    case: Case, picks: Iterable[Pick], *, by_channel: ChannelKind, by: str, at: datetime, others: str = "",
    version: int | None = None,
) -> Joint:  # fmt: skip
    """A customer wants to arrange with these organisations; where it is asked takes part of its own accord.

    By the customer, or by a colleague with the customer on the phone or at the counter: all the same (DECISIONS 8).
    ALREADY_DONE when one is going on.
    """
    wanted = [one for one in _creditors(picks) if one.pk != case.creditor_id]
    files = _files(case, wanted)
    with cases.all_held([case, *files.values()]), cases.changing(case, version) as fresh:
        if Joint.objects.filter(case=fresh).exclude(state__in=OVER).exists():
            raise RefusedError(Refusal.ALREADY_DONE)
        policy = policies.of(fresh.creditor, local_day(at))
        joint = Joint.objects.create(
            case=fresh, by_channel=by_channel, others=naming.readable_lines(others)[:OTHERS_LONGEST],
            due_on=started((), local_day(at), policy).due_on, pay_to=jointdue.payee(), made_by=by, made_at=at,
        )  # fmt: skip
        audit.record("joint.started", joint, by=by, at=at, case_id=fresh.pk, facts={"channel": by_channel})
        with changing(joint, by=by, at=at) as work:
            own = _add(work, fresh.creditor, fresh, "")
            work.step(e.Consented(own.pk))
            for one in wanted:
                _add(work, one, files.get(one.pk), "")
    joint.refresh_from_db()
    return joint


def pick(
    joint: Joint, one: Creditor, customer_number: str = "", *, by: str, at: datetime, version: int | None = None
) -> Joint:  # fmt: skip
    """One more organisation. ALREADY_DONE when it takes part."""
    files = _files(joint.case, [one])
    with changing(joint, by=by, at=at, version=version, files=files.values()) as work:
        _add(work, one, files.get(one.pk), customer_number)
    return joint


def pick_each(
    joint: Joint, picks: Iterable[Pick], *, by: str, at: datetime, version: int | None = None
) -> Joint:  # fmt: skip
    """These organisations too: all of them, or none when one cannot. ALREADY_DONE when one takes part."""
    wanted = _creditors(picks)
    files = _files(joint.case, wanted)
    with changing(joint, by=by, at=at, version=version, files=files.values()) as work:
        for one in wanted:
            _add(work, one, files.get(one.pk), "")
    return joint


def pick_exactly(
    joint: Joint, picks: Iterable[Pick], *, others: str, by: str, at: datetime, version: int | None = None
) -> Joint:  # fmt: skip
    """Exactly these organisations and no other, before anybody was asked; and who cannot take part, in words."""
    wanted = _creditors(picks)
    files = _files(joint.case, wanted)
    with changing(joint, by=by, at=at, version=version, files=files.values()) as work:
        _bring_in_line(work, wanted, files)
        Joint.objects.filter(pk=work.row.pk).update(others=naming.readable_lines(others)[:OTHERS_LONGEST])
    return joint


def _files(case: Case, wanted: Iterable[Creditor]) -> dict[int, Case]:
    """Creditor -> the file there that the customer put beside this one: to be held before anything is written."""
    found = {one.pk: jointfiles.linked(case, one) for one in wanted}
    return {number: there for number, there in found.items() if there is not None}


def _bring_in_line(work: Work, wanted: list[Creditor], files: Mapping[int, Case]) -> None:
    there = {part.creditor_id: part for part in work.row.parts.exclude(state=JointPartState.LEFT)}
    keep = {one.pk for one in wanted} | {work.row.case.creditor_id}
    for number, part in there.items():
        if number not in keep:
            work.step(e.Leaves(part.pk))
    for one in wanted:
        if one.pk not in there:
            _add(work, one, files.get(one.pk), "")


def _add(work: Work, creditor: Creditor, case: Case | None, customer_number: str) -> JointPart:
    """A row for this organisation; one that stepped out before may be asked again, as a new wish."""
    gone = JointPart.objects.filter(joint=work.row, creditor=creditor, state=JointPartState.LEFT, balance_cents=None)
    if gone.delete()[0]:
        work.read()
    if JointPart.objects.filter(joint=work.row, creditor=creditor).exists():
        raise RefusedError(Refusal.ALREADY_DONE)
    part = JointPart.objects.create(
        joint=work.row, creditor=creditor, case=case, customer_number=customer_number.strip()
    )
    yes = jointfirst.yes_months(case, JointPartState.PICKED, work.day)
    work.step(e.Picked(part.pk, yes))
    return part


def _creditors(picks: Iterable[Pick]) -> list[Creditor]:
    numbers = [pick.pk if isinstance(pick, Creditor) else pick for pick in picks]
    return list(Creditor.objects.filter(pk__in=numbers).order_by("pk"))


def consent(
    part: JointPart, *, text_version: str, language: str, by_channel: ChannelKind, level: AssuranceLevel, proof: str,
    by: str, at: datetime, customer_number: str = "", version: int | None = None,
) -> Consent:  # fmt: skip
    """The customer agrees that this organisation is told; a file there is ours only when it is the same person's."""
    joint, text = Joint.objects.get(pk=part.joint_id), texts.by_code(text_version)
    if text is None:
        raise RefusedError(Refusal.CONSENT_WORDS)
    number = customer_number.strip() or part.customer_number
    case = jointfiles.linked(joint.case, part.creditor)
    by_who = SharedData.WHO in text.data
    case = case or jointfiles.of_same_person(joint.case, part.creditor, number, by_who=by_who)
    with changing(joint, by=by, at=at, version=version, files=[case] if case else []) as work:
        JointPart.objects.filter(pk=part.pk).update(customer_number=number, case=case)
        work.read()
        _close_before(work, part)
        given = consents.give(
            work.row.case, ConsentPurpose.JOINT, part.creditor, text.data, text_version=text_version,
            language=language, by_channel=by_channel, level=level, proof=proof, by=by, at=at,
            other_customer=case.customer if case else None,
        )  # fmt: skip
        JointPart.objects.filter(pk=part.pk).update(consent=given)
        work.step(e.Consented(part.pk, given.until_on))
        work.read()
    part.refresh_from_db()
    return given


def _close_before(work: Work, part: JointPart) -> None:
    """What was agreed for a plan that is over, or that this organisation left, ends with a new yes."""
    rows = Consent.objects.filter(
        customer=work.row.case.customer_id, other=part.creditor_id, purpose=ConsentPurpose.JOINT,
        withdrawn_at__isnull=True,
    ).exclude(joint_parts__joint=work.row)  # fmt: skip
    for before in rows.select_related("customer"):
        consents.withdraw(before, by=work.by, at=work.at)


def withdraw(part: JointPart, *, by: str, at: datetime, version: int | None = None) -> None:
    """Nothing is told there from now on; what was agreed already goes on as an arrangement of its own."""
    with changing(part.joint, by=by, at=at, version=version) as work:
        held = JointPart.objects.select_related("consent__customer").get(pk=part.pk).consent
        if held is None:
            raise RefusedError(Refusal.ALREADY_DONE)
        work.step(e.Withdrawn(part.pk))
        consents.withdraw(held, by=by, at=at)
    part.refresh_from_db()


def leave(part: JointPart, *, by: str, at: datetime, version: int | None = None) -> None:
    """An organisation steps out, or the customer leaves it out."""
    with changing(part.joint, by=by, at=at, version=version) as work:
        work.step(e.Leaves(part.pk))
    part.refresh_from_db()


def tell_open(
    joint: Joint, told: Mapping[int, int | None], *, by: str, at: datetime, version: int | None = None
) -> Joint:  # fmt: skip
    """What the customer thinks is open where, none to take it back: a help for who looks, never a balance."""
    with changing(joint, by=by, at=at, version=version) as work:
        for number, cents in told.items():
            JointPart.objects.filter(pk=number, joint=work.row).update(told_cents=cents)
        Joint.objects.filter(pk=work.row.pk).update(version=work.row.version + 1)
        audit.record("joint.told_open", work.row, by=by, at=at, case_id=work.row.case_id, facts={"parts": len(told)})
    return joint


def capacity(
    joint: Joint, spare_cents: int, rhythm: Rhythm, first_on: date, *, by: str, at: datetime,
    version: int | None = None,
) -> Joint:  # fmt: skip
    """What can be spared each time, once for all."""
    with changing(joint, by=by, at=at, version=version) as work:
        change = jointfiles.change_of(work.row) if work.facts.state == JointState.REVISING else None
        more = {"change": change} if change else {}
        work.step(e.CapacityTold(spare_cents, first_on, rhythm, **more))
    return joint


def ask(joint: Joint, *, by: str, at: datetime, version: int | None = None) -> Joint:
    """Ask every organisation under a consent; from now on it is quiet there, until a day that is known."""
    with changing(joint, by=by, at=at, version=version) as work:
        work.step(e.Asked())
    return joint
