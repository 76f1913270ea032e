"""Writing: what a comparison found goes into the real tables, in short transactions, invisible until the flip."""

from collections import Counter
from collections.abc import Iterator

from tijdig.actions.intake import scratch
from tijdig.actions.intake.comparing import Scope

CHUNK = 20_000

_CUSTOMERS = """
INSERT INTO tijdig_customer
    (creditor_id, number, prefers, not_by, call_parts, is_safe_to_contact, version, since_intake)
SELECT %(creditor)s, number, '', '[]', '[]', TRUE, 1, %(number)s
FROM intake_block WHERE customer_id IS NULL AND open_cents <> 0 GROUP BY number ORDER BY min(seq)
"""
_FOUND_CUSTOMERS = """
UPDATE intake_block SET fresh = TRUE, customer_id =
    (SELECT id FROM tijdig_customer cu WHERE cu.creditor_id = %(creditor)s AND cu.number = intake_block.number)
WHERE customer_id IS NULL
"""
_CASES = """
INSERT INTO tijdig_case (creditor_id, customer_id, state, closing_reason, by_hand, version, since_intake)
SELECT %(creditor)s, b.customer_id, 'open', '', FALSE, 1, %(number)s
FROM intake_block b LEFT JOIN tijdig_case ca ON ca.customer_id = b.customer_id
WHERE ca.id IS NULL AND b.customer_id IS NOT NULL AND b.claim_id IS NULL AND b.open_cents <> 0
GROUP BY b.customer_id ORDER BY b.customer_id
"""
_CONTRACTS = """
INSERT INTO tijdig_contract (customer_id, number, product, state, ended_by, since_intake)
SELECT b.customer_id, l.contract, min(l.kind), 'active', '', %(number)s
FROM intake_block b
JOIN intake_line l ON l.id = b.line_id
LEFT JOIN tijdig_contract ct ON ct.customer_id = b.customer_id AND ct.number = l.contract
WHERE ct.id IS NULL AND l.contract <> '' AND b.customer_id IS NOT NULL
  AND b.claim_id IS NULL AND b.open_cents <> 0
GROUP BY b.customer_id, l.contract ORDER BY b.customer_id, l.contract
"""
_CLAIMS = """
INSERT INTO tijdig_claim
    (creditor_id, customer_id, contract_id, reference, kind, description, invoiced_on, due_on, payment_reference,
     is_fixed_cost, is_threatening, is_preferential, disputed_on, version, since_intake)
SELECT %(creditor)s, b.customer_id, ct.id, b.reference, l.kind, coalesce(l.description, ''), l.invoiced, l.due,
       coalesce(l.payment_reference, ''), k.fixed_cost, k.threatening, k.preferential,
       CASE WHEN l.disputed THEN CASE WHEN %(history)s THEN l.due ELSE %(day)s END END, 1, %(number)s
FROM intake_block b
JOIN intake_line l ON l.id = b.line_id
JOIN intake_kind k ON k.kind = l.kind
LEFT JOIN tijdig_contract ct ON ct.customer_id = b.customer_id AND ct.number = l.contract
WHERE b.claim_id IS NULL AND b.open_cents <> 0 ORDER BY b.seq
"""
_ENTRY = """
INSERT INTO tijdig_moneyentry
    (creditor_id, claim_id, kind, reason, amount_cents, booked_on, reference, made_by, made_at, since_intake)
"""
_NEW_ENTRIES = (
    _ENTRY
    + """
SELECT %(creditor)s, cl.id, CASE WHEN b.open_cents > 0 THEN 'claim' ELSE 'correction' END, 'listed', b.open_cents,
       %(day)s, '', %(by)s, %(at)s, %(number)s
FROM intake_block b JOIN tijdig_claim cl ON cl.customer_id = b.customer_id AND cl.reference = b.reference
WHERE b.claim_id IS NULL AND b.open_cents <> 0 ORDER BY b.seq
"""
)
_DIFFERENCES = (
    _ENTRY
    + """
SELECT %(creditor)s, claim_id, CASE WHEN open_cents < balance_cents THEN %(lower)s ELSE 'correction' END,
       'list_difference', open_cents - balance_cents, %(day)s, '', %(by)s, %(at)s, %(number)s
FROM intake_block WHERE claim_id IS NOT NULL AND open_cents <> balance_cents ORDER BY seq
"""
)
_CLOSINGS = (
    _ENTRY
    + """
SELECT %(creditor)s, claim_id, 'correction', 'no_longer_listed', amount_cents, %(day)s, '', %(by)s, %(at)s, %(number)s
FROM intake_closing WHERE id BETWEEN %(first)s AND %(last)s ORDER BY id
"""
)
_FRESH_DETAILS = """
INSERT INTO intake_detail (customer_id, line_id, old_id)
SELECT customer_id, line_id, NULL FROM intake_block WHERE fresh AND opens AND customer_id IS NOT NULL
"""
_OLD_DETAILS = """
UPDATE tijdig_customerdetails SET until_intake = %(number)s WHERE id IN (SELECT old_id FROM intake_detail)
"""
_NEW_DETAILS = """
INSERT INTO tijdig_customerdetails
    (customer_id, kind, salutation, first_name, last_name, language, birth_on, postcode, since_intake)
SELECT i.customer_id, coalesce(l.customer_kind, d.kind, 'consumer'), coalesce(l.salutation, d.salutation, ''),
       coalesce(l.first_name, d.first_name, ''), coalesce(l.last_name, d.last_name, ''),
       coalesce(l.language, d.language, 'nl'), CASE WHEN %(has_birth)s THEN l.birth ELSE d.birth_on END,
       coalesce(l.postcode, d.postcode, ''), %(number)s
FROM intake_detail i
JOIN intake_line l ON l.id = i.line_id
LEFT JOIN tijdig_customerdetails d ON d.id = i.old_id
ORDER BY i.customer_id
"""
_FRESH_POINTS = """
INSERT INTO intake_point (customer_id, kind, value, old_id)
SELECT b.customer_id, k.kind,
       CASE k.kind WHEN 'post' THEN l.post WHEN 'email' THEN l.email WHEN 'mobile' THEN l.mobile
                   WHEN 'phone' THEN l.phone ELSE l.iban END, NULL
FROM intake_block b
JOIN intake_line l ON l.id = b.line_id
CROSS JOIN (SELECT 'post' AS kind UNION ALL SELECT 'email' UNION ALL SELECT 'mobile' UNION ALL SELECT 'phone'
            UNION ALL SELECT 'iban') k
WHERE b.fresh AND b.opens AND b.customer_id IS NOT NULL
"""
_OLD_POINTS = """
UPDATE tijdig_contactpoint SET until_intake = %(number)s WHERE id IN (SELECT old_id FROM intake_point)
"""
_NEW_POINTS = """
INSERT INTO tijdig_contactpoint (customer_id, kind, value, source, noted_on, state, is_safe, version, since_intake)
SELECT customer_id, kind, value, 'creditor', %(day)s, 'unverified', TRUE, 1, %(number)s
FROM intake_point WHERE value <> '' ORDER BY customer_id, kind
"""
# Whose facts the file changes, for the summaries that the planner reads; new customers have none yet.
_TOUCHED = """
INSERT INTO tijdig_touched (creditor_id, customer_id, since_intake)
SELECT %(creditor)s, customer_id, %(number)s FROM (
    SELECT customer_id FROM intake_block WHERE customer_id IS NOT NULL AND NOT fresh
        AND ((claim_id IS NULL AND open_cents <> 0) OR (claim_id IS NOT NULL AND open_cents <> balance_cents))
    UNION SELECT customer_id FROM intake_detail WHERE old_id IS NOT NULL
    UNION SELECT i.customer_id FROM intake_point i JOIN intake_block b ON b.customer_id = i.customer_id
        AND NOT b.fresh) touched
"""
_TOUCHED_BY_CLOSING = """
INSERT INTO tijdig_touched (creditor_id, customer_id, since_intake)
SELECT DISTINCT %(creditor)s, cl.customer_id, %(number)s
FROM intake_closing ic JOIN tijdig_claim cl ON cl.id = ic.claim_id WHERE ic.id BETWEEN %(first)s AND %(last)s
"""
_REJECTS = """
INSERT INTO tijdig_reject (intake_id, line, "column", code, advice, raw)
SELECT %(intake)s, line, columns, codes, advice, raw FROM intake_bad WHERE id BETWEEN %(first)s AND %(last)s ORDER BY id
"""


