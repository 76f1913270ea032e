"""From the database to the planner's columns: a constant number of set-based queries per part, no nulls beyond here."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tijdig.models import Case
from tijdig.planner.codes import NEVER, HoldCode, Kind, SectorCode
from tijdig.planner.columns import NAMES, Accounts
from tijdig.policy import Policy
from tijdig.queries import efforts, ledger, people, policies
from tijdig.queries.histories import Holding, Moments, reactions
from tijdig.queries.holdrows import HOLDS
from tijdig.queries.ledger import Bills
from tijdig.queries.parts import FAR, Part, Rows, loaded, part_of, places
from tijdig.words import ChannelKind, HoldKind, PointKind, RepresentativeKind

Numbers = NDArray[np.int64]
Flags = NDArray[np.bool_]

LANGUAGES = ("nl", "en", "ar", "tr", "pl", "uk")
"""Languages as the code in the column; others count as Dutch until there are texts for them."""

CASES = """
    SELECT c.id, c.version, CASE WHEN 1 = 1{by[c.last_conversation_on]} THEN c.last_conversation_on END, k.id,
        k.prefers, k.not_by, k.is_safe_to_contact, CASE WHEN 1 = 1{by[k.died_on]} THEN k.died_on END, c.by_hand
    FROM tijdig_case c JOIN tijdig_customer k ON k.id = c.customer_id
    WHERE {part} ORDER BY c.id
"""
LANGUAGE = """
    SELECT c.id, d.language FROM tijdig_case c JOIN tijdig_customerdetails d ON d.customer_id = c.customer_id
    WHERE {part} AND {holds[d]} AND d.language <> 'nl' ORDER BY c.id, d.since_intake
"""
POINTS = """
    SELECT c.id, p.kind FROM tijdig_case c JOIN tijdig_contactpoint p ON p.customer_id = c.customer_id
    WHERE {part} AND {holds[p]} AND p.is_safe AND p.state NOT IN ('bounced', 'wrong'){by[p.noted_on]}
    """
REPRESENTATIVES = """
    SELECT c.id, r.kind, r.address_lines, r.email, r.phone FROM tijdig_case c
    JOIN tijdig_representative r ON r.customer_id = c.customer_id
    WHERE {part} AND r.kind <> 'authorised' AND r.since_on <= %s AND (r.until_on IS NULL OR r.until_on > %s)
    ORDER BY c.id, r.id
"""
MOMENTS = """
    SELECT c.id, m.day, m.stage, m.claims, m.pay_before_on, MAX(CASE WHEN x.kind = 'letter' THEN 1 ELSE 0 END)
    FROM tijdig_case c JOIN tijdig_moment m ON m.case_id = c.id JOIN tijdig_contact x ON x.moment_id = m.id
    WHERE {part} AND m.day <= %s AND x.state IN ('planned', 'claimed', 'handed_over', 'delivered')
    GROUP BY c.id, m.id ORDER BY m.day
"""
INBOUND = """
    SELECT c.id, MAX(x.happened_at) FROM tijdig_case c JOIN tijdig_contact x ON x.case_id = c.id
    WHERE {part} AND x.direction = 'in'{before[x.happened_at]} GROUP BY c.id
    UNION ALL
    SELECT c.id, MAX(q.received_at) FROM tijdig_case c JOIN tijdig_request q ON q.case_id = c.id
    WHERE {part}{before[q.received_at]} GROUP BY c.id
