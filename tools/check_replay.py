#!/usr/bin/env python3
"""Judges a replay from outside: was every message in time, and was nobody bothered for nothing?

    check_replay.py LEDGER MANIFEST [--self-test]

Uses nothing of Tijdig, only the standard library, and reads only the two files that are named. Faults are listed one
per line; the last line is always `moments: N, violations: N, missed: N`. Ends with 0 when both are nought, 1 when not,
2 when a file cannot be used. With --self-test it first plants faults in the manifest (without one: in a manifest that
it makes from the ledger itself) and must find each of them.
"""

import argparse
import csv
import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

REMINDERS = ("S1", "S2", "S3")
STAGES = ("S0", *REMINDERS)
KINDS = ("letter", "email", "sms")
LATE_ENOUGH_DAYS = 7  # an undisputed invoice that is later than this must have been named in time
WEEK_CAP = 3
FIELDS = ("moment", "customer", "claims", "stage", "kind", "at", "file", "sha256")
Line = dict[str, Any]


class UnusableError(Exception):
    """A file that cannot be read as what it should be, with what to do about it."""


class Fault(NamedTuple):
    """One thing that is wrong: its code, the moment or invoice it is about, and a sentence."""

    code: str
    about: str
    text: str


@dataclass(frozen=True)
class Invoice:
    """One line of the ledger, with its days shifted into the time of the manifest."""

    number: str
    customer: str
    due: date
    settled: date
    is_disputed: bool

    @property
    def days_late(self) -> int:
        """Negative when paid early."""
        return (self.settled - self.due).days

    def is_open_arrear(self, day: date) -> bool:
        """Past its due date, not yet settled and not disputed."""
        return self.due < day < self.settled and not self.is_disputed


@dataclass(frozen=True)
class Ledger:
    """All invoices by number, and by customer."""

    invoices: dict[str, Invoice]
    of_customer: dict[str, list[Invoice]]

    def customer(self, number: str) -> str:
        """The customer of the ledger behind a number: copies made by --scale carry a suffix like -2."""
        return number if number in self.of_customer else re.sub(r"-\d+$", "", number)


@dataclass(frozen=True)
class Message:
    """One usable line of the manifest; `at` is Amsterdam's wall clock."""

    moment: str
    customer: str
    claims: tuple[str, ...]
    stage: str
    kind: str
    at: datetime


def read_ledger(path: Path, shift: timedelta) -> Ledger:
    """The public ledger, which writes its days the American way."""
    invoices: dict[str, Invoice] = {}
    of_customer: dict[str, list[Invoice]] = defaultdict(list)
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            for row in csv.DictReader(file):
                invoice = Invoice(
                    row["invoiceNumber"].strip(),
                    row["customerID"].strip(),
                    _american(row["DueDate"]) + shift,
                    _american(row["SettledDate"]) + shift,
                    row["Disputed"].strip().lower() == "yes",
                )
                invoices[invoice.number] = invoice
                of_customer[invoice.customer].append(invoice)
    except (OSError, KeyError, ValueError, AttributeError, UnicodeDecodeError) as error:
        raise UnusableError(f"{path}: not the public ledger ({type(error).__name__}: {error})") from error
    if not invoices:
        raise UnusableError(f"{path}: holds no invoices")
    return Ledger(invoices, dict(of_customer))


def read_manifest(path: Path) -> tuple[int, int, list[Line]]:
    """The shift in days, how many copies of each customer there are, and the lines."""
    try:
        first, *rest = path.read_text(encoding="utf-8").splitlines() or [""]
        header = json.loads(first)
        header = header if isinstance(header, dict) else {"shift_days": header}
        shift, copies = int(header["shift_days"]), int(header.get("scale", 1))
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise UnusableError(f'{path}: the first line must be JSON like {{"shift_days": 5117}} ({error})') from error
    return shift, copies, [_line(text) for text in rest if text.strip()]


def _line(text: str) -> Line:
    """One line, or an empty one that will be reported as broken."""
    try:
        return dict(json.loads(text))
    except (ValueError, TypeError):
        return {}


def _american(text: str) -> date:
    month, day, year = (int(part) for part in text.strip().split("/"))
    return date(year, month, day)


# Amsterdam's clock and calendar, from the rules and not from a time zone database


def amsterdam(at: datetime) -> datetime:
    """Wall clock in Amsterdam: summer time from the last Sunday of March to that of October, at 01:00 UTC."""
    moment = at.astimezone(UTC).replace(tzinfo=None)
    is_summer = _last_sunday(moment.year, 3) <= moment < _last_sunday(moment.year, 10)
    return moment + timedelta(hours=2 if is_summer else 1)