def block(scope: Scope, counts: Counter[str]) -> None:
    """Write what the comparison of one part found, if anything."""
    statements = list(_needed(scope, counts))
    if statements:
        with scratch.writing():
            scratch.run(*statements, _TOUCHED, **scope.values)


def closings(scope: Scope, found: int) -> None:
    """Close the claims that the list no longer names: a correction, since nobody says that they were paid."""
    _in_chunks(_CLOSINGS, scope, found)
    _in_chunks(_TOUCHED_BY_CLOSING, scope, found)


def bad_rows(scope: Scope, found: int) -> None:
    """Keep the lines that could not be used, each with its advice."""
    _in_chunks(_REJECTS, scope, found)


def _in_chunks(statement: str, scope: Scope, found: int) -> None:
    for first in range(1, found + 1, CHUNK):
        with scratch.writing():
            scratch.run(statement, **scope.values, first=first, last=first + CHUNK - 1)


def _needed(scope: Scope, counts: Counter[str]) -> Iterator[str]:
    """The statements that have something to do, in the order in which they lean on each other."""
    if counts["new_customers"]:
        yield from (_CUSTOMERS, _FOUND_CUSTOMERS)
    if counts["new_claims"]:
        yield _CASES
        if scope.has_contracts:
            yield _CONTRACTS
        yield from (_CLAIMS, _NEW_ENTRIES)
    if counts["lowered"] + counts["raised"] + counts["returned"]:
        yield _DIFFERENCES
    if scope.has_details and counts["new_customers"] + counts["changed_details"]:
        yield from (_FRESH_DETAILS, _OLD_DETAILS, _NEW_DETAILS)
    if scope.has_points and counts["new_customers"] + counts["changed_points"]:
        yield from (_FRESH_POINTS, _OLD_POINTS, _NEW_POINTS)
