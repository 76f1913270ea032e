"""What an organisation said on the telephone, written down where it was asked: by whom, on which day."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from tijdig.actions import audit, naming
from tijdig.actions.joint import agreeing
from tijdig.actions.refusals import Refusal, RefusedError
from tijdig.models import JointPart
from tijdig.queries import jointmoney
from tijdig.rules.workdays import local_day
from tijdig.words import Word


class Heard(Word):
    """What was said."""

    BALANCE = "balance", "hoeveel er open is"
    YES = "yes", "ja"
    OTHER = "other", "een ander bedrag"
    NO = "no", "nee"


@dataclass(frozen=True, slots=True)
class Said:
    """One answer, as somebody gave it."""

    what: Heard
    who: str  # a name and how to reach them, as the customer may see it
    on: date
    cents: int = 0
    reason: str = ""
    is_threatening: bool = False


def hear(part: JointPart, said: Said, *, by: str, at: datetime, version: int | None = None) -> JointPart:
    """The same as when they had answered themselves.

    WORDS_NEEDED without who it was; CONTACT_TO_COME for a day that is still to come; HEARD_BEFORE for one before the
    customer agreed that they are asked.
    """
    row, who = jointmoney.part(part.pk), naming.readable(said.who)
    if not who:
        raise RefusedError(Refusal.WORDS_NEEDED)
    if said.on > local_day(at):
        raise RefusedError(Refusal.CONTACT_TO_COME)
    if row.consent is None or said.on < local_day(row.consent.given_at):
        raise RefusedError(Refusal.HEARD_BEFORE)
    with transaction.atomic():
        answered = _answered(part, said, by=by, at=at, version=version)
        JointPart.objects.filter(pk=part.pk).update(contact=naming.readable(said.who)[: agreeing.CONTACT_LONGEST])
        told = {"what": said.what.value, "on": said.on.isoformat()}
        audit.record("joint.heard", part, by=by, at=at, case_id=row.joint.case_id, facts=told)
    answered.refresh_from_db()
    return answered


def _answered(part: JointPart, said: Said, *, by: str, at: datetime, version: int | None) -> JointPart:
    if said.what == Heard.BALANCE:
        return agreeing.balance(
            part, said.cents, contact=said.who, is_threatening=said.is_threatening, is_checked=True, by=by, at=at,
            version=version,
        )  # fmt: skip
    if said.what == Heard.YES:
        return agreeing.accept(part, by=by, at=at, version=version)
    if said.what == Heard.OTHER:
        return agreeing.counter(part, said.cents, said.reason, by=by, at=at, version=version)
    return agreeing.decline(part, said.reason, by=by, at=at, version=version)
