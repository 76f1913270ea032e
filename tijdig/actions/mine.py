"""What customers change of what we know of them: by themselves, at once, each with its line in the trail."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from django.db.models import F

from tijdig.actions import audit, cases, knowing, points, wishes
from tijdig.actions.points import PointMark
from tijdig.actions.refusals import Refusal, RefusedError
from tijdig.models import AuditEvent, Case, Customer, SupportNeed
from tijdig.queries import known, visible
from tijdig.rules.workdays import local_day
from tijdig.words import ChannelKind, DayPart, FactSource, PointKind, SupportNeedKind

NEED_DAYS: Final = 365
"""So long a need holds; after that we ask again."""

LACKED: Final = "statement.lacked"
"""In the trail: a customer looked how the sum is made up, and something that belongs there is not known."""


def like(case: Case, kind: ChannelKind | None, *, by: str, at: datetime) -> None:
    """What the customer likes best; None for no preference any more."""
    if kind is not None:
        wishes.prefer(case, kind, by=by, at=at)
        return
    with cases.changing(case) as fresh:
        _change(fresh, prefers="")
        audit.record("wish.prefers", fresh.customer, by=by, at=at, case_id=fresh.pk, facts={"kind": ""})


def never(case: Case, kinds: Sequence[ChannelKind], *, by: str, at: datetime) -> None:
    """These ways and no others are not used; what was refused before and is not named now is fine again."""
    with cases.changing(case) as fresh:
        before, now = set(fresh.customer.not_by), {kind.value for kind in kinds}
        for kind in kinds:
            if kind.value not in before:
                wishes.refuse(fresh, kind, by=by, at=at)
        if back := sorted(before - now):
            _change(fresh, not_by=sorted(now))
            audit.record("wish.by_again", fresh.customer, by=by, at=at, case_id=fresh.pk, facts={"kinds": back})


def call_in(case: Case, parts: Sequence[DayPart], *, by: str, at: datetime) -> None:
    """When the customer likes to be called; none means that all are fine."""
    knowing.note_call_parts(case, tuple(parts), by=by, at=at)


def speak(case: Case, name: str, *, by: str, at: datetime) -> None:
    """In which language; without a name in Dutch. What the file of the organisation says, stays as it is."""
    with cases.changing(case) as fresh:
        if name:
            _need(fresh, SupportNeedKind.OTHER_LANGUAGE, name, by=by, at=at)
            return
        for told in _needs(fresh, SupportNeedKind.OTHER_LANGUAGE):
            knowing.remove_need(told, fresh, by=by, at=at)


def helps(case: Case, kinds: Sequence[SupportNeedKind], words: str, *, by: str, at: datetime) -> None:
    """What helps, with the customer's own words beside the first of them. NOTHING_TOLD for nothing at all."""
    if not kinds:
        raise RefusedError(Refusal.NOTHING_TOLD)
    with cases.changing(case) as fresh:
        for place, kind in enumerate(kinds):
            _need(fresh, kind, "" if place else words, by=by, at=at)


def reach(case: Case, kind: PointKind, text: str, *, by: str, at: datetime) -> None:
    """A new number or address; one that we had already is good again."""
    points.add(case, kind, text, by=by, at=at)


def mark(case: Case, number: int, marked: PointMark, *, by: str, at: datetime) -> None:
    """A number or address of ours is wrong, not safe, or right after all. OTHER_CASE for one of somebody else."""
    found = visible.points(case).filter(pk=number).first()
    if found is None:
        raise RefusedError(Refusal.OTHER_CASE)
    points.mark(found, case, marked, by=by, at=at)


def safe(case: Case, *, is_safe: bool, by: str, at: datetime) -> None:
    """Whether messages can fall into the wrong hands; where they can, a person looks for another way."""
    (wishes.safe_again if is_safe else wishes.unsafe)(case, by=by, at=at)


def forget(case: Case, key: str, *, by: str, at: datetime) -> None:
    """Take away what was told or noted. ALREADY_DONE when it is not there, or is no word of the customer's."""
    found = known.row(case, local_day(at), key)
    if found is None or key.startswith(known.CONSEQUENCE):
        raise RefusedError(Refusal.ALREADY_DONE)
    knowing.forget(found, case, by=by, at=at)


def research(case: Case, *, takes_part: bool, by: str, at: datetime) -> None:
    """No research, please, or research is fine again; said twice it is so once."""
    with cases.changing(case) as fresh:
        if (fresh.customer.no_research_at is None) == takes_part:
            return
        _change(fresh, no_research_at=None if takes_part else at)
        what = "wish.research" if takes_part else "wish.no_research"
        audit.record(what, fresh.customer, by=by, at=at, case_id=fresh.pk)


def report_lacks(case: Case, lacks: Sequence[str], *, by: str, at: datetime) -> bool:
    """Tell colleagues what a statement lacks, once for the same; whether it was told now."""
    told = sorted(set(lacks))
    before = AuditEvent.objects.filter(case_id_text=str(case.pk), what=LACKED).order_by("-pk").first()
    if not told or (before is not None and before.facts.get("lacks") == told):
        return False
    audit.record(LACKED, case, by=by, at=at, case_id=case.pk, facts={"lacks": told})
    return True


def _need(case: Case, kind: SupportNeedKind, words: str, *, by: str, at: datetime) -> None:
    until_on = local_day(at) + timedelta(days=NEED_DAYS)
    knowing.note_need(case, kind, source=FactSource.CUSTOMER, expires_on=until_on, detail=words, by=by, at=at)


def _needs(case: Case, kind: SupportNeedKind) -> list[SupportNeed]:
    return list(SupportNeed.objects.filter(customer_id=case.customer_id, kind=kind, removed_at__isnull=True))


def _change(case: Case, **values: object) -> None:
    Customer.objects.filter(pk=case.customer_id).update(version=F("version") + 1, **values)
