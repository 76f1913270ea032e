"""What a replay shows: every message that went out, and what became of every bill."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from tijdig.models import Contact
from tijdig.rules.workdays import AMSTERDAM
from tijdig.trials.ledger import Bill
from tijdig.words import ContactState, Direction

SENT = (ContactState.HANDED_OVER, ContactState.DELIVERED)
REMINDERS = ("S1", "S2", "S3")
# How late a bill was paid, in days: a name and the last day of it.
LATE = (("1 tot 7 dagen", 7), ("8 tot 14 dagen", 14), ("15 tot 21 dagen", 21), ("22 dagen of meer", 10**6))


@dataclass(frozen=True, slots=True)
class Sent:
    """One message that went out."""

    moment: str
    customer: str
    claims: tuple[str, ...]
    stage: str
    kind: str
    at: datetime
    file: str
    sha256: str

    @property
    def day(self) -> date:
        """The day on which it went out."""
        return self.at.date()

    def line(self, outbox: str) -> dict[str, Any]:
        """As the manifest says it."""
        return {
            "moment": self.moment,
            "customer": self.customer,
            "claims": list(self.claims),
            "stage": self.stage,
            "kind": self.kind,
            "at": self.at.isoformat(),
            "file": f"{outbox}/{self.file}",
            "sha256": self.sha256,
        }


@dataclass(slots=True)
class Outcome:
    """The replay in numbers; bills are counted once, moments once however many carriers they had."""

    days: int
    bills: int
    customers: int
    disputed: int
    late: int
    moments: Counter[str] = field(default_factory=Counter)  # by stage
    messages: Counter[tuple[str, str]] = field(default_factory=Counter)  # by stage and kind
    paid_after: Counter[str] = field(default_factory=Counter)  # by the last step that named the bill
    days_late: Counter[tuple[str, bool]] = field(default_factory=Counter)  # how late, and whether we had named it
    stopped: Counter[str] = field(default_factory=Counter)  # messages that were queued, by why they did not go
    due_by_month: Counter[date] = field(default_factory=Counter)
    late_by_month: Counter[date] = field(default_factory=Counter)
    moments_by_month: Counter[tuple[date, str]] = field(default_factory=Counter)


def sent() -> Iterator[Sent]:
    """Every message that was handed over, in the order of time."""
    rows = Contact.objects.filter(direction=Direction.OUT, state__in=SENT, moment__isnull=False)
    for row in (
        rows.order_by("handed_over_at", "pk")
        .values_list(
            *("moment_id", "case__customer__number", "moment__claims", "moment__stage"),
            *("kind", "handed_over_at", "file", "sha256"),
        )
        .iterator()
    ):
        moment, customer, claims, stage, kind, at, file, sha256 = row
        named = tuple(claim["reference"] for claim in claims)
        yield Sent(str(moment), customer, named, stage, kind, at.astimezone(AMSTERDAM), file, sha256)


def write_manifest(path: Path, messages: Iterable[Sent], *, shift_days: int, scale: int, outbox: str) -> None:
    """The shift in days on the first line, then a line per message; appears whole or not at all."""
    fresh = path.with_name(f".{path.name}.new")
    with fresh.open("w", encoding="utf-8") as file:
        file.write(json.dumps({"shift_days": shift_days, "scale": scale}) + "\n")
        file.writelines(json.dumps(message.line(outbox)) + "\n" for message in messages)
    fresh.replace(path)


def outcome(bills: Sequence[Bill], messages: Sequence[Sent], *, days: int) -> Outcome:
    """Count what happened."""
    found = Outcome(
        days=days,
        bills=len(bills),
        customers=len({bill.customer for bill in bills}),
        disputed=sum(bill.is_disputed for bill in bills),
        late=sum(bill.days_late > 0 and not bill.is_disputed for bill in bills),
    )
    _count_messages(found, messages)
    _count_bills(found, bills, messages)
    stops = Contact.objects.filter(direction=Direction.OUT, state=ContactState.STOPPED)
    found.stopped.update(stops.values_list("stop_reason", flat=True))
    return found


def _count_messages(found: Outcome, messages: Iterable[Sent]) -> None:
    moments = set()
    for message in messages:
        found.messages[message.stage, message.kind] += 1
        if message.moment not in moments:
            moments.add(message.moment)
            found.moments[message.stage] += 1
            found.moments_by_month[message.day.replace(day=1), message.stage] += 1


def _count_bills(found: Outcome, bills: Iterable[Bill], messages: Iterable[Sent]) -> None:
    named: dict[tuple[str, str], list[Sent]] = defaultdict(list)
    for message in messages:
        for claim in message.claims:
            named[message.customer, claim].append(message)
    for bill in bills:
        found.due_by_month[bill.due_on.replace(day=1)] += 1
        before = [one for one in named[bill.customer, bill.number] if one.day < bill.settled_on]
        found.paid_after[_paid_after(bill, before)] += 1
        if bill.days_late > 0 and not bill.is_disputed:
            found.late_by_month[bill.due_on.replace(day=1)] += 1
            name = next(name for name, last in LATE if bill.days_late <= last)
            found.days_late[name, any(one.stage in REMINDERS for one in before)] += 1


def _paid_after(bill: Bill, before: Sequence[Sent]) -> str:
    if bill.is_disputed:
        return "disputed"
    if before:
        return before[-1].stage
    return "in_time" if bill.days_late <= 0 else "silent"
