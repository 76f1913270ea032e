"""Consents of a plan: taken back on whatever page it is heard at once; and none stands on for nothing."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db import transaction

from tijdig.actions import audit, cases, consents, replies
from tijdig.actions.joint.apart import Apart
from tijdig.actions.joint.stepping import changing, hear_consents
from tijdig.actions.refusals import ConflictError, Refusal, RefusedError
from tijdig.messages import consents as texts
from tijdig.models import Case, Consent, Joint, JointPart, Shared
from tijdig.queries import jointfacts, jointmoney, jointrenewal
from tijdig.rules.joint import events as e
from tijdig.rules.joint.drafts import OVER
from tijdig.rules.workdays import local_day
from tijdig.words import AssuranceLevel, ChannelKind, ReplyKind, SharedData


def withdraw_consent(
    consent: Consent, *, by: str, at: datetime, version: int | None = None, stays: int | None = None
) -> tuple[Shared, ...]:
    """The customer takes it back, and the plan in which it stood hears it in the same moment.

    As `consents.withdraw` for a consent that no plan rests on. `version` is that of the case.
    """
    joint = Joint.objects.filter(parts__consent=consent).exclude(state__in=OVER).first()
    if joint is None:
        return consents.withdraw(consent, by=by, at=at, version=version, stays=stays)
    with changing(joint, by=by, at=at) as work:
        # Taking the plan in hand counted as one change of the case already.
        if version is not None and Case.objects.get(pk=work.row.case_id).version != version + 1:
            raise ConflictError
        told = consents.withdraw(consent, by=by, at=at, stays=stays)
        work.read()
        hear_consents(work)
    return told


def renew(
    part: JointPart, *, text_version: str, language: str, by_channel: ChannelKind, level: AssuranceLevel, proof: str,
    by: str, at: datetime, version: int | None = None,
) -> Consent:  # fmt: skip
    """The customer says yes again before the consent ends: the plan goes on as it was, under the new one."""
    text = texts.by_code(text_version)
    if text is None:
        raise RefusedError(Refusal.CONSENT_WORDS)
    with changing(part.joint, by=by, at=at, version=version) as work:
        before = jointmoney.part(part.pk).consent
        if before is None:
            raise RefusedError(Refusal.NO_CONSENT)
        data = {*text.data, *({SharedData.ROOM} & {SharedData(one) for one in before.data} & {*text.on_request})}
        given = consents.renew(
            before, data, text_version=text_version, language=language, by_channel=by_channel, level=level,
            proof=proof, by=by, at=at,
        )  # fmt: skip
        JointPart.objects.filter(pk=part.pk).update(consent=given)
        if given.until_on is None:
            raise RefusedError(Refusal.END_NEEDED)
        work.step(e.Renewed(part.pk, given.until_on))
        replies.overtaken_together(work.row.case, {ReplyKind.JOINT_RENEW}, at=at)
        work.read()
    part.refresh_from_db()
    return given


def renew_each(joint: Joint, numbers: Collection[int], *, version: int | None = None, at: datetime, **how: Any) -> int:
    """The same for each of these organisations, in one go; how many."""
    with transaction.atomic():
        parts = list(joint.parts.filter(pk__in=numbers).order_by("pk"))
        for place, part in enumerate(parts):
            renew(part, at=at, version=None if place else version, **how)
    joint.refresh_from_db()
    return len(parts)


def decline_each(joint: Joint, numbers: Collection[int], *, by: str, at: datetime, version: int | None = None) -> int:
    """The customer rather not, for each of these; how many."""
    with transaction.atomic():
        parts = list(joint.parts.filter(pk__in=numbers).order_by("pk"))
        for place, part in enumerate(parts):
            decline_renewal(part, by=by, at=at, version=None if place else version)
    joint.refresh_from_db()
    return len(parts)


def decline_renewal(part: JointPart, *, by: str, at: datetime, version: int | None = None) -> None:
    """The customer rather not: it ends on its day, as was said, and nobody asks once more."""
    with changing(part.joint, by=by, at=at, version=version) as work:
        if not jointrenewal.is_ending(jointmoney.part(part.pk), work.day):
            raise RefusedError(Refusal.ALREADY_DONE)
        Joint.objects.filter(pk=work.row.pk).update(version=work.row.version + 1)
        replies.overtaken_together(work.row.case, {ReplyKind.JOINT_RENEW}, at=at)
        audit.record("joint.renewal_declined", part, by=by, at=at, case_id=work.row.case_id)


def end_all(apart: Apart, at: datetime, *, by: str) -> None:
    """In the night: what stands for nothing where no step comes any more, as in a plan that was over before."""
    for part, given in jointfacts.standing_for_nothing(local_day(at)):
        why = consents.Ended.PLAN if part.joint.state in OVER else consents.Ended.PART
        with apart.one(part.joint_id, "joint.consent_not_ended"), cases.held(part.joint.case):
            consents.close(given, why, case_id=part.joint.case_id, by=by, at=at)
