"""What customers tell of themselves: how they like to be reached, how not, what helps. Wishes, never labels."""

from datetime import date, datetime

from django.db.models import F

from tijdig.actions import audit, cases
from tijdig.models import Case, Customer, Step, SupportNeed
from tijdig.rules.workdays import local_day
from tijdig.words import ChannelKind, FactSource, StepState, StopReason, SupportNeedKind


def prefer(case: Case, kind: ChannelKind, *, by: str, at: datetime, version: int | None = None) -> None:
    """The customer likes this way best; a refusal of it, said before, is taken back."""
    with cases.changing(case, version) as fresh:
        left = [refused for refused in fresh.customer.not_by if refused != kind]
        _change(fresh, prefers=kind.value, not_by=left)
        audit.record("wish.prefers", fresh.customer, by=by, at=at, case_id=fresh.pk, facts={"kind": kind})


def refuse(case: Case, kind: ChannelKind, *, by: str, at: datetime, version: int | None = None) -> None:
    """The customer does not want this way: a call or visit that was planned is off; a message stops when it is due."""
    with cases.changing(case, version) as fresh:
        prefers = "" if fresh.customer.prefers == kind else fresh.customer.prefers
        _change(fresh, prefers=prefers, not_by=sorted({*fresh.customer.not_by, kind.value}))
        steps = Step.objects.filter(case=fresh, kind=kind, state__in=(StepState.WISHED, StepState.GIVEN))
        steps.update(state=StepState.STOPPED, settled_at=at, settled_by=by)
        audit.record("wish.not_by", fresh.customer, by=by, at=at, case_id=fresh.pk, facts={"kind": kind})


def unsafe(case: Case, *, by: str, at: datetime, version: int | None = None) -> None:
    """A message may fall into the wrong hands: everything queued stops, and a person looks for a safe way."""
    with cases.changing(case, version) as fresh:
        _change(fresh, is_safe_to_contact=False)
        stopped = cases.stop_queued(fresh, StopReason.CHANGED, by=by, at=at)
        audit.record("wish.unsafe", fresh.customer, by=by, at=at, case_id=fresh.pk, facts={"stopped": stopped})


def safe_again(case: Case, *, by: str, at: datetime, version: int | None = None) -> None:
    """The customer said that messages are safe again."""
    with cases.changing(case, version) as fresh:
        _change(fresh, is_safe_to_contact=True)
        audit.record("wish.safe_again", fresh.customer, by=by, at=at, case_id=fresh.pk)


def need(
    case: Case, kind: SupportNeedKind, *, source: FactSource, expires_on: date, by: str, at: datetime, detail: str = "",
    version: int | None = None,
) -> SupportNeed:  # fmt: skip
    """What helps this customer, as told or openly noted; it expires, and the customer can take it away."""
    with cases.changing(case, version) as fresh:
        told = SupportNeed.objects.create(
            customer=fresh.customer,
            kind=kind,
            detail=detail,
            source=source,
            noted_on=local_day(at),
            expires_on=expires_on,
        )
        audit.record("need.noted", told, by=by, at=at, case_id=fresh.pk, facts={"source": source})
    return told


def _change(case: Case, **values: object) -> None:
    Customer.objects.filter(pk=case.customer_id).update(version=F("version") + 1, **values)
