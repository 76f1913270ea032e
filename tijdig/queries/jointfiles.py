"""Files of the same person elsewhere, for a joint arrangement: only where the customer showed that they are theirs."""

from datetime import date, datetime
from typing import Final

from django.db.models import Q, QuerySet

from tijdig.models import AuditEvent, Case, Consent, Creditor, CustomerDetails, Joint, JointPart
from tijdig.queries.ready import Ready
from tijdig.queries.visible import details
from tijdig.rules.identity import plain_postcode
from tijdig.rules.joint.drafts import OVER, QUIET
from tijdig.words import CaseState, ChangeReason, ConsentPurpose, SharedData


def linked(case: Case, creditor: Creditor) -> Case | None:
    """The file that the customer put beside this one (docs/adr/0045), when it is open."""
    return _LINKED.first(customer=case.customer_id, creditor=creditor.pk)


def _linked_rows(customer: int, creditor: int) -> QuerySet[Case]:
    rows = Consent.objects.filter(purpose=ConsentPurpose.OVERVIEW, withdrawn_at__isnull=True)
    here = rows.filter(customer_id=customer, other_customer__creditor_id=creditor).values_list("other_customer")
    there = rows.filter(other_customer_id=customer, customer__creditor_id=creditor).values_list("customer")
    open_there = Case.objects.filter(Q(customer__in=here) | Q(customer__in=there), state=CaseState.OPEN)
    return open_there.order_by("pk")[:1]


_LINKED = Ready(_linked_rows)


def of_same_person(case: Case, creditor: Creditor, number: str, *, by_who: bool = False) -> Case | None:
    """The file there of the very same person: by the number that the customer told, or by who they are.

    Always an open one, with the same name, day of birth and postcode, all known on both sides. By who they are only
    where the customer agreed that it is told (`by_who`), and only when exactly one fits: of two that fit neither is it.
    """
    numbered = Case.objects.filter(creditor=creditor, customer__number=number).first() if number else None
    if numbered is not None or not by_who:
        is_it = numbered is not None and numbered.state == CaseState.OPEN and is_same(case, numbered)
        return numbered if is_it else None
    ours = details(case)
    if ours is None or ours.birth_on is None:
        return None
    born = CustomerDetails.objects.filter(
        customer__creditor=creditor, birth_on=ours.birth_on, last_name__iexact=ours.last_name
    )
    alike = Case.objects.filter(creditor=creditor, customer__in=born.values("customer"), state=CaseState.OPEN)
    found = [one for one in alike.order_by("pk") if is_same(case, one)]
    return found[0] if len(found) == 1 else None


def is_same(one: Case, other: Case) -> bool:
    """Whether two files are of one person: names, day of birth and postcode are known on both sides, and the same."""
    known = [_person(row) for row in (details(one), details(other)) if row is not None]
    return len(known) == len(_SIDES) and all(known[0]) and known[0] == known[1]


def may_be_same(one: Case, other: Case) -> bool:
    """Whether a colleague may say that these are of one person: the last name is the same, and so is the day of birth.

    What one side does not know, the colleague answers for; two facts that differ are two people.
    """
    rows = [row for row in (details(one), details(other)) if row is not None]
    if len(rows) < len(_SIDES):
        return True
    ours, theirs = map(_person, rows)
    return all(here == there for here, there in zip(ours[1:], theirs[1:], strict=True) if here and there)


_SIDES: Final = ("here", "there")


def _person(row: CustomerDetails) -> tuple[str, str, date | None, str]:
    first, last = (" ".join(name.casefold().split()) for name in (row.first_name, row.last_name))
    return first if _is_known(row) else "", last, row.birth_on, plain_postcode(row.postcode)


def _is_known(row: CustomerDetails) -> bool:
    """Whether the first name is one: twins have initials in common, and of one letter nobody knows which it is.

    Capitals alone are initials, but where the last name stands in capitals too.
    """
    first = next(iter(row.first_name.split()), "")
    letters = [sign for sign in first if sign.isalpha()]
    is_initials = "." in first or (first.isupper() and not row.last_name.isupper())
    return len(letters) > 1 and not is_initials


def to_find(day: date) -> list[JointPart]:
    """Organisations that are asked, of which no file is known here while the customer agreed that we look for it."""
    found = _NO_FILE.rows(day=day)
    return [part for part in found if part.consent is not None and SharedData.WHO in part.consent.data]


def _no_file_rows(day: date) -> QuerySet[JointPart]:
    rows = JointPart.objects.filter(
        case__isnull=True, state__in=[state.value for state in QUIET], consent__withdrawn_at__isnull=True,
        consent__until_on__gt=day,
    ).exclude(joint__state__in=[state.value for state in OVER])  # fmt: skip
    return rows.select_related("joint__case", "creditor", "consent").order_by("pk")


_NO_FILE = Ready(_no_file_rows)


def change_of(joint: Joint) -> ChangeReason:
    """Why the plan is being made anew, as it was said last."""
    return why_anew(joint) or ChangeReason.AMOUNT


def why_anew(joint: Joint, since: datetime | None = None) -> ChangeReason | None:
    """The same, of what was said since then; none where nobody said anything."""
    trail = AuditEvent.objects.filter(case_id_text=str(joint.case_id), noun="joint", what="joint.why")
    rows = trail.filter(noun_id=str(joint.pk), **({"at__gte": since} if since else {}))
    last = rows.order_by("pk").last()
    return ChangeReason(last.facts["change"]) if last else None
