"""When time alone changes a fact of a case: the first such day, from every date in the tables that the planner reads.

A day too early costs one look too many; a day too late would be a wrong decision. So every date counts, whether or
not it turns out to change anything. Who adds a fact that depends on the day adds its dates here;
`tijdig audit planning` finds what is missing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tijdig.planner.columns import Accounts
from tijdig.policy import Policy
from tijdig.queries.parts import FAR, Ordinals, Part, Rows, moment_day
from tijdig.rules.dates import anniversary, months_after, months_before

Numbers = NDArray[np.int64]

WEEK, ADULT_YEARS, LOOSE = 7, 18, 4
"""Days of the window in which contacts are counted; years; days by which a month that is too short can shift a day."""

_DATES = """
    WITH own AS MATERIALIZED (SELECT c.id, c.customer_id FROM tijdig_case c WHERE {part})
    SELECT c.id, l.due_on, 'due' FROM own c
    JOIN tijdig_claim l ON l.customer_id = c.customer_id AND {seen[l]} WHERE l.due_on >= %(late)s
    UNION ALL SELECT c.id, l.disputed_on, 'day' FROM own c
    JOIN tijdig_claim l ON l.customer_id = c.customer_id AND {seen[l]} WHERE l.disputed_on > %(day)s
    UNION ALL SELECT c.id, l.dispute_ended_on, 'day' FROM own c
    JOIN tijdig_claim l ON l.customer_id = c.customer_id AND {seen[l]} WHERE l.dispute_ended_on > %(day)s
    UNION ALL SELECT c.id, e.booked_on, 'debit' FROM own c
    JOIN tijdig_claim l ON l.customer_id = c.customer_id AND {seen[l]}
    JOIN tijdig_moneyentry e ON e.claim_id = l.id AND {seen[e]}
    WHERE e.kind = 'reversal' AND e.booked_on >= %(debit)s
    UNION ALL SELECT c.id, r.since_on, 'day' FROM own c
    JOIN tijdig_representative r ON r.customer_id = c.customer_id WHERE r.since_on > %(day)s
    UNION ALL SELECT c.id, r.until_on, 'day' FROM own c
    JOIN tijdig_representative r ON r.customer_id = c.customer_id WHERE r.until_on > %(day)s
    UNION ALL SELECT c.id, h.since_on, 'day' FROM own c
    JOIN tijdig_hold h ON h.case_id = c.id WHERE h.lifted_at IS NULL AND h.since_on > %(day)s
    UNION ALL SELECT c.id, h.until_on, 'day' FROM own c
    JOIN tijdig_hold h ON h.case_id = c.id WHERE h.lifted_at IS NULL AND h.until_on > %(day)s
    UNION ALL SELECT c.id, m.day, 'contact' FROM own c
    JOIN tijdig_moment m ON m.case_id = c.id WHERE m.day > %(week)s
    UNION ALL SELECT c.id, m.pay_before_on, 'through' FROM own c
    JOIN tijdig_moment m ON m.case_id = c.id WHERE m.pay_before_on >= %(day)s
    UNION ALL SELECT c.id, n.expires_on, 'day' FROM own c
    JOIN tijdig_supportneed n ON n.customer_id = c.customer_id
    WHERE n.removed_at IS NULL AND n.expires_on > %(day)s
    UNION ALL SELECT c.id, n.expires_on, 'day' FROM own c
    JOIN tijdig_lifeevent n ON n.customer_id = c.customer_id
    WHERE n.removed_at IS NULL AND n.expires_on > %(day)s
    UNION ALL SELECT c.id, r.expires_on, 'day' FROM own c
    JOIN tijdig_roomtopay r ON r.case_id = c.id WHERE r.removed_at IS NULL AND r.expires_on > %(day)s
    UNION ALL SELECT c.id, r.noted_on, 'room' FROM own c
    JOIN tijdig_roomtopay r ON r.case_id = c.id WHERE r.removed_at IS NULL AND r.noted_on > %(room)s
    UNION ALL SELECT c.id, s.until_on, 'day' FROM own c
    JOIN tijdig_consent s ON s.customer_id = c.customer_id
    WHERE s.purpose = 'joint' AND s.withdrawn_at IS NULL AND s.until_on > %(day)s
    UNION ALL SELECT c.id, k.on_day, 'through' FROM own c
    JOIN tijdig_consequence k ON k.case_id = c.id WHERE k.lifted_at IS NULL AND k.on_day >= %(day)s
    UNION ALL SELECT c.id, a.made_on, 'day' FROM own c
    JOIN tijdig_approach a ON a.case_id = c.id WHERE a.made_on > %(day)s
    UNION ALL SELECT c.id, i.due_on, 'through' FROM own c
    JOIN tijdig_arrangement a ON a.case_id = c.id AND a.state = 'active'
    JOIN tijdig_instalment i ON i.arrangement_id = a.id WHERE i.due_on >= %(day)s
"""
_OLDEST_BILLS = """
    SELECT c.id, MIN(l.due_on) FROM tijdig_case c
    JOIN tijdig_claim l ON l.customer_id = c.customer_id AND {seen[l]}
    WHERE {part} AND l.due_on >= %(since)s GROUP BY c.id
"""
_CALLS = """
    SELECT c.id, x.happened_at FROM tijdig_case c JOIN tijdig_contact x ON x.case_id = c.id
    JOIN tijdig_call k ON k.contact_id = x.id WHERE {part} AND x.happened_at >= %(week)s
