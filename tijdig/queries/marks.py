"""How large a sum in arrears is beside those of the same creditor's other customers: a hundred marks."""

from collections.abc import Iterable
from datetime import date

import numpy as np
from numpy.typing import NDArray

from tijdig.models import Creditor
from tijdig.queries.parts import Part

COUNT = 100
"""So many marks: what lies above so many of them is larger than at so many percent of the others."""

LAST_ID = 2**63 - 1
OVERDUE = """
    SELECT x.id, SUM(x.cents) FROM (
        SELECT c.id AS id, SUM(e.amount_cents) AS cents FROM tijdig_case c
        JOIN tijdig_claim l ON l.customer_id = c.customer_id AND {seen[l]} AND l.due_on < %s
            AND NOT (l.disputed_on <= %s AND (l.dispute_ended_on IS NULL OR l.dispute_ended_on > %s)
                AND l.disputed_on IS NOT NULL)
        JOIN tijdig_moneyentry e ON e.claim_id = l.id AND {seen[e]}
        WHERE {part} GROUP BY c.id, l.id HAVING SUM(e.amount_cents) > 0) x
    GROUP BY x.id
"""


def first(creditor: Creditor, day: date) -> list[int]:
    """The marks of a creditor that has none yet, from its tables, in cents; none without arrears."""
    part = Part(creditor, creditor.visible_intake, first=0, last=LAST_ID)
    return of([np.array([int(cents) for _, cents in part.rows(OVERDUE, day, day, day)], dtype=np.int64)])


def of(sums: Iterable[NDArray[np.int64]]) -> list[int]:
    """The marks of these sums in arrears (cents, one array per part), smallest first; only what is above 0 counts."""
    every = np.concatenate([np.zeros(0, dtype=np.int64), *(part[part > 0] for part in sums)])
    if not len(every):
        return []
    marks: list[int] = np.quantile(every, np.arange(COUNT) / COUNT, method="lower").tolist()
    return marks
