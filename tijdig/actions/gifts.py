"""What a creditor gives: the last part of an arrangement that was kept."""

from datetime import datetime

from tijdig.actions import audit, solutions
from tijdig.models import Arrangement, Case, Claim, MoneyEntry, Solution
from tijdig.queries import arrangements as found
from tijdig.queries import visible
from tijdig.rules.solutions.types import LastWaived
from tijdig.rules.workdays import local_day
from tijdig.words import EntryKind, EntryReason


def give_last(running: Arrangement, case: Case, *, by: str, at: datetime) -> Solution | None:
    """Book off what is left of the last part of a locked case's arrangement; None when nothing is left to give."""
    left = found.claims_of(running)
    cents = found.open_cents(left)
    if not running.waives_last or cents <= 0:
        return None
    for claim in left:
        _book_off(claim, visible.balance_cents(claim), case, by=by, at=at)
    number = found.parts(running)[-1].number
    gift = LastWaived(arrangement=running.pk, number=number, cents=cents)
    return solutions.write(case, gift, by=by, at=at, arrangement=running)


def _book_off(claim: Claim, cents: int, case: Case, *, by: str, at: datetime) -> None:
    entry = MoneyEntry.objects.create(
        creditor_id=claim.creditor_id,
        claim=claim,
        kind=EntryKind.CORRECTION,
        reason=EntryReason.WAIVED,
        amount_cents=-cents,
        booked_on=local_day(at),
        made_by=by,
        made_at=at,
    )
    audit.record("money.entered", entry, by=by, at=at, case_id=case.pk, facts={"kind": entry.kind})
