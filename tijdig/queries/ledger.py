"""What the bills of a case tell the planner: what they are for, what hangs on them, and how they were paid before."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from django.db import connection
from numpy.typing import NDArray

from tijdig.planner.codes import NEVER, Event, ProductCode, Weight
from tijdig.policy import Policy
from tijdig.policy.subjects import ClaimAttributes
from tijdig.queries.parts import FAR, Ordinals, Rows
from tijdig.rules.dates import months_after, months_before
from tijdig.words import ClaimKind

Numbers = NDArray[np.int64]
Flags = NDArray[np.bool_]

# A payment that went back was none: neither it nor its reversal is seen by what asks how a bill was paid. What a bill
# was for counts from the start, on whatever day the book heard of it; `{in_time}` is the last day that is not late.
BILLS = """
    SELECT c.id, l.id, l.due_on, SUM(e.amount_cents),
        CASE WHEN l.disputed_on <= %s AND (l.dispute_ended_on IS NULL OR l.dispute_ended_on > %s) THEN 1 ELSE 0 END,
        MAX(CASE WHEN e.kind = 'payment' AND r.id IS NULL THEN e.booked_on END),
        l.kind, l.is_fixed_cost, l.is_threatening, l.is_preferential,
        CASE WHEN l.invoiced_on < l.due_on THEN l.invoiced_on ELSE l.due_on END,
        SUM(CASE WHEN e.kind = 'claim' THEN e.amount_cents ELSE 0 END),
        SUM(CASE WHEN e.kind = 'claim' OR (e.reverses_id IS NULL AND r.id IS NULL AND e.booked_on <= {in_time})
            THEN e.amount_cents ELSE 0 END),
        MIN(CASE WHEN e.kind = 'reversal' AND e.reason = 'bank' THEN e.booked_on END),
        MAX(CASE WHEN e.amount_cents < 0 AND e.reverses_id IS NULL AND r.id IS NULL THEN e.booked_on END)
    FROM tijdig_case c
    JOIN tijdig_claim l ON l.customer_id = c.customer_id AND {seen[l]}{by[l.invoiced_on]}
    JOIN tijdig_moneyentry e ON e.claim_id = l.id AND {seen[e]}{booked[e]}
    LEFT JOIN tijdig_moneyentry r ON r.reverses_id = e.id AND r.reverses_id IS NOT NULL AND {seen[r]}{by[r.booked_on]}
    WHERE {part} GROUP BY c.id, l.id
"""
CONTRACTS = """
    SELECT c.id, MIN(t.started_on) FROM tijdig_case c
    JOIN tijdig_contract t ON t.customer_id = c.customer_id AND {seen[t]}
    WHERE {part} AND t.started_on IS NOT NULL GROUP BY c.id