def _last_sunday(year: int, month: int) -> datetime:
    last = datetime(year, month, 31, 1)  # noqa: DTZ001  both months have 31 days; this is UTC without saying so
    return last - timedelta(days=(last.weekday() + 1) % 7)


def holidays(year: int) -> set[date]:
    """Days of rest of the Algemene termijnenwet, with Good Friday."""
    easter = _easter(year)
    king = date(year, 4, 27)
    king -= timedelta(days=king.weekday() == 6)
    fixed = {date(year, 1, 1), king, date(year, 5, 5), date(year, 12, 25), date(year, 12, 26)}
    return fixed | {easter + timedelta(days=days) for days in (-2, 0, 1, 39, 49, 50)}


def _easter(year: int) -> date:
    """Easter Sunday in the Gregorian calendar (Meeus, Jones, Butcher)."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    h = (19 * a + b - d - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    i, k = divmod(c, 4)
    w = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * w) // 451
    month, day = divmod(h + w - 7 * m + 114, 31)
    return date(year, month, day + 1)


def is_quiet(at: datetime) -> bool:
    """Whether nobody should be reached out to at this moment of the wall clock."""
    return not 7 <= at.hour < 20 or at.weekday() == 6 or at.date() in holidays(at.year)


def judge(ledger: Ledger, lines: Sequence[Line], copies: int) -> tuple[int, list[Fault], list[Fault]]:
    """How many moments there were, what was wrong with them, and which invoices were missed."""
    violations: list[Fault] = []
    messages: list[Message] = []
    for number, line in enumerate(lines, start=2):
        broken = list(_broken(number, line))
        violations += broken
        if not broken:
            messages.append(_message(line))
    moments: dict[str, list[Message]] = defaultdict(list)
    for message in messages:
        moments[message.moment].append(message)
        violations += _faults_of(message, ledger)
    for sent in moments.values():
        sent.sort(key=lambda message: message.at)
        violations += _faults_of_moment(sent, ledger)
    violations += _repeats(lines)
    violations += _too_many(moments.values())
    return len(moments), violations, list(_missed(ledger, messages, copies))


def _broken(number: int, line: Line) -> Iterator[Fault]:
    """What is wrong with the shape of one line."""
    absent = [field for field in FIELDS if not line.get(field)]
    if absent:
        yield Fault("shape", f"line {number}", f"not a JSON object with {', '.join(absent)}")
        return
    if not isinstance(line["claims"], list) or line["stage"] not in STAGES or line["kind"] not in KINDS:
        yield Fault("shape", f"line {number}", f"claims, stage or kind of {line['moment']} is not known here")
    if not re.fullmatch(r"[0-9a-f]{64}", str(line["sha256"])):
        yield Fault("sha256", f"line {number}", f"{line['sha256']!r} is not a sha256 in lower case")
    if not _is_moment(str(line["at"])):
        yield Fault("at", f"line {number}", f"{line['at']!r} is not an ISO moment with its offset")


def _is_moment(text: str) -> bool:
    try:
        return datetime.fromisoformat(text).utcoffset() is not None
    except ValueError:
        return False


def _message(line: Line) -> Message:
    claims = tuple(str(claim) for claim in line["claims"])
    at = amsterdam(datetime.fromisoformat(line["at"]))
    return Message(str(line["moment"]), str(line["customer"]), claims, line["stage"], line["kind"], at)


def _faults_of(message: Message, ledger: Ledger) -> Iterator[Fault]:
    """Quiet hours, and each claim that one message names."""
    if is_quiet(message.at):
        yield Fault("quiet", message.moment, f"{message.kind} went out at {message.at:%a %Y-%m-%d %H:%M}")
    for claim in message.claims:
        invoice = ledger.invoices.get(claim)
        if invoice is None or invoice.customer != ledger.customer(message.customer):
            yield Fault("unknown", claim, f"{message.moment} names {claim}: no invoice of {message.customer}")
        else:
            yield from _faults_of_claim(message, invoice)


def _faults_of_claim(message: Message, invoice: Invoice) -> Iterator[Fault]:
    day, what = message.at.date(), f"{message.moment} ({message.stage}, {message.kind}, {message.at:%Y-%m-%d})"
    if day >= invoice.settled:
        yield Fault("settled", invoice.number, f"{what} names {invoice.number}, settled {invoice.settled}")
    if invoice.is_disputed and day >= invoice.due:
        yield Fault("disputed", invoice.number, f"{what} names {invoice.number}, disputed since {invoice.due}")
    if message.stage in REMINDERS and (day <= invoice.due or invoice.days_late <= 0):
        never = ", never late" if invoice.days_late <= 0 else ""
        yield Fault("not_late", invoice.number, f"{what} reminds of {invoice.number}, due {invoice.due}{never}")
    if message.stage == "S0" and day > invoice.due:
        yield Fault("past_due", invoice.number, f"{what} speaks of {invoice.number} as not yet due ({invoice.due})")


def _faults_of_moment(sent: Sequence[Message], ledger: Ledger) -> Iterator[Fault]:
    """The carriers of a moment say the same, close together, and a reminder covers all that is open."""
    first = sent[0]
    alike = {(message.customer, frozenset(message.claims), message.stage) for message in sent}
    if len(alike) > 1 or sent[-1].at - first.at > timedelta(days=2):
        yield Fault("moment", first.moment, f"the carriers of {first.moment} differ or are more than two days apart")
    if first.stage in REMINDERS:
        mine = ledger.of_customer.get(ledger.customer(first.customer), [])
        for invoice in (i for i in mine if i.is_open_arrear(first.at.date()) and i.number not in first.claims):
            yield Fault("incomplete", invoice.number, f"{first.moment} leaves out {invoice.number}, also overdue")


def _repeats(lines: Iterable[Line]) -> Iterator[Fault]:
    """The same message twice, or two messages in one file."""
    whole = [line for line in lines if line]
    pairs = Counter((what, str(a.get(what)), str(a.get("kind"))) for what in ("moment", "file") for a in whole)
    for (field, value, kind), count in pairs.items():
        if count > 1:
            yield Fault("twice", value, f"{count} lines of {kind} for the {field} {value}")


def _too_many(moments: Iterable[Sequence[Message]]) -> Iterator[Fault]:
    """At most one moment a day and three in seven days for one customer."""
    days: dict[str, list[date]] = defaultdict(list)
    for sent in moments:
        days[sent[0].customer].append(sent[0].at.date())
    for customer, unsorted in days.items():
        dated = sorted(unsorted)
        for index, day in enumerate(dated):
            if index and dated[index - 1] == day:
                yield Fault("cap_day", customer, f"{customer} has two moments on {day}")
            if index >= WEEK_CAP and (day - dated[index - WEEK_CAP]).days < 7:
                yield Fault("cap_week", customer, f"{customer} has more than three moments in the week up to {day}")


def _missed(ledger: Ledger, messages: Iterable[Message], copies: int) -> Iterator[Fault]:
    """Undisputed invoices more than seven days late that no reminder named between due date and settling."""
    named: dict[str, set[str]] = defaultdict(set)
    for message in messages:
        for claim in message.claims:
            invoice = ledger.invoices.get(claim)
            if invoice and message.stage in REMINDERS and invoice.due < message.at.date() < invoice.settled:
                named[message.customer].add(claim)
    for invoice in ledger.invoices.values():
        if invoice.is_disputed or invoice.days_late <= LATE_ENOUGH_DAYS:
            continue
        for copy in range(1, copies + 1):
            customer = invoice.customer if copy == 1 else f"{invoice.customer}-{copy}"
            if invoice.number not in named[customer]:
                text = f"{invoice.number} of {customer}: {invoice.days_late} days late since {invoice.due}, never named"
                yield Fault("missed", invoice.number, text)


# Self-test: a manifest without a fault, and the same with one fault planted


def made_up(ledger: Ledger) -> list[Line]:
    """A faultless manifest for a ledger: one reminder as soon as an arrear is five days old and not yet named."""
    lines = []
    for customer, invoices in ledger.of_customer.items():
        named: set[str] = set()
        sent: list[date] = []
        first, last = min(i.due for i in invoices), max(i.settled for i in invoices)
        for day in (first + timedelta(days=n) for n in range((last - first).days)):
            arrears = [i for i in invoices if i.is_open_arrear(day)]
            fresh = [i for i in arrears if i.number not in named and (day - i.due).days >= 4]
            at = datetime(day.year, day.month, day.day, 9, 0, tzinfo=UTC)
            if fresh and not is_quiet(amsterdam(at)) and sum((day - d).days < 7 for d in sent) < WEEK_CAP:
                named |= {i.number for i in arrears}
                sent.append(day)
                lines.append(_planted(f"{customer}-{day:%Y%m%d}", customer, [i.number for i in arrears], at))
    return lines


def _planted(moment: str, customer: str, claims: list[str], at: datetime) -> Line:
    carrier = {"stage": "S1", "kind": "letter", "file": f"{moment}.pdf", "sha256": "0" * 64}
    return {"moment": moment, "customer": customer, "claims": claims, "at": at.isoformat(), **carrier}


def faults_to_plant(ledger: Ledger, lines: Sequence[Line]) -> Iterator[tuple[str, str, str, list[Line]]]:
    """What is planted, the code and subject under which it must be found, and the spoiled manifest."""
    line = next((a for a in lines if a.get("stage") in REMINDERS and a["claims"][0] in ledger.invoices), None)
    late = next((i for i in ledger.invoices.values() if not i.is_disputed and i.days_late > LATE_ENOUGH_DAYS), None)
    early = next((i for i in ledger.invoices.values() if not i.is_disputed and i.days_late <= 0), None)
    if not (line and late and early):
        raise UnusableError("self-test: needs a reminder, an invoice more than seven days late and one never late")
    target = ledger.invoices[line["claims"][0]]

    def also(moment: str, invoice: Invoice, day: date, hour: int = 12) -> list[Line]:
        at = datetime(day.year, day.month, day.day, hour, tzinfo=UTC)
        return [*lines, _planted(moment, invoice.customer, [invoice.number], at)]

    yield "a moment on the day of settling", "settled", target.number, also("planted", target, target.settled)
    without = [{**a, "claims": [c for c in a.get("claims", []) if c != late.number]} for a in lines]
    yield "an invoice that no moment names", "missed", late.number, without
    yield "a reminder to one that was never late", "not_late", early.number, also("planted", early, early.due)
    if quarrel := next((i for i in ledger.invoices.values() if i.is_disputed), None):
        yield "a reminder of a disputed invoice", "disputed", quarrel.number, also("planted", quarrel, quarrel.due)
    sunday = target.due + timedelta(days=6 - target.due.weekday())
    yield "a moment on Sunday", "quiet", "planted", also("planted", target, sunday)
    yield "a moment at night", "quiet", "planted", also("planted", target, target.due, 22)
    yield "the same message twice", "twice", line["moment"], [*lines, line]
    yield "a claim that nobody knows", "unknown", "?", [*lines, {**line, "claims": ["?"], "moment": "planted"}]
    again = {**line, "moment": "planted", "file": "planted.pdf"}
    yield "two moments on one day", "cap_day", line["customer"], [*lines, again]
    yield "a moment without its offset", "at", f"line {len(lines) + 2}", [*lines, {**line, "at": "2026-02-03T09:00"}]


def self_test(ledger: Ledger, lines: Sequence[Line], copies: int) -> bool:
    """Whether each planted fault is found, and is not found without planting."""
    before = _found(ledger, lines, copies)
    escaped = 0
    for what, code, about, spoiled in faults_to_plant(ledger, lines):
        is_found = (_found(ledger, spoiled, copies) - before)[code, about] > 0
        escaped += not is_found
        print(f"self-test: {'found' if is_found else 'NOT FOUND'}: {what}")
    return not escaped


def _found(ledger: Ledger, lines: Sequence[Line], copies: int) -> Counter[tuple[str, str]]:
    _, violations, missed = judge(ledger, lines, copies)
    return Counter((fault.code, fault.about) for fault in (*violations, *missed))


def main(arguments: Sequence[str] | None = None) -> int:
    """Read both files, judge, print; the code to end with."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("ledger", type=Path)
    parser.add_argument("manifest", type=Path, nargs="?", help="manifest.jsonl of a replay; optional with --self-test")
    parser.add_argument("--self-test", action="store_true", help="plant faults and find each of them")
    options = parser.parse_args(arguments)
    if not options.manifest and not options.self_test:
        parser.error("name the manifest of the replay after the ledger")
    try:
        shift, copies, lines = read_manifest(options.manifest) if options.manifest else (0, 1, [])
        ledger = read_ledger(options.ledger, timedelta(days=shift))
        lines = lines if options.manifest else made_up(ledger)
        passed = not options.self_test or self_test(ledger, lines, copies)
    except UnusableError as error:
        print(error, file=sys.stderr)
        return 2
    moments, violations, missed = judge(ledger, lines, copies)
    for fault in violations + missed:
        print(f"{fault.code}: {fault.text}")
    print(f"moments: {moments}, violations: {len(violations)}, missed: {len(missed)}")
    return 0 if passed and not violations and not missed else 1


if __name__ == "__main__":
    sys.exit(main())
