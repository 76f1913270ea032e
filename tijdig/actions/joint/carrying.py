"""What must be done because of a step: quiet, telling, arranging, stopping; under the consent that holds now."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime

from tijdig.actions import answering, arrangements, audit, consents, holds, stops
from tijdig.messages.between import Letter
from tijdig.messages.consents import tellings
from tijdig.messages.consents.tellings import Telling
from tijdig.models import Arrangement, Joint, JointPart
from tijdig.policy import Policy
from tijdig.queries import jointfiles, jointmail, jointmoney, policies, transfers
from tijdig.queries.arrangements import is_share
from tijdig.queries.arrangements import of as running_of
from tijdig.rules.joint import facts
from tijdig.rules.joint.facts import Effect, EffectKind, Topic
from tijdig.rules.workdays import local_day
from tijdig.words import ArrangementState, ChangeReason, HoldKind, Mandate, PauseReason, Rhythm, SharedData
from tijdig.words import JointPartState as P

TELLS: Mapping[Topic, Telling] = {
    Topic.BALANCE: Telling.BALANCE,
    Topic.PROPOSAL: Telling.PROPOSAL,
    Topic.STARTED: Telling.STARTED,
    Topic.RENEW: Telling.RENEW,
    Topic.RENEWED: Telling.RENEWED,
}
"""What the register says of each telling."""
LETTERS = {
    Topic.BALANCE: Letter.BALANCE,
    Topic.PROPOSAL: Letter.PROPOSAL,
    Topic.STARTED: Letter.STARTED,
    Topic.RENEW: Letter.RENEW,
    Topic.RENEWED: Letter.RENEWED,
}


def policy_of(row: Joint, day: date) -> Policy:
    """The numbers of the organisation where it was asked."""
    return policies.of(row.case.creditor, day)


def carry_out(row: Joint, joint: facts.Joint, effects: Sequence[Effect], *, by: str, at: datetime) -> None:
    """One after another, in the transaction of the step; last what others are told, to all of them in one go."""
    held = [effect.part or 0 for effect in effects if effect.kind == EffectKind.HOLD]
    here = set(JointPart.objects.filter(pk__in=held, case__isnull=False).values_list("pk", flat=True)) if held else ()
    for effect in effects:
        if effect.kind == EffectKind.HOLD and effect.part not in here:
            continue
        if (act := _ACTS.get(effect.kind)) is not None:
            act(row, joint, effect, by, at)
    _tell(row, [effect for effect in effects if effect.kind == EffectKind.TELL], by, at)


def tell_house(row: JointPart, *, by: str, at: datetime) -> None:
    """What an organisation told us of its file is a telling too: it stands in the register."""
    if row.consent_id and row.creditor_id != row.joint.case.creditor_id:
        data = (SharedData.BALANCE, SharedData.CONTACT)
        what = tellings.kept(Telling.FROM_THEM)
        consents.share(row.consent_id, data, what, row.joint.case.creditor, by=by, at=at)


def _hold(_row: Joint, _joint: facts.Joint, effect: Effect, by: str, at: datetime) -> None:
    part = _part(effect)
    if effect.until is not None:
        quiet(part, effect.until, by=by, at=at)


def quiet(part: JointPart, until: date, *, by: str, at: datetime) -> None:
    """Nothing goes out from the file here, and nothing is added there, until this day."""
    if part.case is None:
        return
    hold = holds.place(
        part.case, HoldKind.PAUSED, by=by, at=at, until_on=until, reason=PauseReason.JOINT,
        note="We regelen het samen met andere organisaties.",
    )  # fmt: skip
    JointPart.objects.filter(pk=part.pk).update(standstill=hold)


def _lift(_row: Joint, _joint: facts.Joint, effect: Effect, by: str, at: datetime) -> None:
    part = _part(effect)
    if part.standstill and part.standstill.lifted_at is None:
        holds.lift(part.standstill, by=by, at=at)


def _tell(row: Joint, effects: Sequence[Effect], by: str, at: datetime) -> None:
    """Under the consent, with a line in the register; who has no installation gets a link to its known address."""
    rows = {part.pk: part for part in jointmoney.rows(effect.part or 0 for effect in effects)} if effects else {}
    tells, invites = list[consents.Tell](), dict[Topic, list[JointPart]]()
    for effect in effects:
        part, topic = rows[effect.part or 0], effect.topic
        if part.creditor_id == row.case.creditor_id or topic is None:
            continue
        if part.case is None and not part.creditor.joint_email:
            # Nothing can go there: the register tells no lie, and it stands on the list of today (jointmail.untold).
            audit.record(jointmail.NOT_TOLD, part, by=by, at=at, case_id=row.case_id, facts={"topic": topic.value})
            continue
        data, told = effect.data, [TELLS[topic]]
        if topic == Topic.BALANCE and _needs_who(row, part):
            data, told = (SharedData.WHO, *data), [Telling.WHO, *told]
        tells.append(consents.Tell(part.consent_id, data, tellings.kept(*told), part.creditor))
        if part.case is None:
            invites.setdefault(topic, []).append(part)
    if tells:
        consents.share_each(tells, by=by, at=at)
    for topic, parts in invites.items():
        answering.invite_each(parts, LETTERS[topic], by=by, at=at)


def _needs_who(row: Joint, part: JointPart) -> bool:
    """Whether they must find the customer: not where the customer put that file beside the own one already."""
    is_named = part.consent is not None and SharedData.WHO in part.consent.data
    return is_named and jointfiles.linked(row.case, part.creditor) is None


def _arrange(row: Joint, joint: facts.Joint, effect: Effect, by: str, at: datetime) -> None:
    """Our part of it as an arrangement in the file here; the one that ran is its version before."""
    part = _part(effect)
    if part.case is None or joint.running is None:
        return
    lines, before = jointmoney.parts(joint, part.pk), running_of(part.case)
    cents = sum(line.amount_cents for line in lines)
    is_again = before is not None or part.arrangement is not None
    is_of_other = before is not None and before.pk != part.arrangement_id and is_share(before)
    is_same = jointmoney.is_still_open(part.case, cents, local_day(at)) and not transfers.handed_over(part.case)
    if is_again and (is_of_other or not is_same):
        # Something else is open than what was agreed, or an agency or another plan has it: that stays, a person looks.
        audit.record("joint.other_bills", part, by=by, at=at, case_id=part.case_id)
        return
    JointPart.objects.filter(pk=part.pk).update(arrangement=None)
    made = arrangements.agree_parts(
        part.case, lines, rhythm=Rhythm(joint.rhythm), by=by, at=at, decided_by=_decided_by(part, joint),
        reason=part.reason or "Samen geregeld met andere organisaties.",
        change=joint.running.change or ChangeReason.JOINT, others=_others(row, part.pk),
        keeps_room=effect.topic == Topic.UNCHANGED,
    )  # fmt: skip
    JointPart.objects.filter(pk=part.pk).update(arrangement=made)


def _decided_by(part: JointPart, joint: facts.Joint) -> Mandate:
    gave_word = next(one.yes_months for one in joint.parts if one.id == part.pk) > 0
    return Mandate.AUTOMATIC if gave_word and not part.answered_by else Mandate.HANDLER


def _others(row: Joint, number: int) -> list[tuple[int, int]]:
    rows = row.parts.filter(state__in=(P.RUNNING, P.PAID), consent__isnull=False).exclude(pk=number)
    return [(creditor, consent) for creditor, consent in rows.values_list("creditor_id", "consent_id") if consent]


def _stop(_row: Joint, _joint: facts.Joint, effect: Effect, by: str, at: datetime) -> None:
    part = _part(effect)
    found = Arrangement.objects.filter(pk=part.arrangement_id or 0, state=ArrangementState.ACTIVE).first()
    if found is not None:
        arrangements.end(found, by=by, at=at, with_plan=True)


def _refer(row: Joint, _joint: facts.Joint, _effect: Effect, by: str, at: datetime) -> None:
    stops.debt_help(row.case, by=by, at=at)


def _note(row: Joint, _joint: facts.Joint, effect: Effect, by: str, at: datetime) -> None:
    """The trail says from when on; what goes in writing is said once the whole step is done (telling.py)."""
    topic = effect.topic.value if effect.topic else ""
    told = {"topic": topic, "part": effect.part, "until": effect.until.isoformat() if effect.until else None}
    audit.record(f"joint.{effect.kind.value}", row, by=by, at=at, case_id=row.case_id, facts=told)


def _part(effect: Effect) -> JointPart:
    return jointmoney.part(effect.part or 0)


_ACTS: Mapping[EffectKind, Callable[[Joint, facts.Joint, Effect, str, datetime], None]] = {
    EffectKind.HOLD: _hold,
    EffectKind.LIFT: _lift,
    EffectKind.ARRANGE: _arrange,
    EffectKind.STOP: _stop,
    EffectKind.REFER: _refer,
    EffectKind.MESSAGE: _note,
    EffectKind.TASK: _note,
}
"""What goes on alone (KEEP) goes on: its arrangement stands in the file there already."""
