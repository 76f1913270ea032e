"""The file here of an organisation that is asked: found by who the customer is, or shown by a colleague there.

Only under a consent that says that we tell who the customer is, and never by a guess: where no file or more than one
fits, none is it, and that organisation is asked like one without a file here (docs/adr/0060).
"""

from datetime import datetime

from tijdig.actions import audit
from tijdig.actions.joint import carrying
from tijdig.actions.joint.apart import Apart
from tijdig.actions.joint.stepping import changing
from tijdig.actions.refusals import Refusal, RefusedError
from tijdig.models import Case, Consent, Joint, JointPart
from tijdig.queries import jointfiles, jointmoney, jointquiet
from tijdig.rules.joint.drafts import QUIET
from tijdig.rules.workdays import local_day
from tijdig.words import JointPartState, SharedData


def find_all(apart: Apart, at: datetime, *, by: str) -> None:
    """In the night: who was not here when it was asked may have come since."""
    for part in jointfiles.to_find(local_day(at)):
        with apart.one(part.joint_id, "joint.file_not_taken"):
            case = jointfiles.of_same_person(part.joint.case, part.creditor, part.customer_number, by_who=True)
            if case is not None:
                _take(part, case, by=by, at=at)


def show_file(part: JointPart, number: str, *, by: str, at: datetime, version: int | None = None) -> None:
    """A colleague there says which file it is; what is known on both sides has to agree.

    ALREADY_DONE where a file stands already; NO_FILE for a number that is not theirs, or of somebody else.
    """
    row = jointmoney.part(part.pk)
    if row.case_id is not None or JointPartState(row.state) not in QUIET:
        raise RefusedError(Refusal.ALREADY_DONE)
    if row.consent is None or SharedData.WHO not in row.consent.data:
        raise RefusedError(Refusal.NO_CONSENT)
    case = Case.objects.filter(creditor=row.creditor_id, customer__number=number.strip()).first()
    if case is None or not jointfiles.may_be_same(row.joint.case, case):
        raise RefusedError(Refusal.NO_FILE)
    _take(row, case, by=by, at=at, version=version)
    part.refresh_from_db()


def _take(part: JointPart, case: Case, *, by: str, at: datetime, version: int | None = None) -> None:
    """From now on it is quiet in that file, for as long as it was promised; what was queued there stops."""
    with changing(part.joint, by=by, at=at, version=version, files=[case]) as work:
        before = jointmoney.part(part.pk)
        if before.case_id is not None or JointPartState(before.state) not in QUIET:
            raise RefusedError(Refusal.ALREADY_DONE)
        JointPart.objects.filter(pk=part.pk).update(case=case)
        Consent.objects.filter(pk=before.consent_id or 0).update(other_customer=case.customer_id)
        row = jointmoney.part(part.pk)
        until = jointquiet.until_of(row)
        if until is not None and until > work.day:
            carrying.quiet(row, until, by=by, at=at)
        Joint.objects.filter(pk=work.row.pk).update(version=work.row.version + 1)
        work.row.refresh_from_db()
        audit.record("joint.file_found", row, by=by, at=at, case_id=case.pk)
        work.read()