"""


@dataclass(frozen=True)
class Claims:
    """The open claims behind a frame: for each its row among the accounts, and how it stands on the day."""

    row: Numbers
    id: Numbers
    due: Numbers
    open_cents: Numbers
    paid: Numbers  # day of the last payment that still stands; 0 when none
    is_overdue: Flags  # past its due date, whatever the dispute
    is_disputed: Flags
    was_named: Flags  # by a sent or planned moment after it fell due

    @property
    def in_arrears(self) -> Flags:
        """Overdue and undisputed: what a reminder names."""
        return self.is_overdue & ~self.is_disputed

    def of(self, row: int) -> slice:
        """The claims of one account; they lie together."""
        return slice(*np.searchsorted(self.row, [row, row + 1]).tolist())


@dataclass(frozen=True)
class Frame:
    """A part as the planner reads it, with the versions it was read at and the claims behind the sums."""

    part: Part
    day: date
    accounts: Accounts
    versions: Numbers
    customers: Numbers
    claims: Claims
    began: Numbers  # day of the first contract, from which customer_months counts; 0 when there is none

    def __len__(self) -> int:
        return len(self.accounts)


def read(part: Part, day: date, policy: Policy | None = None, *, but: Collection[int] = ()) -> Frame:
    """These cases as they stand on the morning of a day; under the creditor's own policy, unless another is given.

    `but` leaves moments out, by id: what is about to go out must not stand in its own way.
    """
    cases, policy = part.rows(CASES), policy or policies.of(part.creditor, day)
    ids = np.array([row[0] for row in cases], dtype=np.int64)
    whole, part = part, part.only(ids.tolist())
    administrators = part.rows(REPRESENTATIVES, day, day)
    holding = Holding(part.rows(HOLDS, day, day) + [_settles(row) for row in administrators if _is_insolvency(row)])
    moments = Moments(part.rows(_moments_but(but), day), day)
    rows = part.rows(ledger.bills_query(policy.histories.late_from_days), day, day)
    missed = efforts.missed(part, ids, day)
    bills, holding = _beside(Bills.of(rows, ids, policy, holding.claims), holding, missed < NEVER, day)
    claims, all_paid = _open_claims(bills, day, moments), _last_paid(bills, len(ids))
    found: dict[str, Any] = {"case_id": ids, "sector": np.full(len(ids), _sector(part), dtype=np.int16)}
    found |= _money(claims, all_paid, len(ids), day)
    found |= _people(cases, ids, part, administrators)
    found |= holding.columns(cases, ids, day)
    found |= moments.columns(ids, claims)
    found |= reactions(part.rows(INBOUND), cases, ids, day)
    found["letters_without_reaction"] = moments.unanswered(ids, found, all_paid)
    found["has_disputed_all"] |= found["hold"] == HoldCode.DISPUTED
    began = ledger.began(part.rows(ledger.CONTRACTS), ids)
    found |= ledger.columns(bills, began, part.creditor.size_marks, ids, day, policy)
    told = people.columns(part, ids, day, policy)
    found |= told | {"events": told["events"] | found["events"]}
    found |= efforts.columns(part, ids, _standing(claims, found, all_paid, missed, day), day, but=but)
    found["is_open"] = np.ones(len(ids), dtype=np.bool_)  # a part holds no others
    if missing := set(NAMES) - set(found):
        raise LookupError(f"no query fills the columns {sorted(missing)}; see frames, ledger, people and efforts")
    return Frame(
        part=whole,
        day=day,
        accounts=Accounts.from_columns(**found),
        versions=np.array([row[1] for row in cases], dtype=np.int64),
        customers=np.array([row[3] for row in cases], dtype=np.int64),
        claims=claims,
        began=began,
    )


def _moments_but(but: Collection[int]) -> str:
    if not but:
        return MOMENTS
    return MOMENTS.replace(
        "AND x.state", f"AND m.id NOT IN ({','.join(str(int(number)) for number in but)}) AND x.state"
    )


def of_case(case: Case, day: date) -> Frame:
    """One open case, by the same queries as a night's part."""
    return read(part_of(case), day)


def known_then(case: Case, day: date) -> Frame:
    """One case as it was known at the end of a day: what came after that counts for nothing.

    What only keeps its last state (an address that turned out wrong, a wish, a case in hand) is as it is now.
    """
    return read(replace(part_of(case), then=day), day)


def _beside(bills: Bills, holding: Holding, has_missed: Flags, day: date) -> tuple[Bills, Holding]:
    """A bill that is late beside an arrangement is watched as any other: what was agreed keeps quiet what is in it.

    So long the bills in it are left out, as a disputed one is. Where a part was missed somebody calls, about all of it.
    """
    if not holding.arranged:
        return bills, holding
    is_arranged = np.isin(bills.id, list(holding.arranged))
    has_new = np.zeros(len(has_missed), dtype=np.bool_)
    has_new[bills.row[bills.in_arrears(day) & ~is_arranged]] = True
    arranged = np.zeros(len(has_missed), dtype=np.bool_)
    arranged[bills.row[is_arranged]] = True
    aside = is_arranged & (has_new & arranged & ~has_missed)[bills.row]
    return replace(bills, is_disputed=bills.is_disputed | aside), holding.without(set(bills.id[aside].tolist()))


def _standing(
    claims: Claims, found: dict[str, Any], last_paid: Numbers, missed: Numbers, day: date
) -> efforts.Standing:  # fmt: skip
    size, ago = len(last_paid), np.minimum(found["days_since_inbound"], found["days_since_conversation"])
    return efforts.Standing(
        heard=np.maximum(day.toordinal() - ago, last_paid),
        oldest_due=_lowest(claims, claims.in_arrears, claims.due, size),
        missed=missed,
    )


def _sector(part: Part) -> int:
    return SectorCode[part.creditor.sector.upper()]


# Money ---------------------------------------------------------------------------------------------------------------


def _open_claims(bills: Bills, day: date, moments: Moments) -> Claims:
    """The open claims in the order of their cases."""
    stands = np.flatnonzero(bills.open_cents > 0)
    stands = stands[np.lexsort((bills.id[stands], bills.due[stands], bills.row[stands]))]
    number, dues = bills.id[stands], bills.due[stands]
    return Claims(
        row=bills.row[stands],
        id=number,
        due=dues,
        open_cents=bills.open_cents[stands],
        paid=bills.paid[stands],
        is_overdue=dues < day.toordinal(),
        is_disputed=bills.is_disputed[stands],
        was_named=moments.named(number, dues),
    )