"""


def bills_query(late_from_days: int) -> str:
    """SQL for all bills of a part, with what each was still open on its last day in time."""
    days = late_from_days - 1
    later = f"DATE(l.due_on, '+{days:d} days')" if connection.vendor == "sqlite" else f"(l.due_on + {days:d})"
    return BILLS.replace("{in_time}", later)


@dataclass(frozen=True)
class Bills:
    """All visible claims of a part, open or not: each with its row among the accounts. Days are ordinals."""

    row: Numbers
    id: Numbers
    due: Numbers
    open_cents: Numbers
    is_disputed: Flags
    paid: Numbers  # day of the last payment that still stands; 0 when none
    kind: Numbers  # ProductCode
    weight: Numbers  # Weight bits: of its kind, and what the creditor's own list says of it
    began: Numbers  # day of the invoice or, when that is earlier or not known, the day it was due
    cents: Numbers  # what it was at first
    in_time_cents: Numbers  # what was still open of it at the end of the last day in time
    went_back: Numbers  # day on which the bank first took a payment back; FAR when it never did
    lowered: Numbers  # day on which it last became less, by a payment or otherwise; 0 when it never did

    @classmethod
    def of(cls, rows: Rows, ids: Numbers, policy: Policy, disputed: set[int]) -> "Bills":
        """From the rows of `bills_query`; `disputed` are claims with a hold of their own."""
        columns = [list(values) for values in zip(*rows, strict=True)] if rows else [[] for _ in range(15)]
        days, ends = Ordinals({None: 0}), Ordinals({None: FAR})
        number = ints(columns[1])
        weights = {kind.value: _weight(policy.claims.of(kind)) for kind in ClaimKind}
        own = Weight.FIXED_COST * flags(columns[7]) | Weight.THREATENING * flags(columns[8])
        return cls(
            row=np.searchsorted(ids, ints(columns[0])),
            id=number,
            due=ints([days[value] for value in columns[2]]),
            open_cents=ints(columns[3]),
            is_disputed=flags(columns[4]) | np.isin(number, list(disputed)),
            paid=ints([days[value] for value in columns[5]]),
            kind=ints([ProductCode[kind.upper()] for kind in columns[6]]),
            weight=ints([weights[kind] for kind in columns[6]]) | own | Weight.PREFERENTIAL * flags(columns[9]),
            began=ints([days[value] for value in columns[10]]),
            cents=ints(columns[11]),
            in_time_cents=ints(columns[12]),
            went_back=ints([ends[value] for value in columns[13]]),
            lowered=ints([days[value] for value in columns[14]]),
        )

    def in_arrears(self, day: date) -> Flags:
        """Open, past the due date and undisputed."""
        return (self.open_cents > 0) & (self.due < day.toordinal()) & ~self.is_disputed


def ints(values: Any) -> Numbers:
    """Whole numbers from the database; engines give sums as int or Decimal."""
    return np.array([int(value) for value in values], dtype=np.int64)


def flags(values: Any) -> Flags:
    """Yes and no from the database, as 1 and 0 or as true and false."""
    return np.array([bool(value) for value in values], dtype=np.bool_)


def _weight(one: ClaimAttributes) -> int:
    has = {
        Weight.FIXED_COST: one.fixed_cost,
        Weight.THREATENING: one.threatening,
        Weight.PREFERENTIAL: one.preferential,
        Weight.CREDIT_REGISTERED: one.credit_registered,
        Weight.HOME: one.home,
        Weight.SIGNALLING: one.signalling,
    }
    return sum(int(weight) for weight, is_so in has.items() if is_so)


def columns(bills: Bills, began: Numbers, marks: list[int], ids: Numbers, day: date, policy: Policy) -> dict[str, Any]:
    """The columns that follow from the bills; `marks` are the creditor's sums in arrears, smallest first."""
    size, late = len(ids), bills.in_arrears(day)
    cents = np.zeros(size, dtype=np.int64)
    np.add.at(cents, bills.row[late], bills.open_cents[late])
    return {
        "product": _product(bills, late, size),
        "weights": _weights(bills, late, size, day),
        "size_percent": size_percent(cents, marks),
        "premiums_late": _premiums(bills, late, size),
        "customer_months": _months_known(began, day),
        "events": _seen_events(bills, size, day, policy),
        **_lateness(bills, late, size, day, policy),
    }


def _product(bills: Bills, late: Flags, size: int) -> Numbers:
    """Threatening before others, then the largest, then the one that came first."""
    found = np.zeros(size, dtype=np.int64)
    which = np.flatnonzero(late)
    threatens = bills.weight[which] & Weight.THREATENING
    heaviest_last = which[np.lexsort((-bills.id[which], bills.open_cents[which], threatens))]
    found[bills.row[heaviest_last]] = bills.kind[heaviest_last]
    return found


def _weights(bills: Bills, late: Flags, size: int, day: date) -> Numbers:
    """Of what is in arrears; of the next bill where nothing is."""
    found = np.zeros(size, dtype=np.int64)
    np.bitwise_or.at(found, bills.row[late], bills.weight[late])
    is_late = np.bincount(bills.row[late], minlength=size) > 0
    coming = (bills.open_cents > 0) & (bills.due >= day.toordinal()) & ~bills.is_disputed & ~is_late[bills.row]
    which = np.flatnonzero(coming)
    next_last = which[np.lexsort((-bills.id[which], -bills.due[which]))]
    found[bills.row[next_last]] = bills.weight[next_last]
    return found


