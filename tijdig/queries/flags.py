"""The hold flags of a creditor on a day, from the book itself: so that a change has the same mark on every day."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date

from tijdig.models import Arrangement, Case, Claim, Creditor, MoneyEntry
from tijdig.queries import visible
from tijdig.queries.visible import seen_q
from tijdig.rules.solutions import flags
from tijdig.rules.solutions.flags import Bill, Event, Period
from tijdig.rules.workdays import local_day

BATCH = 1_000


def of(creditor: Creditor, day: date, *, changed_from: date) -> Iterator[Event]:
    """What holds for whom on this day, and what ended since `changed_from`, case by case."""
    last = 0
    while rows := list(visible.cases(creditor).filter(pk__gt=last).order_by("pk").select_related("customer")[:BATCH]):
        bills, running = _bills(rows), _running(rows)
        for case in rows:
            stretches = flags.periods(bills[case.customer_id], running[case.pk], day)
            yield from flags.events(case.pk, case.customer.number, stretches, day, changed_from=changed_from)
        last = rows[-1].pk


def _bills(cases: Sequence[Case]) -> dict[int, list[Bill]]:
    numbers = [case.customer_id for case in cases]
    booked: dict[int, list[tuple[date, int]]] = defaultdict(list)
    entries = MoneyEntry.objects.filter(seen_q("", "creditor__"), claim__customer_id__in=numbers)
    for claim, on, cents in entries.values_list("claim_id", "booked_on", "amount_cents"):
        booked[claim].append((on, cents))
    found: dict[int, list[Bill]] = defaultdict(list)
    claims = Claim.objects.filter(seen_q("", "creditor__"), customer_id__in=numbers).order_by("pk")
    for number, customer, due_on in claims.values_list("pk", "customer_id", "due_on"):
        found[customer].append(Bill(due_on, tuple(booked[number])))
    return found


def _running(cases: Sequence[Case]) -> dict[int, list[Period]]:
    found: dict[int, list[Period]] = defaultdict(list)
    rows = Arrangement.objects.filter(case__in=cases).order_by("pk")
    for case, made_at, ended_on in rows.values_list("case_id", "made_at", "ended_on"):
        found[case].append(Period(local_day(made_at), ended_on))
    return found