"""
_VISITS = """
    SELECT c.id, COALESCE(x.happened_at, x.handed_over_at, x.send_from)
    FROM tijdig_case c JOIN tijdig_contact x ON x.case_id = c.id
    WHERE {part} AND x.kind = 'visit' AND x.direction = 'out'
"""
_BIRTHS = """
    SELECT c.id, d.birth_on FROM tijdig_case c JOIN tijdig_customerdetails d ON d.customer_id = c.customer_id
    WHERE {part} AND {holds[d]} AND d.birth_on > %(born)s
"""


@dataclass(frozen=True)
class _Found:
    """Per account the first day so far, as a number; FAR when none."""

    ids: Numbers
    today: int
    first: Numbers

    def add(self, cases: Sequence[int], days: Sequence[int], offsets: Sequence[int] = (0,)) -> None:
        """The first of these days, each moved by each offset, that is after today."""
        if not cases:
            return
        row = np.searchsorted(self.ids, np.array(cases, dtype=np.int64))
        on = np.array(days, dtype=np.int64)
        for offset in offsets:
            later = on + offset > self.today
            np.minimum.at(self.first, row[later], (on + offset)[later])


def stale_on(part: Part, accounts: Accounts, day: date, policy: Policy) -> Numbers:
    """The first day after `day` on which time alone may change a fact of each account; FAR when there is none.

    One number per account, a proleptic ordinal; the accounts are those of the part, in the order of their ids.
    """
    today = day.toordinal()
    found = _Found(accounts.case_id, today, np.full(len(accounts), FAR, dtype=np.int64))
    part = part.only(accounts.case_id.tolist())
    _dates(found, part, day, policy)
    _months(found, part, day, policy)
    _moments(found, part, day)
    _birthdays(found, part, day, policy)
    _of_rows(found, accounts, day)
    return found.first


def _dates(found: _Found, part: Part, day: date, policy: Policy) -> None:
    """The dates that stand in a table as such."""
    histories = policy.histories
    late, debit, room = histories.late_from_days, histories.failed_debit_days, histories.room_valid_days
    values = {
        "day": day,
        "late": day - timedelta(days=late),
        "debit": day - timedelta(days=debit),
        "room": day - timedelta(days=room),
        "week": day - timedelta(days=WEEK),
    }
    offsets = {
        "day": (0,),
        "through": (1,),
        "due": (1, late),
        "debit": (0, debit),
        "room": (room,),
        "contact": (0, 1, WEEK),
    }
    days, cases, ons = Ordinals(), dict[str, list[int]](), dict[str, list[int]]()
    for case, on, kind in _rows(part, _DATES, **values):
        cases.setdefault(kind, []).append(case)
        ons.setdefault(kind, []).append(days[on])
    for kind, some in cases.items():
        found.add(some, ons[kind], offsets[kind])


def _months(found: _Found, part: Part, day: date, policy: Policy) -> None:
    """Bills leave the months that the policy looks back; the oldest one first."""
    months, days = policy.histories.looks_back_months, Ordinals()
    rows = _rows(part, _OLDEST_BILLS, since=months_before(day, months) - timedelta(days=LOOSE))
    ends = {on: months_after(date.fromordinal(days[on]), months).toordinal() for on in {row[1] for row in rows}}
    found.add([row[0] for row in rows], [ends[row[1]] for row in rows], range(LOOSE + 1))


def _moments(found: _Found, part: Part, day: date) -> None:
    """Calls leave the day and the week they were made in, visits the year."""
    calls = _rows(part, _CALLS, week=day - timedelta(days=WEEK + 1))
    found.add([row[0] for row in calls], [moment_day(row[1]).toordinal() for row in calls], (0, 1, WEEK))
    visits = _rows(part, _VISITS)
    on = [moment_day(row[1]) for row in visits]
    found.add([row[0] for row in visits], [one.toordinal() for one in on])
    ends = [months_after(one, 12).toordinal() for one in on]
    found.add([row[0] for row in visits], ends, range(LOOSE + 1))


def _birthdays(found: _Found, part: Part, day: date, policy: Policy) -> None:
    """Who becomes eighteen comes into view, and leaves it again."""
    before, after = policy.histories.turning_18_before_days, policy.histories.turning_18_after_days
    born, days = months_before(day, ADULT_YEARS * 12) - timedelta(days=after + LOOSE), Ordinals()
    rows = _rows(part, _BIRTHS, born=born)
    grown = [anniversary(date.fromordinal(days[on]), ADULT_YEARS).toordinal() for _, on in rows]
    found.add([row[0] for row in rows], grown, (-before, after + 1))


def _of_rows(found: _Found, accounts: Accounts, day: date) -> None:
    """A row of late months may end with the month, unless the one that is late now keeps it going."""
    next_month = months_after(day.replace(day=1), 1).toordinal()
    goes_on = (accounts.late_in_a_row == 1) & (accounts.overdue_cents > 0)
    which = np.flatnonzero((accounts.late_in_a_row > 0) & ~goes_on)
    found.first[which] = np.minimum(found.first[which], next_month)


def _rows(part: Part, query: str, **values: Any) -> Rows:
    """The rows of a query of which the dates are filled in by name; dates only, so nothing can be slipped in."""
    for name, value in values.items():
        query = query.replace(f"%({name})s", f"'{value.isoformat()}'")
    return part.rows(query.replace("%", "%%") if "%" in query else query)
