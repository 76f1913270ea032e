"""Comparing: a part of the sorted lines beside what we hold. Reads only; what it finds goes into scratch tables."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from tijdig.actions.intake import scratch

BLOCK = 10_000
"""Lines that are compared and written together: a quarter of a second of write lock on a slow machine."""

_NEXT_CUSTOMER = """
SELECT min(s.seq) FROM intake_sorted s JOIN intake_sorted p ON p.seq = s.seq - 1
WHERE s.number <> p.number AND s.seq > %(first)s + %(size)s AND s.seq <= %(first)s + 2 * %(size)s
"""
_BLOCK = """
INSERT INTO intake_block
    (seq, line_id, opens, number, reference, customer_id, claim_id, open_cents, balance_cents, changed, fresh)
SELECT s.seq, s.line_id, p.number IS DISTINCT FROM s.number, s.number, s.reference, cu.id, cl.id, l.open,
       CASE WHEN cl.id IS NULL THEN 0 ELSE
           (SELECT coalesce(sum(e.amount_cents), 0) FROM tijdig_moneyentry e
            WHERE e.claim_id = cl.id AND e.since_intake <= %(visible)s) END,
       cl.id IS NOT NULL AND coalesce(cl.due_on <> l.due OR (l.disputed AND cl.disputed_on IS NULL)
           OR cl.payment_reference <> coalesce(l.payment_reference, cl.payment_reference), FALSE),
       FALSE
FROM intake_sorted s
JOIN intake_line l ON l.id = s.line_id
LEFT JOIN intake_sorted p ON p.seq = s.seq - 1
LEFT JOIN tijdig_customer cu ON cu.creditor_id = %(creditor)s AND cu.number = s.number AND cu.since_intake <= %(number)s
LEFT JOIN tijdig_claim cl ON cl.customer_id = cu.id AND cl.reference = s.reference AND cl.since_intake <= %(visible)s
WHERE s.seq BETWEEN %(first)s AND %(last)s
  AND (p.number IS DISTINCT FROM s.number OR p.reference IS DISTINCT FROM s.reference)
"""
_COUNTS = """
SELECT count(DISTINCT CASE WHEN customer_id IS NULL AND open_cents <> 0 THEN number END),
       coalesce(sum(CASE WHEN claim_id IS NULL AND open_cents <> 0 THEN 1 ELSE 0 END), 0),
       coalesce(sum(CASE WHEN claim_id IS NOT NULL AND open_cents < balance_cents THEN 1 ELSE 0 END), 0),
       coalesce(sum(CASE WHEN claim_id IS NOT NULL AND open_cents > balance_cents AND balance_cents <> 0
                         THEN 1 ELSE 0 END), 0),
       coalesce(sum(CASE WHEN claim_id IS NOT NULL AND open_cents > balance_cents AND balance_cents = 0
                         THEN 1 ELSE 0 END), 0),
       coalesce(sum(CASE WHEN changed THEN 1 ELSE 0 END), 0),
       coalesce(sum(CASE WHEN claim_id IS NOT NULL THEN 1 ELSE 0 END), 0),
       coalesce(sum(CASE WHEN claim_id IS NOT NULL AND balance_cents <> 0 THEN 1 ELSE 0 END), 0)
FROM intake_block
"""
_COUNTED = ("new_customers", "new_claims", "lowered", "raised", "returned", "changed_claims", "known", "open_before")

_SEEN = """
INSERT INTO intake_seen (claim_id)
SELECT claim_id FROM intake_block WHERE claim_id IS NOT NULL ON CONFLICT DO NOTHING
"""
_CHANGES = """
INSERT INTO intake_change (claim_id, due_on, payment_reference, disputed_on)
SELECT b.claim_id, l.due, coalesce(l.payment_reference, c.payment_reference),
       CASE WHEN NOT coalesce(l.disputed, FALSE) OR c.disputed_on IS NOT NULL THEN c.disputed_on
            WHEN %(history)s THEN l.due ELSE %(day)s END
FROM intake_block b JOIN intake_line l ON l.id = b.line_id JOIN tijdig_claim c ON c.id = b.claim_id
WHERE b.changed ORDER BY b.seq
"""
_DETAILS = """
INSERT INTO intake_detail (customer_id, line_id, old_id)
SELECT b.customer_id, b.line_id, d.id
FROM intake_block b
JOIN intake_line l ON l.id = b.line_id
LEFT JOIN tijdig_customerdetails d ON d.customer_id = b.customer_id AND d.since_intake <= %(visible)s
     AND (d.until_intake IS NULL OR d.until_intake > %(visible)s)
WHERE b.opens AND b.customer_id IS NOT NULL AND (d.id IS NULL
    OR l.customer_kind <> d.kind OR l.salutation <> d.salutation OR l.first_name <> d.first_name
    OR l.last_name <> d.last_name OR l.language <> d.language OR l.postcode <> d.postcode
    OR (%(has_birth)s AND l.birth IS DISTINCT FROM d.birth_on))
