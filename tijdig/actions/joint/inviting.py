"""Asking an organisation once more by e-mail, when the one before did not arrive."""

from datetime import datetime

from tijdig.actions import answering
from tijdig.actions.joint.stepping import changing
from tijdig.actions.refusals import Refusal, RefusedError
from tijdig.messages.between import Letter
from tijdig.models import AnswerLink, Joint, JointPart
from tijdig.queries import jointmail, jointmoney
from tijdig.queries.answering import WANTS_BALANCE
from tijdig.words import JointPartState


def invite_again(part: JointPart, *, by: str, at: datetime, version: int | None = None) -> AnswerLink:
    """A new link to the registered address, as it is now: nobody can type another one here (docs/adr/0056).

    Also to who takes part in a plan that runs, when the link it had went to an address of before.

    NO_JOINT_EMAIL when none is registered; ALREADY_DONE when nothing is asked there any more.
    """
    with changing(part.joint, by=by, at=at, version=version) as work:
        row = jointmoney.part(part.pk)
        known = next(one for one in work.facts.parts if one.id == part.pk)
        state = JointPartState(known.state)
        if row.case is not None or not known.has_consent or state not in jointmail.MAILED:
            raise RefusedError(Refusal.ALREADY_DONE)
        made = answering.invite(row, _letter(state), by=by, at=at)
        if made is None:
            raise RefusedError(Refusal.NO_JOINT_EMAIL)
        Joint.objects.filter(pk=work.row.pk).update(version=work.row.version + 1)
    return made


def _letter(state: JointPartState) -> Letter:
    if state == JointPartState.RUNNING:
        return Letter.STARTED
    return Letter.BALANCE if state in WANTS_BALANCE else Letter.PROPOSAL