def _premiums(bills: Bills, late: Flags, size: int) -> Numbers:
    """What is late of health premiums, in hundredths of the premium that fell or falls due last."""
    is_premium = bills.kind == ProductCode.HEALTH_PREMIUM
    cents, month = np.zeros(size, dtype=np.int64), np.zeros(size, dtype=np.int64)
    np.add.at(cents, bills.row[late & is_premium], bills.open_cents[late & is_premium])
    which = np.flatnonzero(is_premium & (bills.cents > 0))
    newest_last = which[np.lexsort((bills.id[which], bills.due[which]))]
    month[bills.row[newest_last]] = bills.cents[newest_last]
    return np.where(month > 0, cents * 100 // np.maximum(month, 1), 0)


def size_percent(cents: Numbers, marks: list[int]) -> Numbers:
    """How large sums in arrears are beside those of the creditor's other cases, in hundredths; 0 without marks."""
    percent: Numbers = np.searchsorted(np.array(marks), cents) * 100 // max(len(marks), 1)
    return percent


def began(started: Rows, ids: Numbers) -> Numbers:
    """The day of the first contract that we were told of; 0 when none.

    Bills say nothing here: where a creditor begins with Tijdig, everybody's first bill is young.
    """
    first, days = np.full(len(ids), FAR, dtype=np.int64), Ordinals()
    contracts = np.searchsorted(ids, ints([case for case, _ in started]))
    np.minimum.at(first, contracts, ints([days[on] for _, on in started]))
    return np.where(first == FAR, 0, first)


def _months_known(first: Numbers, day: date) -> Numbers:
    """Whole months since the first contract that we know of."""
    different, places = np.unique(first, return_inverse=True)
    months = [NEVER if begin == 0 else _months_between(date.fromordinal(begin), day) for begin in different.tolist()]
    return ints(months)[places]


def _months_between(begin: date, day: date) -> int:
    """Whole months from one day to a later one; 0 when it is not later."""
    months = (day.year - begin.year) * 12 + day.month - begin.month
    return max(months - (months > 0 and months_after(begin, months) > day), 0)


def _lateness(bills: Bills, late: Flags, size: int, day: date, policy: Policy) -> dict[str, Numbers]:
    """Bills that were late in the months we look back, counted apart, and how many months in a row had one.

    Late is: still open at the end of its last day in time, by payments that were not taken back; and whatever is in
    arrears now. A month counts by the due day; the row ends in this month, or in the last one when this month has
    none yet. Disputed bills are left out.
    """
    since, today = months_before(day, policy.histories.looks_back_months).toordinal(), day.toordinal()
    from_days = policy.histories.late_from_days
    is_past = (bills.due >= since) & (bills.due <= today - from_days)
    was_late = late | (is_past & (bills.in_time_cents > 0) & ~bills.is_disputed)
    months, back = policy.histories.looks_back_months + 1, _months_back(bills.due, day)
    had = np.zeros((size, months + 1), dtype=np.bool_)  # a last month that never has one
    within = was_late & (back < months)
    had[bills.row[within], back[within]] = True
    shifted = np.where(had[:, :1], had, np.roll(had, -1, axis=1))
    row = np.argmin(shifted, axis=1)
    return {
        "late_bills": _counted_apart(bills, was_late, size, today, from_days),
        "bills_on_time": np.bincount(bills.row[_was_on_time(bills)], minlength=size),
        "late_in_a_row": np.maximum(row, np.bincount(bills.row[late], minlength=size) > 0),
    }


def _counted_apart(bills: Bills, was_late: Flags, size: int, today: int, from_days: int) -> Numbers:
    """How many bills were late, those that were late on one day together counted once: it was one hard time."""
    which = np.flatnonzero(was_late)
    begin = bills.due[which] + np.where(bills.due[which] <= today - from_days, from_days, 1)
    end = np.maximum(np.where(bills.open_cents[which] > 0, today, bills.lowered[which]), begin)
    span = max(int(end.max(initial=0)), today) + 1  # one account after the other on one line of days
    begin, end = begin + bills.row[which] * span, end + bills.row[which] * span
    order = np.argsort(begin, kind="stable")
    reached = np.concatenate([[-1], np.maximum.accumulate(end[order])[:-1]]) if len(which) else end
    return np.bincount(bills.row[which][order][begin[order] > reached], minlength=size)


def _was_on_time(bills: Bills) -> Flags:
    """Paid in full by payments, all of it in time; what was only corrected or waived says nothing."""
    paid_in_time = (bills.open_cents <= 0) & (bills.in_time_cents <= 0)
    return paid_in_time & (bills.paid > 0) & (bills.cents > 0)


def _months_back(days: Numbers, day: date) -> Numbers:
    """How many calendar months before this one each day lies."""
    epoch = date(1970, 1, 1).toordinal()
    months = (days - epoch).astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)
    return (day.year - 1970) * 12 + day.month - 1 - months


def _seen_events(bills: Bills, size: int, day: date, policy: Policy) -> Numbers:
    """A debit that failed for the first time, and a bill much higher than the others of this customer."""
    histories, today = policy.histories, day.toordinal()
    first = np.full(size, FAR, dtype=np.int64)
    np.minimum.at(first, bills.row, bills.went_back)
    failed = (first <= today) & (today - first < histories.failed_debit_days)
    recent = (bills.due >= months_before(day, histories.looks_back_months).toordinal()) & (bills.cents > 0)
    doubled = _doubled_medians(bills, recent, size)
    is_open = recent & (bills.open_cents > 0) & ~bills.is_disputed
    is_high = is_open & (bills.cents * 2 >= histories.high_bill_times * doubled[bills.row])
    high = np.bincount(bills.row[is_high], minlength=size) > 0
    return Event.FAILED_DEBIT * failed | Event.HIGH_BILL * high


def _doubled_medians(bills: Bills, which: Flags, size: int) -> Numbers:
    """Per account twice the middle of what these bills were at first, so that it is whole; 0 without bills."""
    row, cents = bills.row[which], bills.cents[which]
    cents = cents[np.lexsort((cents, row))]
    count = np.bincount(row, minlength=size)
    start = np.cumsum(count) - count
    found, some = np.zeros(size, dtype=np.int64), count > 0
    found[some] = cents[(start + (count - 1) // 2)[some]] + cents[(start + count // 2)[some]]
    return found