"""
_KINDS = """
(SELECT 'post' AS kind UNION ALL SELECT 'email' UNION ALL SELECT 'mobile' UNION ALL SELECT 'phone'
 UNION ALL SELECT 'iban') k
"""
_VALUE = """
CASE k.kind WHEN 'post' THEN l.post WHEN 'email' THEN l.email WHEN 'mobile' THEN l.mobile
            WHEN 'phone' THEN l.phone ELSE l.iban END
"""
# Built of constants only.
_POINTS = f"""
INSERT INTO intake_point (customer_id, kind, value, old_id)
SELECT b.customer_id, k.kind, {_VALUE}, p.id
FROM intake_block b
JOIN intake_line l ON l.id = b.line_id
CROSS JOIN {_KINDS}
LEFT JOIN tijdig_contactpoint p ON p.customer_id = b.customer_id AND p.kind = k.kind AND p.source = 'creditor'
     AND p.since_intake <= %(visible)s AND (p.until_intake IS NULL OR p.until_intake > %(visible)s)
WHERE b.opens AND b.customer_id IS NOT NULL AND {_VALUE} <> coalesce(p.value, '')
"""  # noqa: S608

_UNREACHABLE = """
SELECT count(DISTINCT b.customer_id) FROM intake_block b
WHERE b.customer_id IS NOT NULL AND b.open_cents > 0 AND NOT EXISTS
    (SELECT 1 FROM tijdig_contactpoint p WHERE p.customer_id = b.customer_id AND p.kind IN ('post', 'email', 'mobile')
     AND p.since_intake <= %(number)s AND (p.until_intake IS NULL OR p.until_intake > %(number)s))
"""
# A line that could not be used still says that its claim is on the list; without a reference, all of its customer.
_SPARED = """
INSERT INTO intake_seen (claim_id)
SELECT DISTINCT cl.id
FROM intake_bad bad
JOIN tijdig_customer cu ON cu.creditor_id = %(creditor)s AND cu.number = bad.customer
JOIN tijdig_claim cl ON cl.customer_id = cu.id AND (bad.reference = '' OR cl.reference = bad.reference)
WHERE bad.customer <> '' ON CONFLICT DO NOTHING
"""
_CLOSING = """
INSERT INTO intake_closing (claim_id, amount_cents)
SELECT claim_id, -balance_cents
FROM (SELECT cl.id AS claim_id,
             (SELECT coalesce(sum(e.amount_cents), 0) FROM tijdig_moneyentry e
              WHERE e.claim_id = cl.id AND e.since_intake <= %(visible)s) AS balance_cents
      FROM tijdig_customer cu
      CROSS JOIN tijdig_claim cl
      WHERE cu.creditor_id = %(creditor)s AND cu.since_intake <= %(visible)s
        AND cl.customer_id = cu.id AND cl.since_intake <= %(visible)s
        AND NOT EXISTS (SELECT 1 FROM intake_seen s WHERE s.claim_id = cl.id)) missing
WHERE balance_cents <> 0 ORDER BY claim_id
"""


@dataclass(frozen=True)
class Scope:
    """What one intake compares and writes: the values its SQL needs, and which parts its file has."""

    values: dict[str, Any]
    is_full: bool
    has_details: bool
    has_points: bool
    has_contracts: bool


def last_of_block(first: int, last: int) -> int:
    """Where the part that begins here ends: between two customers, unless one has very many claims."""
    following = scratch.number(_NEXT_CUSTOMER, {"first": first, "size": BLOCK})
    return min(following - 1 if following else first + 2 * BLOCK, last)


def block(scope: Scope, first: int, last: int) -> Counter[str]:
    """Compare these lines with what we hold; the counts say what would have to be written."""
    values = scope.values | {"first": first, "last": last}
    with scratch.batch():
        scratch.empty("intake_block", "intake_detail", "intake_point")
        scratch.run(_BLOCK, **values)
        counts = Counter(dict(zip(_COUNTED, map(int, scratch.row(_COUNTS)), strict=True)))
        if scope.is_full and counts["known"]:
            scratch.run(_SEEN)
        if counts["changed_claims"]:
            scratch.run(_CHANGES, **values)
        if scope.has_details:
            counts["changed_details"] = scratch.run(_DETAILS, **values)
        if scope.has_points:
            counts["changed_points"] = scratch.run(_POINTS, **values)
    return counts


def unreachable(scope: Scope) -> int:
    """How many customers of this part, once it is written, owe something and have no way at all to be written to."""
    return scratch.number(_UNREACHABLE, scope.values)


def closings(scope: Scope) -> tuple[int, int]:
    """Find the claims that a full list no longer names; how many there are, and how many only a bad line names."""
    with scratch.batch():
        spared = scratch.run(_SPARED, **scope.values)
        return scratch.run(_CLOSING, **scope.values), spared
