"""Turns: one file at a time per creditor. Whoever died halfway is cleared away before the next begins."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.db import DatabaseError, IntegrityError, transaction
from django.db.models import Max, Q

from tijdig.actions import audit, leases
from tijdig.actions.intake import scratch
from tijdig.intake import FileError, Profile
from tijdig.intake.faults import FileCode
from tijdig.models import ContactPoint, Creditor, CustomerDetails, Intake
from tijdig.words import IntakeState

CHUNK = 20_000

_OWNED = "creditor_id = %(creditor)s AND since_intake = %(number)s"
_BY_CUSTOMER = (
    "customer_id IN (SELECT id FROM tijdig_customer WHERE creditor_id = %(creditor)s) AND since_intake = %(number)s"
)
BROUGHT = {
    "moneyentry": _OWNED,
    "claim": _OWNED,
    "contract": _BY_CUSTOMER,
    "case": _OWNED,
    "contactpoint": _BY_CUSTOMER,
    "customerdetails": _BY_CUSTOMER,
    "touched": _OWNED,
    "customer": _OWNED,
    "reject": "intake_id = %(intake)s",
}
"""What an intake puts into the tables, those first that lean on others; and how its own rows are told apart."""


@contextmanager
def turn(creditor: Creditor, *, file: str, profile: Profile, by: str, at: datetime) -> Iterator[Intake]:
    """This creditor's next intake, ours alone; FileError when somebody else is reading a file of this creditor."""
    _take_over(creditor, by=by, at=at)
    try:
        intake = _begin(creditor, file=file, profile=profile, by=by, at=at)
    except IntegrityError as error:  # another process took its turn between our look and our row
        raise FileError(FileCode.BUSY, {"file": creditor.code, "value": "net begonnen"}) from error
    try:
        yield intake
    except BaseException:
        _let_go(intake)
        raise


def renew(intake: Intake) -> None:
    """Say that we are still at work; FileError when our turn was given to somebody else meanwhile."""
    mine = Intake.objects.filter(pk=intake.pk, state=IntakeState.STAGING, lease_key=intake.lease_key)
    if not mine.update(lease_until=leases.until()):
        raise FileError(FileCode.BUSY, {"file": intake.creditor.code, "value": "iemand anders nam het over"})


def take_back(intake: Intake) -> None:
    """Take every row that this intake brought out again, a little at a time; nobody has seen them."""
    values = {"creditor": intake.creditor_id, "number": intake.number, "intake": intake.pk}
    ours = {"customer__creditor": intake.creditor_id, "until_intake": intake.number}
    CustomerDetails.objects.filter(**ours).update(until_intake=None)
    ContactPoint.objects.filter(**ours).update(until_intake=None)
    for name, rule in BROUGHT.items():
        _delete_above(name, intake.counts["floors"].get(name, 0), rule, values)


def _begin(creditor: Creditor, *, file: str, profile: Profile, by: str, at: datetime) -> Intake:
    creditor.refresh_from_db(fields=["visible_intake"])
    with transaction.atomic():
        last = Intake.objects.filter(creditor=creditor).aggregate(last=Max("number"))["last"] or 0
        return Intake.objects.create(
            creditor=creditor,
            number=max(last, creditor.visible_intake) + 1,
            kind=profile.kind,
            profile=profile.name[:60],
            file_name=file[:200],
            counts={"floors": _floors()},
            made_by=by,
            started_at=at,
            lease_key=leases.holder(),
            lease_until=leases.until(),
        )


def _floors() -> dict[str, int]:
    """The highest id of each table: what this intake brings has a higher one, so it is found without searching."""
    return {name: _highest(name) for name in BROUGHT}


def _highest(name: str) -> int:
    return scratch.number(f"SELECT max(id) FROM tijdig_{name}")  # noqa: S608 - the name of our own table


def _let_go(intake: Intake) -> None:
    """Let the next one start at once; when even that fails, the lease runs out."""
    try:
        mine = Intake.objects.filter(pk=intake.pk, state=IntakeState.STAGING, lease_key=intake.lease_key)
        mine.update(lease_until=None, lease_key="")
    except DatabaseError:
        pass


def _take_over(creditor: Creditor, *, by: str, at: datetime) -> None:
    """Clear away what a dead intake left behind, unless it is alive."""
    left = Intake.objects.filter(creditor=creditor, state=IntakeState.STAGING)
    for other in left:
        gone = [other.lease_key] if leases.is_gone(other.lease_key) else []
        free = left.filter(leases.is_free(gone) | Q(lease_key=""), pk=other.pk, lease_key=other.lease_key)
        if not free.update(lease_key=leases.holder(), lease_until=leases.until()):
            value = f"“{other.file_name}”, door {other.made_by}"
            raise FileError(FileCode.BUSY, {"file": creditor.code, "value": value})
        _discard(other, by=by, at=at)


def _discard(intake: Intake, *, by: str, at: datetime) -> None:
    """Forget an intake that never became visible, with all that it brought."""
    take_back(intake)
    with transaction.atomic():
        audit.record("intake.discarded", intake, by=by, at=at, facts={"number": intake.number})
        intake.delete()


def _delete_above(name: str, floor: int, rule: str, values: dict[str, Any]) -> None:
    # The name and the rule of our own table; the values travel apart.
    statement = f"DELETE FROM tijdig_{name} WHERE id > %(low)s AND id <= %(high)s AND {rule}"  # noqa: S608
    for low in range(floor, _highest(name), CHUNK):
        with scratch.writing():
            scratch.run(statement, **values, low=low, high=low + CHUNK)
