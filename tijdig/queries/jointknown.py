"""What is open where before anybody was asked, as far as the customer may see it: here, and in files put beside it."""

from datetime import date

from tijdig.models import JointPart
from tijdig.queries import jointfiles, jointmoney, together
from tijdig.queries.jointrows import Held
from tijdig.queries.visible import cases


def open_cents(held: Held, day: date) -> dict[int, int]:
    """Part -> what is open there by its file; without those of which the customer can see no file here."""
    return {part.pk: jointmoney.open_cents(part.case, day) for part in held.live if part.case and _is_seen(part, held)}


def _is_seen(part: JointPart, held: Held) -> bool:
    """Whether the file is the own one, or stands beside it now, as the page of all files shows it."""
    case = held.joint.case
    if part.case_id == case.pk:
        return True
    beside = jointfiles.linked(case, part.creditor)
    is_there = beside is not None and beside.pk == part.case_id and cases().filter(pk=beside.pk).exists()
    return is_there and beside is not None and together.is_same_person(case, beside)