def _money(claims: Claims, last_paid: Numbers, size: int, day: date) -> dict[str, Any]:
    today, late = day.toordinal(), claims.in_arrears
    oldest = _lowest(claims, late, claims.due, size)
    unnamed = _lowest(claims, late & ~claims.was_named, claims.due, size)
    coming = _lowest(claims, ~claims.is_overdue & ~claims.is_disputed, claims.due, size)
    has_late = np.bincount(claims.row[late], minlength=size) > 0
    part_paid = has_late & (last_paid > oldest)
    return {
        "open_cents": _sum(claims, np.ones(len(claims.row), dtype=np.bool_), size),
        "overdue_cents": _sum(claims, late, size),
        "named_overdue_cents": _sum(claims, late & claims.was_named, size),
        "oldest_overdue_days": np.where(has_late, today - oldest, 0),
        "unnamed_overdue_days": np.where(unnamed < FAR, today - unnamed, 0),
        "due_in_days": np.where(coming < FAR, coming - today, NEVER),
        "named_unresolved": np.bincount(claims.row[late & claims.was_named], minlength=size) > 0,
        "part_paid_days": np.where(part_paid, today - last_paid, NEVER),
        "has_disputed_all": (np.bincount(claims.row[claims.is_overdue], minlength=size) > 0) & ~has_late,
    }


def _last_paid(bills: Bills, size: int) -> Numbers:
    """Per case the day of its last payment that still stands; 0 when none."""
    last = np.zeros(size, dtype=np.int64)
    np.maximum.at(last, bills.row, bills.paid)
    return last


def _lowest(claims: Claims, which: Flags, values: Numbers, size: int) -> Numbers:
    lowest = np.full(size, FAR, dtype=np.int64)
    np.minimum.at(lowest, claims.row[which], values[which])
    return lowest


def _sum(claims: Claims, which: Flags, size: int) -> Numbers:
    total = np.zeros(size, dtype=np.int64)
    np.add.at(total, claims.row[which], claims.open_cents[which])
    return total


# People --------------------------------------------------------------------------------------------------------------


def _people(cases: Rows, ids: Numbers, part: Part, administrators: Rows) -> dict[str, Any]:
    size = len(ids)
    has: dict[str, Flags] = {kind: np.zeros(size, dtype=np.bool_) for kind in PointKind}
    by_kind: dict[str, list[int]] = {kind: [] for kind in has}
    for case, kind in part.rows(POINTS):
        by_kind[kind].append(case)
    for kind, found in by_kind.items():
        has[kind][places(ids, found)] = True
    has["phone"] |= has["mobile"]
    columns: dict[str, Any] = {
        "language": np.zeros(size, dtype=np.int16),
        "is_safe": np.array([bool(row[6]) for row in cases], dtype=np.bool_),
        "prefers": np.array([BITS.get(row[4], 0) for row in cases], dtype=np.int16),
        "not_by": np.array([_refused(row[5]) for row in cases], dtype=np.int16),
        "by_hand": np.array([bool(row[8]) for row in cases], dtype=np.bool_),
        "is_represented": np.zeros(size, dtype=np.bool_),
        "representative_reachable": np.zeros(size, dtype=np.bool_),
        **{f"has_{kind}": found for kind, found in has.items()},
    }
    for case, language in part.rows(LANGUAGE):
        columns["language"][places(ids, [case])] = LANGUAGES.index(language) if language in LANGUAGES else 0
    for case, _, lines, email, phone in administrators:
        reach = {"post": bool(loaded(lines)), "email": bool(email), "phone": bool(phone)}
        _represent(columns, places(ids, [case]), has=reach)
    return columns


def _represent(columns: dict[str, Any], row: Any, *, has: dict[str, bool]) -> None:
    """Whom we write to and speak with is the administrator; a message reaches there by post or e-mail."""
    columns["is_represented"][row] = True
    columns["representative_reachable"][row] = has["post"] or has["email"]
    for kind in ("post", "email", "mobile", "phone"):
        columns[f"has_{kind}"][row] = has.get(kind, False)


def _is_insolvency(row: tuple[Any, ...]) -> bool:
    return bool(row[1] == RepresentativeKind.INSOLVENCY_ADMINISTRATOR)


def _settles(row: tuple[Any, ...]) -> tuple[Any, ...]:
    """An insolvency administrator means that a settlement runs, also where nobody wrote it down as a hold."""
    return row[0], HoldKind.SETTLEMENT.value, None, None, None


BITS = {kind.value: Kind[kind.name].value for kind in ChannelKind if kind.name in Kind.__members__}


def _refused(not_by: Any) -> int:
    return sum(BITS.get(kind, 0) for kind in set(loaded(not_by)))
