"""What the night did, counted per creditor from the tables, for the table and the chart."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum

from tijdig.models import Case, Contact, Creditor, Customer, Decision, Moment, MoneyEntry
from tijdig.queries import visible
from tijdig.words import CaseState, ContactState, HeldReason

SENT = (ContactState.HANDED_OVER.value, ContactState.DELIVERED.value)
QUEUED = (ContactState.PLANNED.value, ContactState.CLAIMED.value)
HELD = HeldReason.TEXT.value
"""What stands as the reason where a message was planned, and there are no words for it yet."""


@dataclass
class CreditorNight:
    """One creditor's line of the table."""

    name: str
    customers: int = 0
    open_cases: int = 0
    overdue_cents: int = 0
    moments: Counter[str] = field(default_factory=Counter)  # that went out or will, per stage
    sent: Counter[str] = field(default_factory=Counter)  # messages per kind
    queued: int = 0
    stopped: int = 0
    waiting: Counter[str] = field(default_factory=Counter)  # open cases without a moment, per reason

    def __add__(self, other: "CreditorNight") -> "CreditorNight":
        """Both together, under the first name."""
        return CreditorNight(
            self.name,
            self.customers + other.customers,
            self.open_cases + other.open_cases,
            self.overdue_cents + other.overdue_cents,
            self.moments + other.moments,
            self.sent + other.sent,
            self.queued + other.queued,
            self.stopped + other.stopped,
            self.waiting + other.waiting,
        )


def of_day(day: date) -> list[CreditorNight]:
    """Every creditor in the order of the demo, counted in seven queries however many there are."""
    rows = {creditor.pk: CreditorNight(creditor.name) for creditor in Creditor.objects.order_by("pk")}
    _count_parties(rows, day)
    _count_contacts(rows, day)
    _count_waiting(rows, day)
    return list(rows.values())


def _count_parties(rows: dict[int, CreditorNight], day: date) -> None:
    seen = Customer.objects.filter(visible.seen_q("", "creditor__"))
    for pk, size in seen.values_list("creditor").annotate(size=Count("pk")).order_by():
        rows[pk].customers = size
    for pk, size in _open_cases().values_list("creditor").annotate(size=Count("pk")).order_by():
        rows[pk].open_cases = size
    overdue = MoneyEntry.objects.filter(visible.seen_q("", "creditor__"), claim__due_on__lt=day)
    for pk, cents in overdue.values_list("creditor").annotate(cents=Sum("amount_cents")).order_by():
        rows[pk].overdue_cents = cents


def _count_contacts(rows: dict[int, CreditorNight], day: date) -> None:
    goes = Moment.objects.filter(day=day, contacts__state__in=[*SENT, *QUEUED])
    moments = goes.values_list("case__creditor", "stage").annotate(size=Count("pk", distinct=True))
    for pk, stage, size in moments.order_by():
        rows[pk].moments[stage] = size
    contacts = Contact.objects.filter(moment__day=day).values_list("case__creditor", "kind", "state")
    for pk, kind, state, size in contacts.annotate(size=Count("pk")).order_by():
        if state in SENT:
            rows[pk].sent[kind] += size
        elif state in QUEUED:
            rows[pk].queued += size
        elif state == ContactState.STOPPED.value:
            rows[pk].stopped += size


def _count_waiting(rows: dict[int, CreditorNight], day: date) -> None:
    later = Decision.objects.filter(case=OuterRef("case"), valid_from__gt=OuterRef("valid_from"), valid_from__lte=day)
    last = Decision.objects.filter(~Exists(later), valid_from__lte=day, case__in=_open_cases())
    waiting = last.filter(~Q(case__moments__day=day)).values_list("case__creditor", "kind__reason", "kind__outcome")
    for pk, reason, outcome, size in waiting.annotate(size=Count("pk")).order_by():
        rows[pk].waiting[HELD if outcome == "act" else reason] += size


def _open_cases() -> QuerySet[Case]:
    return visible.cases().filter(state=CaseState.OPEN.value)


def waiting_reasons(rows: list[CreditorNight]) -> list[tuple[str, int]]:
    """Reason codes over all creditors, the most frequent first."""
    total: defaultdict[str, int] = defaultdict(int)
    for row in rows:
        for code, size in row.waiting.items():
            total[code] += size
    return sorted(total.items(), key=lambda pair: (-pair[1], pair[0]))
