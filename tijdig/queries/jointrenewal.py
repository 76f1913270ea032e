"""Consents of a plan that end while it runs: of whom, since when the customer is asked, and who was told (ADR 61)."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from django.db.models import Q, QuerySet

from tijdig.models import AuditEvent, Consent, Joint, JointPart, Shared
from tijdig.queries import creditors, policies
from tijdig.queries.ready import Ready
from tijdig.rules.joint.asking import LASTS
from tijdig.rules.joint.drafts import OVER
from tijdig.rules.joint.facts import Topic
from tijdig.rules.workdays import local_day
from tijdig.words import ConsentPurpose

_DAY: Final = timedelta(days=1)


def asked_on(part: JointPart) -> date | None:
    """On which day it was heard that this consent ends, as the trail keeps it; none where it was not."""
    if part.consent is None:
        return None
    rows = AuditEvent.objects.filter(
        case_id_text=str(part.joint.case_id), noun="joint", noun_id=str(part.joint_id), what="joint.message",
        at__gte=part.consent.given_at,
    )  # fmt: skip
    for row in rows.order_by("-pk"):
        if row.facts.get("topic") == Topic.RENEW and row.facts.get("part") == part.pk:
            return local_day(row.at)
    return None


def ending(joint: Joint, day: date) -> list[JointPart]:
    """Whose consent ends soon, while it is needed; the first end first."""
    if joint.state in OVER:
        return []
    last = day + timedelta(days=policies.of(joint.case.creditor, day).joint.renew_days)
    rows = joint.parts.filter(
        state__in=[state.value for state in LASTS], consent__withdrawn_at__isnull=True, consent__until_on__gt=day,
        consent__until_on__lte=last,
    )  # fmt: skip
    return list(rows.select_related("creditor", "consent").order_by("consent__until_on", "pk"))


def is_ending(part: JointPart, day: date) -> bool:
    """Whether its consent ends soon, while it is needed."""
    given = part.consent
    if given is None or given.until_on is None or given.withdrawn_at is not None or part.state not in LASTS:
        return False
    ahead = timedelta(days=policies.of(part.joint.case.creditor, day).joint.renew_days)
    return given.until_on - ahead <= day < given.until_on and part.joint.state not in OVER


def is_declined(part: JointPart) -> bool:
    """Whether the customer said that it may end on its day."""
    if part.consent is None:
        return False
    rows = AuditEvent.objects.filter(
        case_id_text=str(part.joint.case_id), noun="jointpart", noun_id=str(part.pk), what="joint.renewal_declined",
        at__gte=part.consent.given_at,
    )  # fmt: skip
    return rows.exists()


def last_day(part: JointPart) -> date | None:
    """The last day on which the consent holds, as people count."""
    until = part.consent.until_on if part.consent else None
    return until - _DAY if until else None


def to_ask(day: date) -> set[int]:
    """The plans in which somebody has to be asked whether it may be longer."""
    return {joint.pk for joint in _ending(day)}


def to_tell(day: date) -> Iterator[tuple[Joint, Consent]]:
    """Each plan with one consent for each day on which some end: one message names all that end with it.

    It is the first that was ever given until that day: who said yes for one is not asked once more for the others.
    """
    for joint in _ending(day):
        ends = {part.consent.until_on for part in ending(joint, day) if part.consent and part.consent.until_on}
        mine = Consent.objects.filter(customer=joint.case.customer_id, purpose=ConsentPurpose.JOINT)
        for until in sorted(ends):
            rows = mine.filter(until_on=until, given_at__gte=joint.made_at)
            if (first := rows.order_by("pk").first()) is not None:
                yield joint, first


def together_with(number: int) -> list[JointPart]:
    """Whose consent ends on the same day as this one, and is needed still."""
    given = Consent.objects.get(pk=number)
    rows = JointPart.objects.filter(
        consent__customer=given.customer_id, consent__until_on=given.until_on, consent__withdrawn_at__isnull=True,
        state__in=[state.value for state in LASTS],
    ).exclude(joint__state__in=[state.value for state in OVER])  # fmt: skip
    return list(rows.select_related("creditor", "consent").order_by("pk"))


def is_open(number: int) -> bool:
    """Whether a yes is waited for still."""
    return bool(together_with(number))


def _ending(day: date) -> Iterator[Joint]:
    for creditor in creditors.with_plans():
        last = day + timedelta(days=policies.of(creditor, day).joint.renew_days)
        yield from _ENDING.rows(creditor=creditor.pk, day=day, last=last)


def _ending_rows(creditor: int, day: date, last: date) -> QuerySet[Joint]:
    rows = Joint.objects.filter(
        case__creditor_id=creditor, parts__state__in=[state.value for state in LASTS],
        parts__consent__withdrawn_at__isnull=True, parts__consent__until_on__gt=day,
        parts__consent__until_on__lte=last,
    ).exclude(state__in=[state.value for state in OVER])  # fmt: skip
    return rows.select_related("case__creditor", "case__customer").distinct().order_by("pk")


_ENDING = Ready(_ending_rows)


def told(part: JointPart) -> QuerySet[Shared]:
    """All that was told there for this plan, under the consent of now and under those that it came in the place of."""
    return _told(part.joint, JointPart.objects.filter(pk=part.pk))


def told_in(joint: Joint, creditor_id: int | None = None) -> QuerySet[Shared]:
    """The same for the whole plan, or for what is between the house and one organisation."""
    rows = JointPart.objects.filter(joint=joint)
    return _told(joint, rows if creditor_id is None else rows.filter(creditor_id=creditor_id))


def _told(joint: Joint, parts: QuerySet[JointPart]) -> QuerySet[Shared]:
    before = Consent.objects.filter(
        customer=joint.case.customer_id, purpose=ConsentPurpose.JOINT, other__in=parts.values("creditor_id"),
        given_at__gte=joint.made_at,
    )  # fmt: skip
    rows = Shared.objects.filter(Q(consent__in=parts.values("consent")) | Q(consent__in=before.values("pk")))
    return rows.select_related("to", "consent__other", "consent__customer__creditor").order_by("at", "pk")
